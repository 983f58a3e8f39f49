package no.digisos.status;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.digisos.common.security.Privilegium;
import no.digisos.seeds.SakSeeds;
import no.digisos.seeds.SakSeeds.Sown;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.suite.AccessCheck;
import no.digisos.seeds.suite.AccessRule;
import no.digisos.seeds.suite.CallerKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Every endpoint of this function, called by everybody. */
abstract class GrantSuite extends AccessCheck {
    private static final String QUEUE = "/digisos/mottak/api/v1/kontoer/{kontoId}/meldinger";
    private static final String SAK = "/digisos/api/v1/{fiksOrgId}/{digisosId}";
    private static final String CONFIG = "/digisos/api/v1/konfigurasjon/{fiksOrgId}";
    private static final String DIRECTORY = "/fiks-io/katalog/api/v1";
    private static final String SVARINN = "/tjenester/svarinn";
    private static final String NONE = "00000000-0000-4000-8000-000000000000";

    /** A konto's own fagsystem. */
    private static final AccessRule KONTO =
            AccessRule.machine(SeedData.OSLO_FAGSYSTEM, Privilegium.FAGSYSTEM).right(CallerKind.FAGSYSTEM);

    /** A case is the kommune's, whichever of its kontoer a fagsystem was given. */
    private static final AccessRule OF_SAK = AccessRule.machine(SeedData.OSLO_FAGSYSTEM, Privilegium.FAGSYSTEM)
            .right(CallerKind.FAGSYSTEM, CallerKind.ANNEN_KONTOS_FAGSYSTEM);

    private static final AccessRule KNOWN = AccessRule.known(SeedData.OSLO_FAGSYSTEM);

    /** A token that is there must be one, though none is needed; one of an issuer that nobody knows is as none. */
    private static final AccessRule ALL = AccessRule.all().answer(401, CallerKind.SOPPEL, CallerKind.UTLOPT);

    private static final AccessRule ADMIN = AccessRule.administrator();
    private static final AccessRule RECIPIENT = AccessRule.svarinn();

    private static final List<Row> ROWS = List.of(
            row(KONTO, "GET", QUEUE, 200, ""),
            row(KONTO, "POST", QUEUE + "/hent", 200, "{}"),
            row(KONTO, "GET", QUEUE + "/{meldingId}", 200, ""),
            row(KONTO, "GET", QUEUE + "/{meldingId}/status", 200, ""),
            row(KONTO, "POST", QUEUE + "/{meldingId}/leie", 400, "{}"),
            row(KONTO, "DELETE", QUEUE + "/{meldingId}/leie", 400, ""),
            row(KONTO, "POST", QUEUE + "/{meldingId}/kvittering/mottatt", 409, "{}"),
            row(KONTO, "POST", QUEUE + "/{meldingId}/kvittering/feilet", 400, "{}"),
            row(KONTO, "POST", QUEUE + "/{meldingId}/kvittering/avvist", 409, "{}"),
            row(KONTO, "GET", QUEUE + "/{meldingId}/dokumenter/{dokumentId}", 200, ""),
            row(KONTO, "GET", QUEUE + "/{meldingId}/data", 200, ""),
            // What is another's is not in the list, and not there at all by its id.
            new Row(RECIPIENT, "GET", SVARINN + "/mottaker/hentNyeForsendelser", 200, 200, ""),
            new Row(RECIPIENT, "GET", SVARINN + "/forsendelse/{id}", 200, 404, ""),
            new Row(RECIPIENT, "POST", SVARINN + "/kvitterMottak/forsendelse/{id}", 404, 404, "{}"),
            new Row(RECIPIENT, "POST", SVARINN + "/mottakFeilet/forsendelse/{id}", 404, 404, "{}"),
            row(OF_SAK, "POST", "/digisos/api/v1/{fiksOrgId}/ny", 400, ""),
            row(OF_SAK, "POST", SAK, 400, "{}"),
            row(OF_SAK, "DELETE", SAK, 204, ""),
            row(OF_SAK, "POST", SAK + "/filer", 415, "{}"),
            row(OF_SAK, "GET", SAK + "/filer", 200, ""),
            row(OF_SAK, "DELETE", SAK + "/filer", 400, ""),
            row(KNOWN, "GET", DIRECTORY + "/lookup", 200, ""),
            row(KNOWN, "GET", DIRECTORY + "/kontoer/{kontoId}", 200, ""),
            row(KNOWN, "GET", DIRECTORY + "/kontoer/{kontoId}/status", 200, ""),
            row(ALL, "GET", DIRECTORY + "/kontoer/{kontoId}/offentligNokkel", 200, ""),
            row(ADMIN, "GET", CONFIG, 200, ""),
            row(ADMIN, "POST", CONFIG, 400, ""),
            row(ADMIN, "PUT", CONFIG, 428, "{}"),
            row(ADMIN, "DELETE", CONFIG, 428, ""),
            row(ADMIN, "POST", CONFIG + "/kontoer", 400, "{}"),
            row(ADMIN, "GET", CONFIG + "/kontoer/{kontoId}", 200, ""),
            row(ADMIN, "PUT", CONFIG + "/kontoer/{kontoId}", 428, "{}"),
            row(ADMIN, "PUT", CONFIG + "/kontoer/{kontoId}/offentligNokkel", 400, "x"),
            row(ADMIN, "POST", CONFIG + "/kontoer/{kontoId}/aktiver", 200, ""),
            row(ADMIN, "POST", CONFIG + "/kontoer/{kontoId}/deaktiver", 404, ""),
            row(ADMIN, "GET", CONFIG + "/integrasjoner", 200, ""),
            row(ADMIN, "POST", CONFIG + "/integrasjoner", 400, "{}"),
            row(ADMIN, "DELETE", CONFIG + "/integrasjoner/{integrasjonId}", 404, ""),
            row(ADMIN, "POST", CONFIG + "/integrasjoner/{integrasjonId}/passord", 404, ""),
            row(ADMIN, "POST", CONFIG + "/integrasjoner/{integrasjonId}/tilganger", 404, "{}"),
            row(ADMIN, "DELETE", CONFIG + "/integrasjoner/{integrasjonId}/tilganger/{tilgangId}", 404, ""));

    private final Sown sown = new SakSeeds(environment.database().functions(), environment.nokler())
            .soknad(
                    UUID.randomUUID(),
                    SeedData.OSLO,
                    CITIZEN,
                    UUID.randomUUID().toString(),
                    Map.of("Soknad.pdf", new byte[] {1}));

    private Connection owner;

    private static Row row(AccessRule accessRule, String method, String template, int right, String body) {
        return new Row(accessRule, method, template, right, right, body);
    }

    @Override
    protected List<Row> rows() {
        return ROWS;
    }

    /** One for all cells: to connect takes longer than what is asked. */
    @BeforeEach
    void connect() throws SQLException {
        owner = environment.database().owner().getConnection();
    }

    @AfterEach
    void disconnect() throws SQLException {
        owner.close();
    }

    /** In the queue and not handed out, whatever the calls before did to it. */
    @Override
    protected void order() {
        try (PreparedStatement s = owner.prepareStatement(
                "UPDATE leveranse SET leie_id = NULL, leie_til = NULL, leie_integrasjon = NULL, leie_data_hentet = false,"
                        + " leveringsforsok = 0, forste_data_hentet = NULL WHERE id = ? AND tilstand = 'I_KO'")) {
            s.setObject(1, sown.meldingId());
            s.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected String path(Row row) {
        // What would change the seeds for those who come after is asked of what is not there.
        String konto = row.mal().endsWith("/deaktiver") ? NONE : String.valueOf(SeedData.OSLO.kontoId());
        String forsendelse = row.metode().equals("GET") ? sown.meldingId().toString() : NONE;
        String filled = row.mal()
                .replace("{kontoId}", konto)
                .replace("{fiksOrgId}", SeedData.OSLO.fiksOrgId().toString())
                .replace("{digisosId}", sown.digisosId().toString())
                .replace("{meldingId}", sown.meldingId().toString())
                .replace("{dokumentId}", sown.dokument("soknad.json").toString())
                .replace("{integrasjonId}", NONE)
                .replace("{id}", forsendelse)
                .replace("{tilgangId}", "1");
        return filled.endsWith("/lookup")
                ? filled
                        + "?identifikator=ORG_NO.958935420&meldingProtokoll=no.nav.digisos.fagsystem.v1&sikkerhetsniva=4"
                : filled;
    }
}
