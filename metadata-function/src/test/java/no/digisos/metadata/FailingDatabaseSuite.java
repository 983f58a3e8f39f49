package no.digisos.metadata;

import java.util.Map;
import java.util.UUID;
import no.digisos.seeds.SakSeeds;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client;
import no.digisos.seeds.client.Client.Answer;
import no.digisos.seeds.suite.DatabaseFailureSuite;

/** A case is not shown while its reading cannot be audited; the kommuner are told from memory. */
abstract class FailingDatabaseSuite extends DatabaseFailureSuite {
    private final UUID digisosId = new SakSeeds(environment.database().functions(), environment.nokler())
            .soknad(
                    UUID.randomUUID(),
                    SeedData.OSLO,
                    MetadataSuite.FNR,
                    UUID.randomUUID().toString(),
                    Map.of("Soknad.pdf", new byte[40]))
            .digisosId();

    @Override
    protected String role() {
        return "digisos_metadata";
    }

    @Override
    protected String table() {
        return "audit_rad";
    }

    @Override
    protected Writing writing() {
        UUID trace = UUID.randomUUID();
        return new Writing(() -> read(trace), "SELECT count(*) FROM audit_rad WHERE request_id = '" + trace + "'", 2);
    }

    @Override
    protected Answer read() {
        return nav().get(MetadataSuite.NAV + "/kommuner");
    }

    @Override
    protected int readWithoutDatabase() {
        return 200;
    }

    @Override
    protected Answer auditedRead() {
        return read(UUID.randomUUID());
    }

    private Answer read(UUID trace) {
        return nav().get(MetadataSuite.NAV + "/soknader/" + digisosId + "?sporingsId=" + trace);
    }

    private Client nav() {
        return Client.against(base()).as(environment.utsteder().machine(SeedData.NAV_ORG), SeedData.NAV);
    }
}
