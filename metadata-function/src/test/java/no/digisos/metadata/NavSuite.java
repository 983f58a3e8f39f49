package no.digisos.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import no.digisos.common.dokumentlager.DokumentRole;
import no.digisos.common.security.Privilegium;
import no.digisos.seeds.SakSeeds;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client;
import no.digisos.seeds.client.Client.Answer;
import no.digisos.testkit.database.TestDatabase;
import no.digisos.testkit.samples.TestPerson;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What NAV reads (contract.md 5), and the audit row that each read leaves. */
abstract class NavSuite extends MetadataSuite {
    @Test
    void kommuner_are_told_with_every_field() {
        Answer all = nav().get(NAV + "/kommuner");
        assertThat(all.status()).as(all.text()).isEqualTo(200);
        assertThat(all.json().findValuesAsText("kommunenummer")).containsExactly("0301", "1103", "4601");
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
        UUID trace = UUID.randomUUID();
        Answer answer = nav().get(NAV + "/soknader/" + digisosId + "?sporingsId=" + trace);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().get("fiksDigisosId").asText()).isEqualTo(digisosId.toString());
        assertThat(audit(trace)).containsExactly("LES_SAK UTFORT " + digisosId);
    }

    @Test
    void a_search_by_person_leaves_its_row() throws SQLException {
        UUID digisosId = sak().digisosId();
        UUID trace = UUID.randomUUID();
        Answer answer = nav().post(NAV + "/soknader/soknader?sporingsId=" + trace, "{\n  \"fnr\" : \"" + FNR + "\"\n}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().findValuesAsText("fiksDigisosId")).contains(digisosId.toString());
        assertThat(audit(trace)).hasSize(1).first().asString().startsWith("SOK_SAKER UTFORT");
        UUID another = UUID.randomUUID();
        assertThat(nav().post(NAV + "/soknader/soknader?sporingsId=" + another, "{\"fnr\":\"15857210074\"}")
                        .json())
                .isEmpty();
        assertThat(audit(another)).containsExactly("SOK_SAKER INGEN_TREFF 0");
    }

    @Test
    void a_person_who_got_another_number_is_found_by_either_also_in_the_audit_log() throws SQLException {
        String old = TestPerson.withDNumber();
        String fresh = TestPerson.fresh();
        UUID sak = sakSeeds.paperSak(SeedData.OSLO, old);
        UUID link = sakSeeds.link(old, fresh);
        UUID trace = UUID.randomUUID();
        JsonNode withOld = search(old, trace);
        assertThat(withOld.findValuesAsText("fiksDigisosId")).containsExactly(sak.toString());
        assertThat(withOld.findValuesAsText("sokerFnr")).containsExactly(fresh);
        assertThat(search(fresh, UUID.randomUUID())).isEqualTo(withOld);
        assertThat(nav().get(NAV + "/soknader/" + sak + "?sporingsId=" + UUID.randomUUID())
                        .json()
                        .get("sokerFnr")
                        .asText())
                .isEqualTo(fresh);
        Client ombudsman = as(integrasjon(Privilegium.AUDIT, null));
        String rows = "/audit-sok/api/v1/sok?requestIder=" + trace;
        for (String number : new String[] {old, fresh}) {
            assertThat(ombudsman
                            .post(rows, "{\"fnr\":\"" + number + "\"}")
                            .json()
                            .get("antallTreff")
                            .asLong())
                    .isEqualTo(1);
        }

        sakSeeds.separate(link);
        assertThat(search(fresh, UUID.randomUUID())).isEmpty();
        assertThat(ombudsman
                        .post(rows, "{\"fnr\":\"" + fresh + "\"}")
                        .json()
                        .get("antallTreff")
                        .asLong())
                .isZero();
    }

    @Test
    void a_kommune_is_told_under_both_numbers_and_takes_soknader_under_one() {
        asSuperuser(
                "INSERT INTO kommune (kommunenummer, navn, fiks_org_id, aktivert, stotter_oppdateringer, nks_tilgang)"
                        + " VALUES ('3024', 'Bærum', gen_random_uuid(), true, true, true)");
        try {
            sakSeeds.replaceNumber("3024", "3201", true, Instant.now());
            // What is answered may be a second old.
            while (nav().get(NAV + "/kommuner/3201").status() != 200) {
                Thread.onSpinWait();
            }
            JsonNode old = nav().get(NAV + "/kommuner/3024").json();
            JsonNode renewed = nav().get(NAV + "/kommuner/3201").json();
            assertThat(old.get("kanMottaSoknader").asBoolean()).isFalse();
            assertThat(renewed.get("kanMottaSoknader").asBoolean()).isTrue();
            for (JsonNode kommune : new JsonNode[] {old, renewed}) {
                assertThat(kommune.get("kanOppdatereStatus").asBoolean()).isTrue();
                assertThat(kommune.get("harNksTilgang").asBoolean()).isTrue();
            }
        } finally {
            asSuperuser("DELETE FROM kommunenummerbytte");
            asSuperuser("DELETE FROM kommune WHERE kommunenummer = '3024'");
            while (nav().get(NAV + "/kommuner/3024").status() != 404) {
                Thread.onSpinWait();
            }
        }
    }

    private JsonNode search(String fnr, UUID trace) {
        Answer answer = nav().post(NAV + "/soknader/soknader?sporingsId=" + trace, "{\"fnr\":\"" + fnr + "\"}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    @Test
    void a_refused_read_leaves_its_row_too() throws SQLException {
        UUID unknown = UUID.randomUUID();
        UUID trace = UUID.randomUUID();
        assertError(nav().get(NAV + "/soknader/" + unknown + "?sporingsId=" + trace), 404, "FINNES_IKKE");
        assertThat(audit(trace)).containsExactly("LES_SAK INGEN_TREFF " + unknown);
    }

    @Test
    void there_is_no_answer_without_a_row() {
        UUID digisosId = sak().digisosId();
        TestDatabase.execute(environment.database().superuser(), "REVOKE INSERT ON audit_rad FROM digisos_metadata");
        try {
            Answer answer = nav().get(NAV + "/soknader/" + digisosId + "?sporingsId=" + UUID.randomUUID());
            assertError(answer, 503, "UTILGJENGELIG");
            assertThat(answer.header("Retry-After")).isNotEmpty();
            assertThat(answer.text()).doesNotContain(FNR).doesNotContain("originalSoknadNAV");
        } finally {
            TestDatabase.execute(environment.database().superuser(), "GRANT INSERT ON audit_rad TO digisos_metadata");
        }
    }

    @Test
    void a_kommune_that_does_not_let_nav_in_is_not_shown() throws SQLException {
        SakSeeds.Sown sown = sak();
        UUID digisosId = sown.digisosId();
        UUID dokumentId = sown.dokument("soknad.json");
        UUID trace = UUID.randomUUID();
        TestDatabase.execute(
                environment.database().superuser(),
                "UPDATE kommune SET nks_tilgang = false WHERE kommunenummer = '0301'");
        try {
            assertError(nav().get(NAV + "/soknader/" + digisosId + "?sporingsId=" + trace), 403, "INGEN_TILGANG");
            assertError(
                    nav().get(NAV + "/soknader/" + digisosId + "/dokumenter/" + dokumentId + "?sporingsId=" + trace),
                    403,
                    "INGEN_TILGANG");
            Answer list = nav().post(NAV + "/soknader/soknader?sporingsId=" + trace, "{\"fnr\":\"" + FNR + "\"}");
            assertThat(list.text()).doesNotContain(digisosId.toString());
            assertThat(audit(trace))
                    .contains("LES_SAK NEKTET " + digisosId, "LES_DOKUMENT NEKTET " + digisosId + " " + dokumentId)
                    .hasSize(3);
        } finally {
            TestDatabase.execute(
                    environment.database().superuser(),
                    "UPDATE kommune SET nks_tilgang = true WHERE kommunenummer = '0301'");
        }
    }

    @Test
    void the_three_json_documents_are_read_decrypted_and_audited_and_no_others() throws SQLException {
        SakSeeds.Sown sown = sak();
        String soker = "{\"version\":\"1.0.0\",\"hendelser\":[]}";
        UUID oppdatering = sakSeeds.oppdatering(sown.digisosId(), soker);
        Map<UUID, String> readable = Map.of(
                sown.dokument("soknad.json"),
                SOKNAD_JSON,
                sown.dokument("vedlegg.json"),
                "{\"vedlegg\":[]}",
                oppdatering,
                soker);
        for (Map.Entry<UUID, String> dokument : readable.entrySet()) {
            UUID trace = UUID.randomUUID();
            Answer answer = nav().withHeader("Accept", "application/octet-stream")
                    .get(path(sown.digisosId(), dokument.getKey(), trace));
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(answer.header("Content-Type")).startsWith("application/json");
            assertThat(answer.text()).isEqualTo(dokument.getValue());
            assertThat(audit(trace))
                    .containsExactly("LES_DOKUMENT UTFORT " + sown.digisosId() + " " + dokument.getKey());
        }

        UUID trace = UUID.randomUUID();
        UUID pdf = sown.dokument("Soknad.pdf");
        assertError(nav().get(path(sown.digisosId(), pdf, trace)), 403, "INGEN_TILGANG");
        assertThat(audit(trace)).containsExactly("LES_DOKUMENT NEKTET " + sown.digisosId() + " " + pdf);
        UUID anotherSak = sak().dokument("soknad.json");
        UUID anotherTrace = UUID.randomUUID();
        assertError(nav().get(path(sown.digisosId(), anotherSak, anotherTrace)), 404, "FINNES_IKKE");
        assertThat(audit(anotherTrace))
                .containsExactly("LES_DOKUMENT INGEN_TREFF " + sown.digisosId() + " " + anotherSak);
        assertError(nav().get(path(sown.digisosId(), pdf, null)), 400, "UGYLDIG_FORESPORSEL");
    }

    /** Also what the citizen may read as JSON (contract.md 7) is none of the three. */
    @Test
    void a_document_in_any_other_role_is_not_read() throws SQLException {
        SakSeeds.Sown sown = sak();
        UUID dokument = sown.dokument("vedlegg.json");
        try {
            for (DokumentRole role : DokumentRole.values()) {
                switch (role) {
                    case SOKNAD_JSON, VEDLEGG_JSON, DIGISOS_SOKER_JSON -> {}
                    // Those two belong to no submission of the case.
                    case MELLOMLAGRET, FAGSYSTEM_FIL -> {}
                    default -> {
                        seenRole(dokument, role);
                        UUID trace = UUID.randomUUID();
                        assertError(nav().get(path(sown.digisosId(), dokument, trace)), 403, "INGEN_TILGANG");
                        assertThat(audit(trace))
                                .as(role.name())
                                .containsExactly("LES_DOKUMENT NEKTET " + sown.digisosId() + " " + dokument);
                    }
                }
            }
        } finally {
            seenRole(dokument, DokumentRole.VEDLEGG_JSON);
        }
    }

    private void seenRole(UUID dokument, DokumentRole role) {
        asSuperuser("UPDATE dokument SET rolle = '" + role + "' WHERE id = '" + dokument + "'");
    }

    @Test
    void a_case_is_read_from_metadata_alone() throws SQLException {
        SakSeeds.Sown sown = sak();
        asSuperuser("REVOKE SELECT ON dokument_bit FROM digisos_metadata");
        try {
            assertThat(nav().get(NAV + "/soknader/" + sown.digisosId() + "?sporingsId=" + UUID.randomUUID())
                            .status())
                    .isEqualTo(200);
            assertThat(nav().post(
                                    NAV + "/soknader/soknader?sporingsId=" + UUID.randomUUID(),
                                    "{\"fnr\":\"" + FNR + "\"}")
                            .status())
                    .isEqualTo(200);
            assertThat(nav().get(path(sown.digisosId(), sown.dokument("soknad.json"), UUID.randomUUID()))
                            .status())
                    .as("the documents themselves do need their bytes")
                    .isEqualTo(500);
        } finally {
            asSuperuser("GRANT SELECT ON dokument_bit TO digisos_metadata");
        }
    }

    @Test
    void a_caller_without_the_grant_leaves_a_row_too() throws SQLException {
        UUID digisosId = sak().digisosId();
        UUID trace = UUID.randomUUID();
        assertError(
                as(SeedData.OSLO_FAGSYSTEM).get(NAV + "/soknader/" + digisosId + "?sporingsId=" + trace),
                403,
                "INGEN_TILGANG");
        assertThat(audit(trace)).containsExactly("LES_SAK NEKTET " + digisosId);
    }

    @Test
    void a_refused_login_is_counted() {
        double before = refusal();
        assertThat(Client.against(base()).get(NAV + "/kommuner").status()).isEqualTo(401);
        assertThat(refusal()).isEqualTo(before + 1);
    }

    private static double refusal() {
        return Client.against(base())
                .get("/q/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith("digisos_innlogging_avslag_total{"))
                // The value stands between the labels and an exemplar.
                .mapToDouble(line -> Double.parseDouble(
                        line.substring(line.indexOf("} ") + 2).split(" ")[0]))
                .sum();
    }

    private static String path(UUID digisosId, UUID dokumentId, @Nullable UUID sporingsId) {
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
                Client.against(base())
                        .as(environment.utsteder().person(FNR), SeedData.NAV)
                        .get(NAV + "/kommuner"),
                401,
                "UGYLDIG_TOKEN");
        assertError(
                Client.against(base())
                        .as(
                                environment.utsteder().machine(SeedData.OSLO_FAGSYSTEM.organisasjon()),
                                SeedData.OSLO_FAGSYSTEM)
                        .get(NAV + "/soknader/" + UUID.randomUUID() + "?sporingsId=" + UUID.randomUUID()),
                403,
                "INGEN_TILGANG");
    }
}
