package no.digisos.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import no.digisos.common.security.Privilegium;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client;
import no.digisos.seeds.client.Client.Answer;
import org.junit.jupiter.api.Test;

/** The data-protection officer's search in the audit log (auth.md 7). */
abstract class AuditSearchSuite extends MetadataSuite {
    private static final String SEARCH = "/audit-sok/api/v1/sok";
    private static final String OSLO = "?fiksOrganisasjon=" + SeedData.OSLO.fiksOrgId();

    @Test
    void a_read_is_found_by_its_trace_its_case_its_reader_and_its_time() throws SQLException {
        UUID digisosId = sak().digisosId();
        UUID trace = UUID.randomUUID();
        long before = Instant.now().minusSeconds(60).toEpochMilli();
        long after = Instant.now().plusSeconds(60).toEpochMilli();
        assertThat(nav().get(NAV + "/soknader/" + digisosId + "?sporingsId=" + trace)
                        .status())
                .isEqualTo(200);
        Client ombudsman = as(integrasjon(Privilegium.AUDIT, SeedData.OSLO.fiksOrgId()));
        for (String filter : new String[] {
            "&requestIder=" + trace,
            "&underRessurser=" + digisosId,
            "&term=" + digisosId,
            "&term=les_sak&requestIder=" + trace,
            "&requestIder=" + trace + "&organisasjonsNummer=" + SeedData.NAV_ORG + "&tjenester=digisos",
            "&requestIder=" + UUID.randomUUID() + "&requestIder=" + trace,
            "&requestIder=" + trace + "&fraDato=" + before + "&tilDato=" + after + "&sortering=DATO_ASC",
        }) {
            JsonNode answer = hit(ombudsman.get(SEARCH + OSLO + filter));
            assertThat(answer.get("antallTreff").asLong()).as(filter).isEqualTo(1);
            JsonNode hit = answer.at("/treff/0");
            assertThat(hit.get("principal").asText())
                    .isEqualTo(SeedData.NAV.id().toString());
            assertThat(hit.get("onBehalfOf").asText()).isEqualTo(trace.toString());
            assertThat(hit.get("requestId").asText()).isEqualTo(trace.toString());
            assertThat(hit.get("underRessurs").asText()).isEqualTo(digisosId.toString());
            assertThat(hit.get("fiksOrg").asText())
                    .isEqualTo(SeedData.OSLO.fiksOrgId().toString());
            assertThat(hit.get("orgNo").asText()).isEqualTo(SeedData.NAV_ORG);
            assertThat(hit.get("tjeneste").asText()).isEqualTo("digisos");
            assertThat(hit.get("handling").asText()).isEqualTo("LES_SAK");
            assertThat(hit.at("/payload/utfall").asText()).isEqualTo("UTFORT");
            assertThat(hit.at("/payload/hjemmel").asText()).isNotBlank();
            assertThat(hit.get("tidspunkt").asLong()).isBetween(before, after);
            assertThat(answer.at("/aggregeringer/underRessurs/" + digisosId).asLong())
                    .isEqualTo(1);
        }
        for (String filter : new String[] {
            "&requestIder=" + UUID.randomUUID(),
            "&requestIder=" + trace + "&organisasjonsNummer=310501018",
            "&requestIder=" + trace + "&tilDato=" + before,
            "&requestIder=" + trace + "&fraDato=" + after,
            "&requestIder=" + trace + "&term=LES_DOKUMENT",
            "&requestIder=" + trace + "&tjenester=fiks-io",
        }) {
            assertThat(hit(ombudsman.get(SEARCH + OSLO + filter))
                            .get("antallTreff")
                            .asLong())
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
        Client ombudsman = as(integrasjon(Privilegium.AUDIT, SeedData.OSLO.fiksOrgId()));
        String search = SEARCH + OSLO + "&underRessurser=" + digisosId + "&sortering=DATO_ASC&antall=3";
        JsonNode first = hit(ombudsman.get(search));
        JsonNode other = hit(ombudsman.get(search + "&fra=3"));
        assertThat(first.get("antallTreff").asLong()).isEqualTo(5);
        assertThat(first.get("treff")).hasSize(3);
        assertThat(other.get("treff")).hasSize(2);
        assertThat(first.at("/treff/2/tidspunkt").asLong())
                .isLessThanOrEqualTo(other.at("/treff/0/tidspunkt").asLong());
        JsonNode last = hit(ombudsman.get(SEARCH + OSLO + "&underRessurser=" + digisosId + "&antall=1"));
        assertThat(last.at("/treff/0/requestId")).isEqualTo(other.at("/treff/1/requestId"));
    }

    @Test
    void who_has_read_about_a_person_is_asked_for_in_the_body() throws SQLException {
        UUID trace = UUID.randomUUID();
        sak();
        nav().post(NAV + "/soknader/soknader?sporingsId=" + trace, "{\"fnr\":\"" + FNR + "\"}");
        Client ombudsman = as(integrasjon(Privilegium.AUDIT, null));
        String search = SEARCH + "?requestIder=" + trace;
        assertThat(hit(ombudsman.post(search, "{\"fnr\":\"" + FNR + "\"}"))
                        .get("antallTreff")
                        .asLong())
                .isEqualTo(1);
        assertThat(hit(ombudsman.post(search, "{\"fnr\":\"15857210074\"}"))
                        .get("antallTreff")
                        .asLong())
                .isZero();
        assertError(ombudsman.get(SEARCH + "?term=" + FNR), 400, "UGYLDIG_FORESPORSEL");
        assertError(ombudsman.post(search, "{}"), 400, "UGYLDIG_FORESPORSEL");
    }

    @Test
    void the_search_leaves_a_row_itself_also_when_it_is_refused() throws SQLException {
        SeedData.Integrasjon ombudsman = integrasjon(Privilegium.AUDIT, SeedData.OSLO.fiksOrgId());
        hit(as(ombudsman).get(SEARCH + OSLO + "&antall=2"));
        assertError(
                as(ombudsman).get(SEARCH + "?fiksOrganisasjon=" + SeedData.BERGEN.fiksOrgId()), 403, "INGEN_TILGANG");
        assertError(as(ombudsman).get(SEARCH), 403, "INGEN_TILGANG");
        assertThat(texts(
                        "SELECT concat_ws(' ', handling, utfall, fiks_org_id) FROM audit_rad WHERE integrasjon_id = ? ORDER BY tidspunkt",
                        ombudsman.id()))
                .containsExactly(
                        "LES_AUDIT UTFORT " + SeedData.OSLO.fiksOrgId(),
                        "LES_AUDIT NEKTET " + SeedData.BERGEN.fiksOrgId(),
                        "LES_AUDIT NEKTET");
        assertError(nav().get(SEARCH + OSLO), 403, "INGEN_TILGANG");
    }

    @Test
    void what_is_wrongly_asked_is_said() throws SQLException {
        Client ombudsman = as(integrasjon(Privilegium.AUDIT, null));
        for (String failure : new String[] {
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
            assertError(ombudsman.get(SEARCH + "?" + failure), 400, "UGYLDIG_FORESPORSEL");
        }
        assertThat(hit(ombudsman.get(SEARCH + "?antall=0")).get("treff")).isEmpty();
    }

    private static JsonNode hit(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }
}
