package no.digisos.common.crypto;

import java.time.Instant;
import no.digisos.testkit.tls.Identity;
import no.digisos.testkit.tls.SelfSigned;

/** Self-signed certificates of the test kit, as recipients of documents. */
public final class TestCertificates {

    /** First moment at which the generated certificates are valid. */
    public static final Instant NOT_BEFORE = SelfSigned.NOT_BEFORE;

    /** Last moment at which the generated certificates are valid. */
    public static final Instant NOT_AFTER = SelfSigned.NOT_AFTER;

    private TestCertificates() {}

    /** As {@link SelfSigned#generate(String, int)}. */
    public static RecipientKey generate(String commonName, int bits) {
        return recipient(SelfSigned.generate(commonName, bits));
    }

    /** As {@link SelfSigned#generate(String, int, Instant, Instant)}. */
    public static RecipientKey generate(String commonName, int bits, Instant notBefore, Instant notAfter) {
        return recipient(SelfSigned.generate(commonName, bits, notBefore, notAfter));
    }

    /** As {@link SelfSigned#generate(String, int, int)}. */
    public static RecipientKey generate(String commonName, int bits, int keyUsage) {
        return recipient(SelfSigned.generate(commonName, bits, keyUsage));
    }

    /** As {@link SelfSigned#generateEllipticCurve(String)}. */
    public static RecipientKey generateEllipticCurve(String commonName) {
        return recipient(SelfSigned.generateEllipticCurve(commonName));
    }

    private static RecipientKey recipient(Identity identity) {
        return new RecipientKey(identity.certificate(), identity.privateKey());
    }
}
