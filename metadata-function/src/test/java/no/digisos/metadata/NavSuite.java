package no.digisos.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Saksfro;
import no.digisos.common.testkit.TestDatabase;
import no.digisos.common.testkit.Testmiljo;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** What NAV reads (contract.md 5), and the audit row that each read leaves. */
abstract class NavSuite {
    private static final String FNR = "01819010001";
    private static final String NAV = "/digisos/api/v1/nav";

    private final Testmiljo miljo = Testmiljo.gjeldende();
    private final Saksfro saksfro = new Saksfro(miljo.database().functions(), miljo.nokler());

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
        UUID digisosId = sak();
        UUID sporing = UUID.randomUUID();
        Svar svar = nav().get(NAV + "/soknader/" + digisosId + "?sporingsId=" + sporing);
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(200);
        assertThat(svar.json().get("fiksDigisosId").asText()).isEqualTo(digisosId.toString());
        assertThat(audit(sporing)).isEqualTo("LES_SAK UTFORT " + digisosId);
    }

    @Test
    void a_search_by_person_leaves_its_row() throws SQLException {
        UUID digisosId = sak();
        UUID sporing = UUID.randomUUID();
        Svar svar = nav().post(NAV + "/soknader/soknader?sporingsId=" + sporing, "{\n  \"fnr\" : \"" + FNR + "\"\n}");
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(200);
        assertThat(svar.json().findValuesAsText("fiksDigisosId")).contains(digisosId.toString());
        assertThat(audit(sporing)).startsWith("SOK_SAKER UTFORT");
        UUID annen = UUID.randomUUID();
        assertThat(nav().post(NAV + "/soknader/soknader?sporingsId=" + annen, "{\"fnr\":\"15857210074\"}")
                        .json())
                .isEmpty();
        assertThat(audit(annen)).startsWith("SOK_SAKER INGEN_TREFF");
    }

    @Test
    void a_refused_read_leaves_its_row_too() throws SQLException {
        UUID ukjent = UUID.randomUUID();
        UUID sporing = UUID.randomUUID();
        assertError(nav().get(NAV + "/soknader/" + ukjent + "?sporingsId=" + sporing), 404, "FINNES_IKKE");
        assertThat(audit(sporing)).isEqualTo("LES_SAK INGEN_TREFF " + ukjent);
    }

    @Test
    void there_is_no_answer_without_a_row() {
        UUID digisosId = sak();
        TestDatabase.execute(miljo.database().superuser(), "REVOKE INSERT ON audit_rad FROM digisos_funksjon");
        try {
            Svar svar = nav().get(NAV + "/soknader/" + digisosId + "?sporingsId=" + UUID.randomUUID());
            assertError(svar, 503, "UTILGJENGELIG");
            assertThat(svar.hode("Retry-After")).isNotEmpty();
            assertThat(svar.tekst()).doesNotContain(FNR).doesNotContain("originalSoknadNAV");
        } finally {
            TestDatabase.execute(miljo.database().superuser(), "GRANT INSERT ON audit_rad TO digisos_funksjon");
        }
    }

    @Test
    void a_kommune_that_does_not_let_nav_in_is_not_shown() {
        UUID digisosId = sak();
        TestDatabase.execute(
                miljo.database().superuser(), "UPDATE kommune SET nks_tilgang = false WHERE kommunenummer = '0301'");
        try {
            assertError(
                    nav().get(NAV + "/soknader/" + digisosId + "?sporingsId=" + UUID.randomUUID()),
                    403,
                    "INGEN_TILGANG");
        } finally {
            TestDatabase.execute(
                    miljo.database().superuser(), "UPDATE kommune SET nks_tilgang = true WHERE kommunenummer = '0301'");
        }
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

    private UUID sak() {
        Map<String, byte[]> filer = new LinkedHashMap<>();
        filer.put("Soknad.pdf", new byte[] {1, 2, 3});
        return saksfro.soknad(
                        UUID.randomUUID(), Fro.OSLO, FNR, UUID.randomUUID().toString(), filer)
                .digisosId();
    }

    private String audit(UUID sporingsId) throws SQLException {
        try (Connection c = miljo.database().functions().getConnection();
                PreparedStatement statement = c.prepareStatement(
                        "SELECT handling || ' ' || utfall || coalesce(' ' || digisos_id, '') FROM audit_rad WHERE request_id = ?")) {
            statement.setObject(1, sporingsId);
            try (ResultSet row = statement.executeQuery()) {
                assertThat(row.next()).as("an audit row").isTrue();
                String funnet = row.getString(1);
                assertThat(row.next()).as("a second audit row").isFalse();
                return funnet;
            }
        }
    }

    private Klient nav() {
        return Klient.mot(base()).som(miljo.utsteder().maskin(Fro.NAV_ORG), Fro.NAV);
    }

    private static void assertError(Svar svar, int status, String code) {
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(status);
        assertThat(svar.json().get("errorCode").asText()).isEqualTo(code);
    }

    private static String base() {
        return ConfigProvider.getConfig().getValue("test.url", String.class);
    }
}
