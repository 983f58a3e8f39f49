package no.digisos.metadata;

import java.util.UUID;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.suite.SlowCallersSuite;
import no.digisos.seeds.suite.TestEnvironment;
import org.jspecify.annotations.Nullable;

/** Slow callers and NAV's staff. The function streams nothing. */
abstract class SlowSuite extends SlowCallersSuite {
    @Override
    protected String one() {
        return header(TestEnvironment.current().utsteder().machine(SeedData.NAV_ORG), SeedData.NAV);
    }

    @Override
    protected @Nullable String another() {
        return null;
    }

    @Override
    protected String postPath() {
        return "/digisos/api/v1/nav/soknader/soknader?sporingsId=" + UUID.randomUUID();
    }

    @Override
    protected String json() {
        return "{\"fnr\":\"01819010001\"}";
    }

    @Override
    protected String getPath() {
        return "/digisos/api/v1/nav/kommuner";
    }

    @Override
    protected @Nullable Download download(int bytes) {
        return null;
    }
}
