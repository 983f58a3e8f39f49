package no.digisos.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.digisos.chaos.ChaosFindings.Forsendelse;

/** The far end of SvarUt's emulator: how it is made to fail, and what it has. */
final class SvarUtControl {

    private static final String FAILURES = "/kontroll/feil";

    private final Http http;

    SvarUtControl(URI base) {
        this.http = new Http(base);
    }

    /** From now on in this way too; nothing when it does not run. */
    void fail(String failure) throws InterruptedException {
        http.post(FAILURES, Map.of(), failure);
    }

    void failNoMore() throws InterruptedException {
        http.delete(FAILURES, Map.of());
    }

    /**
     * Everything it has taken over.
     *
     * @throws IOException when it does not tell
     */
    List<Forsendelse> forsendelser() throws IOException, InterruptedException {
        Http.Answer answer = http.get("/kontroll/forsendelser", Map.of());
        if (answer.status() != 200 || !answer.json().isArray()) {
            throw new IOException("SvarUt does not tell what it has: " + answer.status());
        }
        List<Forsendelse> all = new ArrayList<>();
        for (JsonNode one : answer.json()) {
            Map<String, String> documents = new HashMap<>();
            for (JsonNode document : one.path("dokumenter")) {
                documents.put(
                        document.path("filnavn").asText(),
                        document.at("/klartekst/sha256").asText());
            }
            all.add(new Forsendelse(
                    UUID.fromString(one.path("id").asText()),
                    one.path("eksternReferanse").asText(),
                    one.at("/forsendelse/korrelasjonsid").asText(),
                    one.path("status").asText(),
                    documents));
        }
        return all;
    }
}
