package no.digisos.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import no.digisos.fuzz.Request.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MutationTest {
    private static final int THROWS = 400;
    private static final Request FORM = new Request(
            "submit-function",
            "POST",
            "/digisos/api/v2/soknader/0301/0a1b2c3d-0000-4000-8000-000000000001",
            List.of(
                    new Header("Authorization", "Bearer e30.e30.x"),
                    new Header("Content-Type", "multipart/form-data;boundary=grense")),
            String.join(
                            "\r\n",
                            "--grense",
                            "Content-Disposition: form-data; name=\"soknadJson\"",
                            "",
                            "{\"version\":\"1\",\"a\":[1,{\"b\":2}]}",
                            "--grense",
                            "Content-Disposition: form-data; name=\"f\"; filename=\"f\"",
                            "Content-Type: application/octet-stream",
                            "",
                            "0123456789",
                            "--grense--",
                            "")
                    .getBytes(StandardCharsets.UTF_8));

    @ParameterizedTest
    @EnumSource
    void the_same_seed_and_number_spoil_in_the_same_way(Mutation mutation) {
        assertThat(spoilt(dice -> mutation.apply(FORM, dice).bytes()))
                .isEqualTo(spoilt(dice -> mutation.apply(FORM, dice).bytes()));
    }

    @Test
    void so_do_they_with_what_is_no_request() {
        assertThat(spoilt(dice -> RawHttp.of(FORM, dice))).isEqualTo(spoilt(dice -> RawHttp.of(FORM, dice)));
    }

    @ParameterizedTest
    @EnumSource
    void throws_differ_and_nearly_all_spoil_something(Mutation mutation) {
        List<String> all = spoilt(dice -> mutation.apply(FORM, dice).bytes());
        assertThat(all.stream().distinct().count()).isGreaterThan(30);
        assertThat(all.stream().filter(text(FORM.bytes())::equals).count()).isLessThan(THROWS / 20);
    }

    /** Otherwise a function that waits for the rest would seem to hang. */
    @ParameterizedTest
    @EnumSource
    void what_is_spoilt_is_still_a_whole_request(Mutation mutation) {
        for (int i = 0; i < THROWS; i++) {
            Request spoilt = mutation.apply(FORM, new Dice(1, i));
            String text = text(spoilt.bytes());
            String head = text.substring(0, text.indexOf("\r\n\r\n"));
            assertThat(head.lines().skip(1)).allMatch(line -> line.contains(":"));
            if (!spoilt.chunked() && head.contains("Content-Length")) {
                assertThat(text.length() - head.length() - 4).isEqualTo(spoilt.body().length);
            }
        }
    }

    private static List<String> spoilt(Function<Dice, byte[]> how) {
        return IntStream.range(0, THROWS)
                .mapToObj(i -> text(how.apply(new Dice(7, i))))
                .toList();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
