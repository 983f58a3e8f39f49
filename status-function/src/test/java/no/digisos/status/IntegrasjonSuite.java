package no.digisos.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;
import no.digisos.common.security.Privilegium;
import no.digisos.common.security.Tilganger;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient;
import no.digisos.common.testkit.Klient.Svar;
import org.junit.jupiter.api.Test;

/** A kommune makes integrations for its vendors, and takes them back (auth.md 1). */
abstract class IntegrasjonSuite extends StatusSuite {
    private static final String ORG = "310501018";

    private final Fro.Kommune kommune = nyKommune();
    private final Klient admin = person(ADMIN);

    @Test
    void an_integration_works_at_once_and_its_password_is_shown_once() {
        String konto = konto();
        Svar laget = lag("{\"navn\":\"Fagsystem\",\"autorisertOrganisasjon\":\"" + ORG + "\"}");
        String passord = laget.json().get("passord").asText();
        // 256 bits in Base64url.
        assertThat(passord).matches("[0-9A-Za-z_-]{43}");
        assertThat(laget.hode("Cache-Control")).isEqualTo("no-store");
        assertThat(laget.json().at("/tilganger/0/privilegium").asText()).isEqualTo("FAGSYSTEM");
        assertThat(som(laget, passord).get(ko(konto)).status()).isEqualTo(200);

        JsonNode liste = admin.get(sti()).json();
        assertThat(liste).hasSize(1);
        assertThat(liste.at("/0/passord").isNull()).isTrue();
        assertThat(liste.at("/0/egen").asBoolean()).isTrue();
        assertThat(liste.toString()).doesNotContain(passord);
    }

    @Test
    void a_new_password_ends_the_old_one_and_a_revocation_ends_it_all() {
        String konto = konto();
        Svar laget = lag("{\"navn\":\"Fagsystem\",\"autorisertOrganisasjon\":\"" + ORG + "\"}");
        String gammelt = laget.json().get("passord").asText();
        String nytt = admin.post(sti() + "/" + id(laget) + "/passord", "")
                .json()
                .get("passord")
                .asText();
        assertThat(nytt).isNotEqualTo(gammelt);
        assertError(som(laget, gammelt).get(ko(konto)), 401, "UGYLDIG_INTEGRASJON");
        assertThat(som(laget, nytt).get(ko(konto)).status()).isEqualTo(200);

        assertThat(admin.delete(sti() + "/" + id(laget)).status()).isEqualTo(204);
        assertError(som(laget, nytt).get(ko(konto)), 401, "UGYLDIG_INTEGRASJON");
        assertThat(admin.get(sti()).json()).isEmpty();
        assertError(admin.delete(sti() + "/" + id(laget)), 404, "FINNES_IKKE");
        assertError(admin.post(sti() + "/" + id(laget) + "/passord", ""), 404, "FINNES_IKKE");
    }

    @Test
    void a_grant_may_be_of_one_konto_and_is_given_and_taken_alone() {
        String en = konto();
        String annen = konto();
        Svar laget = lag("{\"navn\":\"F\",\"autorisertOrganisasjon\":\"" + ORG + "\",\"kontoId\":\"" + en + "\"}");
        Klient fagsystem = som(laget, laget.json().get("passord").asText());
        assertThat(fagsystem.get(ko(en)).status()).isEqualTo(200);
        assertError(fagsystem.get(ko(annen)), 403, "INGEN_TILGANG");

        Svar gitt = admin.post(sti() + "/" + id(laget) + "/tilganger", "{\"kontoId\":\"" + annen + "\"}");
        assertThat(gitt.json().get("tilganger")).hasSize(2);
        // A repeat gives nothing more.
        assertThat(admin.post(sti() + "/" + id(laget) + "/tilganger", "{\"kontoId\":\"" + annen + "\"}")
                        .json())
                .isEqualTo(gitt.json());
        assertThat(fagsystem.get(ko(annen)).status()).isEqualTo(200);
        for (JsonNode tilgang : gitt.json().get("tilganger")) {
            String tilgangSti = sti() + "/" + id(laget) + "/tilganger/"
                    + tilgang.get("tilgangId").asText();
            assertThat(admin.delete(tilgangSti).status()).isEqualTo(204);
            assertError(admin.delete(tilgangSti), 404, "FINNES_IKKE");
        }
        assertError(fagsystem.get(ko(en)), 403, "INGEN_TILGANG");
        // Without a body, for all of the kommune's kontoer.
        assertThat(admin.post(sti() + "/" + id(laget) + "/tilganger", "").status())
                .isEqualTo(200);
        assertThat(fagsystem.get(ko(annen)).status()).isEqualTo(200);
        assertError(admin.delete(sti() + "/" + id(laget) + "/tilganger/x"), 400, "UGYLDIG_FORESPORSEL");
    }

    @Test
    void a_kommune_touches_neither_anothers_integration_nor_anothers_konto() {
        Fro.Kommune annen = nyKommune();
        Svar fremmed = admin.post(
                sti().replace(kommune.fiksOrgId().toString(), annen.fiksOrgId().toString()),
                "{\"navn\":\"F\",\"autorisertOrganisasjon\":\"" + ORG + "\"}");
        for (Svar svar : List.of(
                admin.delete(sti() + "/" + id(fremmed)),
                admin.post(sti() + "/" + id(fremmed) + "/passord", ""),
                admin.post(sti() + "/" + id(fremmed) + "/tilganger", "{}"))) {
            assertError(svar, 404, "FINNES_IKKE");
        }
        assertError(
                admin.post(
                        sti(),
                        "{\"navn\":\"F\",\"autorisertOrganisasjon\":\"" + ORG + "\",\"kontoId\":\"" + Fro.OSLO.kontoId()
                                + "\"}"),
                400,
                "UGYLDIG_KONFIGURASJON");
        // An operator's integration that has a grant here is seen, and its grant can be taken: no more.
        utfor(c -> Tilganger.gi(c, Fro.UTEN_TILGANG.id(), Privilegium.FAGSYSTEM, kommune.fiksOrgId(), null));
        JsonNode sett = admin.get(sti()).json().get(0);
        assertThat(sett.get("egen").asBoolean()).isFalse();
        String operatorens = sti() + "/" + Fro.UTEN_TILGANG.id();
        assertError(admin.delete(operatorens), 403, "INGEN_TILGANG");
        assertError(admin.post(operatorens + "/passord", ""), 403, "INGEN_TILGANG");
        assertError(admin.post(operatorens + "/tilganger", "{}"), 403, "INGEN_TILGANG");
        assertThat(admin.delete(operatorens + "/tilganger/"
                                + sett.at("/tilganger/0/tilgangId").asText())
                        .status())
                .isEqualTo(204);
    }

    @Test
    void what_breaks_a_rule_is_refused_with_the_field_and_leaves_nothing() {
        for (String[] ugyldig : new String[][] {
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
            Svar svar = admin.post(sti(), ugyldig[0]);
            assertError(svar, 400, "UGYLDIG_KONFIGURASJON");
            assertThat(svar.json().get("message").asText()).contains(ugyldig[1]);
        }
        assertThat(admin.get(sti()).json()).isEmpty();
        assertThat(verdi("SELECT count(*) FROM audit_rad WHERE fiks_org_id = ?", kommune.fiksOrgId()))
                .isEqualTo("0");
    }

    @Test
    void every_step_is_audited() {
        Svar laget = lag("{\"navn\":\"F\",\"autorisertOrganisasjon\":\"" + ORG + "\"}");
        admin.post(sti() + "/" + id(laget) + "/passord", "");
        admin.delete(sti() + "/" + id(laget) + "/tilganger/"
                + laget.json().at("/tilganger/0/tilgangId").asText());
        admin.post(sti() + "/" + id(laget) + "/tilganger", "{}");
        admin.delete(sti() + "/" + id(laget));
        assertThat(verdi(
                        "SELECT string_agg(handling, ' ' ORDER BY tidspunkt) FROM audit_rad WHERE fiks_org_id = ?",
                        kommune.fiksOrgId()))
                .isEqualTo("OPPRETT_INTEGRASJON NYTT_PASSORD TREKK_TILGANG GI_TILGANG TREKK_INTEGRASJON");
    }

    private String sti() {
        return "/digisos/api/v1/konfigurasjon/" + kommune.fiksOrgId() + "/integrasjoner";
    }

    private static String ko(String kontoId) {
        return "/digisos/mottak/api/v1/kontoer/" + kontoId + "/meldinger";
    }

    private String konto() {
        return admin.post("/digisos/api/v1/konfigurasjon/" + kommune.fiksOrgId() + "/kontoer", "{\"navn\":\"K\"}")
                .json()
                .get("kontoId")
                .asText();
    }

    private Svar lag(String kropp) {
        Svar laget = admin.post(sti(), kropp);
        assertThat(laget.status()).as(laget.tekst()).isEqualTo(200);
        return laget;
    }

    private static String id(Svar laget) {
        return laget.json().get("integrasjonId").asText();
    }

    private Klient som(Svar laget, String passord) {
        return fagsystem(new Fro.Integrasjon(UUID.fromString(id(laget)), "F", ORG, passord));
    }
}
