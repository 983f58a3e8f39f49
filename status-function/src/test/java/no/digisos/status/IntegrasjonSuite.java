package no.digisos.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;
import no.digisos.common.security.Grants;
import no.digisos.common.security.Privilegium;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client;
import no.digisos.seeds.client.Client.Answer;
import org.junit.jupiter.api.Test;

/** A kommune makes integrations for its vendors, and takes them back (auth.md 1). */
abstract class IntegrasjonSuite extends StatusSuite {
    private static final String ORG = "310501018";

    private final SeedData.Kommune kommune = newKommune();
    private final Client admin = person(ADMIN);

    @Test
    void an_integration_works_at_once_and_its_password_is_shown_once() {
        String konto = konto();
        Answer made = make("{\"navn\":\"Fagsystem\",\"autorisertOrganisasjon\":\"" + ORG + "\"}");
        String password = made.json().get("passord").asText();
        // 256 bits in Base64url.
        assertThat(password).matches("[0-9A-Za-z_-]{43}");
        assertThat(made.header("Cache-Control")).isEqualTo("no-store");
        assertThat(made.json().at("/tilganger/0/privilegium").asText()).isEqualTo("FAGSYSTEM");
        assertThat(as(made, password).get(queue(konto)).status()).isEqualTo(200);

        JsonNode list = admin.get(path()).json();
        assertThat(list).hasSize(1);
        assertThat(list.at("/0/passord").isNull()).isTrue();
        assertThat(list.at("/0/egen").asBoolean()).isTrue();
        assertThat(list.toString()).doesNotContain(password);
    }

    @Test
    void a_new_password_ends_the_old_one_and_a_revocation_ends_it_all() {
        String konto = konto();
        Answer made = make("{\"navn\":\"Fagsystem\",\"autorisertOrganisasjon\":\"" + ORG + "\"}");
        String old = made.json().get("passord").asText();
        String renewed = admin.post(path() + "/" + id(made) + "/passord", "")
                .json()
                .get("passord")
                .asText();
        assertThat(renewed).isNotEqualTo(old);
        assertError(as(made, old).get(queue(konto)), 401, "UGYLDIG_INTEGRASJON");
        assertThat(as(made, renewed).get(queue(konto)).status()).isEqualTo(200);

        assertThat(admin.delete(path() + "/" + id(made)).status()).isEqualTo(204);
        assertError(as(made, renewed).get(queue(konto)), 401, "UGYLDIG_INTEGRASJON");
        assertThat(admin.get(path()).json()).isEmpty();
        assertError(admin.delete(path() + "/" + id(made)), 404, "FINNES_IKKE");
        assertError(admin.post(path() + "/" + id(made) + "/passord", ""), 404, "FINNES_IKKE");
    }

    @Test
    void a_grant_may_be_of_one_konto_and_is_given_and_taken_alone() {
        String one = konto();
        String another = konto();
        Answer made = make("{\"navn\":\"F\",\"autorisertOrganisasjon\":\"" + ORG + "\",\"kontoId\":\"" + one + "\"}");
        Client fagsystem = as(made, made.json().get("passord").asText());
        assertThat(fagsystem.get(queue(one)).status()).isEqualTo(200);
        assertError(fagsystem.get(queue(another)), 403, "INGEN_TILGANG");

        Answer given = admin.post(path() + "/" + id(made) + "/tilganger", "{\"kontoId\":\"" + another + "\"}");
        assertThat(given.json().get("tilganger")).hasSize(2);
        // A repeat gives nothing more.
        assertThat(admin.post(path() + "/" + id(made) + "/tilganger", "{\"kontoId\":\"" + another + "\"}")
                        .json())
                .isEqualTo(given.json());
        assertThat(fagsystem.get(queue(another)).status()).isEqualTo(200);
        for (JsonNode grant : given.json().get("tilganger")) {
            String grantPath = path() + "/" + id(made) + "/tilganger/"
                    + grant.get("tilgangId").asText();
            assertThat(admin.delete(grantPath).status()).isEqualTo(204);
            assertError(admin.delete(grantPath), 404, "FINNES_IKKE");
        }
        assertError(fagsystem.get(queue(one)), 403, "INGEN_TILGANG");
        // Without a body, for all of the kommune's kontoer.
        assertThat(admin.post(path() + "/" + id(made) + "/tilganger", "").status())
                .isEqualTo(200);
        assertThat(fagsystem.get(queue(another)).status()).isEqualTo(200);
        assertError(admin.delete(path() + "/" + id(made) + "/tilganger/x"), 400, "UGYLDIG_FORESPORSEL");
    }

    @Test
    void a_kommune_touches_neither_anothers_integration_nor_anothers_konto() {
        SeedData.Kommune another = newKommune();
        Answer foreign = admin.post(
                path().replace(
                                kommune.fiksOrgId().toString(),
                                another.fiksOrgId().toString()),
                "{\"navn\":\"F\",\"autorisertOrganisasjon\":\"" + ORG + "\"}");
        for (Answer answer : List.of(
                admin.delete(path() + "/" + id(foreign)),
                admin.post(path() + "/" + id(foreign) + "/passord", ""),
                admin.post(path() + "/" + id(foreign) + "/tilganger", "{}"))) {
            assertError(answer, 404, "FINNES_IKKE");
        }
        assertError(
                admin.post(
                        path(),
                        "{\"navn\":\"F\",\"autorisertOrganisasjon\":\"" + ORG + "\",\"kontoId\":\""
                                + SeedData.OSLO.kontoId() + "\"}"),
                400,
                "UGYLDIG_KONFIGURASJON");
        // An operator's integration that has a grant here is seen, and its grant can be taken: no more.
        execute(c -> Grants.give(c, SeedData.WITHOUT_GRANT.id(), Privilegium.FAGSYSTEM, kommune.fiksOrgId(), null));
        JsonNode seen = admin.get(path()).json().get(0);
        assertThat(seen.get("egen").asBoolean()).isFalse();
        String operators = path() + "/" + SeedData.WITHOUT_GRANT.id();
        assertError(admin.delete(operators), 403, "INGEN_TILGANG");
        assertError(admin.post(operators + "/passord", ""), 403, "INGEN_TILGANG");
        assertError(admin.post(operators + "/tilganger", "{}"), 403, "INGEN_TILGANG");
        assertThat(admin.delete(operators + "/tilganger/"
                                + seen.at("/tilganger/0/tilgangId").asText())
                        .status())
                .isEqualTo(204);
    }

    @Test
    void what_breaks_a_rule_is_refused_with_the_field_and_leaves_nothing() {
        for (String[] invalid : new String[][] {
            {"{\"autorisertOrganisasjon\":\"310501018\"}", "/navn skal være en tekst"},
            {"{\"navn\":\"F\"}", "/autorisertOrganisasjon skal være ni siffer"},
            {
                "{\"navn\":\"F\",\"autorisertOrganisasjon\":\"310501019\"}",
                "/autorisertOrganisasjon har feil kontrollsiffer"
            },
            {
                "{\"navn\":\"F\",\"autorisertOrganisasjon\":\"310501018\",\"passord\":\"x\"}",
                "/passord er ikke et kjent felt"
            },
            {"{\"navn\":\"F\",\"autorisertOrganisasjon\":\"310501018\",\"kontoId\":1}", "/kontoId skal være en UUID"}
        }) {
            Answer answer = admin.post(path(), invalid[0]);
            assertError(answer, 400, "UGYLDIG_KONFIGURASJON");
            assertThat(answer.json().get("message").asText()).contains(invalid[1]);
        }
        assertThat(admin.get(path()).json()).isEmpty();
        assertThat(value("SELECT count(*) FROM audit_rad WHERE fiks_org_id = ?", kommune.fiksOrgId()))
                .isEqualTo("0");
    }

    @Test
    void every_step_is_audited() {
        Answer made = make("{\"navn\":\"F\",\"autorisertOrganisasjon\":\"" + ORG + "\"}");
        admin.post(path() + "/" + id(made) + "/passord", "");
        admin.delete(path() + "/" + id(made) + "/tilganger/"
                + made.json().at("/tilganger/0/tilgangId").asText());
        admin.post(path() + "/" + id(made) + "/tilganger", "{}");
        admin.delete(path() + "/" + id(made));
        assertThat(value(
                        "SELECT string_agg(handling, ' ' ORDER BY tidspunkt) FROM audit_rad WHERE fiks_org_id = ?",
                        kommune.fiksOrgId()))
                .isEqualTo("OPPRETT_INTEGRASJON NYTT_PASSORD TREKK_TILGANG GI_TILGANG TREKK_INTEGRASJON");
    }

    private String path() {
        return "/digisos/api/v1/konfigurasjon/" + kommune.fiksOrgId() + "/integrasjoner";
    }

    private static String queue(String kontoId) {
        return "/digisos/mottak/api/v1/kontoer/" + kontoId + "/meldinger";
    }

    private String konto() {
        return admin.post("/digisos/api/v1/konfigurasjon/" + kommune.fiksOrgId() + "/kontoer", "{\"navn\":\"K\"}")
                .json()
                .get("kontoId")
                .asText();
    }

    private Answer make(String body) {
        Answer made = admin.post(path(), body);
        assertThat(made.status()).as(made.text()).isEqualTo(200);
        return made;
    }

    private static String id(Answer made) {
        return made.json().get("integrasjonId").asText();
    }

    private Client as(Answer made, String password) {
        return fagsystem(new SeedData.Integrasjon(UUID.fromString(id(made)), "F", ORG, password));
    }
}
