package no.digisos.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Saksfro.Sadd;
import no.digisos.common.testkit.Skjema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "text/plain;charset=UTF-8",
                "application/x-www-form-urlencoded",
                "application/xml",
                "application/octet-stream",
                ""
            })
    void an_update_is_json_whatever_its_content_type_says(String innholdstype) {
        Svar svar = oslo().send(
                        "POST",
                        sti(soknad()),
                        BodyPublishers.ofString(statusoppdatering("MOTTATT")),
                        innholdstype.isEmpty() ? null : innholdstype);
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(202);
        assertThat(svar.bytes()).isEmpty();
    }

    @Test
    void each_update_replaces_the_last_under_a_new_id_and_the_earlier_ones_stay() throws Exception {
        Sadd sadd = soknad();
        for (String status : List.of("MOTTATT", "UNDER_BEHANDLING", "FERDIGBEHANDLET")) {
            assertThat(oslo().post(sti(sadd), statusoppdatering(status)).status())
                    .isEqualTo(202);
        }
        assertThat(verdi(
                        "SELECT string_agg(gjeldende::text, ' ' ORDER BY tidspunkt) || ' ' || count(DISTINCT dokument_id)"
                                + " FROM oppdatering WHERE digisos_id = ?",
                        sadd.digisosId()))
                .isEqualTo("false false true 3");
        assertThat(verdi(
                        "SELECT count(*) FROM dokument WHERE digisos_id = ? AND rolle = 'DIGISOS_SOKER_JSON' AND tilstand = 'LAGRET'",
                        sadd.digisosId()))
                .isEqualTo("3");
        // Two at once: each is written whole, and one of them is the last.
        Callable<Integer> kall =
                () -> oslo().post(sti(sadd), statusoppdatering("MOTTATT")).status();
        try (ExecutorService trader = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(trader.invokeAll(List.of(kall, kall, kall)).stream().map(Future::resultNow))
                    .containsOnly(202);
        }
        assertThat(verdi(
                        "SELECT count(*) FILTER (WHERE gjeldende) || ' ' || count(*) FROM oppdatering WHERE digisos_id = ?",
                        sadd.digisosId()))
                .isEqualTo("1 6");
        assertThat(oslo().delete(sti(sadd)).status()).isEqualTo(204);
        assertThat(oslo().delete(sti(sadd)).status()).isEqualTo(204);
        assertThat(verdi(
                        "SELECT count(*) FILTER (WHERE gjeldende) || ' ' || count(*) FROM oppdatering WHERE digisos_id = ?",
                        sadd.digisosId()))
                .isEqualTo("0 6");
    }

    @Test
    void an_update_may_name_what_the_citizen_sent_and_is_refused_whole_otherwise() {
        Sadd sadd = soknad(Map.of("bilde.png", bytes(17, 3)));
        assertThat(oslo().post(
                                sti(sadd),
                                oppdatering(String.valueOf(sadd.dokumentIder().get("bilde.png"))))
                        .status())
                .isEqualTo(202);
        for (String fil : List.of("soknad.json", "vedlegg.json")) {
            assertError(
                    oslo().post(
                                    sti(sadd),
                                    oppdatering(
                                            String.valueOf(sadd.dokumentIder().get(fil)))),
                    400,
                    "UGYLDIG_OPPDATERING");
        }
        assertError(
                oslo().post(sti(sadd), statusoppdatering("MOTTATT").replace("soker.v1", "soker.v2")),
                400,
                "UGYLDIG_OPPDATERING");
        assertError(oslo().post(sti(sadd), ""), 400, "UGYLDIG_JSON");
        assertThat(verdi("SELECT count(*) FROM oppdatering WHERE digisos_id = ?", sadd.digisosId()))
                .isEqualTo("1");
        assertThat(verdi("SELECT count(*) FROM dokument WHERE tilstand = 'MOTTAS' AND nokkel_forseglet IS NOT NULL"))
                .isEqualTo("0");
    }

    @Test
    void files_are_deleted_all_or_none_by_repeated_or_listed_ids() {
        Sadd sadd = soknad();
        List<String> ider = oslo().post(
                        sti(sadd) + "/filer",
                        new Skjema()
                                .fil("a.pdf", bytes(10, 1), sertifikat())
                                .fil("b.pdf", bytes(10, 2), sertifikat())
                                .fil("c.pdf", bytes(10, 3), sertifikat()))
                .json()
                .findValuesAsText("dokumentlagerDokumentId");
        assertThat(oslo().post(sti(sadd), oppdatering(ider.get(2))).status()).isEqualTo(202);
        String alle = sti(sadd) + "/filer?filIder=" + ider.get(0) + "," + ider.get(1) + "&filIder=";
        assertError(oslo().delete(alle + ider.get(2)), 400, "FIL_I_BRUK");
        assertError(oslo().delete(alle + UUID.randomUUID()), 404, "FINNES_IKKE");
        assertError(oslo().delete(alle + sadd.dokumentIder().get("Soknad.pdf")), 404, "FINNES_IKKE");
        assertError(oslo().delete(sti(sadd) + "/filer"), 400, "UGYLDIG_FORESPORSEL");
        assertThat(oslo().get(sti(sadd) + "/filer").json()).hasSize(3);
        assertThat(oslo().delete(sti(sadd) + "/filer?filIder=" + ider.get(0) + "&filIder=" + ider.get(1))
                        .status())
                .isEqualTo(204);
        assertThat(oslo().get(sti(sadd) + "/filer").json().findValuesAsText("filnavn"))
                .containsExactly("c.pdf");
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

    private static String statusoppdatering(String status) {
        return """
               {"sak":{"soker":{"version":"1.0.0","avsender":{"systemnavn":"Test","systemversjon":"1"},"hendelser":[
                 {"type":"soknadsStatus","hendelsestidspunkt":"2026-10-04T13:37:00.134Z","status":"%s"}]}},
                "type":"no.nav.digisos.digisos.soker.v1"}""".formatted(status);
    }

    private static String oppdatering(String filId) {
        return """
               {"sak":{"soker":{"version":"1.0.0","avsender":{"systemnavn":"Test","systemversjon":"1"},"hendelser":[
                 {"type":"soknadsStatus","hendelsestidspunkt":"2026-10-04T13:37:00.134Z","status":"MOTTATT"},
                 {"type":"vedtakFattet","hendelsestidspunkt":"2026-10-04T13:38:00.134Z","saksreferanse":"s1","utfall":"INNVILGET",
                  "vedtaksfil":{"referanse":{"type":"dokumentlager","id":"%s"}},"vedlegg":[]}]}},
                "type":"no.nav.digisos.digisos.soker.v1"}""".formatted(filId);
    }

    @Test
    void an_update_is_kept_byte_for_byte() throws Exception {
        Sadd sadd = soknad();
        String melding = statusoppdatering("MOTTATT");
        int start = melding.indexOf("{\"version\"");
        String soker = melding.substring(start, melding.lastIndexOf("]}") + 2)
                .replace("\"hendelser\"", "\n \"tall\" : [1e400, 1.50, 0.12345678901234567890],\"hendelser\"");
        String sendt = melding.substring(0, start) + soker + melding.substring(melding.lastIndexOf("]}") + 2);
        assertThat(oslo().post(sti(sadd), sendt).status()).isEqualTo(202);
        assertThat(verdi(
                        "SELECT storrelse FROM dokument WHERE digisos_id = ? AND rolle = 'DIGISOS_SOKER_JSON'",
                        sadd.digisosId()))
                .isEqualTo(String.valueOf(soker.getBytes(java.nio.charset.StandardCharsets.UTF_8).length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\ud800", "\\udc00x"})
    void a_text_that_cannot_be_kept_is_refused_with_the_place(String tegn) {
        Svar svar = oslo().post(
                        sti(soknad()),
                        statusoppdatering("MOTTATT").replace("\"systemnavn\":\"", "\"systemnavn\":\"" + tegn));
        assertError(svar, 400, "UGYLDIG_JSON");
        assertThat(svar.json().get("message").asText()).contains("/sak/soker/avsender/systemnavn");
    }
}
