package no.digisos.status.konfigurasjon;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import no.digisos.common.crypto.Certificates;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.upload.JsonReader;

/** Reads an uploaded certificate: one, PEM or DER, whatever the content type says. Who issued it does not matter (auth.md 4). */
@ApplicationScoped
class CertificateReader {
    private static final String BEGINNING = "-----BEGIN CERTIFICATE-----";

    private final JsonReader reader;
    private final KonfigurasjonConfig config;

    CertificateReader(JsonReader reader, KonfigurasjonConfig config) {
        this.reader = reader;
        this.config = config;
    }

    @SuppressWarnings("UnusedException") // its message may quote the content
    X509Certificate read(InputStream body) throws IOException {
        byte[] content = reader.readLimited(body, config.maksSertifikat());
        String text = new String(content, StandardCharsets.ISO_8859_1);
        if (text.contains("PRIVATE KEY-----")) {
            throw invalid("Innholdet har en privat nøkkel. Den skal aldri deles: lag et nytt nøkkelpar, og last opp"
                    + " bare sertifikatet");
        }
        if (text.indexOf(BEGINNING) != text.lastIndexOf(BEGINNING)) {
            throw invalid("Innholdet har flere sertifikater: last opp bare mottakerens");
        }
        try {
            return Certificates.parse(content);
        } catch (IllegalArgumentException e) {
            throw invalid("Innholdet er ikke et X.509-sertifikat i PEM eller DER");
        }
    }

    private static ApiException invalid(String why) {
        return new ApiException(ErrorCode.UGYLDIG_KONTOSERTIFIKAT, why);
    }
}
