package no.digisos.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import no.digisos.common.dokumentlager.Dokumentrolle;
import no.digisos.common.security.Privilegium;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Saksfro;
import no.digisos.common.testkit.TestDatabase;
import no.digisos.common.testkit.Testperson;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What NAV reads (contract.md 5), and the audit row that each read leaves. */
abstract class NavSuite extends MetadataSuite {
    @Test
    void kommuner_are_told_with_every_field() {
        Svar alle = nav().get(NAV + "/kommuner");
        assertThat(alle.status()).as(alle.tekst()).isEqualTo(200);
        assertThat(alle.json().findValuesAsText("kommunenummer")).containsExactly("0301", "1103", "4601");
        JsonNode stavanger = nav().get(NAV + "/kommuner/1103").json();
        assertThat(stavanger.get("kanMottaSoknader").asBoolean()).isTrue();
        assertThat(stavanger.get("harMidlertidigDeaktivertMottak").asBoolean()).isTrue();
        assertThat(stavanger.get("kanOppdatereStatus").isBoolean()).isTrue();
        assertThat(stavanger.get("harMidlertidigDeaktivertOppdateringer").isBoolean())
                .isTrue();
        assertThat(stavanger.get("harNksTilgang").isBoolean()).isTrue();
        assertThat(stavanger.at("/kontaktpersoner/fagansvarligEpost/0").asText())
                .isEqualTo("fag@example.no");
        assertThat(stavanger.at("/kontaktpersoner/tekniskAnsvarligEpost").isArray())
                .isTrue();
        assertError(nav().get(NAV + "/kommuner/9999"), 404, "FINNES_IKKE");
        assertError(nav().get(NAV + "/kommuner/x"), 400, "UGYLDIG_FORESPORSEL");
    }

    @Test
    void a_read_of_a_case_leaves_its_row() throws SQLException {
        UUID digisosId = sak().digisosId();
        UUID sporing = UUID.randomUUID();
        Svar svar = nav().get(NAV + "/soknader/" + digisosId + "?sporingsId=" + sporing);
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(200);
        assertThat(svar.json().get("fiksDigisosId").asText()).isEqualTo(digisosId.toString());
        assertThat(audit(sporing)).containsExactly("LES_SAK UTFORT " + digisosId);
    }

    @Test
    void a_search_by_person_leaves_its_row() throws SQLException {
        UUID digisosId = sak().digisosId();
        UUID sporing = UUID.randomUUID();
        Svar svar = nav().post(NAV + "/soknader/soknader?sporingsId=" + sporing, "{\n  \"fnr\" : \"" + FNR + "\"\n}");
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(200);
        assertThat(svar.json().findValuesAsText("fiksDigisosId")).contains(digisosId.toString());
        assertThat(audit(sporing)).hasSize(1).first().asString().startsWith("SOK_SAKER UTFORT");
        UUID annen = UUID.randomUUID();
        assertThat(nav().post(NAV + "/soknader/soknader?sporingsId=" + annen, "{\"fnr\":\"15857210074\"}")
                        .json())
                .isEmpty();
        assertThat(audit(annen)).containsExactly("SOK_SAKER INGEN_TREFF 0");
    }

    @Test
    void a_person_who_got_another_number_is_found_by_either_also_in_the_audit_log() throws SQLException {
        String gammel = Testperson.medDNummer();
        String ny = Testperson.ny();
        UUID sak = saksfro.papirsak(Fro.OSLO, gammel);
        UUID kobling = saksfro.koble(gammel, ny);
        UUID sporing = UUID.randomUUID();
        JsonNode medGammelt = sok(gammel, sporing);
        assertThat(medGammelt.findValuesAsText("fiksDigisosId")).containsExactly(sak.toString());
        assertThat(medGammelt.findValuesAsText("sokerFnr")).containsExactly(ny);
        assertThat(sok(ny, UUID.randomUUID())).isEqualTo(medGammelt);
        assertThat(nav().get(NAV + "/soknader/" + sak + "?sporingsId=" + UUID.randomUUID())
                        .json()
                        .get("sokerFnr")
                        .asText())
                .isEqualTo(ny);
        Klient ombud = som(integrasjon(Privilegium.AUDIT, null));
        String rader = "/audit-sok/api/v1/sok?requestIder=" + sporing;
        for (String nummer : new String[] {gammel, ny}) {
            assertThat(ombud.post(rader, "{\"fnr\":\"" + nummer + "\"}")
                            .json()
                            .get("antallTreff")
                            .asLong())
                    .isEqualTo(1);
        }

        saksfro.skill(kobling);
        assertThat(sok(ny, UUID.randomUUID())).isEmpty();
        assertThat(ombud.post(rader, "{\"fnr\":\"" + ny + "\"}")
                        .json()
                        .get("antallTreff")
                        .asLong())
                .isZero();
    }

    @Test
    void a_kommune_is_told_under_both_numbers_and_takes_soknader_under_one() {
        somSuperbruker(
                "INSERT INTO kommune (kommunenummer, navn, fiks_org_id, aktivert, stotter_oppdateringer, nks_tilgang)"
                        + " VALUES ('3024', 'Bærum', gen_random_uuid(), true, true, true)");
        try {
            saksfro.byttNummer("3024", "3201", true, Instant.now());
            // What is answered may be a second old.
            while (nav().get(NAV + "/kommuner/3201").status() != 200) {
                Thread.onSpinWait();
            }
            JsonNode gammelt = nav().get(NAV + "/kommuner/3024").json();
            JsonNode nytt = nav().get(NAV + "/kommuner/3201").json();
            assertThat(gammelt.get("kanMottaSoknader").asBoolean()).isFalse();
            assertThat(nytt.get("kanMottaSoknader").asBoolean()).isTrue();
            for (JsonNode kommune : new JsonNode[] {gammelt, nytt}) {
                assertThat(kommune.get("kanOppdatereStatus").asBoolean()).isTrue();
                assertThat(kommune.get("harNksTilgang").asBoolean()).isTrue();
            }
        } finally {
            somSuperbruker("DELETE FROM kommunenummerbytte");
            somSuperbruker("DELETE FROM kommune WHERE kommunenummer = '3024'");
            while (nav().get(NAV + "/kommuner/3024").status() != 404) {
                Thread.onSpinWait();
            }
        }
    }

    private JsonNode sok(String fnr, UUID sporing) {
        Svar svar = nav().post(NAV + "/soknader/soknader?sporingsId=" + sporing, "{\"fnr\":\"" + fnr + "\"}");
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(200);
        return svar.json();
    }

    @Test
    void a_refused_read_leaves_its_row_too() throws SQLException {
        UUID ukjent = UUID.randomUUID();
        UUID sporing = UUID.randomUUID();
        assertError(nav().get(NAV + "/soknader/" + ukjent + "?sporingsId=" + sporing), 404, "FINNES_IKKE");
        assertThat(audit(sporing)).containsExactly("LES_SAK INGEN_TREFF " + ukjent);
    }

    @Test
    void there_is_no_answer_without_a_row() {
        UUID digisosId = sak().digisosId();
        TestDatabase.execute(miljo.database().superuser(), "REVOKE INSERT ON audit_rad FROM digisos_metadata");
        try {
            Svar svar = nav().get(NAV + "/soknader/" + digisosId + "?sporingsId=" + UUID.randomUUID());
            assertError(svar, 503, "UTILGJENGELIG");
            assertThat(svar.hode("Retry-After")).isNotEmpty();
            assertThat(svar.tekst()).doesNotContain(FNR).doesNotContain("originalSoknadNAV");
        } finally {
            TestDatabase.execute(miljo.database().superuser(), "GRANT INSERT ON audit_rad TO digisos_metadata");
        }
    }

    @Test
    void a_kommune_that_does_not_let_nav_in_is_not_shown() throws SQLException {
        Saksfro.Sadd sadd = sak();
        UUID digisosId = sadd.digisosId();
        UUID dokumentId = sadd.dokument("soknad.json");
        UUID sporing = UUID.randomUUID();
        TestDatabase.execute(
                miljo.database().superuser(), "UPDATE kommune SET nks_tilgang = false WHERE kommunenummer = '0301'");
        try {
            assertError(nav().get(NAV + "/soknader/" + digisosId + "?sporingsId=" + sporing), 403, "INGEN_TILGANG");
            assertError(
                    nav().get(NAV + "/soknader/" + digisosId + "/dokumenter/" + dokumentId + "?sporingsId=" + sporing),
                    403,
                    "INGEN_TILGANG");
            Svar liste = nav().post(NAV + "/soknader/soknader?sporingsId=" + sporing, "{\"fnr\":\"" + FNR + "\"}");
            assertThat(liste.tekst()).doesNotContain(digisosId.toString());
            assertThat(audit(sporing))
                    .contains("LES_SAK NEKTET " + digisosId, "LES_DOKUMENT NEKTET " + digisosId + " " + dokumentId)
                    .hasSize(3);
        } finally {
            TestDatabase.execute(
                    miljo.database().superuser(), "UPDATE kommune SET nks_tilgang = true WHERE kommunenummer = '0301'");
        }
    }

    @Test
    void the_three_json_documents_are_read_decrypted_and_audited_and_no_others() throws SQLException {
        Saksfro.Sadd sadd = sak();
        String soker = "{\"version\":\"1.0.0\",\"hendelser\":[]}";
        UUID oppdatering = saksfro.oppdatering(sadd.digisosId(), soker);
        Map<UUID, String> lesbare = Map.of(
                sadd.dokument("soknad.json"),
                SOKNAD_JSON,
                sadd.dokument("vedlegg.json"),
                "{\"vedlegg\":[]}",
                oppdatering,
                soker);
        for (Map.Entry<UUID, String> dokument : lesbare.entrySet()) {
            UUID sporing = UUID.randomUUID();
            Svar svar = nav().medHode("Accept", "application/octet-stream")
                    .get(sti(sadd.digisosId(), dokument.getKey(), sporing));
            assertThat(svar.status()).as(svar.tekst()).isEqualTo(200);
            assertThat(svar.hode("Content-Type")).startsWith("application/json");
            assertThat(svar.tekst()).isEqualTo(dokument.getValue());
            assertThat(audit(sporing))
                    .containsExactly("LES_DOKUMENT UTFORT " + sadd.digisosId() + " " + dokument.getKey());
        }

        UUID sporing = UUID.randomUUID();
        UUID pdf = sadd.dokument("Soknad.pdf");
        assertError(nav().get(sti(sadd.digisosId(), pdf, sporing)), 403, "INGEN_TILGANG");
        assertThat(audit(sporing)).containsExactly("LES_DOKUMENT NEKTET " + sadd.digisosId() + " " + pdf);
        UUID annenSaks = sak().dokument("soknad.json");
        UUID annenSporing = UUID.randomUUID();
        assertError(nav().get(sti(sadd.digisosId(), annenSaks, annenSporing)), 404, "FINNES_IKKE");
        assertThat(audit(annenSporing))
                .containsExactly("LES_DOKUMENT INGEN_TREFF " + sadd.digisosId() + " " + annenSaks);
        assertError(nav().get(sti(sadd.digisosId(), pdf, null)), 400, "UGYLDIG_FORESPORSEL");
    }

    /** Also what the citizen may read as JSON (contract.md 7) is none of the three. */
    @Test
    void a_document_in_any_other_role_is_not_read() throws SQLException {
        Saksfro.Sadd sadd = sak();
        UUID dokument = sadd.dokument("vedlegg.json");
        try {
            for (Dokumentrolle rolle : Dokumentrolle.values()) {
                switch (rolle) {
                    case SOKNAD_JSON, VEDLEGG_JSON, DIGISOS_SOKER_JSON -> {}
                    // Those two belong to no submission of the case.
                    case MELLOMLAGRET, FAGSYSTEM_FIL -> {}
                    default -> {
                        settRolle(dokument, rolle);
                        UUID sporing = UUID.randomUUID();
                        assertError(nav().get(sti(sadd.digisosId(), dokument, sporing)), 403, "INGEN_TILGANG");
                        assertThat(audit(sporing))
                                .as(rolle.name())
                                .containsExactly("LES_DOKUMENT NEKTET " + sadd.digisosId() + " " + dokument);
                    }
                }
            }
        } finally {
            settRolle(dokument, Dokumentrolle.VEDLEGG_JSON);
        }
    }

    private void settRolle(UUID dokument, Dokumentrolle rolle) {
        somSuperbruker("UPDATE dokument SET rolle = '" + rolle + "' WHERE id = '" + dokument + "'");
    }

    @Test
    void a_case_is_read_from_metadata_alone() throws SQLException {
        Saksfro.Sadd sadd = sak();
        somSuperbruker("REVOKE SELECT ON dokument_bit FROM digisos_metadata");
        try {
            assertThat(nav().get(NAV + "/soknader/" + sadd.digisosId() + "?sporingsId=" + UUID.randomUUID())
                            .status())
                    .isEqualTo(200);
            assertThat(nav().post(
                                    NAV + "/soknader/soknader?sporingsId=" + UUID.randomUUID(),
                                    "{\"fnr\":\"" + FNR + "\"}")
                            .status())
                    .isEqualTo(200);
            assertThat(nav().get(sti(sadd.digisosId(), sadd.dokument("soknad.json"), UUID.randomUUID()))
                            .status())
                    .as("the documents themselves do need their bytes")
                    .isEqualTo(500);
        } finally {
            somSuperbruker("GRANT SELECT ON dokument_bit TO digisos_metadata");
        }
    }

    @Test
    void a_caller_without_the_grant_leaves_a_row_too() throws SQLException {
        UUID digisosId = sak().digisosId();
        UUID sporing = UUID.randomUUID();
        assertError(
                som(Fro.OSLO_FAGSYSTEM).get(NAV + "/soknader/" + digisosId + "?sporingsId=" + sporing),
                403,
                "INGEN_TILGANG");
        assertThat(audit(sporing)).containsExactly("LES_SAK NEKTET " + digisosId);
    }

    @Test
    void a_refused_login_is_counted() {
        double foer = avslag();
        assertThat(Klient.mot(base()).get(NAV + "/kommuner").status()).isEqualTo(401);
        assertThat(avslag()).isEqualTo(foer + 1);
    }

    private static double avslag() {
        return Klient.mot(base())
                .get("/q/metrics")
                .tekst()
                .lines()
                .filter(linje -> linje.startsWith("digisos_innlogging_avslag_total{"))
                // The value stands between the labels and an exemplar.
                .mapToDouble(linje -> Double.parseDouble(
                        linje.substring(linje.indexOf("} ") + 2).split(" ")[0]))
                .sum();
    }

    private static String sti(UUID digisosId, UUID dokumentId, @Nullable UUID sporingsId) {
        return NAV + "/soknader/" + digisosId + "/dokumenter/" + dokumentId
                + (sporingsId == null ? "" : "?sporingsId=" + sporingsId);
    }

    @Test
    void what_is_missing_or_wrong_is_said() {
        assertError(nav().get(NAV + "/soknader/" + UUID.randomUUID()), 400, "UGYLDIG_FORESPORSEL");
        assertError(nav().get(NAV + "/soknader/x?sporingsId=" + UUID.randomUUID()), 400, "UGYLDIG_FORESPORSEL");
        assertError(
                nav().post(NAV + "/soknader/soknader?sporingsId=" + UUID.randomUUID(), "{\"fnr\":\"01819010002\"}"),
                400,
                "UGYLDIG_FORESPORSEL");
        assertError(
                Klient.mot(base()).som(miljo.utsteder().person(FNR), Fro.NAV).get(NAV + "/kommuner"),
                401,
                "UGYLDIG_TOKEN");
        assertError(
                Klient.mot(base())
                        .som(miljo.utsteder().maskin(Fro.OSLO_FAGSYSTEM.organisasjon()), Fro.OSLO_FAGSYSTEM)
                        .get(NAV + "/soknader/" + UUID.randomUUID() + "?sporingsId=" + UUID.randomUUID()),
                403,
                "INGEN_TILGANG");
    }
}
