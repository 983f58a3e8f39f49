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
import no.digisos.seeds.SakSeeds.Sown;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client.Answer;
import no.digisos.seeds.client.MultipartForm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a fagsystem tells of a case (contract.md 6). */
abstract class SakSuite extends StatusSuite {
    @Test
    void files_are_uploaded_listed_named_by_an_update_and_then_kept() {
        Sown sown = soknad();
        Answer uploaded = oslo().post(
                        path(sown) + "/filer",
                        new MultipartForm()
                                .file("vedtak.pdf", bytes(20_016, 1), certificate())
                                .file("brev blå.pdf", bytes(13, 2), certificate()));
        assertThat(uploaded.status()).as(uploaded.text()).isEqualTo(200);
        assertThat(uploaded.json().findValuesAsText("filnavn")).containsExactly("vedtak.pdf", "brev blå.pdf");
        assertThat(uploaded.json().get(0).properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("filnavn", "dokumentlagerDokumentId", "storrelse");
        assertThat(uploaded.json().at("/0/storrelse").asInt()).isEqualTo(20_016);
        String vedtak = uploaded.json().at("/0/dokumentlagerDokumentId").asText();
        String letter = uploaded.json().at("/1/dokumentlagerDokumentId").asText();
        assertThat(oslo().get(path(sown) + "/filer").json()).isEqualTo(uploaded.json());

        Answer updated = oslo().send(
                        "POST", path(sown), BodyPublishers.ofString(oppdatering(vedtak)), "text/plain;charset=UTF-8");
        assertThat(updated.status()).as(updated.text()).isEqualTo(202);
        assertThat(updated.bytes()).isEmpty();
        assertError(oslo().delete(path(sown) + "/filer?filIder=" + vedtak), 400, "FIL_I_BRUK");
        assertThat(oslo().delete(path(sown) + "/filer?filIder=" + letter).status())
                .isEqualTo(204);
        assertThat(oslo().delete(path(sown)).status()).isEqualTo(204);
        assertThat(oslo().delete(path(sown) + "/filer?filIder=" + vedtak).status())
                .isEqualTo(204);
        assertThat(oslo().get(path(sown) + "/filer").json()).isEmpty();
    }

    @Test
    void an_update_that_breaks_the_rules_is_refused_with_the_place() {
        Sown sown = soknad();
        Answer invalid = oslo().post(
                        path(sown), oppdatering(UUID.randomUUID().toString()).replace(":37:00.134Z", ":37:00Z"));
        assertError(invalid, 400, "UGYLDIG_OPPDATERING");
        assertThat(invalid.json().get("message").asText()).contains("/hendelser/0/hendelsestidspunkt");
        Answer foreign = oslo().post(
                        path(sown),
                        oppdatering(String.valueOf(soknad().dokumentIder().get("Soknad.pdf"))));
        assertError(foreign, 400, "UGYLDIG_OPPDATERING");
        assertThat(foreign.json().get("message").asText()).contains("/hendelser/1/vedtaksfil");
        assertError(oslo().post(path(sown), "{\"sak\":{}}"), 400, "UGYLDIG_OPPDATERING");
        assertError(oslo().post(path(sown), "ikke json"), 400, "UGYLDIG_JSON");
        assertError(oslo().post(path(sown) + "/filer", "{}"), 415, "FEIL_INNHOLDSTYPE");
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
    void an_update_is_json_whatever_its_content_type_says(String contentType) {
        Answer answer = oslo().send(
                        "POST",
                        path(soknad()),
                        BodyPublishers.ofString(statusOppdatering("MOTTATT")),
                        contentType.isEmpty() ? null : contentType);
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(answer.bytes()).isEmpty();
    }

    @Test
    void each_update_replaces_the_last_under_a_new_id_and_the_earlier_ones_stay() throws Exception {
        Sown sown = soknad();
        for (String status : List.of("MOTTATT", "UNDER_BEHANDLING", "FERDIGBEHANDLET")) {
            assertThat(oslo().post(path(sown), statusOppdatering(status)).status())
                    .isEqualTo(202);
        }
        assertThat(value(
                        "SELECT string_agg(gjeldende::text, ' ' ORDER BY tidspunkt) || ' ' || count(DISTINCT dokument_id)"
                                + " FROM oppdatering WHERE digisos_id = ?",
                        sown.digisosId()))
                .isEqualTo("false false true 3");
        assertThat(value(
                        "SELECT count(*) FROM dokument WHERE digisos_id = ? AND rolle = 'DIGISOS_SOKER_JSON' AND tilstand = 'LAGRET'",
                        sown.digisosId()))
                .isEqualTo("3");
        // Two at once: each is written whole, and one of them is the last.
        Callable<Integer> call =
                () -> oslo().post(path(sown), statusOppdatering("MOTTATT")).status();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(threads.invokeAll(List.of(call, call, call)).stream().map(Future::resultNow))
                    .containsOnly(202);
        }
        assertThat(value(
                        "SELECT count(*) FILTER (WHERE gjeldende) || ' ' || count(*) FROM oppdatering WHERE digisos_id = ?",
                        sown.digisosId()))
                .isEqualTo("1 6");
        assertThat(oslo().delete(path(sown)).status()).isEqualTo(204);
        assertThat(oslo().delete(path(sown)).status()).isEqualTo(204);
        assertThat(value(
                        "SELECT count(*) FILTER (WHERE gjeldende) || ' ' || count(*) FROM oppdatering WHERE digisos_id = ?",
                        sown.digisosId()))
                .isEqualTo("0 6");
    }

    @Test
    void an_update_may_name_what_the_citizen_sent_and_is_refused_whole_otherwise() {
        Sown sown = soknad(Map.of("bilde.png", bytes(17, 3)));
        assertThat(oslo().post(
                                path(sown),
                                oppdatering(String.valueOf(sown.dokumentIder().get("bilde.png"))))
                        .status())
                .isEqualTo(202);
        for (String file : List.of("soknad.json", "vedlegg.json")) {
            assertError(
                    oslo().post(
                                    path(sown),
                                    oppdatering(
                                            String.valueOf(sown.dokumentIder().get(file)))),
                    400,
                    "UGYLDIG_OPPDATERING");
        }
        assertError(
                oslo().post(path(sown), statusOppdatering("MOTTATT").replace("soker.v1", "soker.v2")),
                400,
                "UGYLDIG_OPPDATERING");
        assertError(oslo().post(path(sown), ""), 400, "UGYLDIG_JSON");
        assertThat(value("SELECT count(*) FROM oppdatering WHERE digisos_id = ?", sown.digisosId()))
                .isEqualTo("1");
        assertThat(value("SELECT count(*) FROM dokument WHERE tilstand = 'MOTTAS' AND nokkel_forseglet IS NOT NULL"))
                .isEqualTo("0");
    }

    @Test
    void files_are_deleted_all_or_none_by_repeated_or_listed_ids() {
        Sown sown = soknad();
        List<String> ids = oslo().post(
                        path(sown) + "/filer",
                        new MultipartForm()
                                .file("a.pdf", bytes(10, 1), certificate())
                                .file("b.pdf", bytes(10, 2), certificate())
                                .file("c.pdf", bytes(10, 3), certificate()))
                .json()
                .findValuesAsText("dokumentlagerDokumentId");
        assertThat(oslo().post(path(sown), oppdatering(ids.get(2))).status()).isEqualTo(202);
        String all = path(sown) + "/filer?filIder=" + ids.get(0) + "," + ids.get(1) + "&filIder=";
        assertError(oslo().delete(all + ids.get(2)), 400, "FIL_I_BRUK");
        assertError(oslo().delete(all + UUID.randomUUID()), 404, "FINNES_IKKE");
        assertError(oslo().delete(all + sown.dokumentIder().get("Soknad.pdf")), 404, "FINNES_IKKE");
        assertError(oslo().delete(path(sown) + "/filer"), 400, "UGYLDIG_FORESPORSEL");
        assertThat(oslo().get(path(sown) + "/filer").json()).hasSize(3);
        assertThat(oslo().delete(path(sown) + "/filer?filIder=" + ids.get(0) + "&filIder=" + ids.get(1))
                        .status())
                .isEqualTo(204);
        assertThat(oslo().get(path(sown) + "/filer").json().findValuesAsText("filnavn"))
                .containsExactly("c.pdf");
    }

    @Test
    void a_case_is_its_own_fagsystems_alone() {
        Sown sown = soknad();
        assertError(fagsystem(SeedData.BERGEN_FAGSYSTEM).get(path(sown) + "/filer"), 403, "INGEN_TILGANG");
        assertError(
                fagsystem(SeedData.BERGEN_FAGSYSTEM)
                        .get("/digisos/api/v1/" + SeedData.BERGEN.fiksOrgId() + "/" + sown.digisosId() + "/filer"),
                403,
                "INGEN_TILGANG");
        assertError(
                oslo().get("/digisos/api/v1/" + SeedData.OSLO.fiksOrgId() + "/" + UUID.randomUUID() + "/filer"),
                404,
                "FINNES_IKKE");
        assertThat(fagsystem(SeedData.OSLO_NAV_TEST).get(path(sown) + "/filer").status())
                .isEqualTo(200);
    }

    private X509Certificate certificate() {
        return environment.platform().active().certificate();
    }

    private static String path(Sown sown) {
        return "/digisos/api/v1/" + SeedData.OSLO.fiksOrgId() + "/" + sown.digisosId();
    }

    private static String statusOppdatering(String status) {
        return """
               {"sak":{"soker":{"version":"1.0.0","avsender":{"systemnavn":"Test","systemversjon":"1"},"hendelser":[
                 {"type":"soknadsStatus","hendelsestidspunkt":"2026-10-04T13:37:00.134Z","status":"%s"}]}},
                "type":"no.nav.digisos.digisos.soker.v1"}""".formatted(status);
    }

    private static String oppdatering(String fileId) {
        return """
               {"sak":{"soker":{"version":"1.0.0","avsender":{"systemnavn":"Test","systemversjon":"1"},"hendelser":[
                 {"type":"soknadsStatus","hendelsestidspunkt":"2026-10-04T13:37:00.134Z","status":"MOTTATT"},
                 {"type":"vedtakFattet","hendelsestidspunkt":"2026-10-04T13:38:00.134Z","saksreferanse":"s1","utfall":"INNVILGET",
                  "vedtaksfil":{"referanse":{"type":"dokumentlager","id":"%s"}},"vedlegg":[]}]}},
                "type":"no.nav.digisos.digisos.soker.v1"}""".formatted(fileId);
    }

    @Test
    void an_update_is_kept_byte_for_byte() throws Exception {
        Sown sown = soknad();
        String melding = statusOppdatering("MOTTATT");
        int start = melding.indexOf("{\"version\"");
        String soker = melding.substring(start, melding.lastIndexOf("]}") + 2)
                .replace("\"hendelser\"", "\n \"tall\" : [1e400, 1.50, 0.12345678901234567890],\"hendelser\"");
        String sent = melding.substring(0, start) + soker + melding.substring(melding.lastIndexOf("]}") + 2);
        assertThat(oslo().post(path(sown), sent).status()).isEqualTo(202);
        assertThat(value(
                        "SELECT storrelse FROM dokument WHERE digisos_id = ? AND rolle = 'DIGISOS_SOKER_JSON'",
                        sown.digisosId()))
                .isEqualTo(String.valueOf(soker.getBytes(java.nio.charset.StandardCharsets.UTF_8).length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\ud800", "\\udc00x"})
    void a_text_that_cannot_be_kept_is_refused_with_the_place(String character) {
        Answer answer = oslo().post(
                        path(soknad()),
                        statusOppdatering("MOTTATT").replace("\"systemnavn\":\"", "\"systemnavn\":\"" + character));
        assertError(answer, 400, "UGYLDIG_JSON");
        assertThat(answer.json().get("message").asText()).contains("/sak/soker/avsender/systemnavn");
    }
}
