package no.digisos.common.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import no.digisos.common.crypto.TestCertificates;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.testkit.parser.Parser;

/** A gateway's {@code Client-Cert}, and on the next line {@code Client-Cert-Chain}. */
public final class ClientCertificateParser implements Parser {
    @Override
    public String name() {
        return "klientsertifikat";
    }

    @Override
    public List<byte[]> seed() {
        try {
            String one = ":"
                    + Base64.getEncoder()
                            .encodeToString(TestCertificates.generate("Digisos", 2048)
                                    .certificate()
                                    .getEncoded())
                    + ":";
            return List.of(one, one + "\n" + one + ", " + one, ":tull:", one + "," + one, "::\n,").stream()
                    .map(text -> text.getBytes(StandardCharsets.US_ASCII))
                    .toList();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void read(byte[] in) {
        List<String> lines = List.of(new String(in, StandardCharsets.ISO_8859_1).split("\n", 2));
        try {
            List<X509Certificate> loaded = ClientCertHeader.read(lines.subList(0, 1), lines.subList(1, lines.size()));
            assertThat(loaded).isNotEmpty().doesNotContainNull();
            CertificateOwner.of(loaded.getFirst());
        } catch (ApiException avvist) {
            assertThat(avvist.code()).isEqualTo(ErrorCode.UGYLDIG_SERTIFIKAT);
        }
    }
}
