package no.digisos.common.crypto;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The certificates that clients encrypt documents to, with their private keys. Clients keep the certificate for as long
 * as they run, so an old pair must stay for months after another has become active. An expired certificate goes on
 * working: clients do not look at its dates. Immutable.
 */
public final class PlatformKeys {

    private static final String CERTIFICATE_ENDING = ".crt";
    private static final String KEY_ENDING = ".key.pem";
    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    /** The active one first. */
    private final List<RecipientKey> keys;

    private PlatformKeys(List<RecipientKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * Loads the pairs of a directory: {@code <id>.crt} (X.509, PEM or DER) and {@code <id>.key.pem} (PKCS#8, PEM, not
     * encrypted).
     *
     * @param directory named {@code plattform}, as in {@code digisos.nokler.aktiv.plattform}
     * @param activeId names the pair that is handed out; may be absent only when there is exactly one
     * @throws IllegalStateException when the keys cannot be used; the text names the directory, file or property to
     *     mend
     */
    public static PlatformKeys load(Path directory, Optional<String> activeId) {
        TreeMap<String, RecipientKey> pairs = new TreeMap<>();
        for (Path file : KeyRing.list(directory, KEY_ENDING)) {
            Path certificate = directory.resolve(KeyRing.idOf(file, KEY_ENDING) + CERTIFICATE_ENDING);
            if (!Files.isRegularFile(certificate)) {
                throw new IllegalStateException("The key " + file + " has no certificate " + certificate);
            }
        }
        for (Path file : KeyRing.list(directory, CERTIFICATE_ENDING)) {
            String id = KeyRing.idOf(file, CERTIFICATE_ENDING);
            pairs.put(id, pair(file, directory.resolve(id + KEY_ENDING)));
        }
        String active = KeyRing.chooseActive(directory, activeId, List.copyOf(pairs.keySet()));
        List<RecipientKey> keys = new ArrayList<>();
        pairs.forEach((id, pair) -> keys.add(id.equals(active) ? 0 : keys.size(), pair));
        return new PlatformKeys(keys);
    }

    /** The pair whose certificate is handed out to clients. */
    public RecipientKey active() {
        return keys.getFirst();
    }

    /**
     * A reader of documents that are encrypted to any of the pairs.
     *
     * @throws IllegalArgumentException when two certificates have the same issuer and serial number
     */
    public CmsReader reader() {
        return new CmsReader(keys);
    }

    private static RecipientKey pair(Path certificateFile, Path keyFile) {
        X509Certificate certificate;
        try {
            certificate = Certificates.parse(read(certificateFile));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(certificateFile + " does not hold an X.509 certificate in PEM or DER", e);
        }
        if (!(certificate.getPublicKey() instanceof RSAPublicKey publicKey)
                || !"RSA".equals(publicKey.getAlgorithm())) {
            throw new IllegalStateException("The certificate " + certificateFile + " must have an RSA key, not "
                    + certificate.getPublicKey().getAlgorithm());
        }
        int bits = publicKey.getModulus().bitLength();
        if (bits < Certificates.MIN_RSA_BITS) {
            throw new IllegalStateException("The RSA key of " + certificateFile + " has " + bits + " bits; at least "
                    + Certificates.MIN_RSA_BITS + " are needed");
        }
        RSAPrivateKey privateKey = privateKey(keyFile);
        if (!privateKey.getModulus().equals(publicKey.getModulus())) {
            throw new IllegalStateException(
                    "The key " + keyFile + " does not belong to the certificate " + certificateFile);
        }
        return new RecipientKey(certificate, privateKey);
    }

    private static RSAPrivateKey privateKey(Path file) {
        Matcher pem = PKCS8.matcher(new String(read(file), StandardCharsets.ISO_8859_1));
        if (!pem.find()) {
            throw new IllegalStateException(
                    file + " does not hold a PKCS#8 key in PEM (-----BEGIN PRIVATE KEY-----), not encrypted");
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(pem.group(1));
            return (RSAPrivateKey) KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException(file + " does not hold an RSA key");
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IllegalStateException("The file " + file + " cannot be read", e);
        }
    }
}
