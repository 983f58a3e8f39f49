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
import no.digisos.common.testkit.Klient.Svar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of NAV's søknader have reached their municipality (contract.md 5, delivery.md 7). */
abstract class NavStatusSuite extends MetadataSuite {
    private static final String SVARUT_SENDT =
            "tilstand = 'SVARUT_SENDT', forsendelses_id = gen_random_uuid(), svarut_sendt = now(), svarut_status = ";
    private static final String LUKKET =
            "tilstand = 'LUKKET', lukket = now(), forsendelses_id = gen_random_uuid(), svarut_status = ";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "false | tilstand = 'I_KO'",
                "true  | tilstand = 'BEKREFTET', bekreftet = now()",
                "false | tilstand = 'TRUKKET', trukket = now(), aarsak = 'TTL_TIDSAVBRUDD', sendes_tidligst = now()",
                "false | tilstand = 'STOPPET', stoppgrunn = 'X', trukket = now()",
                "false | " + SVARUT_SENDT + "NULL",
                "false | " + SVARUT_SENDT + "'KLAR_FOR_MOTTAK'",
                "false | " + SVARUT_SENDT + "'MANUELT_HANDTERT'",
                "true  | " + SVARUT_SENDT + "'LEST'",
                "true  | " + SVARUT_SENDT + "'PRINTET'",
                "true  | " + LUKKET + "'MANUELT_HANDTERT'",
                "false | " + LUKKET + "'AVVIST'",
                "false | " + LUKKET + "NULL",
            })
    void a_yes_takes_evidence(boolean levert, String leveranse) {
        UUID digisosId = sak().digisosId();
        somSuperbruker("UPDATE leveranse SET " + leveranse + " WHERE digisos_id = '" + digisosId + "'");
        assertThat(levert(digisosId)).isEqualTo(levert);
    }

    @Test
    void the_first_update_of_the_case_is_evidence_also_when_it_is_taken_back() {
        UUID digisosId = sak().digisosId();
        assertThat(levert(digisosId)).isFalse();
        saksfro.oppdatering(digisosId, "{}");
        somSuperbruker("UPDATE oppdatering SET gjeldende = false WHERE digisos_id = '" + digisosId + "'");
        assertThat(levert(digisosId)).isTrue();
    }

    @Test
    void a_soknad_that_was_queued_anew_is_not_delivered_by_the_receipt_before() throws SQLException {
        UUID digisosId = sak().digisosId();
        somSuperbruker("UPDATE leveranse SET tilstand = 'BEKREFTET', bekreftet = now() WHERE digisos_id = '" + digisosId
                + "'");
        somSuperbruker("INSERT INTO leveranse (id, innsending_id, digisos_id, kommunenummer, melding_type,"
                + " klient_melding_id, tilstand) SELECT gen_random_uuid(), innsending_id, digisos_id, kommunenummer,"
                + " melding_type, klient_melding_id, 'IKKE_SENDT' FROM leveranse WHERE digisos_id = '" + digisosId
                + "'");
        assertThat(levert(digisosId)).isFalse();
    }

    @Test
    void ten_thousand_ids_are_one_query_and_one_row() throws SQLException {
        List<UUID> kjente = Stream.generate(() -> sak().digisosId()).limit(5).toList();
        List<UUID> ider = new ArrayList<>(kjente);
        while (ider.size() < 10_000) {
            ider.add(UUID.randomUUID());
        }
        Collections.shuffle(ider, new java.util.Random(1));
        somSuperbruker("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
        somSuperbruker("SELECT pg_stat_statements_reset()");
        UUID sporing = UUID.randomUUID();
        Svar svar = status(sporing, kropp(ider));

        assertThat(svar.status()).as(svar.tekst()).isEqualTo(200);
        assertThat(svar.json().findValuesAsText("digisosId"))
                .containsExactlyInAnyOrderElementsOf(
                        kjente.stream().map(UUID::toString).toList());
        assertThat(tekster("""
                        SELECT calls::text FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
                         WHERE d.datname = current_database()
                           AND query ~ '\\m(digisos_sak|leveranse|innsending|oppdatering)\\M' AND query !~ '(pg_stat|audit_rad)'""")).containsExactly("1");
        assertThat(audit(sporing)).containsExactly("LES_LEVERINGSSTATUS UTFORT 5");
        assertThat(tall("SELECT length(ider_hash) FROM audit_rad WHERE request_id = ?", sporing))
                .isEqualTo(32);
    }

    @Test
    void unknown_ids_and_what_is_no_id_are_left_out_and_each_is_answered_once() throws SQLException {
        UUID digisosId = sak().digisosId();
        UUID slettet = sak().digisosId();
        somSuperbruker("UPDATE digisos_sak SET slettet = now() WHERE digisos_id = '" + slettet + "'");
        String liste = "[\"" + digisosId + "\",\"x\",null,17,\"" + UUID.randomUUID() + "\",\""
                + digisosId.toString().toUpperCase(Locale.ROOT) + "\",\"" + slettet + "\"]";
        Svar svar = status(UUID.randomUUID(), "{\"digisosIdListe\":" + liste + "}");
        assertThat(svar.json().at("/statusListe")).hasSize(1);
        assertThat(svar.json().at("/statusListe/0/digisosId").asText()).isEqualTo(digisosId.toString());

        UUID sporing = UUID.randomUUID();
        assertThat(status(sporing, "{\"digisosIdListe\":[]}").json().at("/statusListe"))
                .isEmpty();
        assertThat(audit(sporing)).containsExactly("LES_LEVERINGSSTATUS INGEN_TREFF 0");
    }

    @Test
    void a_pretty_printed_and_chunked_body_is_read() {
        UUID digisosId = sak().digisosId();
        byte[] kropp = ("{\n  \"digisosIdListe\" : [\n    \"" + digisosId + "\"\n  ]\n}\n")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        Svar svar = nav().send(
                        "POST",
                        NAV + "/soknader/status?sporingsId=" + UUID.randomUUID(),
                        BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(kropp)),
                        "application/json");
        assertThat(svar.json().at("/statusListe/0/digisosId").asText()).isEqualTo(digisosId.toString());
    }

    @Test
    void a_kommune_that_does_not_let_nav_in_still_tells_that_it_has_it() {
        UUID digisosId = sak().digisosId();
        somSuperbruker("UPDATE kommune SET nks_tilgang = false WHERE kommunenummer = '0301'");
        try {
            assertThat(levert(digisosId)).isFalse();
        } finally {
            somSuperbruker("UPDATE kommune SET nks_tilgang = true WHERE kommunenummer = '0301'");
        }
    }

    @Test
    void a_senseless_request_is_refused() {
        assertError(status(UUID.randomUUID(), "{}"), 400, "UGYLDIG_FORESPORSEL");
        assertError(status(UUID.randomUUID(), "{\"digisosIdListe\":\"x\"}"), 400, "UGYLDIG_FORESPORSEL");
        assertError(status(UUID.randomUUID(), "[]"), 400, "UGYLDIG_JSON");
        assertError(nav().post(NAV + "/soknader/status", kropp(List.of())), 400, "UGYLDIG_FORESPORSEL");
        String forMange = "{\"digisosIdListe\":[" + "1,".repeat(50_000) + "1]}";
        assertError(status(UUID.randomUUID(), forMange), 400, "UGYLDIG_FORESPORSEL");
    }

    private boolean levert(UUID digisosId) {
        Svar svar = status(UUID.randomUUID(), kropp(List.of(digisosId)));
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(200);
        JsonNode status = svar.json().at("/statusListe/0");
        assertThat(status.get("digisosId").asText()).isEqualTo(digisosId.toString());
        return status.get("levertFagsystem").booleanValue();
    }

    private Svar status(UUID sporingsId, String kropp) {
        return nav().post(NAV + "/soknader/status?sporingsId=" + sporingsId, kropp);
    }

    private static String kropp(List<UUID> ider) {
        return ider.stream()
                .map(id -> "\"" + id + "\"")
                .collect(Collectors.joining(",", "{\"digisosIdListe\":[", "]}"));
    }
}
