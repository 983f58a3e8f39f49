package no.digisos.status;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.digisos.common.security.Privilegium;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Kallerslag;
import no.digisos.common.testkit.Saksfro;
import no.digisos.common.testkit.Saksfro.Sadd;
import no.digisos.common.testkit.TestDatabase;
import no.digisos.common.testkit.Tilgangsprove;
import no.digisos.common.testkit.Vern;

/** Every endpoint of this function, called by everybody. */
abstract class TilgangSuite extends Tilgangsprove {
    private static final String KO = "/digisos/mottak/api/v1/kontoer/{kontoId}/meldinger";
    private static final String SAK = "/digisos/api/v1/{fiksOrgId}/{digisosId}";
    private static final String KONFIG = "/digisos/api/v1/konfigurasjon/{fiksOrgId}";
    private static final String KATALOG = "/fiks-io/katalog/api/v1";
    private static final String SVARINN = "/tjenester/svarinn";
    private static final String INGEN = "00000000-0000-4000-8000-000000000000";

    /** A konto's own fagsystem. */
    private static final Vern KONTO =
            Vern.maskin(Fro.OSLO_FAGSYSTEM, Privilegium.FAGSYSTEM).rett(Kallerslag.FAGSYSTEM);

    /** A case is the kommune's, whichever of its kontoer a fagsystem was given. */
    private static final Vern SAKENS = Vern.maskin(Fro.OSLO_FAGSYSTEM, Privilegium.FAGSYSTEM)
            .rett(Kallerslag.FAGSYSTEM, Kallerslag.ANNEN_KONTOS_FAGSYSTEM);

    private static final Vern KJENT = Vern.kjent(Fro.OSLO_FAGSYSTEM);

    /** A token that is there must be one, though none is needed; one of an issuer that nobody knows is as none. */
    private static final Vern ALLE = Vern.alle().svar(401, Kallerslag.SOPPEL, Kallerslag.UTLOPT);

    private static final Vern ADMIN = Vern.administrator();
    private static final Vern MOTTAKER = Vern.svarinn();

    private static final List<Rad> RADER = List.of(
            rad(KONTO, "GET", KO, 200, ""),
            rad(KONTO, "POST", KO + "/hent", 200, "{}"),
            rad(KONTO, "GET", KO + "/{meldingId}", 200, ""),
            rad(KONTO, "GET", KO + "/{meldingId}/status", 200, ""),
            rad(KONTO, "POST", KO + "/{meldingId}/leie", 400, "{}"),
            rad(KONTO, "DELETE", KO + "/{meldingId}/leie", 400, ""),
            rad(KONTO, "POST", KO + "/{meldingId}/kvittering/mottatt", 409, "{}"),
            rad(KONTO, "POST", KO + "/{meldingId}/kvittering/feilet", 400, "{}"),
            rad(KONTO, "POST", KO + "/{meldingId}/kvittering/avvist", 409, "{}"),
            rad(KONTO, "GET", KO + "/{meldingId}/dokumenter/{dokumentId}", 200, ""),
            rad(KONTO, "GET", KO + "/{meldingId}/data", 200, ""),
            // What is another's is not in the list, and not there at all by its id.
            new Rad(MOTTAKER, "GET", SVARINN + "/mottaker/hentNyeForsendelser", 200, 200, ""),
            new Rad(MOTTAKER, "GET", SVARINN + "/forsendelse/{id}", 200, 404, ""),
            new Rad(MOTTAKER, "POST", SVARINN + "/kvitterMottak/forsendelse/{id}", 404, 404, "{}"),
            new Rad(MOTTAKER, "POST", SVARINN + "/mottakFeilet/forsendelse/{id}", 404, 404, "{}"),
            rad(SAKENS, "POST", "/digisos/api/v1/{fiksOrgId}/ny", 400, ""),
            rad(SAKENS, "POST", SAK, 400, "{}"),
            rad(SAKENS, "DELETE", SAK, 204, ""),
            rad(SAKENS, "POST", SAK + "/filer", 415, "{}"),
            rad(SAKENS, "GET", SAK + "/filer", 200, ""),
            rad(SAKENS, "DELETE", SAK + "/filer", 400, ""),
            rad(KJENT, "GET", KATALOG + "/lookup", 200, ""),
            rad(KJENT, "GET", KATALOG + "/kontoer/{kontoId}", 200, ""),
            rad(KJENT, "GET", KATALOG + "/kontoer/{kontoId}/status", 200, ""),
            rad(ALLE, "GET", KATALOG + "/kontoer/{kontoId}/offentligNokkel", 200, ""),
            rad(ADMIN, "GET", KONFIG, 200, ""),
            rad(ADMIN, "POST", KONFIG, 400, ""),
            rad(ADMIN, "PUT", KONFIG, 428, "{}"),
            rad(ADMIN, "DELETE", KONFIG, 428, ""),
            rad(ADMIN, "POST", KONFIG + "/kontoer", 400, "{}"),
            rad(ADMIN, "GET", KONFIG + "/kontoer/{kontoId}", 200, ""),
            rad(ADMIN, "PUT", KONFIG + "/kontoer/{kontoId}", 428, "{}"),
            rad(ADMIN, "PUT", KONFIG + "/kontoer/{kontoId}/offentligNokkel", 400, "x"),
            rad(ADMIN, "POST", KONFIG + "/kontoer/{kontoId}/aktiver", 200, ""),
            rad(ADMIN, "POST", KONFIG + "/kontoer/{kontoId}/deaktiver", 404, ""),
            rad(ADMIN, "GET", KONFIG + "/integrasjoner", 200, ""),
            rad(ADMIN, "POST", KONFIG + "/integrasjoner", 400, "{}"),
            rad(ADMIN, "DELETE", KONFIG + "/integrasjoner/{integrasjonId}", 404, ""),
            rad(ADMIN, "POST", KONFIG + "/integrasjoner/{integrasjonId}/passord", 404, ""),
            rad(ADMIN, "POST", KONFIG + "/integrasjoner/{integrasjonId}/tilganger", 404, "{}"),
            rad(ADMIN, "DELETE", KONFIG + "/integrasjoner/{integrasjonId}/tilganger/{tilgangId}", 404, ""));

    private final Sadd sadd = new Saksfro(miljo.database().functions(), miljo.nokler())
            .soknad(UUID.randomUUID(), Fro.OSLO, BORGER, UUID.randomUUID().toString(), Map.of("Soknad.pdf", new byte[] {
                1
            }));

    private static Rad rad(Vern vern, String metode, String mal, int rett, String kropp) {
        return new Rad(vern, metode, mal, rett, rett, kropp);
    }

    @Override
    protected List<Rad> rader() {
        return RADER;
    }

    /** In the queue and not handed out, whatever the calls before did to it. */
    @Override
    protected void ordne() {
        TestDatabase.execute(
                miljo.database().owner(),
                "UPDATE leveranse SET leie_id = NULL, leie_til = NULL, leie_integrasjon = NULL, leie_data_hentet = false,"
                        + " leveringsforsok = 0, forste_data_hentet = NULL WHERE id = '" + sadd.meldingId()
                        + "' AND tilstand = 'I_KO'");
    }

    @Override
    protected String sti(Rad rad) {
        // What would change the seeds for those who come after is asked of what is not there.
        String konto = rad.mal().endsWith("/deaktiver") ? INGEN : String.valueOf(Fro.OSLO.kontoId());
        String forsendelse = rad.metode().equals("GET") ? sadd.meldingId().toString() : INGEN;
        String fylt = rad.mal()
                .replace("{kontoId}", konto)
                .replace("{fiksOrgId}", Fro.OSLO.fiksOrgId().toString())
                .replace("{digisosId}", sadd.digisosId().toString())
                .replace("{meldingId}", sadd.meldingId().toString())
                .replace("{dokumentId}", sadd.dokument("soknad.json").toString())
                .replace("{integrasjonId}", INGEN)
                .replace("{id}", forsendelse)
                .replace("{tilgangId}", "1");
        return fylt.endsWith("/lookup")
                ? fylt + "?identifikator=ORG_NO.958935420&meldingProtokoll=no.nav.digisos.fagsystem.v1&sikkerhetsniva=4"
                : fylt;
    }
}
