package no.digisos.common.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import no.digisos.common.error.ApiException;
import no.digisos.common.http.Etag;
import no.digisos.testkit.parser.Parser;

/** A word of a path, of a query or of a token that must be an id, and a list of entity tags. */
public final class IdParser implements Parser {
    @Override
    public String name() {
        return "id";
    }

    @Override
    public List<byte[]> seed() {
        return List.of(
                        "01819010001",
                        "889640782",
                        "0192:889640782",
                        "0301",
                        "11415cd1-e26d-499a-8421-751457dfcbd5",
                        "ref_1-A",
                        "W/\"a\", \"1\",,\"b\"",
                        "*",
                        "\uff10301")
                .stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public void read(byte[] in) {
        String text = new String(in, StandardCharsets.UTF_8);
        Fnr.of(text).ifPresent(fnr -> assertThat(fnr.verdi()).isEqualTo(text).matches("[0-9]{11}"));
        Organisasjonsnummer.of(text)
                .ifPresent(number -> assertThat(number.verdi()).isEqualTo(text).matches("[0-9]{9}"));
        Organisasjonsnummer.ofIso6523(text)
                .ifPresent(number -> assertThat("0192:" + number.verdi()).isEqualTo(text));
        readOrReject(() -> Ids.read("id", text).toString());
        readOrReject(() -> new Kommunenummer(text).verdi());
        readOrReject(() -> new NavEksternRefId(text).verdi());
        assertThat(Ids.isId(text) && !text.matches("[0-9A-Fa-f-]{36}")).isFalse();
        boolean strong = Etag.applies(text, "\"1\"");
        assertThat(strong && !Etag.isUnchanged(text, "\"1\"")).isFalse();
    }

    private static void readOrReject(Supplier<String> read) {
        try {
            assertThat(read.get()).isNotBlank();
        } catch (ApiException avvist) {
            assertThat(avvist.code().status()).isEqualTo(400);
        }
    }
}
