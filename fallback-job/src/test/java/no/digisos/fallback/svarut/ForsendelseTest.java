package no.digisos.fallback.svarut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForsendelseTest {
    private static final SvarUtConfig CONFIG = Fixture.config(URI.create("https://svarut.example/api"), Map.of());
    private static final SvarUtDokument PDF = new SvarUtDokument("Soknad.pdf", "application/pdf", false);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a*b",
                "a:b",
                "a\"b",
                "a\\b",
                "a/b",
                "a<b",
                "a>b",
                "a|b",
                "a?b",
                "a\r\nX: y",
                "a\nb",
                "a\u0000b",
                "a\tb",
                "a\u007fb",
                "a\u0085b"
            })
    void fileNamesThatSvarUtOrTheHeaderCannotBear(String filnavn) {
        assertThatThrownBy(() -> new SvarUtDokument(filnavn, "application/pdf", false))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theMessageDoesNotHoldTheFileName() {
        assertThatThrownBy(() -> new SvarUtDokument("Kari Nordmann?.pdf", "application/pdf", false))
                .hasMessageNotContaining("Kari");
    }

    @Test
    void aFileNameMayHave226Characters() {
        assertThatCode(() -> new SvarUtDokument("ø".repeat(226), "application/pdf", false))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> new SvarUtDokument("ø".repeat(227), "application/pdf", false))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onlyPdfCanBePrinted() {
        SvarUtDokument json = new SvarUtDokument("soknad.json", "application/json", false);
        assertThatThrownBy(() -> forsendelse("t", recipient("0001", "Oslo", null), List.of(PDF, json), false))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatCode(() -> forsendelse("t", recipient("0001", "Oslo", null), List.of(PDF, json), true))
                .doesNotThrowAnyException();
    }

    @Test
    void fileNamesAreUnique() {
        assertThatThrownBy(() -> forsendelse("t", recipient("0001", "Oslo", null), List.of(PDF, PDF), false))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void printingNeedsAPostalAddress() {
        assertThatThrownBy(() -> forsendelse("t", recipient("0001", null, null), List.of(PDF), false))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> forsendelse("t", recipient(null, "Oslo", null), List.of(PDF), false))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatCode(() -> forsendelse("t", recipient(null, "Umeå", "Sverige"), List.of(PDF), false))
                .doesNotThrowAnyException();
        assertThatCode(() -> forsendelse("t", recipient(null, null, null), List.of(PDF), true))
                .doesNotThrowAnyException();
    }

    @Test
    void digitalDeliveryNeedsADigitalId() {
        Address without = new Address("Kommunen", null, null, null, null, "0001", "Oslo", null);
        assertThatThrownBy(() -> forsendelse("t", without, List.of(PDF), true))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatCode(() -> forsendelse("t", without, List.of(PDF), false)).doesNotThrowAnyException();
    }

    @Test
    void textFieldsHaveLengths() {
        Address recipient = recipient("0001", "Oslo", null);
        assertThatCode(() -> forsendelse("t".repeat(1000), recipient, List.of(PDF), false))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> forsendelse("t".repeat(1001), recipient, List.of(PDF), false))
                .hasMessageContaining("tittel");
        assertThatThrownBy(() -> forsendelse("", recipient, List.of(PDF), false))
                .hasMessageContaining("tittel");
        assertThatThrownBy(() -> Forsendelse.forDigisos(
                        CONFIG, "t", recipient, List.of(PDF), "r".repeat(101), Fixture.DIGISOS_ID, null, null, false))
                .hasMessageContaining("eksternReferanse");
    }

    @Test
    void level4NeedsEncryption() {
        Address recipient = recipient("0001", "Oslo", null);
        assertThatThrownBy(() -> new Forsendelse(
                        "t", recipient, List.of(PDF), "a", "f", "r", "k", false, true, false, true, null, null, null))
                .hasMessageContaining("kryptert");
    }

    @Test
    void theDocumentsCannotBeChangedAfterwards() {
        List<SvarUtDokument> dokumenter = new ArrayList<>(List.of(PDF));
        Forsendelse forsendelse = forsendelse("t", recipient("0001", "Oslo", null), dokumenter, false);
        dokumenter.clear();

        assertThat(forsendelse.dokumenter()).containsExactly(PDF);
    }

    private static Address recipient(@Nullable String postnummer, @Nullable String poststed, @Nullable String land) {
        return new Address("Kommunen", "987654321", null, null, null, postnummer, poststed, land);
    }

    private static Forsendelse forsendelse(
            String title, Address recipient, List<SvarUtDokument> dokumenter, boolean onlyDigital) {
        return Forsendelse.forDigisos(
                CONFIG, title, recipient, dokumenter, Fixture.REFERENCE, Fixture.DIGISOS_ID, null, null, onlyDigital);
    }
}
