package no.digisos.common.sendform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import no.digisos.common.pdf.Pdf;
import no.digisos.common.sendform.SendForm.Name;
import no.digisos.testkit.samples.NameSamples;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendFormTest {
    private static final List<Pdf> PDFS = List.of(Pdf.IKKE_PDF, Pdf.APEN, Pdf.KRYPTERT);
    private static final Pattern WINDOWS =
            Pattern.compile("(?i)(con|prn|aux|nul|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3]) *(\\..*)?");

    @Test
    void whatever_the_names_and_the_types_svarut_and_every_machine_can_take_them() {
        List<Origin> all = new ArrayList<>();
        for (String name : NameSamples.name()) {
            for (String type : NameSamples.types()) {
                all.add(Origin.of(name, type, PDFS.get(all.size() % 3), 10));
            }
        }
        for (int i = 0; i < all.size(); i += 100) {
            check(SendForm.of(
                    all.subList(i, Math.min(all.size(), i + 100)), Name.AVSENDERS, "forsendelseMetadata.json"));
        }
        check(SendForm.of(all.subList(0, 300), Name.NOYTRALE));
    }

    @Test
    void any_text_at_all_has_a_form_that_stays_as_it_is() {
        Random random = new Random(3);
        int[] character =
                " ab.\u00a0\u200b\u200d\u202e\u0301/?:*\"\\\r\n\u0000CONUL1\u00b9\ud83d\ude00\u3000\u3164-_\ufffe\u00df\u0130"
                        .codePoints()
                        .toArray();
        for (int n = 0; n < 20_000; n++) {
            StringBuilder name = new StringBuilder();
            for (int i = random.nextInt(n % 50 == 0 ? 400 : 12); i >= 0; i--) {
                name.appendCodePoint(
                        random.nextInt(9) == 0
                                ? random.nextInt(0x11_0000)
                                : character[random.nextInt(character.length)]);
            }
            String safe = Filnavn.safe(name.toString());
            assertThat(Filnavn.safe(safe)).isEqualTo(safe);
            check(safe);
        }
    }

    @Test
    void an_ordinary_name_is_left_alone_and_another_changed_as_little_as_possible() {
        assertThat(Filnavn.safe(" \u00a0\u3000Min s\u00f8knad.pdf\u200b\t")).isEqualTo("Min s\u00f8knad.pdf");
        assertThat(Filnavn.safe("a\"b\\c?.pdf")).isEqualTo("a_b_c_.pdf");
        assertThat(Filnavn.safe("a\u202efdp.exe")).isEqualTo("afdp.exe");
        assertThat(Filnavn.safe("nul.pdf")).isEqualTo("_nul.pdf");
        assertThat(Filnavn.safe("LPT\u00b9")).isEqualTo("_LPT\u00b9");
        assertThat(Filnavn.safe("CONTO.pdf")).isEqualTo("CONTO.pdf");
        assertThat(Filnavn.safe("a.pdf. .")).isEqualTo("a.pdf");
        assertThat(Filnavn.safe("\u200b..")).isEqualTo("dokument");
        assertThat(Filnavn.safe("a".repeat(221) + " bcd.pdf")).isEqualTo("a".repeat(221) + ".pdf");
        assertThat(Filnavn.safe("a".repeat(221) + "\ud83d\ude00.pdf")).isEqualTo("a".repeat(221) + ".pdf");
        assertThat(Filnavn.safe("CON" + " ".repeat(300) + "x.pdf")).isEqualTo("_CON.pdf");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "null", textBlock = """
            null, application/octet-stream
            '', application/octet-stream
            image/HEIC, image/heic
            ' text/plain ; charset=utf-8', text/plain
            text/x-matlab, text/x-matlab
            pdf, application/octet-stream
            image/png/x, application/octet-stream
            """)
    void a_type_is_one_type_or_none(@Nullable String stated, String type) {
        assertThat(Mimetype.safe(stated)).isEqualTo(type);
    }

    @Test
    void a_type_is_kept_as_it_was_stated_when_anyone_can_mean_it() {
        assertThat(Mimetype.stored("text/plain; charset=UTF-8")).isEqualTo("text/plain; charset=UTF-8");
        for (String meaningless : List.of("", " ", "a\u0000b", "a\r\nb", "x".repeat(256), "tekst/b\u00e5t")) {
            assertThat(Mimetype.stored(meaningless)).isNull();
        }
    }

    @Test
    void what_a_file_is_decides_and_not_what_its_sender_said() {
        assertThat(one(Origin.of("a", "image/png", Pdf.APEN, 1)))
                .isEqualTo(new SendForm("a", Mimetype.PDF, Printing.SKRIVES_UT));
        assertThat(one(Origin.of("a.pdf", "application/pdf", Pdf.IKKE_PDF, 1)))
                .isEqualTo(new SendForm("a.pdf", Mimetype.UNKNOWN, Printing.IKKE_PDF));
        assertThat(one(Origin.of("a.pdf", "application/pdf", Pdf.KRYPTERT, 1)))
                .isEqualTo(new SendForm("a.pdf", Mimetype.PDF, Printing.KRYPTERT_PDF));
        assertThat(one(Origin.of("a.pdf", "application/pdf", null, 1)))
                .as("not looked at")
                .isEqualTo(new SendForm("a.pdf", Mimetype.PDF, Printing.IKKE_PDF));
    }

    @Test
    void the_first_that_fit_in_one_letter_are_printed() {
        long half = SendForm.MAX_PRINTING_BYTE / 2;
        assertThat(SendForm.of(
                        List.of(
                                Origin.of("a", null, Pdf.APEN, half),
                                Origin.of("film", null, Pdf.IKKE_PDF, 10 * half),
                                Origin.of("laast", null, Pdf.KRYPTERT, half),
                                Origin.of("b", null, Pdf.APEN, half + 1),
                                Origin.of("c", null, Pdf.APEN, half)),
                        Name.AVSENDERS))
                .extracting(SendForm::utskrift)
                .containsExactly(
                        Printing.SKRIVES_UT,
                        Printing.IKKE_PDF,
                        Printing.KRYPTERT_PDF,
                        Printing.FOR_STOR,
                        Printing.SKRIVES_UT);
    }

    @Test
    void neutral_names_have_nothing_of_what_a_sender_wrote_and_our_own_stay() {
        assertThat(SendForm.of(
                        List.of(
                                new Origin("soknad.json", "application/json", Pdf.IKKE_PDF, 1, true, null, null),
                                Origin.of("Soknad.pdf", "application/pdf", Pdf.APEN, 1),
                                Origin.of("Kari Nordmann.HEIC", "image/heic", Pdf.IKKE_PDF, 1),
                                Origin.of("virus.exe", "text/x-sh", Pdf.IKKE_PDF, 1),
                                new Origin("x", "x/y", Pdf.IKKE_PDF, 1, false, "lonn.png", "image/png")),
                        Name.NOYTRALE))
                .extracting(form -> form.filnavn() + " " + form.mimetype())
                .containsExactly(
                        "soknad.json application/json",
                        "dokument-02.pdf application/pdf",
                        "dokument-03.heic application/octet-stream",
                        "dokument-04.bin application/octet-stream",
                        "lonn.png image/png");
    }

    @Test
    void the_names_of_our_own_are_theirs_wherever_they_stand() {
        assertThat(SendForm.of(
                        List.of(
                                Origin.of("Soknad.JSON", null, Pdf.IKKE_PDF, 1),
                                new Origin("soknad.json", "application/json", Pdf.IKKE_PDF, 1, true, null, null)),
                        Name.AVSENDERS))
                .extracting(SendForm::filnavn)
                .containsExactly("Soknad-2.JSON", "soknad.json");
    }

    @Test
    void a_pdf_that_an_operator_gives_another_type_is_not_printed() {
        assertThat(one(new Origin("a.pdf", "application/pdf", Pdf.APEN, 1, false, null, "application/octet-stream")))
                .isEqualTo(new SendForm("a.pdf", Mimetype.UNKNOWN, Printing.IKKE_PDF));
    }

    @Test
    void what_is_known_to_be_refused_is_no_form() {
        assertThatThrownBy(() -> new SendForm(" a.pdf", Mimetype.PDF, Printing.SKRIVES_UT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("a.pdf");
        assertThatThrownBy(() -> new SendForm("a.pdf", "pdf", Printing.IKKE_PDF))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SendForm("a.png", "image/png", Printing.SKRIVES_UT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static SendForm one(Origin origin) {
        return SendForm.of(List.of(origin), Name.AVSENDERS).getFirst();
    }

    private static void check(List<SendForm> forms) {
        Set<String> seen = new HashSet<>();
        for (SendForm form : forms) {
            check(form.filnavn());
            assertThat(seen.add(Normalizer.normalize(form.filnavn(), Normalizer.Form.NFC)
                            .toUpperCase(Locale.ROOT)
                            .toLowerCase(Locale.ROOT)))
                    .as(form.filnavn())
                    .isTrue();
            assertThat(form.mimetype())
                    .matches("[a-z0-9][^\\s/;]*/[a-z0-9][^\\s/;]*")
                    .hasSizeLessThan(200);
            assertThat(form.isPrinted() && !form.mimetype().equals(Mimetype.PDF))
                    .isFalse();
        }
    }

    private static void check(String name) {
        assertThat(name).hasSizeBetween(1, 226);
        assertThat(name.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(240);
        assertThat(new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(name);
        assertThat(Pattern.compile("[*:\"\\\\/<>|?\\p{Cntrl}\u2028\u2029\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
                        .matcher(name)
                        .find())
                .as(name)
                .isFalse();
        int first = name.codePointAt(0);
        int last = name.codePointBefore(name.length());
        for (int edge : new int[] {first, last}) {
            assertThat(Character.isWhitespace(edge)
                            || Character.isSpaceChar(edge)
                            || Character.getType(edge) == Character.FORMAT)
                    .as(name)
                    .isFalse();
        }
        assertThat(last).as(name).isNotEqualTo('.');
        assertThat(WINDOWS.matcher(name).matches()).as(name).isFalse();
    }
}
