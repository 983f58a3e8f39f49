package no.digisos.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import no.digisos.common.testkit.Klient.Svar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Modia as it calls: up to 5 attempts on 5xx and none more on 4xx, bodies pretty-printed and chunked (contract.md 5). */
abstract class ModiaSuite extends MetadataSuite {
    private static final int FORSOK = 5;

    @AfterEach
    void rydd() {
        somSuperbruker("DROP TRIGGER IF EXISTS modia ON audit_rad");
    }

    @Test
    void a_passing_failure_is_5xx_and_the_fifth_attempt_is_answered_with_one_row() throws SQLException {
        UUID digisosId = sak().digisosId();
        feilDeForste(FORSOK - 1);
        UUID sporing = UUID.randomUUID();
        List<Svar> svar = sok(sporing, FNR);
        assertThat(svar).extracting(Svar::status).containsExactly(503, 503, 503, 503, 200);
        assertThat(svar.getLast().json().findValuesAsText("fiksDigisosId")).contains(digisosId.toString());
        assertThat(audit(sporing)).hasSize(1);
    }

    @Test
    void what_no_repeat_heals_is_4xx_and_asked_once() {
        assertThat(sok(UUID.randomUUID(), "01819010002"))
                .extracting(Svar::status)
                .containsExactly(400);
        assertThat(forsok(() -> nav().get(NAV + "/soknader/" + UUID.randomUUID() + "?sporingsId=" + UUID.randomUUID())))
                .extracting(Svar::status)
                .containsExactly(404);
        assertThat(forsok(() -> nav().get(NAV + "/kommuner/9999")))
                .extracting(Svar::status)
                .containsExactly(404);
    }

    private List<Svar> sok(UUID sporingsId, String fnr) {
        byte[] kropp = ("{\n  \"fnr\" : \"" + fnr + "\"\n}").getBytes(StandardCharsets.UTF_8);
        return forsok(() -> nav().send(
                        "POST",
                        NAV + "/soknader/soknader?sporingsId=" + sporingsId,
                        BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(kropp)),
                        "application/json"));
    }

    private static List<Svar> forsok(java.util.function.Supplier<Svar> kall) {
        List<Svar> alle = new ArrayList<>();
        do {
            alle.add(kall.get());
        } while (alle.getLast().status() >= 500 && alle.size() < FORSOK);
        return alle;
    }

    /** Of a sequence, since it is not rolled back with the transaction that fails. */
    private void feilDeForste(int antall) {
        somSuperbruker("DROP SEQUENCE IF EXISTS modia_forsok");
        somSuperbruker("CREATE SEQUENCE modia_forsok");
        somSuperbruker(
                "CREATE OR REPLACE FUNCTION modia() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN"
                        + " IF nextval('modia_forsok') <= " + antall
                        + " THEN RAISE EXCEPTION 'ikke nå'; END IF; RETURN NEW; END $$");
        somSuperbruker("CREATE TRIGGER modia BEFORE INSERT ON audit_rad FOR EACH ROW EXECUTE FUNCTION modia()");
    }
}
