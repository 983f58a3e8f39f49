package no.digisos.submit.innsyn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.cert.X509Certificate;
import java.util.UUID;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Skjema;
import no.digisos.common.testkit.Testmiljo;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * A citizen with cases, for tests that read them.
 *
 * @param fnr synthetic
 */
public record Borger(String fnr) {
    public static final Borger EN = new Borger("01819010001");
    public static final Borger ANNEN = new Borger("15857210074");

    private static final Testmiljo MILJO = Testmiljo.gjeldende();

    /** A case as its owner sees it. */
    public record Sak(String digisosId, JsonNode json) {
        public String soknadJson() {
            return json.at("/originalSoknadNAV/metadata").asText();
        }

        public String vedleggJson() {
            return json.at("/originalSoknadNAV/vedleggMetadata").asText();
        }

        public String soknadPdf() {
            return json.at("/originalSoknadNAV/soknadDokument/dokumentlagerDokumentId")
                    .asText();
        }

        /** The id of the attachment with this name. */
        public String vedlegg(String filnavn) {
            for (JsonNode vedlegg : json.at("/originalSoknadNAV/vedlegg")) {
                if (vedlegg.get("filnavn").asText().equals(filnavn)) {
                    return vedlegg.get("dokumentlagerDokumentId").asText();
                }
            }
            throw new AssertionError("no attachment " + filnavn + " in " + json);
        }
    }

    /** A file that the citizen attaches. */
    public record Fil(String filnavn, String mimetype, byte[] innhold) {}

    public static String base() {
        return ConfigProvider.getConfig().getValue("test.url", String.class);
    }

    /** As NAV calls on the citizen's behalf. */
    public Klient gjennomNav() {
        return Klient.mot(base()).som(token(), Fro.NAV);
    }

    public String token() {
        return MILJO.utsteder().person(fnr);
    }

    public String soknad() {
        return soknad("blåbær");
    }

    /** soknad.json with this reason. */
    public String soknad(String begrunnelse) {
        return "{\"version\":\"1.0.0\",\"data\":{\"personalia\":{\"personIdentifikator\":{\"verdi\":\"" + fnr
                + "\"}},\"begrunnelse\":\"" + begrunnelse + "\"}}";
    }

    /** Sends a søknad with these attachments. */
    public Sak sender(Fil... filer) {
        return sender("blåbær", filer);
    }

    /** Sends a søknad with this reason. */
    public Sak sender(String begrunnelse, Fil... filer) {
        String ref = UUID.randomUUID().toString();
        StringBuilder liste = new StringBuilder();
        for (Fil fil : filer) {
            liste.append(liste.isEmpty() ? "" : ",")
                    .append("{\"filnavn\":\"")
                    .append(fil.filnavn())
                    .append("\",\"sha512\":\"ab\"}");
            Svar lagret = Klient.mot(base())
                    .som(MILJO.utsteder().maskin(Fro.NAV_ORG), Fro.NAV)
                    .post("/digisos/api/v1/mellomlagring/" + ref, skjema(fil));
            assertThat(lagret.status()).as(lagret.tekst()).isEqualTo(202);
        }
        Svar sendt = gjennomNav()
                .post(
                        "/digisos/api/v2/soknader/0301/" + ref,
                        new Skjema()
                                .json("soknadJson", soknad(begrunnelse))
                                .json(
                                        "vedleggJson",
                                        "{\"vedlegg\":[{\"type\":\"annet\",\"tilleggsinfo\":\"annet\",\"status\":\"LastetOpp\",\"filer\":["
                                                + liste + "]}]}")
                                .fil("Soknad.pdf", new byte[3000], sertifikat())
                                .fil("Soknad-juridisk.pdf", new byte[3000], sertifikat())
                                .fil("Brukerkvittering.pdf", new byte[3000], sertifikat()));
        assertThat(sendt.status()).as(sendt.tekst()).isEqualTo(202);
        String digisosId = sendt.json().asText();
        return new Sak(
                digisosId,
                gjennomNav().get("/digisos/api/v1/soknader/" + digisosId).json());
    }

    private static Skjema skjema(Fil fil) {
        return new Skjema()
                .json(
                        "metadata",
                        "{\"filnavn\":\"" + fil.filnavn() + "\",\"mimetype\":\"" + fil.mimetype() + "\",\"storrelse\":"
                                + fil.innhold().length + "}")
                .del(
                        "Content-Disposition: form-data; name=\"files\"; filename=\"x\"\r\nContent-Type: application/octet-stream",
                        Skjema.krypter(fil.innhold(), sertifikat()));
    }

    private static X509Certificate sertifikat() {
        return MILJO.plattform().active().certificate();
    }
}
