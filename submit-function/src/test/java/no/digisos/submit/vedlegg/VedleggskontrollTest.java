package no.digisos.submit.vedlegg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import no.digisos.common.dokumentlager.MottattDokument;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.filformat.VedleggSpesifikasjon;
import no.digisos.common.upload.Fil;
import no.digisos.common.upload.Filmetadata;
import no.digisos.submit.mellomlagring.Mellomlagringer.MellomlagretFil;
import org.junit.jupiter.api.Test;

class VedleggskontrollTest {
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
    void one_file_may_be_listed_twice() {
        assertThat(ordnet(spesifikasjon("a", "a"), List.of(fil("a", 1), fil("b", 2))))
                .containsExactly("a", "b");
    }

    @Test
    void a_name_is_the_same_composed_or_not() {
        assertThat(ordnet(spesifikasjon("bilde-\u00e5.png"), List.of(fil("bilde-a\u030a.png", 1))))
                .containsExactly("bilde-a\u030a.png");
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
        VedleggSpesifikasjon spesifikasjon = new VedleggSpesifikasjon(
                List.of(new VedleggSpesifikasjon.Fil("/vedlegg/0/filer/0", "a", ett)), List.of("a"));
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
        List<VedleggSpesifikasjon.Fil> filer = new ArrayList<>();
        for (String n : navn) {
            filer.add(new VedleggSpesifikasjon.Fil("/vedlegg/0/filer/" + filer.size(), n, "ab"));
        }
        return new VedleggSpesifikasjon(filer, List.of(navn));
    }

    private static Fil<MottattDokument> fil(String navn, int fro) {
        return new Fil<>(
                new Filmetadata(navn, null, 1),
                new MottattDokument(UUID.randomUUID(), 1, 1, new byte[32], sha512(fro), new byte[32]));
    }

    private static MellomlagretFil mellomlagret(String navn) {
        return new MellomlagretFil(UUID.randomUUID(), UUID.randomUUID(), navn, "image/png", 1, sha512(9), new byte[32]);
    }

    private static byte[] sha512(int fro) {
        byte[] sha512 = new byte[64];
        sha512[0] = (byte) fro;
        return sha512;
    }
}
