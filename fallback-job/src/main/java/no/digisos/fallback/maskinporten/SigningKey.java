package no.digisos.fallback.maskinporten;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The key that signs grants, and how Maskinporten finds its public half: by {@code kid}, or in the {@code x5c} chain.
 *
 * @param chain the key's own certificate first; empty when {@code kid} is set
 */
record SigningKey(RSAPrivateKey key, Optional<String> kid, List<X509Certificate> chain) {
    private static final int MIN_BITS = 2048;
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    /**
     * Reads and checks what the configuration points at.
     *
     * @throws IllegalStateException naming the property that is wrong
     */
    static SigningKey read(MaskinportenConfig config) {
        if (config.kid().isPresent() == config.sertifikatkjede().isPresent()) {
            throw new IllegalStateException(
                    "Set exactly one of digisos.maskinporten.kid and digisos.maskinporten.sertifikatkjede");
        }
        RSAPrivateKey key = readKey(config.nokkelfil());
        List<X509Certificate> chain =
                config.sertifikatkjede().map(SigningKey::readChain).orElse(List.of());
        if (!chain.isEmpty() && !belongsTo(key, chain.getFirst())) {
            throw new IllegalStateException(
                    "The first certificate of digisos.maskinporten.sertifikatkjede is not that of the key in digisos.maskinporten.nokkelfil");
        }
        return new SigningKey(key, config.kid(), chain);
    }

    private static RSAPrivateKey readKey(Path file) {
        try {
            String pem = Files.readString(file, StandardCharsets.US_ASCII);
            int from = pem.indexOf(BEGIN);
            int to = pem.indexOf(END);
            if (from < 0 || to < from) {
                throw new IllegalStateException(
                        "digisos.maskinporten.nokkelfil is not an unencrypted PKCS#8 private key in PEM");
            }
            byte[] der = Base64.getMimeDecoder().decode(pem.substring(from + BEGIN.length(), to));
            RSAPrivateKey key =
                    (RSAPrivateKey) KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
            checkSize(key.getModulus());
            return key;
        } catch (IOException e) {
            throw new IllegalStateException("digisos.maskinporten.nokkelfil cannot be read", e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException("digisos.maskinporten.nokkelfil does not hold an RSA key", e);
        }
    }

    private static void checkSize(BigInteger modulus) {
        if (modulus.bitLength() < MIN_BITS) {
            throw new IllegalStateException(
                    "The key in digisos.maskinporten.nokkelfil is shorter than " + MIN_BITS + " bits");
        }
    }

    private static List<X509Certificate> readChain(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            List<X509Certificate> chain = new ArrayList<>();
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                chain.add((X509Certificate) certificate);
            }
            if (chain.isEmpty()) {
                throw new IllegalStateException("digisos.maskinporten.sertifikatkjede holds no certificate");
            }
            return List.copyOf(chain);
        } catch (IOException | CertificateException e) {
            throw new IllegalStateException("digisos.maskinporten.sertifikatkjede cannot be read", e);
        }
    }

    private static boolean belongsTo(RSAPrivateKey key, X509Certificate certificate) {
        return certificate.getPublicKey() instanceof RSAPublicKey publicKey
                && publicKey.getModulus().equals(key.getModulus());
    }

    /** Never the key. */
    @Override
    public String toString() {
        return "SigningKey[" + kid.map(id -> "kid=" + id).orElse("x5c") + "]";
    }
}
