package no.digisos.common.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealerTest {

    private static final String PLACE = Sealer.sealContext("sak", "fnr", "17");
    private static final byte[] KEY_A = key(1);
    private static final byte[] KEY_B = key(2);

    private final Sealer sealer = new Sealer(new KeyRing("a", Map.of("a", KEY_A)));

    @Test
    void namesAPlaceByTableColumnAndRow() {
        assertThat(PLACE).isEqualTo("sak.fnr:17");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16, 1000, 1_000_000})
    void opensWhatItSealed(int size) {
        byte[] plain = new byte[size];
        Arrays.fill(plain, (byte) 7);

        assertThat(sealer.open(sealer.seal(plain, PLACE), PLACE)).isEqualTo(plain);
    }

    @Test
    void hasTheDocumentedForm() {
        byte[] sealed = sealer.seal("12345678901".getBytes(UTF_8), PLACE);

        assertThat(sealed).startsWith(1, 1, 'a').hasSize(3 + 12 + 11 + 16);
    }

    @Test
    void sealingTwiceGivesTwoValues() {
        byte[] plain = "12345678901".getBytes(UTF_8);

        assertThat(sealer.seal(plain, PLACE)).isNotEqualTo(sealer.seal(plain, PLACE));
    }

    @Test
    void aValueDoesNotOpenInAnotherPlace() {
        byte[] sealed = sealer.seal(new byte[11], PLACE);

        assertThatThrownBy(() -> sealer.open(sealed, Sealer.sealContext("sak", "fnr", "18")))
                .isInstanceOf(SealBrokenException.class);
    }

    @Test
    void noAlteredOctetPasses() {
        byte[] sealed = sealer.seal(new byte[11], PLACE);
        for (int i = 0; i < sealed.length; i++) {
            for (int chunk : new int[] {0x01, 0x80}) {
                byte[] altered = sealed.clone();
                altered[i] ^= (byte) chunk;
                assertThatThrownBy(() -> sealer.open(altered, PLACE))
                        .as("octet %d", i)
                        .isInstanceOf(SealBrokenException.class);
            }
        }
    }

    @Test
    void noCutValuePasses() {
        byte[] sealed = sealer.seal(new byte[11], PLACE);
        for (int length = 0; length < sealed.length; length++) {
            byte[] cut = Arrays.copyOf(sealed, length);
            assertThatThrownBy(() -> sealer.open(cut, PLACE)).isInstanceOf(SealBrokenException.class);
        }
    }

    @Test
    void oldValuesOpenAfterTheActiveKeyHasChanged() {
        byte[] old = sealer.seal(new byte[] {1, 2}, PLACE);
        Sealer rotated = new Sealer(new KeyRing("b", Map.of("a", KEY_A, "b", KEY_B)));

        assertThat(rotated.open(old, PLACE)).containsExactly(1, 2);
        assertThat(rotated.seal(new byte[1], PLACE)).startsWith(1, 1, 'b');
    }

    @Test
    void aValueWhoseKeyIsGoneIsBrokenAndNamesTheKey() {
        byte[] old = sealer.seal(new byte[2], PLACE);
        Sealer without = new Sealer(new KeyRing("b", Map.of("b", KEY_B)));

        assertThatThrownBy(() -> without.open(old, PLACE))
                .isInstanceOf(SealBrokenException.class)
                .hasMessageContaining("key a");
    }

    @Test
    void theKeyIdIsAuthenticated() {
        byte[] sealed = sealer.seal(new byte[2], PLACE);
        sealed[2] = 'b';
        Sealer sameKeyTwice = new Sealer(new KeyRing("a", Map.of("a", KEY_A, "b", KEY_A)));

        assertThatThrownBy(() -> sameKeyTwice.open(sealed, PLACE)).isInstanceOf(SealBrokenException.class);
    }

    private static byte[] key(int first) {
        byte[] key = new byte[32];
        key[0] = (byte) first;
        return key;
    }
}
