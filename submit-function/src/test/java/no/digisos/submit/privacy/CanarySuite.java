package no.digisos.submit.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client;
import no.digisos.seeds.client.Client.Answer;
import no.digisos.seeds.client.MultipartForm;
import no.digisos.seeds.suite.TestEnvironment;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/**
 * A bird in every field, whole requests and broken ones; then logs (our own at DEBUG, and every call), metrics and the bodies of all
 * errors are searched for feathers.
 */
abstract class CanarySuite {
    private static final String FNR = "21840620139";
    private static final String ANOTHER = "21840620481";

    /** What nobody who reads logs, metrics or errors may find. */
    private static final List<String> CANARIES =
            List.of(FNR, ANOTHER, "stillits", "dompap", "gr\u00f8nnsisik", "bokfink");

    private static final String NAME = "Stillits Dompapsen";
    private static final String FILNAVN = "dompap.pdf";
    private static final String CONTENT = "Gr\u00f8nnsisik og bokfink";

    /** Refusals that must name the file to its sender, who cannot mend it otherwise; nothing else of the request is in them. */
    private static final Set<String> NAMES_THE_FILE = Set.of("VEDLEGG_MANGLER", "FIL_IKKE_KOMPLETT", "FIL_FINNES");

    private final TestEnvironment environment = TestEnvironment.current();
    private final List<Answer> failure = new ArrayList<>();

    /** Where this test begins in the log, which other tests write too. */
    private int from;

    @Test
    void no_fodselsnummer_name_or_content_is_in_logs_metrics_or_errors() {
        log();
        from = read().length();
        String ref = "synlig-" + UUID.randomUUID();
        String sak = whole(ref);
        broken(sak);
        foreign();

        String log = log();
        assertThat(find(log)).as("in the log").isEmpty();
        String metrics = Client.against(base()).get("/q/metrics").text();
        assertThat(find(metrics)).as("in the metrics").isEmpty();
        for (Answer answer : failure) {
            String text = answer.text();
            if (NAMES_THE_FILE.contains(answer.json().get("errorCode").asText())) {
                text = text.replace(FILNAVN, "");
            }
            assertThat(find(text)).as(answer.text()).isEmpty();
        }

        for (Answer answer : failure) {
            // Found again by what its caller was given.
            assertThat(log)
                    .contains("Refused " + answer.json().get("errorId").asText() + ": " + answer.status() + " "
                            + answer.json().get("errorCode").asText());
        }

        // The search would have found them: what may be logged and measured was.
        assertThat(log)
                .contains("SOKNAD " + ref + " is accepted")
                .contains("POST /digisos/api/v2/soknader/0301/" + ref)
                .contains("400 UGYLDIG_JSON")
                .contains("404 FINNES_IKKE")
                .contains("DEBUG");
        assertThat(metrics).contains("http_server_requests_seconds_count");
        assertThat(failure).hasSizeGreaterThan(20);

        // And a bird that is let loose on purpose: a reference is NAV's own, and is logged.
        String loose = "Bokfink-" + UUID.randomUUID();
        require(202, person(FNR).post("/digisos/api/v2/soknader/0301/" + loose, soknad(FNR)));
        assertThat(find(log())).containsExactly("bokfink");
    }

    /** Requests with nothing wrong in them. */
    private String whole(String ref) {
        require(202, machine().post(mellomlagring(ref), file(FILNAVN)));
        Answer sent = require(202, person(FNR).post("/digisos/api/v2/soknader/0301/" + ref, soknad(FNR, FILNAVN)));
        String sak = sent.json().asText();
        require(202, person(FNR).post("/digisos/api/v2/soknader/0301/" + ref, soknad(FNR, FILNAVN)));
        JsonNode shown =
                require(200, person(FNR).get("/digisos/api/v1/soknader/" + sak)).json();
        require(200, person(FNR).get("/digisos/api/v1/soknader/soknader"));
        String json = shown.at("/originalSoknadNAV/metadata").asText();
        require(200, person(FNR).get("/digisos/api/v1/soknader/" + sak + "/dokumenter/" + json));
        require(
                200,
                person(FNR)
                        .post(
                                "/digisos/api/v1/soknader/dokumenter",
                                "{\"dokumenter\":[{\"digisosId\":\"" + sak + "\",\"dokumentlagerId\":\"" + json
                                        + "\"}]}"));
        require(
                200,
                Client.against(base())
                        .withHeader(
                                "Authorization",
                                "Bearer " + environment.utsteder().person(FNR))
                        .get("/dokumentlager/nedlasting/niva4/"
                                + shown.at("/originalSoknadNAV/soknadDokument/dokumentlagerDokumentId")
                                        .asText()));
        String fresh = UUID.randomUUID() + "0001";
        require(202, machine().post(mellomlagring(fresh), file(FILNAVN)));
        require(202, person(FNR).post("/digisos/api/v2/soknader/0301/" + sak + "/" + fresh, ettersendelse(FILNAVN)));
        String klage = UUID.randomUUID().toString();
        require(
                200,
                person(FNR)
                        .post(
                                "/digisos/klage/api/v1/" + sak + "/" + klage + "/" + klage + "/" + UUID.randomUUID(),
                                new MultipartForm()
                                        .json("klage.json", "{\"klageTekst\":\"" + CONTENT + "\"}")
                                        .json("vedlegg.json", vedlegg())
                                        .file("klage.pdf", CONTENT.getBytes(StandardCharsets.UTF_8), certificate())));
        // Refused, but whole.
        failure(person(FNR).post("/digisos/api/v2/soknader/0301/" + ref, soknad(FNR, FILNAVN, "annet")));
        failure(person(FNR).post("/digisos/api/v2/soknader/0301/" + sak + "/" + fresh, ettersendelse(FILNAVN)));
        failure(person(FNR).post("/digisos/api/v2/soknader/0301/" + fresh(), soknad(ANOTHER, FILNAVN)));
        failure(person(FNR).post("/digisos/api/v2/soknader/0301/" + fresh(), soknad(FNR, FILNAVN)));
        require(202, machine().post(mellomlagring(ref), file(FILNAVN)));
        failure(machine()
                .post(
                        mellomlagring(ref),
                        new MultipartForm().file(FILNAVN, "annet".getBytes(StandardCharsets.UTF_8), certificate())));
        failure(person(ANOTHER).get("/digisos/api/v1/soknader/" + sak));
        failure(person(FNR)
                .get("/digisos/api/v1/soknader/" + sak + "/dokumenter/"
                        + shown.at("/originalSoknadNAV/soknadDokument/dokumentlagerDokumentId")
                                .asText()));
        return sak;
    }

    /** Requests that are broken where a bird sits. */
    private void broken(String sak) {
        String path = "/digisos/api/v2/soknader/0301/";
        for (String json : List.of(
                "{\"navn\":\"" + NAME + "\"",
                "{" + NAME + "}",
                "stillits",
                "\"" + NAME + "\"",
                "[\"" + FNR + "\"]",
                "{\"" + NAME + "\":1,\"" + NAME + "\":" + FNR + "x}",
                "{\"a\":\"\\u12" + NAME + "\"}")) {
            failure(person(FNR)
                    .post(
                            path + fresh(),
                            new MultipartForm().json("soknadJson", json).json("vedleggJson", "{}")));
            failure(person(FNR).post(path + sak + "/" + fresh(), new MultipartForm().json("vedlegg.json", json)));
            failure(person(FNR).post("/digisos/api/v1/soknader/dokumenter", json));
            failure(machine().post(mellomlagring(fresh()), new MultipartForm().json("metadata", json)));
        }
        failure(person(FNR)
                .post(
                        "/digisos/api/v1/soknader/dokumenter",
                        "{\"dokumenter\":[{\"digisosId\":\"" + FNR + "\",\"dokumentlagerId\":\"" + NAME + "\"}]}"));
        failure(person(FNR)
                .post("/digisos/api/v1/soknader/dokumenter", "{\"dokumenter\":{\"" + NAME + "\":[\"" + FNR + "\"]}}"));
        failure(machine()
                .post(
                        mellomlagring(fresh()),
                        new MultipartForm()
                                .json("metadata", "{\"filnavn\":[\"" + FILNAVN + "\"],\"storrelse\":\"x\"}")));
        failure(machine()
                .post(
                        mellomlagring(fresh()),
                        new MultipartForm().file("dompap:stillits.pdf", new byte[3], certificate())));
        failure(machine()
                .post(
                        mellomlagring(fresh()),
                        new MultipartForm().file(FILNAVN, 3, CONTENT.getBytes(StandardCharsets.UTF_8))));
        failure(machine().post(mellomlagring(fresh()), new MultipartForm().file(FILNAVN, 99, cms())));
        byte[] cut = java.util.Arrays.copyOf(cms(), cms().length - 10);
        failure(machine().post(mellomlagring(fresh()), new MultipartForm().file(FILNAVN, 3, cut)));
        for (String body : List.of(
                "stillits",
                "--x\r\n" + NAME + "\r\n\r\n" + CONTENT + "\r\n--x--\r\n",
                "--x\r\nContent-Disposition: form-data; name=\"" + NAME + "\r\n\r\n" + CONTENT,
                "--x\r\nContent-Disposition: " + NAME + "\r\nContent-Type: " + NAME + "\r\n\r\n" + CONTENT
                        + "\r\n--x--\r\n",
                "--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"" + FILNAVN + "\"\r\n\r\n" + CONTENT
                        + "\r\n--x--\r\n")) {
            failure(raw(mellomlagring(fresh()), body, "multipart/form-data; boundary=x"));
        }
        failure(raw(mellomlagring(fresh()), CONTENT, "text/" + "stillits"));
        failure(raw(mellomlagring(fresh()), CONTENT, "multipart/form-data; " + "stillits"));
        failure(person(FNR).post("/digisos/api/v2/soknader/" + FNR + "/" + fresh(), soknad(FNR)));
        failure(person(FNR).post("/digisos/api/v2/soknader/0301/" + FNR + ".pdf", soknad(FNR)));
        failure(machine().get(mellomlagring("x" + FNR + "y")));
        failure(person(FNR).get("/digisos/api/v1/soknader/" + FNR));
        failure(person(FNR)
                .get("/digisos/api/v1/soknader/" + UUID.randomUUID() + "/dokumenter/" + FNR + "?navn=stillits"));
        failure(person(FNR).get("/digisos/klage/api/v1/klager?digisosId=" + FNR));
        failure(person(FNR).get("/digisos/klage/api/v1/klager?digisosId=" + UUID.randomUUID() + "&sokerFnr=" + FNR));
    }

    /** Callers whom we do not know, and paths that we do not have. */
    private void foreign() {
        Client without = Client.against(base());
        failure(without.get("/finnes/ikke/" + FNR + "?sokerFnr=" + FNR + "&navn=stillits"));
        failure(without.send(
                "PUT", "/digisos/api/v1/soknader/soknader?sokerFnr=" + FNR, BodyPublishers.noBody(), null));
        failure(without.get("/digisos/api/v1/soknader/soknader?sokerFnr=" + FNR));
        failure(without.withHeader("Authorization", "Bearer stillits." + FNR).get("/digisos/api/v1/soknader/" + FNR));
        failure(without.withHeader("Authorization", "Basic c3RpbGxpdHM6ZG9tcGFw")
                .get("/digisos/api/v1/soknader/soknader"));
        failure(without.as(environment.utsteder().person(FNR, Map.of("acr", "stillits", "name", NAME)), SeedData.NAV)
                .get("/digisos/api/v1/soknader/soknader"));
        failure(without.as(environment.utsteder().person(FNR, Map.of("pid", "stillits")), SeedData.NAV)
                .get("/digisos/api/v1/soknader/soknader"));
        failure(without.withHeader(
                        "Authorization", "Bearer " + environment.utsteder().person(FNR))
                .withHeader("IntegrasjonId", "stillits")
                .withHeader("IntegrasjonPassord", "dompap")
                .get("/digisos/api/v1/soknader/soknader"));
        require(
                200,
                person(FNR)
                        .withHeader("requestid", NAME)
                        .withHeader("traceparent", "00-stillits")
                        .withHeader("baggage", "navn=stillits")
                        .withHeader("User-Agent", "stillits")
                        .withHeader("Referer", "https://nav.no/?fnr=" + FNR)
                        .get("/digisos/api/v1/soknader/soknader?sokerFnr=" + FNR + "&navn=stillits"));
    }

    private static List<String> find(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return CANARIES.stream().filter(lower::contains).toList();
    }

    /** The log of what went before, all of it: our own last call is in it. */
    private String log() {
        String mark = "/finnes/ikke/" + UUID.randomUUID();
        Client.against(base()).get(mark);
        long end = System.nanoTime() + 10_000_000_000L;
        String log = read();
        while (!log.contains(mark) && System.nanoTime() < end) {
            Thread.onSpinWait();
            log = read();
        }
        assertThat(log).contains(mark);
        return log.substring(from);
    }

    private static String read() {
        try {
            return Files.readString(CanaryLog.FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answer require(int status, Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        return answer;
    }

    /** Which refusal it is, other suites tell. */
    private void failure(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isBetween(400, 499);
        failure.add(answer);
    }

    private Answer raw(String path, String body, String type) {
        return machine().send("POST", path, BodyPublishers.ofString(body), type);
    }

    private MultipartForm soknad(String fnr, String... files) {
        return new MultipartForm()
                .json("tilleggsinformasjonJson", "{\"enhetsnummer\":\"0315\",\"navn\":\"" + NAME + "\"}")
                .json(
                        "soknadJson",
                        "{\"version\":\"1.0.0\",\"data\":{\"personalia\":{\"personIdentifikator\":{\"verdi\":\"" + fnr
                                + "\"},\"navn\":{\"fornavn\":\"" + NAME + "\"}},\"begrunnelse\":\"" + CONTENT + "\",\""
                                + NAME + "\":{\"ukjent\":[" + files.length + "]}}}")
                .json("vedleggJson", vedlegg(files))
                .file("Soknad.pdf", CONTENT.getBytes(StandardCharsets.UTF_8), certificate())
                .file("Stillits-juridisk.pdf", CONTENT.getBytes(StandardCharsets.UTF_8), certificate());
    }

    private static MultipartForm ettersendelse(String... files) {
        return new MultipartForm().json("vedlegg.json", vedlegg(files));
    }

    private MultipartForm file(String filnavn) {
        return new MultipartForm().file(filnavn, CONTENT.getBytes(StandardCharsets.UTF_8), certificate());
    }

    private static String vedlegg(String... files) {
        StringBuilder list = new StringBuilder();
        for (String file : files) {
            list.append(list.isEmpty() ? "" : ",")
                    .append("{\"filnavn\":\"")
                    .append(file)
                    .append("\",\"sha512\":\"ab\"}");
        }
        return "{\"vedlegg\":[{\"type\":\"" + NAME + "\",\"tilleggsinfo\":\"" + CONTENT
                + "\",\"status\":\"LastetOpp\",\"filer\":[" + list + "]}]}";
    }

    private byte[] cms() {
        return MultipartForm.encrypt(CONTENT.getBytes(StandardCharsets.UTF_8), certificate());
    }

    private static String fresh() {
        return UUID.randomUUID().toString();
    }

    private static String mellomlagring(String ref) {
        return "/digisos/api/v1/mellomlagring/" + ref;
    }

    private Client person(String fnr) {
        return Client.against(base()).as(environment.utsteder().person(fnr, Map.of("name", NAME)), SeedData.NAV);
    }

    private Client machine() {
        return Client.against(base()).as(environment.utsteder().machine(SeedData.NAV_ORG), SeedData.NAV);
    }

    private X509Certificate certificate() {
        return environment.platform().active().certificate();
    }

    private static String base() {
        return ConfigProvider.getConfig().getValue("test.url", String.class);
    }
}
