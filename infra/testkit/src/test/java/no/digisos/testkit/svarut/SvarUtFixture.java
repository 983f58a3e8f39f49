package no.digisos.testkit.svarut;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.digisos.testkit.svarut.EmulatorConfig.Konto;
import no.digisos.testkit.tls.Identity;
import no.digisos.testkit.tls.TestAuthority;
import no.digisos.testkit.token.TokenIssuer;

/** An emulator with two kontoer of different integrations, and a sender. */
final class SvarUtFixture implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();
    static final String ORGNR = "910076787";
    static final Konto OURS = new Konto(UUID.randomUUID(), UUID.randomUUID(), "hemmelig", ORGNR);
    static final Konto OTHERS = new Konto(UUID.randomUUID(), UUID.randomUUID(), "annet passord", ORGNR);
    static final String BOUNDARY = "----grense";
    static final Identity SVARUT = TestAuthority.selfSigned("SvarUt");

    @SuppressWarnings("ArrayRecordComponent") // carried to the request, never compared
    record FileEntry(String filnavn, byte[] bytes) {}

    final TokenIssuer tokens;
    final Path dir;
    final HttpClient http = HttpClient.newHttpClient();
    SvarUtEmulator emulator;

    SvarUtFixture(Path dir) throws IOException {
        this.dir = dir;
        tokens = TokenIssuer.start(0, null, List.of());
        SVARUT.write(dir.resolve("svarut.pem"), dir.resolve("svarut.key"));
        emulator = SvarUtEmulator.start(config(0, EmulatorConfig.MAX_PRINT_BYTES));
    }

    EmulatorConfig config(int port, long maxPrintBytes) {
        return config(port, maxPrintBytes, EmulatorConfig.CUT);
    }

    private EmulatorConfig config(int port, long maxPrintBytes, Duration cut) {
        return new EmulatorConfig(
                port,
                dir.resolve("lager"),
                tokens.jwksUrl("maskinporten"),
                tokens.issuerUrl("maskinporten"),
                List.of(OURS, OTHERS),
                dir.resolve("svarut.pem"),
                dir.resolve("svarut.key"),
                maxPrintBytes,
                cut);
    }

    void restart(Duration cut) throws IOException {
        emulator.close();
        emulator = SvarUtEmulator.start(config(0, EmulatorConfig.MAX_PRINT_BYTES, cut));
    }

    void restart(long maxPrintBytes) throws IOException {
        emulator.close();
        emulator = SvarUtEmulator.start(config(0, maxPrintBytes));
    }

    @Override
    public void close() {
        http.shutdownNow();
        emulator.close();
        tokens.close();
    }

    String token() {
        return tokens.token("maskinporten", Map.of("orgnr", ORGNR));
    }

    HttpRequest.Builder request(String path) {
        return request(path, OURS);
    }

    HttpRequest.Builder request(String path, Konto konto) {
        return HttpRequest.newBuilder(URI.create(emulator.url() + path))
                .header("Authorization", "Bearer " + token())
                .header("IntegrasjonId", konto.integrasjonId().toString())
                .header("IntegrasjonPassord", konto.integrasjonPassord());
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).build());
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(path);
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    HttpResponse<String> delete(String path) throws IOException, InterruptedException {
        return send(request(path).DELETE().build());
    }

    HttpResponse<String> sendForsendelse(ObjectNode forsendelse, FileEntry... files)
            throws IOException, InterruptedException {
        return sendMultipart(multipart(forsendelse.toString(), files));
    }

    HttpResponse<String> sendMultipart(byte[] body) throws IOException, InterruptedException {
        return send(sendRequest(body));
    }

    HttpRequest sendRequest(byte[] body) {
        return request(sendPath())
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
    }

    static String sendPath() {
        return "/api/v2/kontoer/" + OURS.kontoId() + "/forsendelser";
    }

    /** The id of a forsendelse with one PDF that is taken over. */
    String accepted(String eksternReferanse) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                sendForsendelse(forsendelse(eksternReferanse, "Soknad.pdf"), file("Soknad.pdf", "innhold"));
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.body());
        }
        return JSON.readTree(answer.body()).get("id").asText();
    }

    String status(String id) throws IOException, InterruptedException {
        HttpResponse<String> answer = post(sendPath() + "/status-sok", "{\"forsendelseIds\":[\"" + id + "\"]}");
        return JSON.readTree(answer.body()).at("/statuser/0/status").asText();
    }

    List<String> lookup(String eksternReferanse) throws IOException, InterruptedException {
        JsonNode ids = json(sendPath() + "?eksternRef=" + URLEncoder.encode(eksternReferanse, StandardCharsets.UTF_8))
                .get("forsendelseIds");
        return JSON.convertValue(ids, JSON.getTypeFactory().constructCollectionType(List.class, String.class));
    }

    static FileEntry file(String filnavn, String text) {
        return new FileEntry(filnavn, text.getBytes(StandardCharsets.UTF_8));
    }

    static ObjectNode forsendelse(String eksternReferanse, String... pdfs) {
        ObjectNode forsendelse = JSON.createObjectNode();
        forsendelse.put("tittel", "Søknad til NAV").put("eksternReferanse", eksternReferanse);
        forsendelse
                .putObject("mottaker")
                .put("navn", "Testkommune")
                .put("digitalId", "910229567")
                .put("postnummer", "0010")
                .put("poststed", "Oslo");
        forsendelse.put("avgivendeSystem", "digisos").put("forsendelsestype", "nav.digisos");
        for (String pdf : pdfs) {
            forsendelse.withArray("dokumenter").addObject().put("filnavn", pdf).put("mimeType", "application/pdf");
        }
        return forsendelse;
    }

    static byte[] multipart(String forsendelse, FileEntry... files) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        write(
                body,
                "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"forsendelse\"\r\n"
                        + "Content-Type: application/json;charset=UTF-8\r\n\r\n" + forsendelse + "\r\n");
        for (int i = 0; i < files.length; i++) {
            write(
                    body,
                    "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"filer_" + i + "\"; filename=\""
                            + files[i].filnavn() + "\"\r\nContent-Type: application/octet-stream\r\n\r\n");
            body.write(files[i].bytes());
            write(body, "\r\n");
        }
        write(body, "--" + BOUNDARY + "--\r\n");
        return body.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
