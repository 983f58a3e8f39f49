package no.digisos.common.crypto;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** What the exchange needs to know of X.509 certificates that documents are encrypted to. */
public final class Certificates {

    /** Fewest bits that an RSA key may have. */
    static final int MIN_RSA_BITS = 2048;

    private static final int KEY_ENCIPHERMENT = 2;

    private Certificates() {}

    /**
     * Reads one certificate; of a chain, the first.
     *
     * @throws IllegalArgumentException when the octets are not an X.509 certificate
     */
    public static X509Certificate parse(byte[] pemOrDer) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pemOrDer));
        } catch (CertificateException e) {
            throw new IllegalArgumentException("Not an X.509 certificate in PEM or DER", e);
        }
    }

    /** SHA-256 of the certificate's DER encoding, in lower-case hexadecimal: 64 characters. */
    public static String fingerprint(X509Certificate certificate) {
        return HexFormat.of().formatHex(JdkCrypto.sha256().digest(der(certificate)));
    }

    /**
     * Why documents may not be encrypted to a certificate, in Norwegian and fit for an answer to whoever configured it;
     * empty when they may. Who issued it does not matter: self-signed ones are accepted.
     *
     * @param now the moment at which it must be valid
     */
    public static Optional<String> unusableReason(X509Certificate certificate, Instant now) {
        if (!(certificate.getPublicKey() instanceof RSAPublicKey key) || !"RSA".equals(key.getAlgorithm())) {
            return Optional.of("Sertifikatet må ha en RSA-nøkkel, ikke "
                    + certificate.getPublicKey().getAlgorithm() + ".");
        }
        int bits = key.getModulus().bitLength();
        if (bits < MIN_RSA_BITS) {
            return Optional.of("RSA-nøkkelen i sertifikatet har " + bits + " bit; minst " + MIN_RSA_BITS + " kreves.");
        }
        Instant notBefore = certificate.getNotBefore().toInstant();
        if (now.isBefore(notBefore)) {
            return Optional.of("Sertifikatet er ikke gyldig før " + notBefore + ".");
        }
        Instant notAfter = certificate.getNotAfter().toInstant();
        if (now.isAfter(notAfter)) {
            return Optional.of("Sertifikatet utløp " + notAfter + ".");
        }
        boolean[] usage = certificate.getKeyUsage();
        if (usage != null && !usage[KEY_ENCIPHERMENT]) {
            return Optional.of("Sertifikatets keyUsage tillater ikke keyEncipherment.");
        }
        return Optional.empty();
    }

    /**
     * Whether this certificate has run out; false also when the octets are no certificate.
     *
     * @param pemOrDer X.509
     * @param now the moment to judge it at
     */
    public static boolean expired(byte[] pemOrDer, Instant now) {
        try {
            return now.isAfter(parse(pemOrDer).getNotAfter().toInstant());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The certificate in PEM, lines of 64 characters ended by a line feed. */
    public static String pem(X509Certificate certificate) {
        Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
        return "-----BEGIN CERTIFICATE-----\n"
                + new String(lines.encode(der(certificate)), StandardCharsets.US_ASCII)
                + "\n-----END CERTIFICATE-----\n";
    }

    private static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("The certificate cannot be encoded", e);
        }
    }
}
