package no.digisos.metadata;

import java.util.Map;
import java.util.UUID;
import no.digisos.common.testkit.DatabasefeilSuite;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Saksfro;

/** A case is not shown while its reading cannot be audited; the kommuner are told from memory. */
abstract class SviktendeDatabaseSuite extends DatabasefeilSuite {
    private final UUID digisosId = new Saksfro(miljo.database().functions(), miljo.nokler())
            .soknad(
                    UUID.randomUUID(),
                    Fro.OSLO,
                    MetadataSuite.FNR,
                    UUID.randomUUID().toString(),
                    Map.of("Soknad.pdf", new byte[40]))
            .digisosId();

    @Override
    protected String rolle() {
        return "digisos_metadata";
    }

    @Override
    protected String tabell() {
        return "audit_rad";
    }

    @Override
    protected Skriving skriving() {
        UUID sporing = UUID.randomUUID();
        return new Skriving(
                () -> les(sporing), "SELECT count(*) FROM audit_rad WHERE request_id = '" + sporing + "'", 2);
    }

    @Override
    protected Svar les() {
        return nav().get(MetadataSuite.NAV + "/kommuner");
    }

    @Override
    protected int lesUtenDatabase() {
        return 200;
    }

    @Override
    protected Svar revidertLesing() {
        return les(UUID.randomUUID());
    }

    private Svar les(UUID sporing) {
        return nav().get(MetadataSuite.NAV + "/soknader/" + digisosId + "?sporingsId=" + sporing);
    }

    private Klient nav() {
        return Klient.mot(base()).som(miljo.utsteder().maskin(Fro.NAV_ORG), Fro.NAV);
    }
}
