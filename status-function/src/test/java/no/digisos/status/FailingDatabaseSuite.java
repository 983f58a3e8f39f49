package no.digisos.status;

import java.util.Map;
import java.util.UUID;
import no.digisos.seeds.SakSeeds;
import no.digisos.seeds.SakSeeds.Sown;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client;
import no.digisos.seeds.client.Client.Answer;
import no.digisos.seeds.suite.DatabaseFailureSuite;

/** A receipt that comes while the database cannot take it does not count, and counts when it can. */
abstract class FailingDatabaseSuite extends DatabaseFailureSuite {
    private static final String QUEUE = "/digisos/mottak/api/v1/kontoer/" + SeedData.OSLO.kontoId() + "/meldinger";

    private final SakSeeds sakSeeds = new SakSeeds(environment.database().functions(), environment.nokler());
    private final Sown loaded = soknad();

    @Override
    protected String role() {
        return "digisos_status";
    }

    @Override
    protected String table() {
        return "audit_rad";
    }

    @Override
    protected Writing writing() {
        Sown sown = soknad();
        // Handed out, as hent would have it.
        superuser("UPDATE leveranse SET leveringsforsok = 1 WHERE id = '" + sown.meldingId() + "'");
        return new Writing(
                () -> oslo().post(QUEUE + "/" + sown.meldingId() + "/kvittering/mottatt", "{}"),
                "SELECT count(*) FROM leveranse_utfall WHERE leveranse_id = '" + sown.meldingId() + "'",
                1);
    }

    @Override
    protected Answer read() {
        return oslo().get("/fiks-io/katalog/api/v1/kontoer/" + SeedData.OSLO.kontoId());
    }

    @Override
    protected Answer auditedRead() {
        return oslo().get(QUEUE + "/" + loaded.meldingId() + "/dokumenter/" + loaded.dokument("Soknad.pdf"));
    }

    private Sown soknad() {
        return sakSeeds.soknad(
                UUID.randomUUID(),
                SeedData.OSLO,
                StatusSuite.FNR,
                UUID.randomUUID().toString(),
                Map.of("Soknad.pdf", new byte[40]));
    }

    private Client oslo() {
        return Client.against(base())
                .as(environment.utsteder().machine(SeedData.OSLO_FAGSYSTEM.organisasjon()), SeedData.OSLO_FAGSYSTEM);
    }
}
