package no.digisos.common.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.upload.JsonReader;
import no.digisos.common.upload.UploadLimits;
import org.junit.jupiter.api.Test;

class JsonBudgetTest {
    private static final int MIB = 1 << 20;
    private static final UploadLimits LIMITS = new UploadLimits(200L * MIB, 50L * MIB, 100, 8192, 4 * MIB);

    private final JsonPool pool = new JsonPool(
            TransferConfigTest.config(Map.of("digisos.overforing.maks-json-minne", "2M")), new SimpleMeterRegistry());

    @Test
    void what_each_call_has_of_its_own_takes_nothing_from_others() {
        JsonShare share = new JsonShare(pool);
        share.take(JsonPool.FREE);
        assertThat(pool.take(2 * MIB)).isTrue();
    }

    @Test
    void a_slow_body_has_no_more_than_has_come_of_it() throws IOException {
        JsonShare share = new JsonShare(pool);
        new JsonReader(LIMITS, share::take).readLimited(new ByteArrayInputStream(new byte[MIB]), 4 * MIB);
        assertThat(used()).isEqualTo(MIB - JsonPool.FREE);
    }

    @Test
    void what_others_have_now_is_refused_for_now() {
        new JsonShare(pool).take(JsonPool.FREE + 2 * MIB);
        failure(share -> share.take(JsonPool.FREE + 1), ErrorCode.UTILGJENGELIG);
    }

    @Test
    void what_will_never_fit_is_refused_for_good() {
        failure(share -> share.take(JsonPool.FREE + 2 * MIB + 1), ErrorCode.FOR_STOR);
    }

    @Test
    void what_is_less_than_a_piece_is_never_to_be_had_and_not_only_now() {
        JsonPool skewed = new JsonPool(
                TransferConfigTest.config(Map.of("digisos.overforing.maks-json-minne", "100K")),
                new SimpleMeterRegistry());
        assertThatThrownBy(() -> new JsonShare(skewed).take(JsonPool.FREE + JsonPool.PIECE + 1))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.FOR_STOR));
    }

    @Test
    void a_call_that_was_refused_gives_all_of_it_back() {
        JsonShare share = new JsonShare(pool);
        assertThatThrownBy(() -> share.take(10 * MIB)).isInstanceOf(ApiException.class);
        share.end();
        assertThat(used()).isZero();
    }

    @Test
    void a_tree_counts_for_what_it_takes_and_not_for_its_text() {
        byte[] brackets = ("{\"a\":[" + "[],".repeat(60_000) + "[]]}").getBytes(StandardCharsets.UTF_8);
        assertThat(brackets.length).isLessThan((int) JsonPool.FREE);
        failure(share -> new JsonReader(LIMITS, share::take).object(brackets, "soknadJson"), ErrorCode.FOR_STOR);
    }

    @Test
    void an_application_of_the_usual_size_has_enough_of_its_own() {
        String answer = "{\"sporsmal\":\"Har du barn som bor fast hos deg?\",\"verdi\":true,\"kilde\":\"bruker\"},";
        byte[] soknad = ("{\"svar\":[" + answer.repeat(900) + "{}]}").getBytes(StandardCharsets.UTF_8);
        assertThat(soknad.length).isGreaterThan(70_000);
        new JsonReader(LIMITS, new JsonShare(pool)::take).object(soknad, "soknadJson");
        assertThat(used()).isZero();
    }

    private void failure(Consumer<JsonShare> what, ErrorCode code) {
        JsonShare share = new JsonShare(pool);
        assertThatThrownBy(() -> what.accept(share))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        failure -> assertThat(failure.code()).isEqualTo(code));
    }

    /** Bytes of the pot, found out by what is left. */
    private long used() {
        long free = 0;
        while (pool.take(1024)) {
            free += 1024;
        }
        pool.giveBack(free);
        return 2 * MIB - free;
    }
}
