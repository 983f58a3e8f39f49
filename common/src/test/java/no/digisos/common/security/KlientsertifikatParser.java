package no.digisos.common.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.krypto.TestCertificates;
import no.digisos.common.testkit.Parser;

/** A gateway's {@code Client-Cert}, and on the next line {@code Client-Cert-Chain}. */
public final class KlientsertifikatParser implements Parser {
    @Override
    public String navn() {
        return "klientsertifikat";
    }

    @Override
    public List<byte[]> fro() {
        try {
            String et = ":"
                    + Base64.getEncoder()
                            .encodeToString(TestCertificates.generate("Digisos", 2048)
                                    .certificate()
                                    .getEncoded())
                    + ":";
            return List.of(et, et + "\n" + et + ", " + et, ":tull:", et + "," + et, "::\n,").stream()
                    .map(tekst -> tekst.getBytes(StandardCharsets.US_ASCII))
                    .toList();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void les(byte[] inn) {
        List<String> linjer = List.of(new String(inn, StandardCharsets.ISO_8859_1).split("\n", 2));
        try {
            List<X509Certificate> lest = ClientCertHode.les(linjer.subList(0, 1), linjer.subList(1, linjer.size()));
            assertThat(lest).isNotEmpty().doesNotContainNull();
            Sertifikateier.av(lest.getFirst());
        } catch (ApiException avvist) {
            assertThat(avvist.code()).isEqualTo(ErrorCode.UGYLDIG_SERTIFIKAT);
        }
    }
}
