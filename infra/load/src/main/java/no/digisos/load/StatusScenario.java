package no.digisos.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.digisos.load.CountedCaller.Body;
import no.digisos.local.stack.RunningStack;
import no.digisos.seeds.SakSeeds;
import no.digisos.seeds.SeedData;
import no.digisos.testkit.pdf.PdfFactory;

/**
 * A fagsystem: a turn is one message that is fetched with all its documents, receipted, and followed by a status update. Each client
 * lays its own message in the queue first, past the functions, so that submit-function is not measured here.
 */
final class StatusScenario implements Scenario {
    private static final String QUEUE = "/digisos/mottak/api/v1/kontoer/" + SeedData.OSLO.kontoId() + "/meldinger";
    private static final String CASES = "/digisos/api/v1/" + SeedData.OSLO.fiksOrgId() + "/";
    private static final int KIB = 1024;

    private final RunningStack stack;
    private final HttpClient http;
    private final Tally tally;
    private final URI base;
    private final SakSeeds sower;
    private final List<String> persons = Persons.some(1_000);
    private final Map<String, byte[]> files = Map.of(
            "Soknad.pdf", PdfFactory.pdf(3, 180 * KIB, List.of("Søknad")),
            "husleiekontrakt.pdf", PdfFactory.pdf(2, 300 * KIB, List.of("Husleiekontrakt")));

    StatusScenario(RunningStack stack, HttpClient http, Tally tally, URI base) {
        this.stack = stack;
        this.http = http;
        this.tally = tally;
        this.base = base;
        this.sower =
                new SakSeeds(stack.database().asOwner(), stack.json().nokler().katalog());
    }

    @Override
    public void turn(int client, int turn) throws IOException, InterruptedException {
        String person = persons.get((client + turn * 16) % persons.size());
        sower.soknad(UUID.randomUUID(), SeedData.OSLO, person, UUID.randomUUID().toString(), files);
        CountedCaller fagsystem = new CountedCaller(
                http,
                tally,
                base,
                stack.tokens().token("maskinporten", Map.of("orgnr", SeedData.OSLO_FAGSYSTEM.organisasjon())),
                SeedData.OSLO_FAGSYSTEM);
        JsonNode message = CountedCaller.json(
                        fagsystem.post("hent", 200, QUEUE + "/hent", Body.json("{\"maks\":1,\"leieSekunder\":900}")))
                .path(0);
        String path = QUEUE + "/" + message.path("meldingId").asText();
        for (JsonNode file : message.path("filmetadata")) {
            String id = file.path("dokumentId").asText();
            boolean json = file.path("filnavn").asText().endsWith(".json");
            fagsystem.get(json ? "document, JSON" : "document, PDF", 200, path + "/dokumenter/" + id);
        }
        fagsystem.post(
                "receipt",
                200,
                path + "/kvittering/mottatt",
                Body.json("{\"leieId\":" + message.path("leieId") + ",\"fagsystemRef\":\"sak-1\"}"));
        fagsystem.post("status update", 202, CASES + message.path("digisosId").asText(), Body.json(update()));
    }

    private static String update() {
        String time = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", ".000Z");
        return "{\"sak\":{\"soker\":{\"version\":\"1.0.0\",\"avsender\":{\"systemnavn\":\"Last\",\"systemversjon\":\"1\"},"
                + "\"hendelser\":[{\"type\":\"soknadsStatus\",\"hendelsestidspunkt\":\"" + time
                + "\",\"status\":\"UNDER_BEHANDLING\"}]}},\"type\":\"no.nav.digisos.digisos.soker.v1\"}";
    }
}
