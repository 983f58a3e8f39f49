package no.digisos.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.digisos.common.crypto.Certificates;
import no.digisos.seeds.client.MultipartForm;

/** nav.no: it sends for the citizen, shows the citizen what there is, and reads for its own staff. */
final class Nav {

    private static final String API = "/digisos/api/v1";
    private static final String OSLO = "0301";

    private final Journal journal;
    private final DemoCaller machine;
    private final DemoCaller citizen;
    private final String person;

    /**
     * Makes one.
     *
     * @param machine with NAV's own token
     * @param citizen with the citizen's token
     * @param person the citizen's fødselsnummer
     */
    Nav(Journal journal, DemoCaller machine, DemoCaller citizen, String person) {
        this.journal = journal;
        this.machine = machine;
        this.citizen = citizen;
        this.person = person;
    }

    /** The certificate for which every document is encrypted. */
    X509Certificate publicKey() throws IOException, InterruptedException {
        X509Certificate certificate = Certificates.parse(
                machine.get(200, API + "/dokumentlager-public-key").body());
        journal.check(
                "the platform's certificate is for an RSA key",
                certificate.getPublicKey() instanceof RSAPublicKey key
                        && key.getModulus().bitLength() >= 2048);
        return certificate;
    }

    /** Which kommuner take søknader. */
    List<String> kommuner() throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        for (JsonNode kommune : machine.get(200, API + "/nav/kommuner").json()) {
            boolean open = kommune.get("kanMottaSoknader").asBoolean()
                    && !kommune.get("harMidlertidigDeaktivertMottak").asBoolean();
            lines.add(kommune.get("kommunenummer").asText() + (open ? " takes søknader" : " is closed for now"));
        }
        return lines;
    }

    /**
     * Lays the attachments in mellomlagring and sends the søknad.
     *
     * @return the digisosId
     */
    UUID send(Soknad soknad, X509Certificate certificate) throws IOException, InterruptedException {
        String mellomlagring = API + "/mellomlagring/" + soknad.ref();
        for (Map.Entry<String, byte[]> file : soknad.attachments().entrySet()) {
            MultipartForm upload = new MultipartForm().file(file.getKey(), file.getValue(), certificate);
            JsonNode kept = machine.post(202, mellomlagring, upload).json();
            journal.equal(
                    file.getKey() + " is kept, " + file.getValue().length + " bytes in the clear",
                    (long) file.getValue().length,
                    kept.at("/mellomlagringMetadataList/0/storrelse").asLong());
        }
        MultipartForm request = new MultipartForm()
                .json("tilleggsinformasjonJson", "{\"enhetsnummer\":\"0315\"}")
                .json("soknadJson", soknad.soknadJson())
                .json("vedleggJson", soknad.vedleggJson());
        soknad.pdfs().forEach((name, content) -> request.file(name, content, certificate));
        DemoCaller.Answer sent = citizen.post(202, "/digisos/api/v2/soknader/" + OSLO + "/" + soknad.ref(), request);
        UUID digisosId = UUID.fromString(sent.json().asText());
        journal.check("accepted as digisosId " + digisosId, true);
        machine.get(404, mellomlagring);
        journal.check("mellomlagring is empty: the attachments belong to the case now", true);
        return digisosId;
    }

    /** The citizen's own view of all cases. */
    JsonNode cases() throws IOException, InterruptedException {
        return citizen.get(200, API + "/soknader/soknader").json();
    }

    /** The citizen's own view of one case. */
    JsonNode sak(UUID digisosId) throws IOException, InterruptedException {
        return citizen.get(200, API + "/soknader/" + digisosId).json();
    }

    /** A JSON document of a case, as the citizen sees it. */
    JsonNode document(UUID digisosId, String dokumentlagerId) throws IOException, InterruptedException {
        return citizen.get(200, API + "/soknader/" + digisosId + "/dokumenter/" + dokumentlagerId)
                .json();
    }

    /** What NAV's staff see of the citizen's cases; leaves a row in the audit log. */
    JsonNode casesForStaff() throws IOException, InterruptedException {
        return machine.post(
                        200,
                        API + "/nav/soknader/soknader?sporingsId=" + UUID.randomUUID(),
                        "{\"fnr\":\"" + person + "\"}")
                .json();
    }
}
