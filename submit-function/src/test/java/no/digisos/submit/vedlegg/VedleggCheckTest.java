package no.digisos.submit.vedlegg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import no.digisos.common.dokumentlager.ReceivedDokument;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.fileformat.VedleggSpecification;
import no.digisos.common.mellomlagring.MellomlagringTable.MellomlagringFile;
import no.digisos.common.upload.FileEntry;
import no.digisos.common.upload.FileMetadata;
import org.junit.jupiter.api.Test;

class VedleggCheckTest {
    private static final String COMPOSED = "bilde-\u00e5.png";
    private static final String DECOMPOSED = "bilde-a\u030a.png";

    @Test
    void files_come_in_the_order_of_the_list_and_the_rest_last_as_they_came() {
        assertThat(ordered(specification("b", "a"), List.of(file("x", 1), file("a", 2), file("y", 3), file("b", 4))))
                .containsExactly("b", "a", "x", "y");
    }

    @Test
    void files_of_the_request_and_of_mellomlagring_are_ordered_together() {
        assertThat(VedleggCheck.inOrder(specification("m", "f"), List.of(file("f", 1)), List.of(staged("m"))))
                .extracting(VedleggCheck.VedleggFile::filnavn)
                .containsExactly("m", "f");
    }

    @Test
    void files_of_one_name_take_the_places_of_that_name_in_turn() {
        List<FileEntry<ReceivedDokument>> files = List.of(file("a", 1), file("a", 2), file("b", 3));
        assertThat(VedleggCheck.inOrder(specification("a", "b", "a"), files, List.of()))
                .extracting(file -> file.sha512()[0])
                .containsExactly((byte) 1, (byte) 3, (byte) 2);
    }

    @Test
    void a_name_that_is_listed_twice_needs_two_files() {
        assertThatThrownBy(() -> ordered(specification("a", "a"), List.of(file("a", 1), file("b", 2))))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.VEDLEGG_MANGLER))
                .hasMessage("vedlegg.json viser til filer som ikke er lastet opp: «a»");
        assertThatThrownBy(() -> ordered(specification(COMPOSED, DECOMPOSED), List.of(file(DECOMPOSED, 1))))
                .hasMessageEndingWith("«" + COMPOSED + "»");
        assertThat(ordered(specification("a", "a"), List.of(file("a", 1), file("b", 2), file("a", 1))))
                .containsExactly("a", "a", "b");
    }

    @Test
    void of_files_of_one_name_each_entry_gets_the_one_of_its_hash() {
        VedleggSpecification specification = uploaded(stated("a", 2), stated("b", 3), stated("a", 1));
        assertThat(VedleggCheck.inOrder(specification, List.of(file("a", 1), file("a", 2), file("b", 3)), List.of()))
                .extracting(file -> file.sha512()[0])
                .containsExactly((byte) 2, (byte) 3, (byte) 1);
        // One without a hash takes what is left, wherever it is listed.
        assertThat(VedleggCheck.inOrder(
                        uploaded(stated("a", -1), stated("a", 1)), List.of(file("a", 1), file("a", 2)), List.of()))
                .extracting(file -> file.sha512()[0])
                .containsExactly((byte) 2, (byte) 1);
        assertThatThrownBy(() -> ordered(uploaded(stated("a", 1), stated("a", 2)), List.of(file("a", 2))))
                .hasMessage("vedlegg.json viser til filer som ikke er lastet opp: «a»");
    }

    @Test
    void a_name_is_the_same_composed_or_not() {
        assertThat(ordered(specification(COMPOSED), List.of(file(DECOMPOSED, 1))))
                .containsExactly(DECOMPOSED);
    }

    @Test
    void the_very_name_comes_before_one_that_is_the_same_when_composed() {
        assertThat(ordered(specification(COMPOSED, DECOMPOSED), List.of(file(DECOMPOSED, 1), file(COMPOSED, 2))))
                .containsExactly(COMPOSED, DECOMPOSED);
        assertThat(ordered(
                        uploaded(stated(COMPOSED, -1), stated(DECOMPOSED, -1)),
                        List.of(file(DECOMPOSED, 1), file(DECOMPOSED, 2))))
                .containsExactly(DECOMPOSED, DECOMPOSED);
    }

    @Test
    void an_entry_that_is_not_uploaded_needs_no_file_and_takes_none_from_one_that_is() {
        VedleggSpecification.FileEntry required = stated("a", -1);
        VedleggSpecification.FileEntry uploaded = stated("a", 1);
        VedleggSpecification specification =
                new VedleggSpecification(List.of(uploaded), List.of(required, stated("b", -1), uploaded));
        assertThat(ordered(specification, List.of(file("x", 3), file("a", 1)))).containsExactly("a", "x");
        assertThat(VedleggCheck.inOrder(specification, List.of(file("a", 1), file("a", 2)), List.of()))
                .extracting(file -> file.sha512()[0])
                .containsExactly((byte) 2, (byte) 1);
    }

    @Test
    void a_name_that_nobody_has_held_against_a_limit_is_cut_in_the_refusal() {
        assertThatThrownBy(() -> ordered(specification("😀".repeat(10_000)), List.of()))
                .hasMessage("vedlegg.json viser til filer som ikke er lastet opp: «" + "😀".repeat(255) + "…»");
    }

    @Test
    void what_is_missing_is_named_once_each_and_bounded() {
        assertThatThrownBy(() -> ordered(specification("a", "b", "b"), List.of(file("a", 1))))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.VEDLEGG_MANGLER))
                .hasMessage("vedlegg.json viser til filer som ikke er lastet opp: «b»");
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            many.add("fil-" + i);
        }
        assertThatThrownBy(() -> ordered(specification(many.toArray(String[]::new)), List.of()))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(2000));
    }

    @Test
    void a_stated_hash_must_be_that_of_a_file_of_the_name() {
        String single = HexFormat.of().formatHex(sha512(1)).toUpperCase(java.util.Locale.ROOT);
        VedleggSpecification specification =
                uploaded(new VedleggSpecification.FileEntry("/vedlegg/0/filer/0", "a", single));
        assertThat(ordered(specification, List.of(file("a", 2), file("a", 1)))).hasSize(2);
        assertThatThrownBy(() -> ordered(specification, List.of(file("a", 2), file("b", 1))))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FIL_IKKE_KOMPLETT));
    }

    private static List<String> ordered(VedleggSpecification specification, List<FileEntry<ReceivedDokument>> files) {
        return VedleggCheck.inOrder(specification, files, List.of()).stream()
                .map(VedleggCheck.VedleggFile::filnavn)
                .toList();
    }

    private static VedleggSpecification specification(String... name) {
        return uploaded(Stream.of(name).map(n -> stated(n, -1)).toArray(VedleggSpecification.FileEntry[]::new));
    }

    private static VedleggSpecification uploaded(VedleggSpecification.FileEntry... files) {
        return new VedleggSpecification(List.of(files), List.of(files));
    }

    /** @param seed of its hash, or -1 for none that can be one */
    private static VedleggSpecification.FileEntry stated(String name, int seed) {
        return new VedleggSpecification.FileEntry(
                "/vedlegg/" + UUID.randomUUID(),
                name,
                seed < 0 ? "ab" : HexFormat.of().formatHex(sha512(seed)));
    }

    private static FileEntry<ReceivedDokument> file(String name, int seed) {
        return new FileEntry<>(
                new FileMetadata(name, null, 1),
                new ReceivedDokument(UUID.randomUUID(), 1, 1, new byte[32], sha512(seed), new byte[32]));
    }

    private static MellomlagringFile staged(String name) {
        return new MellomlagringFile(UUID.randomUUID(), UUID.randomUUID(), name, "image/png", 1, sha512(9));
    }

    private static byte[] sha512(int seed) {
        byte[] sha512 = new byte[64];
        sha512[0] = (byte) seed;
        return sha512;
    }
}
