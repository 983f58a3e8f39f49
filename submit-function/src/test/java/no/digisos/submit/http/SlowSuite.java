package no.digisos.submit.http;

import java.util.Map;
import java.util.UUID;
import no.digisos.seeds.SakSeeds;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.suite.SlowCallersSuite;
import no.digisos.seeds.suite.TestEnvironment;
import org.jspecify.annotations.Nullable;

/** Slow callers and nav.no, and a citizen's own browser. */
abstract class SlowSuite extends SlowCallersSuite {
    private static final String PERSON = "01819010001";

    private final TestEnvironment environment = TestEnvironment.current();

    @Override
    protected String one() {
        return header(environment.utsteder().person(PERSON), SeedData.NAV);
    }

    @Override
    protected @Nullable String another() {
        return null;
    }

    @Override
    protected String postPath() {
        return "/digisos/api/v1/soknader/dokumenter";
    }

    @Override
    protected String json() {
        return "{\"dokumenter\":[]}";
    }

    @Override
    protected String getPath() {
        return "/digisos/api/v1/soknader/soknader";
    }

    @Override
    protected Download download(int bytes) {
        SakSeeds.Sown sown = new SakSeeds(environment.database().functions(), environment.nokler())
                .soknad(
                        UUID.randomUUID(),
                        SeedData.OSLO,
                        PERSON,
                        UUID.randomUUID().toString(),
                        Map.of("Soknad.pdf", new byte[bytes]));
        return new Download(
                "/dokumentlager/nedlasting/niva4/" + sown.dokument("Soknad.pdf"),
                "Authorization: Bearer " + environment.utsteder().person(PERSON) + "\r\n");
    }
}
