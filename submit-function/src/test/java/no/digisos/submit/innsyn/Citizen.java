package no.digisos.submit.innsyn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.cert.X509Certificate;
import java.util.UUID;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client;
import no.digisos.seeds.client.Client.Answer;
import no.digisos.seeds.client.MultipartForm;
import no.digisos.seeds.suite.TestEnvironment;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * A citizen with cases, for tests that read them.
 *
 * @param fnr synthetic
 */
public record Citizen(String fnr) {
    public static final Citizen ONE = new Citizen("01819010001");
    public static final Citizen ANOTHER = new Citizen("15857210074");

    private static final TestEnvironment ENVIRONMENT = TestEnvironment.current();

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
    public record FileEntry(String filnavn, String mimetype, byte[] innhold) {}

    public static String base() {
        return ConfigProvider.getConfig().getValue("test.url", String.class);
    }

    /** As NAV calls on the citizen's behalf. */
    public Client throughNav() {
        return Client.against(base()).as(token(), SeedData.NAV);
    }

    public String token() {
        return ENVIRONMENT.utsteder().person(fnr);
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
    public Sak send(FileEntry... files) {
        return send("blåbær", files);
    }

    /** Sends a søknad with this reason. */
    public Sak send(String begrunnelse, FileEntry... files) {
        String ref = UUID.randomUUID().toString();
        StringBuilder list = new StringBuilder();
        for (FileEntry file : files) {
            list.append(list.isEmpty() ? "" : ",")
                    .append("{\"filnavn\":\"")
                    .append(file.filnavn())
                    .append("\",\"sha512\":\"ab\"}");
            Answer stored = Client.against(base())
                    .as(ENVIRONMENT.utsteder().machine(SeedData.NAV_ORG), SeedData.NAV)
                    .post("/digisos/api/v1/mellomlagring/" + ref, form(file));
            assertThat(stored.status()).as(stored.text()).isEqualTo(202);
        }
        Answer sent = throughNav()
                .post(
                        "/digisos/api/v2/soknader/0301/" + ref,
                        new MultipartForm()
                                .json("soknadJson", soknad(begrunnelse))
                                .json(
                                        "vedleggJson",
                                        "{\"vedlegg\":[{\"type\":\"annet\",\"tilleggsinfo\":\"annet\",\"status\":\"LastetOpp\",\"filer\":["
                                                + list + "]}]}")
                                .file("Soknad.pdf", new byte[3000], certificate())
                                .file("Soknad-juridisk.pdf", new byte[3000], certificate())
                                .file("Brukerkvittering.pdf", new byte[3000], certificate()));
        assertThat(sent.status()).as(sent.text()).isEqualTo(202);
        String digisosId = sent.json().asText();
        return new Sak(
                digisosId,
                throughNav().get("/digisos/api/v1/soknader/" + digisosId).json());
    }

    private static MultipartForm form(FileEntry file) {
        return new MultipartForm()
                .json(
                        "metadata",
                        "{\"filnavn\":\"" + file.filnavn() + "\",\"mimetype\":\"" + file.mimetype()
                                + "\",\"storrelse\":" + file.innhold().length + "}")
                .part(
                        "Content-Disposition: form-data; name=\"files\"; filename=\"x\"\r\nContent-Type: application/octet-stream",
                        MultipartForm.encrypt(file.innhold(), certificate()));
    }

    private static X509Certificate certificate() {
        return ENVIRONMENT.platform().active().certificate();
    }
}
