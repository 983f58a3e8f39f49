package no.digisos.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.UUID;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Saksfro.Sadd;
import no.digisos.common.testkit.Skjema;
import org.junit.jupiter.api.Test;

/** What a fagsystem tells of a case (contract.md 6). */
abstract class SakSuite extends StatusSuite {
    @Test
    void files_are_uploaded_listed_named_by_an_update_and_then_kept() {
        Sadd sadd = soknad();
        Svar lastetOpp = oslo().post(
                        sti(sadd) + "/filer",
                        new Skjema()
                                .fil("vedtak.pdf", bytes(20_016, 1), sertifikat())
                                .fil("brev blå.pdf", bytes(13, 2), sertifikat()));
        assertThat(lastetOpp.status()).as(lastetOpp.tekst()).isEqualTo(200);
        assertThat(lastetOpp.json().findValuesAsText("filnavn")).containsExactly("vedtak.pdf", "brev blå.pdf");
        assertThat(lastetOpp.json().get(0).properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("filnavn", "dokumentlagerDokumentId", "storrelse");
        assertThat(lastetOpp.json().at("/0/storrelse").asInt()).isEqualTo(20_016);
        String vedtak = lastetOpp.json().at("/0/dokumentlagerDokumentId").asText();
        String brev = lastetOpp.json().at("/1/dokumentlagerDokumentId").asText();
        assertThat(oslo().get(sti(sadd) + "/filer").json()).isEqualTo(lastetOpp.json());

        Svar oppdatert = oslo().send(
                        "POST", sti(sadd), BodyPublishers.ofString(oppdatering(vedtak)), "text/plain;charset=UTF-8");
        assertThat(oppdatert.status()).as(oppdatert.tekst()).isEqualTo(202);
        assertThat(oppdatert.bytes()).isEmpty();
        assertError(oslo().delete(sti(sadd) + "/filer?filIder=" + vedtak), 400, "FIL_I_BRUK");
        assertThat(oslo().delete(sti(sadd) + "/filer?filIder=" + brev).status()).isEqualTo(204);
        assertThat(oslo().delete(sti(sadd)).status()).isEqualTo(204);
        assertThat(oslo().delete(sti(sadd) + "/filer?filIder=" + vedtak).status())
                .isEqualTo(204);
        assertThat(oslo().get(sti(sadd) + "/filer").json()).isEmpty();
    }

    @Test
    void an_update_that_breaks_the_rules_is_refused_with_the_place() {
        Sadd sadd = soknad();
        Svar ugyldig =
                oslo().post(sti(sadd), oppdatering(UUID.randomUUID().toString()).replace(":37:00.134Z", ":37:00Z"));
        assertError(ugyldig, 400, "UGYLDIG_OPPDATERING");
        assertThat(ugyldig.json().get("message").asText()).contains("/hendelser/0/hendelsestidspunkt");
        Svar fremmed = oslo().post(
                        sti(sadd),
                        oppdatering(String.valueOf(soknad().dokumentIder().get("Soknad.pdf"))));
        assertError(fremmed, 400, "UGYLDIG_OPPDATERING");
        assertThat(fremmed.json().get("message").asText()).contains("/hendelser/1/vedtaksfil");
        assertError(oslo().post(sti(sadd), "{\"sak\":{}}"), 400, "UGYLDIG_OPPDATERING");
        assertError(oslo().post(sti(sadd), "ikke json"), 400, "UGYLDIG_JSON");
        assertError(oslo().post(sti(sadd) + "/filer", "{}"), 415, "FEIL_INNHOLDSTYPE");
    }

    @Test
    void a_case_is_its_own_fagsystems_alone() {
        Sadd sadd = soknad();
        assertError(fagsystem(Fro.BERGEN_FAGSYSTEM).get(sti(sadd) + "/filer"), 403, "INGEN_TILGANG");
        assertError(
                fagsystem(Fro.BERGEN_FAGSYSTEM)
                        .get("/digisos/api/v1/" + Fro.BERGEN.fiksOrgId() + "/" + sadd.digisosId() + "/filer"),
                403,
                "INGEN_TILGANG");
        assertError(
                oslo().get("/digisos/api/v1/" + Fro.OSLO.fiksOrgId() + "/" + UUID.randomUUID() + "/filer"),
                404,
                "FINNES_IKKE");
        assertThat(fagsystem(Fro.OSLO_NAVTEST).get(sti(sadd) + "/filer").status())
                .isEqualTo(200);
    }

    private X509Certificate sertifikat() {
        return miljo.plattform().active().certificate();
    }

    private static String sti(Sadd sadd) {
        return "/digisos/api/v1/" + Fro.OSLO.fiksOrgId() + "/" + sadd.digisosId();
    }

    private static String oppdatering(String filId) {
        return """
               {"sak":{"soker":{"version":"1.0.0","avsender":{"systemnavn":"Test","systemversjon":"1"},"hendelser":[
                 {"type":"soknadsStatus","hendelsestidspunkt":"2026-10-04T13:37:00.134Z","status":"MOTTATT"},
                 {"type":"vedtakFattet","hendelsestidspunkt":"2026-10-04T13:38:00.134Z","saksreferanse":"s1","utfall":"INNVILGET",
                  "vedtaksfil":{"referanse":{"type":"dokumentlager","id":"%s"}},"vedlegg":[]}]}},
                "type":"no.nav.digisos.digisos.soker.v1"}""".formatted(filId);
    }
}
