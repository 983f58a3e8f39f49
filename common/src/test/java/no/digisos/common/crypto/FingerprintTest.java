package no.digisos.common.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    private static final byte[] KEY_A = key(1);
    private static final byte[] KEY_B = key(2);

    private final Fingerprint fingerprint = new Fingerprint(new KeyRing("a", Map.of("a", KEY_A)));

    @Test
    void theSamePartsMatch() {
        byte[] stored = fingerprint.of(parts("søknad", "0301"));

        assertThat(stored).startsWith(1, 'a').hasSize(2 + 32);
        assertThat(fingerprint.matches(stored, parts("søknad", "0301"))).isTrue();
        assertThat(fingerprint.of(parts("søknad", "0301"))).isEqualTo(stored);
    }

    @Test
    void otherPartsDoNotMatch() {
        byte[] stored = fingerprint.of(parts("søknad", "0301"));

        assertThat(Stream.of(
                        parts("søknad", "0302"),
                        parts("0301", "søknad"),
                        parts("søknad"),
                        parts("søknad", "0301", ""),
                        parts("søkna", "d0301"),
                        parts("søknad0301", "")))
                .noneMatch(other -> fingerprint.matches(stored, other));
    }

    @Test
    void noAlteredHashMatches() {
        byte[] stored = fingerprint.of(parts("søknad"));
        for (int i = 2; i < stored.length; i++) {
            byte[] altered = stored.clone();
            altered[i] ^= 1;
            assertThat(fingerprint.matches(altered, parts("søknad"))).isFalse();
        }
    }

    @Test
    void oldFingerprintsMatchAfterTheActiveKeyHasChanged() {
        byte[] old = fingerprint.of(parts("søknad"));
        Fingerprint rotated = new Fingerprint(new KeyRing("b", Map.of("a", KEY_A, "b", KEY_B)));

        assertThat(rotated.matches(old, parts("søknad"))).isTrue();
        assertThat(rotated.matches(old, parts("klage"))).isFalse();
        assertThat(rotated.of(parts("søknad"))).startsWith(1, 'b');
    }

    @Test
    void aFingerprintWhoseKeyIsGoneIsNotAnsweredWithNo() {
        byte[] old = fingerprint.of(parts("søknad"));
        Fingerprint without = new Fingerprint(new KeyRing("b", Map.of("b", KEY_B)));

        assertThatThrownBy(() -> without.matches(old, parts("søknad")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no key a");
    }

    @Test
    void whatIsNoFingerprintIsNotAnsweredWithNo() {
        byte[] stored = fingerprint.of(parts("søknad"));
        for (int length = 0; length < stored.length; length++) {
            byte[] cut = Arrays.copyOf(stored, length);
            assertThatThrownBy(() -> fingerprint.matches(cut, parts("søknad")))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    private static List<byte[]> parts(String... parts) {
        return Stream.of(parts).map(part -> part.getBytes(UTF_8)).toList();
    }

    private static byte[] key(int first) {
        byte[] key = new byte[32];
        key[0] = (byte) first;
        return key;
    }
}
