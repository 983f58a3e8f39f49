package no.digisos.common.krypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import no.digisos.common.testkit.Parser;

/** A certificate that somebody uploads, PEM or DER. */
public final class SertifikatParser implements Parser {
    @Override
    public String navn() {
        return "sertifikat";
    }

    @Override
    public List<byte[]> fro() {
        List<byte[]> alle = new ArrayList<>();
        for (RecipientKey en : List.of(
                TestCertificates.generate("Digisos", 2048), TestCertificates.generateEllipticCurve("Digisos"))) {
            X509Certificate sertifikat = en.certificate();
            alle.add(Certificates.pem(sertifikat).getBytes(StandardCharsets.US_ASCII));
            try {
                alle.add(sertifikat.getEncoded());
            } catch (CertificateEncodingException e) {
                throw new IllegalStateException(e);
            }
        }
        return alle;
    }

    @Override
    public void les(byte[] inn) {
        X509Certificate lest;
        try {
            lest = Certificates.parse(inn);
        } catch (IllegalArgumentException avvist) {
            assertThat(avvist.getMessage()).isNotBlank();
            return;
        }
        Instant na = Instant.parse("2026-11-30T12:00:00Z");
        Certificates.unusableReason(lest, na)
                .ifPresent(grunn -> assertThat(grunn).isNotBlank());
        assertThat(Certificates.fingerprint(lest)).isNotBlank();
        assertThat(Certificates.parse(Certificates.pem(lest).getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(lest);
    }
}
