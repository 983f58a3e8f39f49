package no.digisos.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import no.digisos.seeds.client.Client.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Modia as it calls: up to 5 attempts on 5xx and none more on 4xx, bodies pretty-printed and chunked (contract.md 5). */
abstract class ModiaSuite extends MetadataSuite {
    private static final int ATTEMPT = 5;

    @AfterEach
    void cleanUp() {
        asSuperuser("DROP TRIGGER IF EXISTS modia ON audit_rad");
    }

    @Test
    void a_passing_failure_is_5xx_and_the_fifth_attempt_is_answered_with_one_row() throws SQLException {
        UUID digisosId = sak().digisosId();
        failTheFirst(ATTEMPT - 1);
        UUID trace = UUID.randomUUID();
        List<Answer> answer = search(trace, FNR);
        assertThat(answer).extracting(Answer::status).containsExactly(503, 503, 503, 503, 200);
        assertThat(answer.getLast().json().findValuesAsText("fiksDigisosId")).contains(digisosId.toString());
        assertThat(audit(trace)).hasSize(1);
    }

    @Test
    void what_no_repeat_heals_is_4xx_and_asked_once() {
        assertThat(search(UUID.randomUUID(), "01819010002"))
                .extracting(Answer::status)
                .containsExactly(400);
        assertThat(attempt(
                        () -> nav().get(NAV + "/soknader/" + UUID.randomUUID() + "?sporingsId=" + UUID.randomUUID())))
                .extracting(Answer::status)
                .containsExactly(404);
        assertThat(attempt(() -> nav().get(NAV + "/kommuner/9999")))
                .extracting(Answer::status)
                .containsExactly(404);
    }

    private List<Answer> search(UUID sporingsId, String fnr) {
        byte[] body = ("{\n  \"fnr\" : \"" + fnr + "\"\n}").getBytes(StandardCharsets.UTF_8);
        return attempt(() -> nav().send(
                        "POST",
                        NAV + "/soknader/soknader?sporingsId=" + sporingsId,
                        BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(body)),
                        "application/json"));
    }

    private static List<Answer> attempt(java.util.function.Supplier<Answer> call) {
        List<Answer> all = new ArrayList<>();
        do {
            all.add(call.get());
        } while (all.getLast().status() >= 500 && all.size() < ATTEMPT);
        return all;
    }

    /** Of a sequence, since it is not rolled back with the transaction that fails. */
    private void failTheFirst(int count) {
        asSuperuser("DROP SEQUENCE IF EXISTS modia_forsok");
        asSuperuser("CREATE SEQUENCE modia_forsok");
        asSuperuser("CREATE OR REPLACE FUNCTION modia() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN"
                + " IF nextval('modia_forsok') <= " + count
                + " THEN RAISE EXCEPTION 'ikke nå'; END IF; RETURN NEW; END $$");
        asSuperuser("CREATE TRIGGER modia BEFORE INSERT ON audit_rad FOR EACH ROW EXECUTE FUNCTION modia()");
    }
}
