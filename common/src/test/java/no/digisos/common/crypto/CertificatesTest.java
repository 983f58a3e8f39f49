package no.digisos.common.crypto;

import static no.digisos.common.crypto.TestCertificates.NOT_AFTER;
import static no.digisos.common.crypto.TestCertificates.NOT_BEFORE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;

class CertificatesTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final X509Certificate CERTIFICATE =
            TestCertificates.generate("Kommunen", 2048).certificate();

    @Test
    void readsDerAndPem() throws Exception {
        String pem = Certificates.pem(CERTIFICATE);

        assertThat(Certificates.parse(CERTIFICATE.getEncoded())).isEqualTo(CERTIFICATE);
        assertThat(Certificates.parse(pem.getBytes(StandardCharsets.US_ASCII))).isEqualTo(CERTIFICATE);
        assertThat(pem)
                .startsWith("-----BEGIN CERTIFICATE-----\n")
                .endsWith("\n-----END CERTIFICATE-----\n")
                .doesNotContain("\r");
        assertThat(pem.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(64));
    }

    @Test
    void refusesWhatIsNoCertificate() {
        for (String text : new String[] {"", "sertifikat", "-----BEGIN CERTIFICATE-----\nAAAA\n"}) {
            assertThatThrownBy(() -> Certificates.parse(text.getBytes(StandardCharsets.US_ASCII)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void itsFingerprintIsTheHashOfItsDer() throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(CERTIFICATE.getEncoded());

        assertThat(Certificates.fingerprint(CERTIFICATE))
                .isEqualTo(HexFormat.of().formatHex(hash))
                .matches("[0-9a-f]{64}");
    }

    @Test
    void aSelfSignedRsaCertificateIsUsable() {
        assertThat(Certificates.unusableReason(CERTIFICATE, NOW)).isEmpty();
    }

    @Test
    void itIsUsableFromItsFirstToItsLastMoment() {
        assertThat(Certificates.unusableReason(CERTIFICATE, NOT_BEFORE)).isEmpty();
        assertThat(Certificates.unusableReason(CERTIFICATE, NOT_AFTER)).isEmpty();
        assertThat(Certificates.unusableReason(CERTIFICATE, NOT_BEFORE.minusMillis(1)))
                .hasValue("Sertifikatet er ikke gyldig før 2020-01-01T00:00:00Z.");
        assertThat(Certificates.unusableReason(CERTIFICATE, NOT_AFTER.plusMillis(1)))
                .hasValue("Sertifikatet utløp 2099-12-31T23:59:59Z.");
    }

    @Test
    void aShortKeyIsNotUsable() {
        X509Certificate weak = TestCertificates.generate("Kommunen", 1024).certificate();

        assertThat(Certificates.unusableReason(weak, NOW))
                .hasValue("RSA-nøkkelen i sertifikatet har 1024 bit; minst 2048 kreves.");
    }

    @Test
    void anotherKindOfKeyIsNotUsable() {
        X509Certificate curve =
                TestCertificates.generateEllipticCurve("Kommunen").certificate();

        assertThat(Certificates.unusableReason(curve, NOW)).hasValue("Sertifikatet må ha en RSA-nøkkel, ikke EC.");
    }

    @Test
    void aKeyUsageMustAllowKeyEncipherment() {
        X509Certificate encipherment = TestCertificates.generate(
                        "Kommunen", 2048, KeyUsage.keyEncipherment | KeyUsage.digitalSignature)
                .certificate();
        X509Certificate signing = TestCertificates.generate("Kommunen", 2048, KeyUsage.digitalSignature)
                .certificate();

        assertThat(Certificates.unusableReason(encipherment, NOW)).isEmpty();
        assertThat(Certificates.unusableReason(signing, NOW))
                .hasValue("Sertifikatets keyUsage tillater ikke keyEncipherment.");
    }
}
