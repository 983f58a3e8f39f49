package no.digisos.status;

import java.util.Map;
import java.util.UUID;
import no.digisos.seeds.SakSeeds;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.suite.SlowCallersSuite;
import no.digisos.seeds.suite.TestEnvironment;

/** Slow callers and a kommune's fagsystem. */
abstract class SlowSuite extends SlowCallersSuite {
    private static final String QUEUE = "/digisos/mottak/api/v1/kontoer/" + SeedData.OSLO.kontoId() + "/meldinger";

    private final TestEnvironment environment = TestEnvironment.current();

    @Override
    protected String one() {
        return header(environment.utsteder().machine(SeedData.OSLO_FAGSYSTEM.organisasjon()), SeedData.OSLO_FAGSYSTEM);
    }

    @Override
    protected String another() {
        return header(environment.utsteder().machine(SeedData.OSLO_NAV_TEST.organisasjon()), SeedData.OSLO_NAV_TEST);
    }

    @Override
    protected String postPath() {
        return QUEUE + "/hent";
    }

    @Override
    protected String json() {
        return "{\"maks\":1}";
    }

    @Override
    protected String getPath() {
        return QUEUE;
    }

    @Override
    protected Download download(int bytes) {
        SakSeeds.Sown sown = new SakSeeds(environment.database().functions(), environment.nokler())
                .soknad(
                        UUID.randomUUID(),
                        SeedData.OSLO,
                        "01819010001",
                        UUID.randomUUID().toString(),
                        Map.of("Soknad.pdf", new byte[bytes]));
        return new Download(QUEUE + "/" + sown.meldingId() + "/dokumenter/" + sown.dokument("Soknad.pdf"), one());
    }
}
