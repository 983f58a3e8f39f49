package no.digisos.status.konfigurasjon;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.krypto.Certificates;
import no.digisos.common.upload.JsonLeser;

/** Reads an uploaded certificate: one, PEM or DER, whatever the content type says. Who issued it does not matter (auth.md 4). */
@ApplicationScoped
class Sertifikatleser {
    private static final String BEGYNNELSE = "-----BEGIN CERTIFICATE-----";

    private final JsonLeser leser;
    private final KonfigurasjonConfig config;

    Sertifikatleser(JsonLeser leser, KonfigurasjonConfig config) {
        this.leser = leser;
        this.config = config;
    }

    @SuppressWarnings("UnusedException") // its message may quote the content
    X509Certificate les(InputStream kropp) throws IOException {
        byte[] innhold = leser.lesBegrenset(kropp, config.maksSertifikat());
        String tekst = new String(innhold, StandardCharsets.ISO_8859_1);
        if (tekst.contains("PRIVATE KEY-----")) {
            throw ugyldig("Innholdet har en privat nøkkel. Den skal aldri deles: lag et nytt nøkkelpar, og last opp"
                    + " bare sertifikatet");
        }
        if (tekst.indexOf(BEGYNNELSE) != tekst.lastIndexOf(BEGYNNELSE)) {
            throw ugyldig("Innholdet har flere sertifikater: last opp bare mottakerens");
        }
        try {
            return Certificates.parse(innhold);
        } catch (IllegalArgumentException e) {
            throw ugyldig("Innholdet er ikke et X.509-sertifikat i PEM eller DER");
        }
    }

    private static ApiException ugyldig(String hvorfor) {
        return new ApiException(ErrorCode.UGYLDIG_KONTOSERTIFIKAT, hvorfor);
    }
}
