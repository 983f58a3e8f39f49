package no.digisos.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.digisos.load.CountedCaller.Body;
import no.digisos.local.stack.RunningStack;
import no.digisos.seeds.SakSeeds;
import no.digisos.seeds.SeedData;

/** NAV's staff: a turn is a search by person, a case, and the kommuner, each read audited but the last. */
final class MetadataScenario implements Scenario {
    private static final String API = "/digisos/api/v1/nav";
    private static final int PERSONS = 200;

    private final RunningStack stack;
    private final HttpClient http;
    private final Tally tally;
    private final URI base;
    private final List<String> persons = Persons.some(PERSONS);
    private final List<UUID> cases = new ArrayList<>();

    MetadataScenario(RunningStack stack, HttpClient http, Tally tally, URI base) {
        this.stack = stack;
        this.http = http;
        this.tally = tally;
        this.base = base;
        SakSeeds sower =
                new SakSeeds(stack.database().asOwner(), stack.json().nokler().katalog());
        for (String person : persons) {
            UUID digisosId = UUID.randomUUID();
            sower.soknad(
                    digisosId, SeedData.OSLO, person, digisosId.toString(), Map.of("Soknad.pdf", new byte[] {1, 2, 3}));
            cases.add(digisosId);
        }
    }

    @Override
    public void turn(int client, int turn) throws IOException, InterruptedException {
        int number = (client + turn * 16) % PERSONS;
        CountedCaller nav = new CountedCaller(
                http,
                tally,
                base,
                stack.tokens().token("maskinporten", Map.of("orgnr", SeedData.NAV_ORG)),
                SeedData.NAV);
        nav.post(
                "search by person",
                200,
                API + "/soknader/soknader?sporingsId=" + UUID.randomUUID(),
                Body.json("{\"fnr\":\"" + persons.get(number) + "\"}"));
        nav.get("case", 200, API + "/soknader/" + cases.get(number) + "?sporingsId=" + UUID.randomUUID());
        nav.get("kommuner", 200, API + "/kommuner");
        nav.get("kommune", 200, API + "/kommuner/0301");
    }
}
