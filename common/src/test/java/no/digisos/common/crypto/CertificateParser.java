package no.digisos.common.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import no.digisos.testkit.parser.Parser;

/** A certificate that somebody uploads, PEM or DER. */
public final class CertificateParser implements Parser {
    @Override
    public String name() {
        return "sertifikat";
    }

    @Override
    public List<byte[]> seed() {
        List<byte[]> all = new ArrayList<>();
        for (RecipientKey one : List.of(
                TestCertificates.generate("Digisos", 2048), TestCertificates.generateEllipticCurve("Digisos"))) {
            X509Certificate certificate = one.certificate();
            all.add(Certificates.pem(certificate).getBytes(StandardCharsets.US_ASCII));
            try {
                all.add(certificate.getEncoded());
            } catch (CertificateEncodingException e) {
                throw new IllegalStateException(e);
            }
        }
        return all;
    }

    @Override
    public void read(byte[] in) {
        X509Certificate loaded;
        try {
            loaded = Certificates.parse(in);
        } catch (IllegalArgumentException avvist) {
            assertThat(avvist.getMessage()).isNotBlank();
            return;
        }
        Instant now = Instant.parse("2026-11-30T12:00:00Z");
        Certificates.unusableReason(loaded, now)
                .ifPresent(reason -> assertThat(reason).isNotBlank());
        assertThat(Certificates.fingerprint(loaded)).isNotBlank();
        assertThat(Certificates.parse(Certificates.pem(loaded).getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(loaded);
    }
}
