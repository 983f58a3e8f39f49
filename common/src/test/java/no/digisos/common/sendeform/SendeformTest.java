package no.digisos.common.sendeform;

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
import no.digisos.common.sendeform.Sendeform.Navn;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendeformTest {
    private static final List<Pdf> PDFER = List.of(Pdf.IKKE_PDF, Pdf.APEN, Pdf.KRYPTERT);
    private static final Pattern WINDOWS =
            Pattern.compile("(?i)(con|prn|aux|nul|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3]) *(\\..*)?");

    @Test
    void whatever_the_names_and_the_types_svarut_and_every_machine_can_take_them() {
        List<Opphav> alle = new ArrayList<>();
        for (String navn : Navneprover.navn()) {
            for (String type : Navneprover.typer()) {
                alle.add(Opphav.av(navn, type, PDFER.get(alle.size() % 3), 10));
            }
        }
        for (int i = 0; i < alle.size(); i += 100) {
            kontroller(Sendeform.av(
                    alle.subList(i, Math.min(alle.size(), i + 100)), Navn.AVSENDERS, "forsendelseMetadata.json"));
        }
        kontroller(Sendeform.av(alle.subList(0, 300), Navn.NOYTRALE));
    }

    @Test
    void any_text_at_all_has_a_form_that_stays_as_it_is() {
        Random tilfeldig = new Random(3);
        int[] tegn =
                " ab.\u00a0\u200b\u200d\u202e\u0301/?:*\"\\\r\n\u0000CONUL1\u00b9\ud83d\ude00\u3000\u3164-_\ufffe\u00df\u0130"
                        .codePoints()
                        .toArray();
        for (int n = 0; n < 20_000; n++) {
            StringBuilder navn = new StringBuilder();
            for (int i = tilfeldig.nextInt(n % 50 == 0 ? 400 : 12); i >= 0; i--) {
                navn.appendCodePoint(
                        tilfeldig.nextInt(9) == 0
                                ? tilfeldig.nextInt(0x11_0000)
                                : tegn[tilfeldig.nextInt(tegn.length)]);
            }
            String trygt = Filnavn.trygt(navn.toString());
            assertThat(Filnavn.trygt(trygt)).isEqualTo(trygt);
            kontroller(trygt);
        }
    }

    @Test
    void an_ordinary_name_is_left_alone_and_another_changed_as_little_as_possible() {
        assertThat(Filnavn.trygt(" \u00a0\u3000Min s\u00f8knad.pdf\u200b\t")).isEqualTo("Min s\u00f8knad.pdf");
        assertThat(Filnavn.trygt("a\"b\\c?.pdf")).isEqualTo("a_b_c_.pdf");
        assertThat(Filnavn.trygt("a\u202efdp.exe")).isEqualTo("afdp.exe");
        assertThat(Filnavn.trygt("nul.pdf")).isEqualTo("_nul.pdf");
        assertThat(Filnavn.trygt("LPT\u00b9")).isEqualTo("_LPT\u00b9");
        assertThat(Filnavn.trygt("CONTO.pdf")).isEqualTo("CONTO.pdf");
        assertThat(Filnavn.trygt("a.pdf. .")).isEqualTo("a.pdf");
        assertThat(Filnavn.trygt("\u200b..")).isEqualTo("dokument");
        assertThat(Filnavn.trygt("a".repeat(221) + " bcd.pdf")).isEqualTo("a".repeat(221) + ".pdf");
        assertThat(Filnavn.trygt("a".repeat(221) + "\ud83d\ude00.pdf")).isEqualTo("a".repeat(221) + ".pdf");
        assertThat(Filnavn.trygt("CON" + " ".repeat(300) + "x.pdf")).isEqualTo("_CON.pdf");
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
    void a_type_is_one_type_or_none(@Nullable String oppgitt, String type) {
        assertThat(Mimetype.trygg(oppgitt)).isEqualTo(type);
    }

    @Test
    void a_type_is_kept_as_it_was_stated_when_anyone_can_mean_it() {
        assertThat(Mimetype.lagret("text/plain; charset=UTF-8")).isEqualTo("text/plain; charset=UTF-8");
        for (String meningslos : List.of("", " ", "a\u0000b", "a\r\nb", "x".repeat(256), "tekst/b\u00e5t")) {
            assertThat(Mimetype.lagret(meningslos)).isNull();
        }
    }

    @Test
    void what_a_file_is_decides_and_not_what_its_sender_said() {
        assertThat(en(Opphav.av("a", "image/png", Pdf.APEN, 1)))
                .isEqualTo(new Sendeform("a", Mimetype.PDF, Utskrift.SKRIVES_UT));
        assertThat(en(Opphav.av("a.pdf", "application/pdf", Pdf.IKKE_PDF, 1)))
                .isEqualTo(new Sendeform("a.pdf", Mimetype.UKJENT, Utskrift.IKKE_PDF));
        assertThat(en(Opphav.av("a.pdf", "application/pdf", Pdf.KRYPTERT, 1)))
                .isEqualTo(new Sendeform("a.pdf", Mimetype.PDF, Utskrift.KRYPTERT_PDF));
        assertThat(en(Opphav.av("a.pdf", "application/pdf", null, 1)))
                .as("not looked at")
                .isEqualTo(new Sendeform("a.pdf", Mimetype.PDF, Utskrift.IKKE_PDF));
    }

    @Test
    void the_first_that_fit_in_one_letter_are_printed() {
        long halv = Sendeform.MAKS_UTSKRIFT_BYTE / 2;
        assertThat(Sendeform.av(
                        List.of(
                                Opphav.av("a", null, Pdf.APEN, halv),
                                Opphav.av("film", null, Pdf.IKKE_PDF, 10 * halv),
                                Opphav.av("laast", null, Pdf.KRYPTERT, halv),
                                Opphav.av("b", null, Pdf.APEN, halv + 1),
                                Opphav.av("c", null, Pdf.APEN, halv)),
                        Navn.AVSENDERS))
                .extracting(Sendeform::utskrift)
                .containsExactly(
                        Utskrift.SKRIVES_UT,
                        Utskrift.IKKE_PDF,
                        Utskrift.KRYPTERT_PDF,
                        Utskrift.FOR_STOR,
                        Utskrift.SKRIVES_UT);
    }

    @Test
    void neutral_names_have_nothing_of_what_a_sender_wrote_and_our_own_stay() {
        assertThat(Sendeform.av(
                        List.of(
                                new Opphav("soknad.json", "application/json", Pdf.IKKE_PDF, 1, true, null, null),
                                Opphav.av("Soknad.pdf", "application/pdf", Pdf.APEN, 1),
                                Opphav.av("Kari Nordmann.HEIC", "image/heic", Pdf.IKKE_PDF, 1),
                                Opphav.av("virus.exe", "text/x-sh", Pdf.IKKE_PDF, 1),
                                new Opphav("x", "x/y", Pdf.IKKE_PDF, 1, false, "lonn.png", "image/png")),
                        Navn.NOYTRALE))
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
        assertThat(Sendeform.av(
                        List.of(
                                Opphav.av("Soknad.JSON", null, Pdf.IKKE_PDF, 1),
                                new Opphav("soknad.json", "application/json", Pdf.IKKE_PDF, 1, true, null, null)),
                        Navn.AVSENDERS))
                .extracting(Sendeform::filnavn)
                .containsExactly("Soknad-2.JSON", "soknad.json");
    }

    @Test
    void a_pdf_that_an_operator_gives_another_type_is_not_printed() {
        assertThat(en(new Opphav("a.pdf", "application/pdf", Pdf.APEN, 1, false, null, "application/octet-stream")))
                .isEqualTo(new Sendeform("a.pdf", Mimetype.UKJENT, Utskrift.IKKE_PDF));
    }

    @Test
    void what_is_known_to_be_refused_is_no_form() {
        assertThatThrownBy(() -> new Sendeform(" a.pdf", Mimetype.PDF, Utskrift.SKRIVES_UT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("a.pdf");
        assertThatThrownBy(() -> new Sendeform("a.pdf", "pdf", Utskrift.IKKE_PDF))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Sendeform("a.png", "image/png", Utskrift.SKRIVES_UT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Sendeform en(Opphav opphav) {
        return Sendeform.av(List.of(opphav), Navn.AVSENDERS).getFirst();
    }

    private static void kontroller(List<Sendeform> former) {
        Set<String> sett = new HashSet<>();
        for (Sendeform form : former) {
            kontroller(form.filnavn());
            assertThat(sett.add(Normalizer.normalize(form.filnavn(), Normalizer.Form.NFC)
                            .toUpperCase(Locale.ROOT)
                            .toLowerCase(Locale.ROOT)))
                    .as(form.filnavn())
                    .isTrue();
            assertThat(form.mimetype())
                    .matches("[a-z0-9][^\\s/;]*/[a-z0-9][^\\s/;]*")
                    .hasSizeLessThan(200);
            assertThat(form.skrivesUt() && !form.mimetype().equals(Mimetype.PDF))
                    .isFalse();
        }
    }

    private static void kontroller(String navn) {
        assertThat(navn).hasSizeBetween(1, 226);
        assertThat(navn.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(240);
        assertThat(new String(navn.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(navn);
        assertThat(Pattern.compile("[*:\"\\\\/<>|?\\p{Cntrl}\u2028\u2029\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
                        .matcher(navn)
                        .find())
                .as(navn)
                .isFalse();
        int forste = navn.codePointAt(0);
        int siste = navn.codePointBefore(navn.length());
        for (int kant : new int[] {forste, siste}) {
            assertThat(Character.isWhitespace(kant)
                            || Character.isSpaceChar(kant)
                            || Character.getType(kant) == Character.FORMAT)
                    .as(navn)
                    .isFalse();
        }
        assertThat(siste).as(navn).isNotEqualTo('.');
        assertThat(WINDOWS.matcher(navn).matches()).as(navn).isFalse();
    }
}
