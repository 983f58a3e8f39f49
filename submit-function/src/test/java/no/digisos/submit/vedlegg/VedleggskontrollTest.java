package no.digisos.submit.vedlegg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import no.digisos.common.dokumentlager.MottattDokument;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.filformat.VedleggSpesifikasjon;
import no.digisos.common.upload.Fil;
import no.digisos.common.upload.Filmetadata;
import no.digisos.submit.mellomlagring.Mellomlagringer.MellomlagretFil;
import org.junit.jupiter.api.Test;

class VedleggskontrollTest {
    private static final String SAMMENSATT = "bilde-\u00e5.png";
    private static final String OPPLOST = "bilde-a\u030a.png";

    @Test
    void files_come_in_the_order_of_the_list_and_the_rest_last_as_they_came() {
        assertThat(ordnet(spesifikasjon("b", "a"), List.of(fil("x", 1), fil("a", 2), fil("y", 3), fil("b", 4))))
                .containsExactly("b", "a", "x", "y");
    }

    @Test
    void files_of_the_request_and_of_mellomlagring_are_ordered_together() {
        assertThat(Vedleggskontroll.ordne(spesifikasjon("m", "f"), List.of(fil("f", 1)), List.of(mellomlagret("m"))))
                .extracting(Vedleggskontroll.Vedleggsfil::filnavn)
                .containsExactly("m", "f");
    }

    @Test
    void files_of_one_name_take_the_places_of_that_name_in_turn() {
        List<Fil<MottattDokument>> filer = List.of(fil("a", 1), fil("a", 2), fil("b", 3));
        assertThat(Vedleggskontroll.ordne(spesifikasjon("a", "b", "a"), filer, List.of()))
                .extracting(fil -> fil.sha512()[0])
                .containsExactly((byte) 1, (byte) 3, (byte) 2);
    }

    @Test
    void a_name_that_is_listed_twice_needs_two_files() {
        assertThatThrownBy(() -> ordnet(spesifikasjon("a", "a"), List.of(fil("a", 1), fil("b", 2))))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.VEDLEGG_MANGLER))
                .hasMessage("vedlegg.json viser til filer som ikke er lastet opp: «a»");
        assertThatThrownBy(() -> ordnet(spesifikasjon(SAMMENSATT, OPPLOST), List.of(fil(OPPLOST, 1))))
                .hasMessageEndingWith("«" + SAMMENSATT + "»");
        assertThat(ordnet(spesifikasjon("a", "a"), List.of(fil("a", 1), fil("b", 2), fil("a", 1))))
                .containsExactly("a", "a", "b");
    }

    @Test
    void of_files_of_one_name_each_entry_gets_the_one_of_its_hash() {
        VedleggSpesifikasjon spesifikasjon = lastetOpp(oppgitt("a", 2), oppgitt("b", 3), oppgitt("a", 1));
        assertThat(Vedleggskontroll.ordne(spesifikasjon, List.of(fil("a", 1), fil("a", 2), fil("b", 3)), List.of()))
                .extracting(fil -> fil.sha512()[0])
                .containsExactly((byte) 2, (byte) 3, (byte) 1);
        // One without a hash takes what is left, wherever it is listed.
        assertThat(Vedleggskontroll.ordne(
                        lastetOpp(oppgitt("a", -1), oppgitt("a", 1)), List.of(fil("a", 1), fil("a", 2)), List.of()))
                .extracting(fil -> fil.sha512()[0])
                .containsExactly((byte) 2, (byte) 1);
        assertThatThrownBy(() -> ordnet(lastetOpp(oppgitt("a", 1), oppgitt("a", 2)), List.of(fil("a", 2))))
                .hasMessage("vedlegg.json viser til filer som ikke er lastet opp: «a»");
    }

    @Test
    void a_name_is_the_same_composed_or_not() {
        assertThat(ordnet(spesifikasjon(SAMMENSATT), List.of(fil(OPPLOST, 1)))).containsExactly(OPPLOST);
    }

    @Test
    void the_very_name_comes_before_one_that_is_the_same_when_composed() {
        assertThat(ordnet(spesifikasjon(SAMMENSATT, OPPLOST), List.of(fil(OPPLOST, 1), fil(SAMMENSATT, 2))))
                .containsExactly(SAMMENSATT, OPPLOST);
        assertThat(ordnet(
                        lastetOpp(oppgitt(SAMMENSATT, -1), oppgitt(OPPLOST, -1)),
                        List.of(fil(OPPLOST, 1), fil(OPPLOST, 2))))
                .containsExactly(OPPLOST, OPPLOST);
    }

    @Test
    void an_entry_that_is_not_uploaded_needs_no_file_and_takes_none_from_one_that_is() {
        VedleggSpesifikasjon.Fil kreves = oppgitt("a", -1);
        VedleggSpesifikasjon.Fil lastetOpp = oppgitt("a", 1);
        VedleggSpesifikasjon spesifikasjon =
                new VedleggSpesifikasjon(List.of(lastetOpp), List.of(kreves, oppgitt("b", -1), lastetOpp));
        assertThat(ordnet(spesifikasjon, List.of(fil("x", 3), fil("a", 1)))).containsExactly("a", "x");
        assertThat(Vedleggskontroll.ordne(spesifikasjon, List.of(fil("a", 1), fil("a", 2)), List.of()))
                .extracting(fil -> fil.sha512()[0])
                .containsExactly((byte) 2, (byte) 1);
    }

    @Test
    void a_name_that_nobody_has_held_against_a_limit_is_cut_in_the_refusal() {
        assertThatThrownBy(() -> ordnet(spesifikasjon("😀".repeat(10_000)), List.of()))
                .hasMessage("vedlegg.json viser til filer som ikke er lastet opp: «" + "😀".repeat(255) + "…»");
    }

    @Test
    void what_is_missing_is_named_once_each_and_bounded() {
        assertThatThrownBy(() -> ordnet(spesifikasjon("a", "b", "b"), List.of(fil("a", 1))))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.VEDLEGG_MANGLER))
                .hasMessage("vedlegg.json viser til filer som ikke er lastet opp: «b»");
        List<String> mange = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            mange.add("fil-" + i);
        }
        assertThatThrownBy(() -> ordnet(spesifikasjon(mange.toArray(String[]::new)), List.of()))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(2000));
    }

    @Test
    void a_stated_hash_must_be_that_of_a_file_of_the_name() {
        String ett = HexFormat.of().formatHex(sha512(1)).toUpperCase(java.util.Locale.ROOT);
        VedleggSpesifikasjon spesifikasjon = lastetOpp(new VedleggSpesifikasjon.Fil("/vedlegg/0/filer/0", "a", ett));
        assertThat(ordnet(spesifikasjon, List.of(fil("a", 2), fil("a", 1)))).hasSize(2);
        assertThatThrownBy(() -> ordnet(spesifikasjon, List.of(fil("a", 2), fil("b", 1))))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FIL_IKKE_KOMPLETT));
    }

    private static List<String> ordnet(VedleggSpesifikasjon spesifikasjon, List<Fil<MottattDokument>> filer) {
        return Vedleggskontroll.ordne(spesifikasjon, filer, List.of()).stream()
                .map(Vedleggskontroll.Vedleggsfil::filnavn)
                .toList();
    }

    private static VedleggSpesifikasjon spesifikasjon(String... navn) {
        return lastetOpp(Stream.of(navn).map(n -> oppgitt(n, -1)).toArray(VedleggSpesifikasjon.Fil[]::new));
    }

    private static VedleggSpesifikasjon lastetOpp(VedleggSpesifikasjon.Fil... filer) {
        return new VedleggSpesifikasjon(List.of(filer), List.of(filer));
    }

    /** @param fro of its hash, or -1 for none that can be one */
    private static VedleggSpesifikasjon.Fil oppgitt(String navn, int fro) {
        return new VedleggSpesifikasjon.Fil(
                "/vedlegg/" + UUID.randomUUID(),
                navn,
                fro < 0 ? "ab" : HexFormat.of().formatHex(sha512(fro)));
    }

    private static Fil<MottattDokument> fil(String navn, int fro) {
        return new Fil<>(
                new Filmetadata(navn, null, 1),
                new MottattDokument(UUID.randomUUID(), 1, 1, new byte[32], sha512(fro), new byte[32]));
    }

    private static MellomlagretFil mellomlagret(String navn) {
        return new MellomlagretFil(UUID.randomUUID(), UUID.randomUUID(), navn, "image/png", 1, sha512(9));
    }

    private static byte[] sha512(int fro) {
        byte[] sha512 = new byte[64];
        sha512[0] = (byte) fro;
        return sha512;
    }
}
