package no.digisos.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import no.digisos.common.security.Privilegium;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient;
import no.digisos.common.testkit.Klient.Svar;
import org.junit.jupiter.api.Test;

/** The data-protection officer's search in the audit log (auth.md 7). */
abstract class AuditSokSuite extends MetadataSuite {
    private static final String SOK = "/audit-sok/api/v1/sok";
    private static final String OSLO = "?fiksOrganisasjon=" + Fro.OSLO.fiksOrgId();

    @Test
    void a_read_is_found_by_its_trace_its_case_its_reader_and_its_time() throws SQLException {
        UUID digisosId = sak().digisosId();
        UUID sporing = UUID.randomUUID();
        long foer = Instant.now().minusSeconds(60).toEpochMilli();
        long etter = Instant.now().plusSeconds(60).toEpochMilli();
        assertThat(nav().get(NAV + "/soknader/" + digisosId + "?sporingsId=" + sporing)
                        .status())
                .isEqualTo(200);
        Klient ombud = som(integrasjon(Privilegium.AUDIT, Fro.OSLO.fiksOrgId()));
        for (String filter : new String[] {
            "&requestIder=" + sporing,
            "&underRessurser=" + digisosId,
            "&term=" + digisosId,
            "&term=les_sak&requestIder=" + sporing,
            "&requestIder=" + sporing + "&organisasjonsNummer=" + Fro.NAV_ORG + "&tjenester=digisos",
            "&requestIder=" + UUID.randomUUID() + "&requestIder=" + sporing,
            "&requestIder=" + sporing + "&fraDato=" + foer + "&tilDato=" + etter + "&sortering=DATO_ASC",
        }) {
            JsonNode svar = treff(ombud.get(SOK + OSLO + filter));
            assertThat(svar.get("antallTreff").asLong()).as(filter).isEqualTo(1);
            JsonNode treff = svar.at("/treff/0");
            assertThat(treff.get("principal").asText()).isEqualTo(Fro.NAV.id().toString());
            assertThat(treff.get("onBehalfOf").asText()).isEqualTo(sporing.toString());
            assertThat(treff.get("requestId").asText()).isEqualTo(sporing.toString());
            assertThat(treff.get("underRessurs").asText()).isEqualTo(digisosId.toString());
            assertThat(treff.get("fiksOrg").asText())
                    .isEqualTo(Fro.OSLO.fiksOrgId().toString());
            assertThat(treff.get("orgNo").asText()).isEqualTo(Fro.NAV_ORG);
            assertThat(treff.get("tjeneste").asText()).isEqualTo("digisos");
            assertThat(treff.get("handling").asText()).isEqualTo("LES_SAK");
            assertThat(treff.at("/payload/utfall").asText()).isEqualTo("UTFORT");
            assertThat(treff.at("/payload/hjemmel").asText()).isNotBlank();
            assertThat(treff.get("tidspunkt").asLong()).isBetween(foer, etter);
            assertThat(svar.at("/aggregeringer/underRessurs/" + digisosId).asLong())
                    .isEqualTo(1);
        }
        for (String filter : new String[] {
            "&requestIder=" + UUID.randomUUID(),
            "&requestIder=" + sporing + "&organisasjonsNummer=310501018",
            "&requestIder=" + sporing + "&tilDato=" + foer,
            "&requestIder=" + sporing + "&fraDato=" + etter,
            "&requestIder=" + sporing + "&term=LES_DOKUMENT",
            "&requestIder=" + sporing + "&tjenester=fiks-io",
        }) {
            assertThat(treff(ombud.get(SOK + OSLO + filter)).get("antallTreff").asLong())
                    .as(filter)
                    .isZero();
        }
    }

    @Test
    void pages_follow_one_another() throws SQLException {
        UUID digisosId = sak().digisosId();
        for (int i = 0; i < 5; i++) {
            nav().get(NAV + "/soknader/" + digisosId + "?sporingsId=" + UUID.randomUUID());
        }
        Klient ombud = som(integrasjon(Privilegium.AUDIT, Fro.OSLO.fiksOrgId()));
        String sok = SOK + OSLO + "&underRessurser=" + digisosId + "&sortering=DATO_ASC&antall=3";
        JsonNode forste = treff(ombud.get(sok));
        JsonNode andre = treff(ombud.get(sok + "&fra=3"));
        assertThat(forste.get("antallTreff").asLong()).isEqualTo(5);
        assertThat(forste.get("treff")).hasSize(3);
        assertThat(andre.get("treff")).hasSize(2);
        assertThat(forste.at("/treff/2/tidspunkt").asLong())
                .isLessThanOrEqualTo(andre.at("/treff/0/tidspunkt").asLong());
        JsonNode siste = treff(ombud.get(SOK + OSLO + "&underRessurser=" + digisosId + "&antall=1"));
        assertThat(siste.at("/treff/0/requestId")).isEqualTo(andre.at("/treff/1/requestId"));
    }

    @Test
    void who_has_read_about_a_person_is_asked_for_in_the_body() throws SQLException {
        UUID sporing = UUID.randomUUID();
        sak();
        nav().post(NAV + "/soknader/soknader?sporingsId=" + sporing, "{\"fnr\":\"" + FNR + "\"}");
        Klient ombud = som(integrasjon(Privilegium.AUDIT, null));
        String sok = SOK + "?requestIder=" + sporing;
        assertThat(treff(ombud.post(sok, "{\"fnr\":\"" + FNR + "\"}"))
                        .get("antallTreff")
                        .asLong())
                .isEqualTo(1);
        assertThat(treff(ombud.post(sok, "{\"fnr\":\"15857210074\"}"))
                        .get("antallTreff")
                        .asLong())
                .isZero();
        assertError(ombud.get(SOK + "?term=" + FNR), 400, "UGYLDIG_FORESPORSEL");
        assertError(ombud.post(sok, "{}"), 400, "UGYLDIG_FORESPORSEL");
    }

    @Test
    void the_search_leaves_a_row_itself_also_when_it_is_refused() throws SQLException {
        Fro.Integrasjon ombud = integrasjon(Privilegium.AUDIT, Fro.OSLO.fiksOrgId());
        treff(som(ombud).get(SOK + OSLO + "&antall=2"));
        assertError(som(ombud).get(SOK + "?fiksOrganisasjon=" + Fro.BERGEN.fiksOrgId()), 403, "INGEN_TILGANG");
        assertError(som(ombud).get(SOK), 403, "INGEN_TILGANG");
        assertThat(tekster(
                        "SELECT concat_ws(' ', handling, utfall, fiks_org_id) FROM audit_rad WHERE integrasjon_id = ? ORDER BY tidspunkt",
                        ombud.id()))
                .containsExactly(
                        "LES_AUDIT UTFORT " + Fro.OSLO.fiksOrgId(),
                        "LES_AUDIT NEKTET " + Fro.BERGEN.fiksOrgId(),
                        "LES_AUDIT NEKTET");
        assertError(nav().get(SOK + OSLO), 403, "INGEN_TILGANG");
    }

    @Test
    void what_is_wrongly_asked_is_said() throws SQLException {
        Klient ombud = som(integrasjon(Privilegium.AUDIT, null));
        for (String feil : new String[] {
            "fiksOrganisasjon=x",
            "antall=501",
            "antall=-1",
            "fra=x",
            "sortering=OPP",
            "fraDato=i%20dag",
            "tilDato=9999999999999999",
            "requestIder=x",
            "underRessurser=x",
            "term=" + "x".repeat(101)
        }) {
            assertError(ombud.get(SOK + "?" + feil), 400, "UGYLDIG_FORESPORSEL");
        }
        assertThat(treff(ombud.get(SOK + "?antall=0")).get("treff")).isEmpty();
    }

    private static JsonNode treff(Svar svar) {
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(200);
        return svar.json();
    }
}
