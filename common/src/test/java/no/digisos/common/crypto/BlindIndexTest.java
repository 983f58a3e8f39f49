package no.digisos.common.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class BlindIndexTest {

    private static final byte[] KEY_A = key(1);
    private static final byte[] KEY_B = key(2);

    private final BlindIndex index = new BlindIndex(new KeyRing("a", Map.of("a", KEY_A)));

    @Test
    void theSameTextIsFound() {
        assertThat(index.active("fnr", "12345678901")).isEqualTo(index.active("fnr", "12345678901"));
        assertThat(index.all("fnr", "12345678901")).containsExactly(index.active("fnr", "12345678901"));
    }

    @Test
    void itsValueIsAnHmacOfKindAndText() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY_A, "HmacSHA256"));
        byte[] expected = mac.doFinal("\0\0\0\u0003fnr12345678901".getBytes(StandardCharsets.UTF_8));

        assertThat(index.active("fnr", "12345678901")).isEqualTo(new BlindIndex.Value("a", expected));
    }

    @Test
    void anotherTextKindOrKeyIsAnotherValue() {
        BlindIndex otherKey = new BlindIndex(new KeyRing("a", Map.of("a", KEY_B)));

        assertThat(index.active("fnr", "1"))
                .isNotEqualTo(index.active("fnr", "2"))
                .isNotEqualTo(index.active("orgnr", "1"))
                .isNotEqualTo(otherKey.active("fnr", "1"));
    }

    @Test
    void kindAndTextDoNotRunTogether() {
        assertThat(index.active("fnr", "1")).isNotEqualTo(index.active("fn", "r1"));
    }

    @Test
    void looksUpWithEveryKeyTheActiveOneFirst() {
        BlindIndex rotated = new BlindIndex(new KeyRing("b", Map.of("a", KEY_A, "b", KEY_B)));

        assertThat(rotated.all("fnr", "1"))
                .containsExactly(rotated.active("fnr", "1"), index.active("fnr", "1"))
                .extracting(BlindIndex.Value::version)
                .containsExactly("b", "a");
    }

    @Test
    void keepsTheHashOutOfItsText() {
        assertThat(index.active("fnr", "1")).hasToString("BlindIndex.Value[a]");
    }

    private static byte[] key(int first) {
        byte[] key = new byte[32];
        key[0] = (byte) first;
        return key;
    }
}
