package no.digisos.common.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRingTest {

    @TempDir
    private Path root;

    private Path store;

    @BeforeEach
    void setUp() throws Exception {
        store = Files.createDirectory(root.resolve("lager"));
    }

    @Test
    void aSingleKeyNeedsNoNaming() throws Exception {
        write("2026-a", key(1));

        assertThat(KeyRing.load(store, Optional.empty()).activeId()).isEqualTo("2026-a");
    }

    @Test
    void theActiveKeyIsTheNamedOne() throws Exception {
        write("a", key(1));
        write("b", key(2));
        write("c", key(3));

        KeyRing ring = KeyRing.load(store, Optional.of("b"));

        assertThat(ring.activeId()).isEqualTo("b");
        assertThat(ring.ids()).containsExactly("b", "a", "c");
        assertThat(ring.has("c")).isTrue();
        assertThat(ring.has("d")).isFalse();
        assertThat(ring.aes("b").getEncoded()).isEqualTo(key(2));
    }

    @Test
    void whiteSpaceAroundAKeyAndOtherFilesDoNotCount() throws Exception {
        Files.writeString(store.resolve("a.key"), "\n " + Base64.getEncoder().encodeToString(key(1)) + "\r\n\n");
        Files.writeString(store.resolve("README"), "keys");
        Files.createDirectory(store.resolve("..data.key"));

        assertThat(KeyRing.load(store, Optional.empty()).aes("a").getEncoded()).isEqualTo(key(1));
    }

    @Test
    void severalKeysWithoutANamedOneAreRefused() throws Exception {
        write("a", key(1));
        write("b", key(2));

        assertThatThrownBy(() -> KeyRing.load(store, Optional.empty()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(store.toString())
                .hasMessageContaining("[a, b]")
                .hasMessageContaining("digisos.nokler.aktiv.lager");
    }

    @Test
    void anActiveKeyThatIsNotThereIsRefused() throws Exception {
        write("a", key(1));

        assertThatThrownBy(() -> KeyRing.load(store, Optional.of("b")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("digisos.nokler.aktiv.lager names the key b")
                .hasMessageContaining(store.toString());
        assertThatThrownBy(() -> new KeyRing("b", Map.of("a", key(1))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("b");
    }

    @Test
    void aDirectoryWithoutKeysIsRefused() {
        assertThatThrownBy(() -> KeyRing.load(store, Optional.empty()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(store.toString());
    }

    @Test
    void aDirectoryThatDoesNotExistIsRefused() {
        Path missing = root.resolve("indeks");

        assertThatThrownBy(() -> KeyRing.load(missing, Optional.empty()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(missing.toString())
                .hasMessageContaining("digisos.nokler.katalog");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 31, 33})
    void aKeyOfAnotherLengthIsRefused(int length) throws Exception {
        write("a", new byte[length]);

        assertThatThrownBy(() -> KeyRing.load(store, Optional.empty()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(store.resolve("a.key").toString())
                .hasMessageContaining("32 octets");
        assertThatThrownBy(() -> new KeyRing("a", Map.of("a", new byte[length])))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aFileThatIsNotBase64IsRefusedWithoutBeingQuoted() throws Exception {
        Files.writeString(store.resolve("a.key"), "hemmelig!");

        assertThatThrownBy(() -> KeyRing.load(store, Optional.empty()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(store.resolve("a.key").toString())
                .hasMessageNotContaining("hemmelig");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "a_b", "a.b", "", "123456789012345678901234567890123"})
    void anIdOfAnotherFormIsRefused(String id) throws Exception {
        write(id, key(1));

        assertThatThrownBy(() -> KeyRing.load(store, Optional.empty()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(store.resolve(id + ".key").toString());
        assertThatThrownBy(() -> new KeyRing(id, Map.of(id, key(1)))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void keepsNoKeyInItsText() {
        assertThat(new KeyRing("a", Map.of("a", key(1), "b", key(2)))).hasToString("KeyRing[a, b]");
    }

    @Test
    void aChangeOfTheGivenKeysDoesNotReachIt() {
        byte[] given = key(1);
        KeyRing ring = new KeyRing("a", Map.of("a", given));
        given[0] = 99;

        assertThat(ring.aes("a").getEncoded()).isEqualTo(key(1));
    }

    @Test
    void anUnknownKeyCannotBeUsed() {
        KeyRing ring = new KeyRing("a", Map.of("a", key(1)));

        assertThatThrownBy(() -> ring.hmac("b"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no key b");
    }

    private void write(String id, byte[] key) throws Exception {
        Files.writeString(store.resolve(id + ".key"), Base64.getEncoder().encodeToString(key));
    }

    private static byte[] key(int first) {
        byte[] key = new byte[32];
        key[0] = (byte) first;
        return key;
    }
}
