package no.digisos.common.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import no.digisos.common.error.ApiException;
import no.digisos.common.http.Etag;
import no.digisos.common.testkit.Parser;

/** A word of a path, of a query or of a token that must be an id, and a list of entity tags. */
public final class IdParser implements Parser {
    @Override
    public String navn() {
        return "id";
    }

    @Override
    public List<byte[]> fro() {
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
                .map(tekst -> tekst.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public void les(byte[] inn) {
        String tekst = new String(inn, StandardCharsets.UTF_8);
        Fnr.of(tekst).ifPresent(fnr -> assertThat(fnr.verdi()).isEqualTo(tekst).matches("[0-9]{11}"));
        Organisasjonsnummer.of(tekst)
                .ifPresent(nummer -> assertThat(nummer.verdi()).isEqualTo(tekst).matches("[0-9]{9}"));
        Organisasjonsnummer.ofIso6523(tekst)
                .ifPresent(nummer -> assertThat("0192:" + nummer.verdi()).isEqualTo(tekst));
        lesEllerAvvis(() -> Ider.les("id", tekst).toString());
        lesEllerAvvis(() -> new Kommunenummer(tekst).verdi());
        lesEllerAvvis(() -> new NavEksternRefId(tekst).verdi());
        assertThat(Ider.erId(tekst) && !tekst.matches("[0-9A-Fa-f-]{36}")).isFalse();
        boolean sterk = Etag.gjelder(tekst, "\"1\"");
        assertThat(sterk && !Etag.erUendret(tekst, "\"1\"")).isFalse();
    }

    private static void lesEllerAvvis(Supplier<String> les) {
        try {
            assertThat(les.get()).isNotBlank();
        } catch (ApiException avvist) {
            assertThat(avvist.code().status()).isEqualTo(400);
        }
    }
}
