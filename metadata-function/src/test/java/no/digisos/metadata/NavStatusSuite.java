package no.digisos.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.digisos.seeds.client.Client.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of NAV's søknader have reached their municipality (contract.md 5, delivery.md 7). */
abstract class NavStatusSuite extends MetadataSuite {
    private static final String SVARUT_SENT =
            "tilstand = 'SVARUT_SENDT', forsendelses_id = gen_random_uuid(), svarut_sendt = now(), svarut_status = ";
    private static final String CLOSED =
            "tilstand = 'LUKKET', lukket = now(), forsendelses_id = gen_random_uuid(), svarut_status = ";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "false | tilstand = 'I_KO'",
                "true  | tilstand = 'BEKREFTET', bekreftet = now()",
                "false | tilstand = 'TRUKKET', trukket = now(), aarsak = 'TTL_TIDSAVBRUDD', sendes_tidligst = now()",
                "false | tilstand = 'STOPPET', stoppgrunn = 'X', trukket = now()",
                "false | " + SVARUT_SENT + "NULL",
                "false | " + SVARUT_SENT + "'KLAR_FOR_MOTTAK'",
                "false | " + SVARUT_SENT + "'MANUELT_HANDTERT'",
                "true  | " + SVARUT_SENT + "'LEST'",
                "true  | " + SVARUT_SENT + "'PRINTET'",
                "true  | " + CLOSED + "'MANUELT_HANDTERT'",
                "false | " + CLOSED + "'AVVIST'",
                "false | " + CLOSED + "NULL",
            })
    void a_yes_takes_evidence(boolean delivered, String leveranse) {
        UUID digisosId = sak().digisosId();
        asSuperuser("UPDATE leveranse SET " + leveranse + " WHERE digisos_id = '" + digisosId + "'");
        assertThat(delivered(digisosId)).isEqualTo(delivered);
    }

    @Test
    void the_first_update_of_the_case_is_evidence_also_when_it_is_taken_back() {
        UUID digisosId = sak().digisosId();
        assertThat(delivered(digisosId)).isFalse();
        sakSeeds.oppdatering(digisosId, "{}");
        asSuperuser("UPDATE oppdatering SET gjeldende = false WHERE digisos_id = '" + digisosId + "'");
        assertThat(delivered(digisosId)).isTrue();
    }

    @Test
    void a_soknad_that_was_queued_anew_is_not_delivered_by_the_receipt_before() throws SQLException {
        UUID digisosId = sak().digisosId();
        asSuperuser("UPDATE leveranse SET tilstand = 'BEKREFTET', bekreftet = now() WHERE digisos_id = '" + digisosId
                + "'");
        asSuperuser("INSERT INTO leveranse (id, innsending_id, digisos_id, kommunenummer, melding_type,"
                + " klient_melding_id, tilstand) SELECT gen_random_uuid(), innsending_id, digisos_id, kommunenummer,"
                + " melding_type, klient_melding_id, 'IKKE_SENDT' FROM leveranse WHERE digisos_id = '" + digisosId
                + "'");
        assertThat(delivered(digisosId)).isFalse();
    }

    @Test
    void ten_thousand_ids_are_one_query_and_one_row() throws SQLException {
        List<UUID> known = Stream.generate(() -> sak().digisosId()).limit(5).toList();
        List<UUID> ids = new ArrayList<>(known);
        while (ids.size() < 10_000) {
            ids.add(UUID.randomUUID());
        }
        Collections.shuffle(ids, new java.util.Random(1));
        asSuperuser("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
        asSuperuser("SELECT pg_stat_statements_reset()");
        UUID trace = UUID.randomUUID();
        Answer answer = status(trace, body(ids));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().findValuesAsText("digisosId"))
                .containsExactlyInAnyOrderElementsOf(
                        known.stream().map(UUID::toString).toList());
        assertThat(texts("""
                        SELECT calls::text FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
                         WHERE d.datname = current_database()
                           AND query ~ '\\m(digisos_sak|leveranse|innsending|oppdatering)\\M' AND query !~ '(pg_stat|audit_rad)'""")).containsExactly("1");
        assertThat(audit(trace)).containsExactly("LES_LEVERINGSSTATUS UTFORT 5");
        assertThat(number("SELECT length(ider_hash) FROM audit_rad WHERE request_id = ?", trace))
                .isEqualTo(32);
    }

    @Test
    void unknown_ids_and_what_is_no_id_are_left_out_and_each_is_answered_once() throws SQLException {
        UUID digisosId = sak().digisosId();
        UUID deleted = sak().digisosId();
        asSuperuser("UPDATE digisos_sak SET slettet = now() WHERE digisos_id = '" + deleted + "'");
        String list = "[\"" + digisosId + "\",\"x\",null,17,\"" + UUID.randomUUID() + "\",\""
                + digisosId.toString().toUpperCase(Locale.ROOT) + "\",\"" + deleted + "\"]";
        Answer answer = status(UUID.randomUUID(), "{\"digisosIdListe\":" + list + "}");
        assertThat(answer.json().at("/statusListe")).hasSize(1);
        assertThat(answer.json().at("/statusListe/0/digisosId").asText()).isEqualTo(digisosId.toString());

        UUID trace = UUID.randomUUID();
        assertThat(status(trace, "{\"digisosIdListe\":[]}").json().at("/statusListe"))
                .isEmpty();
        assertThat(audit(trace)).containsExactly("LES_LEVERINGSSTATUS INGEN_TREFF 0");
    }

    @Test
    void a_pretty_printed_and_chunked_body_is_read() {
        UUID digisosId = sak().digisosId();
        byte[] body = ("{\n  \"digisosIdListe\" : [\n    \"" + digisosId + "\"\n  ]\n}\n")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        Answer answer = nav().send(
                        "POST",
                        NAV + "/soknader/status?sporingsId=" + UUID.randomUUID(),
                        BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(body)),
                        "application/json");
        assertThat(answer.json().at("/statusListe/0/digisosId").asText()).isEqualTo(digisosId.toString());
    }

    @Test
    void a_kommune_that_does_not_let_nav_in_still_tells_that_it_has_it() {
        UUID digisosId = sak().digisosId();
        asSuperuser("UPDATE kommune SET nks_tilgang = false WHERE kommunenummer = '0301'");
        try {
            assertThat(delivered(digisosId)).isFalse();
        } finally {
            asSuperuser("UPDATE kommune SET nks_tilgang = true WHERE kommunenummer = '0301'");
        }
    }

    @Test
    void a_senseless_request_is_refused() {
        assertError(status(UUID.randomUUID(), "{}"), 400, "UGYLDIG_FORESPORSEL");
        assertError(status(UUID.randomUUID(), "{\"digisosIdListe\":\"x\"}"), 400, "UGYLDIG_FORESPORSEL");
        assertError(status(UUID.randomUUID(), "[]"), 400, "UGYLDIG_JSON");
        assertError(nav().post(NAV + "/soknader/status", body(List.of())), 400, "UGYLDIG_FORESPORSEL");
        String tooMany = "{\"digisosIdListe\":[" + "1,".repeat(50_000) + "1]}";
        assertError(status(UUID.randomUUID(), tooMany), 400, "UGYLDIG_FORESPORSEL");
    }

    private boolean delivered(UUID digisosId) {
        Answer answer = status(UUID.randomUUID(), body(List.of(digisosId)));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode status = answer.json().at("/statusListe/0");
        assertThat(status.get("digisosId").asText()).isEqualTo(digisosId.toString());
        return status.get("levertFagsystem").booleanValue();
    }

    private Answer status(UUID sporingsId, String body) {
        return nav().post(NAV + "/soknader/status?sporingsId=" + sporingsId, body);
    }

    private static String body(List<UUID> ids) {
        return ids.stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(",", "{\"digisosIdListe\":[", "]}"));
    }
}
