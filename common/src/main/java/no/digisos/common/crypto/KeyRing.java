package no.digisos.common.crypto;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Named symmetric keys of one purpose, one of them active: new values are made with the active one, old ones are read
 * with the key that they name. So a key is rotated by adding a new one, making it active, and keeping the old one for as
 * long as something names it. Immutable; the keys' octets do not leave it.
 */
public final class KeyRing {

    private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,32}");
    private static final String FILE_ENDING = ".key";

    private final String activeId;
    private final TreeMap<String, byte[]> keys = new TreeMap<>();

    /**
     * @param activeId names the active key
     * @param keys keys of 32 octets by id; ids are 1 to 32 of a to z, 0 to 9 and hyphen
     * @throws IllegalStateException when an id or a key is not of this form, or the active key is not among them
     */
    public KeyRing(String activeId, Map<String, byte[]> keys) {
        keys.forEach((id, key) -> {
            requireId(id, "Key");
            if (key.length != JdkCrypto.KEY_BYTES) {
                throw new IllegalStateException("Key " + id + " must have 32 octets, not " + key.length);
            }
            this.keys.put(id, key.clone());
        });
        if (!keys.containsKey(activeId)) {
            throw new IllegalStateException("The active key " + activeId + " is not among " + this.keys.keySet());
        }
        this.activeId = activeId;
    }

    /**
     * Loads every file {@code <id>.key} of a directory; each holds 32 octets in Base64, and white space around it does
     * not count. Other files are left alone.
     *
     * @param directory named after the purpose, as in {@code digisos.nokler.aktiv.<purpose>}
     * @param activeId may be absent only when there is exactly one key
     * @throws IllegalStateException when the keys cannot be used; the text names the directory, file or property to
     *     mend
     */
    public static KeyRing load(Path directory, Optional<String> activeId) {
        TreeMap<String, byte[]> keys = new TreeMap<>();
        for (Path file : list(directory, FILE_ENDING)) {
            String id = idOf(file, FILE_ENDING);
            keys.put(id, readKey(file));
        }
        return new KeyRing(chooseActive(directory, activeId, List.copyOf(keys.keySet())), keys);
    }

    /** The id of the key that new values are made with. */
    public String activeId() {
        return activeId;
    }

    /** All ids, the active one first and the others in alphabetical order. */
    public List<String> ids() {
        List<String> ids = new ArrayList<>(keys.keySet());
        ids.sort(Comparator.comparing(id -> !id.equals(activeId)));
        return List.copyOf(ids);
    }

    /** Whether there is a key of this id. */
    public boolean has(String id) {
        return keys.containsKey(id);
    }

    /**
     * A fresh HMAC-SHA-256 under a key.
     *
     * @throws IllegalStateException when there is no key of this id; the text names it
     */
    public Mac hmac(String id) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key(id, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JDK does not give HMAC-SHA-256", e);
        }
    }

    SecretKey aes(String id) {
        return key(id, "AES");
    }

    /** Names the ids only. */
    @Override
    public String toString() {
        return "KeyRing" + ids();
    }

    private SecretKey key(String id, String algorithm) {
        byte @Nullable [] key = keys.get(id);
        if (key == null) {
            throw new IllegalStateException("There is no key " + id + " among " + keys.keySet());
        }
        return new SecretKeySpec(key, algorithm);
    }

    /** Files of a directory by their ending, links followed, in alphabetical order. */
    static List<Path> list(Path directory, String ending) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ending) && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw new IllegalStateException(
                    "The key directory " + directory + " does not exist (digisos.nokler.katalog)", e);
        } catch (IOException e) {
            throw new IllegalStateException("The key directory " + directory + " cannot be read", e);
        }
    }

    static String idOf(Path file, String ending) {
        String name = file.getFileName().toString();
        String id = name.substring(0, name.length() - ending.length());
        requireId(id, "File " + file + ": the key id");
        return id;
    }

    static String chooseActive(Path directory, Optional<String> activeId, List<String> ids) {
        String property = "digisos.nokler.aktiv." + directory.getFileName();
        if (ids.isEmpty()) {
            throw new IllegalStateException("There is no key in " + directory);
        }
        if (activeId.isEmpty() && ids.size() > 1) {
            throw new IllegalStateException(
                    "There are several keys in " + directory + " " + ids + ": name the active one in " + property);
        }
        String chosen = activeId.orElseGet(ids::getFirst);
        if (!ids.contains(chosen)) {
            throw new IllegalStateException(
                    property + " names the key " + chosen + ", which is not in " + directory + " " + ids);
        }
        return chosen;
    }

    private static void requireId(String id, String subject) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalStateException(
                    subject + " '" + id + "' must be 1 to 32 characters of a to z, 0 to 9 and hyphen");
        }
    }

    private static byte[] readKey(Path file) {
        byte[] key;
        try {
            key = Base64.getDecoder()
                    .decode(Files.readString(file, StandardCharsets.US_ASCII).strip());
        } catch (IOException e) {
            throw new IllegalStateException("The key file " + file + " cannot be read", e);
        } catch (IllegalArgumentException e) {
            // Without the cause, whose text quotes the file.
            throw new IllegalStateException("The key file " + file + " does not hold Base64");
        }
        if (key.length != JdkCrypto.KEY_BYTES) {
            throw new IllegalStateException(
                    "The key file " + file + " must hold 32 octets in Base64, not " + key.length);
        }
        return key;
    }
}
