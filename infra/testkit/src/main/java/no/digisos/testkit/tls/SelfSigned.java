package no.digisos.testkit.tls;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.OptionalInt;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Self-signed certificates with their keys, for tests. Structure from BouncyCastle, signatures from the JDK. */
public final class SelfSigned {

    /** First moment at which the generated certificates are valid. */
    public static final Instant NOT_BEFORE = Instant.parse("2020-01-01T00:00:00Z");

    /** Last moment at which the generated certificates are valid. */
    public static final Instant NOT_AFTER = Instant.parse("2099-12-31T23:59:59Z");

    private SelfSigned() {}

    /**
     * An RSA certificate without extensions, valid from {@link #NOT_BEFORE} to {@link #NOT_AFTER}; each call makes a new
     * key and a new serial number.
     */
    public static Identity generate(String commonName, int bits) {
        return generate(commonName, "RSA", bits, OptionalInt.empty());
    }

    /** As {@link #generate(String, int)}, valid between these moments. */
    public static Identity generate(String commonName, int bits, Instant notBefore, Instant notAfter) {
        return generate(commonName, "RSA", bits, OptionalInt.empty(), notBefore, notAfter);
    }

    /** As {@link #generate(String, int)}, with a critical keyUsage of {@link KeyUsage} bits. */
    public static Identity generate(String commonName, int bits, int keyUsage) {
        return generate(commonName, "RSA", bits, OptionalInt.of(keyUsage));
    }

    /** A certificate with an elliptic-curve key, which documents cannot be encrypted to. */
    public static Identity generateEllipticCurve(String commonName) {
        return generate(commonName, "EC", 256, OptionalInt.empty());
    }

    private static Identity generate(String commonName, String algorithm, int bits, OptionalInt keyUsage) {
        return generate(commonName, algorithm, bits, keyUsage, NOT_BEFORE, NOT_AFTER);
    }

    private static Identity generate(
            String commonName, String algorithm, int bits, OptionalInt keyUsage, Instant notBefore, Instant notAfter) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            KeyPair pair = generator.generateKeyPair();
            X500Name name = new X500Name("CN=" + commonName + ",O=Digisos test,C=NO");
            X509v3CertificateBuilder certificate = new JcaX509v3CertificateBuilder(
                    name,
                    new BigInteger(120, new SecureRandom()),
                    Date.from(notBefore),
                    Date.from(notAfter),
                    name,
                    pair.getPublic());
            if (keyUsage.isPresent()) {
                certificate.addExtension(Extension.keyUsage, true, new KeyUsage(keyUsage.getAsInt()));
            }
            String signature = "EC".equals(algorithm) ? "SHA256withECDSA" : "SHA256withRSA";
            X509Certificate signed = new JcaX509CertificateConverter()
                    .getCertificate(certificate.build(new JcaContentSignerBuilder(signature).build(pair.getPrivate())));
            return new Identity(pair.getPrivate(), List.of(signed));
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new IllegalStateException(e);
        }
    }
}
