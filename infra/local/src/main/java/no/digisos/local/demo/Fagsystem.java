package no.digisos.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.digisos.common.crypto.RecipientKey;
import no.digisos.seeds.client.MultipartForm;
import no.digisos.seeds.client.Opener;

/** The case system of a kommune: it takes søknader from the queue and tells how the cases go. */
final class Fagsystem {

    private final Journal journal;
    private final DemoCaller caller;
    private final String queue;
    private final String saker;
    private final RecipientKey key;

    /**
     * Makes one.
     *
     * @param key the konto's pair, which opens what is downloaded
     */
    Fagsystem(Journal journal, DemoCaller caller, UUID fiksOrgId, UUID kontoId, RecipientKey key) {
        this.journal = journal;
        this.caller = caller;
        this.queue = "/digisos/mottak/api/v1/kontoer/" + kontoId + "/meldinger";
        this.saker = "/digisos/api/v1/" + fiksOrgId + "/";
        this.key = key;
    }

    /** Leases the oldest messages. */
    List<JsonNode> lease(int most) throws IOException, InterruptedException {
        List<JsonNode> messages = new ArrayList<>();
        caller.post(200, queue + "/hent", "{\"maks\":" + most + ",\"leieSekunder\":900}")
                .json()
                .forEach(messages::add);
        return messages;
    }

    /** Who is in the queue; looking has no effect. */
    List<String> waiting() throws IOException, InterruptedException {
        return caller.get(200, queue).json().findValuesAsText("meldingId");
    }

    /** Downloads every document, opens it with the konto's key, and holds it against what was sent. */
    void receive(JsonNode message, Map<String, byte[]> sent) throws IOException, InterruptedException {
        List<String> names = new ArrayList<>();
        for (JsonNode file : message.get("filmetadata")) {
            String name = file.get("filnavn").asText();
            byte[] cms = caller.get(
                            200,
                            queue + "/" + message.get("meldingId").asText() + "/dokumenter/"
                                    + file.get("dokumentId").asText())
                    .body();
            byte[] plain = Opener.open(cms, key);
            journal.check(
                    name + " opens with the konto's key and is what was sent, " + plain.length + " bytes",
                    Arrays.equals(plain, sent.get(name)));
            names.add(name);
        }
        journal.equal(
                "nothing is missing and nothing is added",
                List.copyOf(sent.keySet()).stream().sorted().toList(),
                names.stream().sorted().toList());
    }

    /** The receipt, and the same again: a repeat gets the same answer. */
    void confirm(JsonNode message) throws IOException, InterruptedException {
        String path = queue + "/" + message.get("meldingId").asText() + "/kvittering/mottatt";
        String receipt = "{\"leieId\":" + message.get("leieId") + ",\"mottattAv\":\"Saksbehandler\","
                + "\"fagsystemRef\":\"sak-2026-17\"}";
        DemoCaller.Answer first = caller.post(200, path, receipt);
        journal.equal(
                "it is receipted", "BEKREFTET", first.json().get("tilstand").asText());
        journal.equal(
                "the receipt again gets the same answer",
                first.text(),
                caller.post(200, path, receipt).text());
    }

    /** A final rejection. */
    void reject(JsonNode message) throws IOException, InterruptedException {
        JsonNode answer = caller.post(
                        200,
                        queue + "/" + message.get("meldingId").asText() + "/kvittering/avvist",
                        "{\"melding\":\"Kan ikke importeres\",\"feilid\":\"" + UUID.randomUUID() + "\"}")
                .json();
        journal.equal("it is withdrawn", "TRUKKET", answer.get("tilstand").asText());
    }

    /** A receipt that comes too late; it must be refused. */
    void confirmTooLate(String meldingId) throws IOException, InterruptedException {
        JsonNode answer = caller.post(409, queue + "/" + meldingId + "/kvittering/mottatt", "{}")
                .json();
        journal.equal(
                "a receipt is too late now",
                "LEVERANSE_TRUKKET",
                answer.get("errorCode").asText());
    }

    /** A download that comes too late; it must be refused. */
    void downloadTooLate(JsonNode message) throws IOException, InterruptedException {
        caller.get(
                410,
                queue + "/" + message.get("meldingId").asText() + "/dokumenter/"
                        + message.at("/filmetadata/0/dokumentId").asText());
        journal.check("nothing is downloaded from the queue any more", true);
    }

    /** Where a message is. */
    JsonNode status(String meldingId) throws IOException, InterruptedException {
        return caller.get(200, queue + "/" + meldingId + "/status").json();
    }

    /**
     * Uploads a letter to a case.
     *
     * @return its id
     */
    String upload(UUID digisosId, String name, byte[] letter, X509Certificate certificate)
            throws IOException, InterruptedException {
        JsonNode uploaded = caller.post(
                        200, saker + digisosId + "/filer", new MultipartForm().file(name, letter, certificate))
                .json();
        journal.equal(
                name + " is uploaded, " + letter.length + " bytes in the clear",
                (long) letter.length,
                uploaded.at("/0/storrelse").asLong());
        return uploaded.at("/0/dokumentlagerDokumentId").asText();
    }

    /** Tells the citizen how the case goes. */
    void update(UUID digisosId, String digisosSoker) throws IOException, InterruptedException {
        DemoCaller.Answer answer = caller.post(
                202,
                saker + digisosId,
                "{\"sak\":{\"soker\":" + digisosSoker + "},\"type\":\"no.nav.digisos.digisos.soker.v1\"}");
        journal.equal("the answer is empty", 0, answer.body().length);
    }
}
