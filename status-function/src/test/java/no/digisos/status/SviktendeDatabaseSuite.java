package no.digisos.status;

import java.util.Map;
import java.util.UUID;
import no.digisos.common.testkit.DatabasefeilSuite;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Saksfro;
import no.digisos.common.testkit.Saksfro.Sadd;

/** A receipt that comes while the database cannot take it does not count, and counts when it can. */
abstract class SviktendeDatabaseSuite extends DatabasefeilSuite {
    private static final String KO = "/digisos/mottak/api/v1/kontoer/" + Fro.OSLO.kontoId() + "/meldinger";

    private final Saksfro saksfro = new Saksfro(miljo.database().functions(), miljo.nokler());
    private final Sadd lest = soknad();

    @Override
    protected String rolle() {
        return "digisos_status";
    }

    @Override
    protected String tabell() {
        return "audit_rad";
    }

    @Override
    protected Skriving skriving() {
        Sadd sadd = soknad();
        // Handed out, as hent would have it.
        superbruker("UPDATE leveranse SET leveringsforsok = 1 WHERE id = '" + sadd.meldingId() + "'");
        return new Skriving(
                () -> oslo().post(KO + "/" + sadd.meldingId() + "/kvittering/mottatt", "{}"),
                "SELECT count(*) FROM leveranse_utfall WHERE leveranse_id = '" + sadd.meldingId() + "'",
                1);
    }

    @Override
    protected Svar les() {
        return oslo().get("/fiks-io/katalog/api/v1/kontoer/" + Fro.OSLO.kontoId());
    }

    @Override
    protected Svar revidertLesing() {
        return oslo().get(KO + "/" + lest.meldingId() + "/dokumenter/" + lest.dokument("Soknad.pdf"));
    }

    private Sadd soknad() {
        return saksfro.soknad(
                UUID.randomUUID(),
                Fro.OSLO,
                StatusSuite.FNR,
                UUID.randomUUID().toString(),
                Map.of("Soknad.pdf", new byte[40]));
    }

    private Klient oslo() {
        return Klient.mot(base()).som(miljo.utsteder().maskin(Fro.OSLO_FAGSYSTEM.organisasjon()), Fro.OSLO_FAGSYSTEM);
    }
}
