package no.digisos.testkit.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.token.KeyProvider;
import org.jspecify.annotations.Nullable;

/** One signing key per issuer, the same for ever when there is a file to keep them in. */
final class SigningKeys extends KeyProvider {

    private static final int KEY_BITS = 2048;

    private final Map<String, RSAKey> keys;

    private SigningKeys(Map<String, RSAKey> keys) {
        super(List.of());
        this.keys = keys;
    }

    /**
     * Reads the keys, and makes those that are missing.
     *
     * @param file a JWK set with private keys; written when a key is new; null to keep nothing
     */
    static SigningKeys of(@Nullable Path file, List<String> issuers) throws IOException {
        Map<String, RSAKey> keys = new LinkedHashMap<>();
        try {
            if (file != null && Files.exists(file)) {
                for (JWK key : JWKSet.parse(Files.readString(file)).getKeys()) {
                    keys.put(issuerOf(key), key.toRSAKey());
                }
            }
            boolean complete = keys.keySet().containsAll(issuers);
            for (String issuer : issuers) {
                if (!keys.containsKey(issuer)) {
                    keys.put(issuer, newKey(issuer));
                }
            }
            if (file != null && !complete) {
                write(file, new JWKSet(new ArrayList<JWK>(keys.values())));
            }
        } catch (ParseException | JOSEException e) {
            throw new IOException("the signing keys in " + file + " cannot be read", e);
        }
        return new SigningKeys(Map.copyOf(keys));
    }

    /** The key of an issuer; the mock server asks by the issuer's name. */
    @Override
    public RSAKey signingKey(String issuer) {
        RSAKey key = keys.get(issuer);
        if (key == null) {
            throw new IllegalArgumentException("there is no issuer " + issuer);
        }
        return key;
    }

    private static RSAKey newKey(String issuer) throws JOSEException {
        RSAKey key = new RSAKeyGenerator(KEY_BITS).generate();
        // A new key must have a new id, or verifiers go on with the old one; so not the issuer's name alone.
        return new RSAKey.Builder(key)
                .keyID(issuer + "." + key.computeThumbprint())
                .build();
    }

    private static String issuerOf(JWK key) {
        String id = key.getKeyID();
        return id.substring(0, id.indexOf('.'));
    }

    private static void write(Path file, JWKSet keys) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(temporary);
        Files.createFile(temporary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(temporary, keys.toString(false));
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
