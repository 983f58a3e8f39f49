package no.digisos.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import no.digisos.common.crypto.Certificates;
import no.digisos.local.stack.StackJson.Integrasjon;
import no.digisos.seeds.client.MultipartForm;

/** Somebody who calls over HTTP, with headers of its own; each call is written down with its status and its time. */
final class DemoCaller {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Journal journal;
    private final HttpClient http;
    private final String who;
    private final URI base;
    private final Map<String, String> headers;

    private DemoCaller(Journal journal, HttpClient http, String who, URI base, Map<String, String> headers) {
        this.journal = journal;
        this.http = http;
        this.who = who;
        this.base = base;
        this.headers = headers;
    }

    /** Somebody without any headers. */
    static DemoCaller of(Journal journal, HttpClient http, String who, URI base) {
        return new DemoCaller(journal, http, who, base, Map.of());
    }

    /** A client that trusts this certificate (PEM) alone. */
    static HttpClient trusting(Path ca) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("ca", Certificates.parse(Files.readAllBytes(ca)));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, trust.getTrustManagers(), null);
            return HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .sslContext(tls)
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IOException("the gateway's CA cannot be trusted", e);
        }
    }

    /** The same with the three headers of identity (contract.md 0.2). */
    DemoCaller as(String token, Integrasjon integrasjon) {
        Map<String, String> identity = new LinkedHashMap<>();
        identity.put("Authorization", "Bearer " + token);
        identity.put("IntegrasjonId", integrasjon.id().toString());
        identity.put("IntegrasjonPassord", integrasjon.passord());
        return new DemoCaller(journal, http, who, base, identity);
    }

    /** What came back. */
    record Answer(String call, int status, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new CheckFailedException(call + " did not answer JSON but: " + text());
            }
        }
    }

    Answer get(int expected, String path) throws IOException, InterruptedException {
        return send(expected, "GET", path, BodyPublishers.noBody(), "");
    }

    Answer post(int expected, String path, String json) throws IOException, InterruptedException {
        return send(expected, "POST", path, BodyPublishers.ofString(json), "application/json");
    }

    Answer post(int expected, String path, MultipartForm multipart) throws IOException, InterruptedException {
        return send(expected, "POST", path, multipart.body(), multipart.contentType());
    }

    private Answer send(int expected, String method, String path, HttpRequest.BodyPublisher body, String contentType)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(LIMIT).method(method, body);
        headers.forEach(request::header);
        if (!contentType.isEmpty()) {
            request.header("Content-Type", contentType);
        }
        long started = System.nanoTime();
        HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
        Duration took = Duration.ofNanos(System.nanoTime() - started);
        journal.did(who, method, path, response.statusCode(), took);
        Answer answer = new Answer(method + " " + path, response.statusCode(), response.body());
        if (answer.status() != expected) {
            throw new CheckFailedException(answer.call() + " by " + who + ": expected " + expected + ", but it was "
                    + answer.status() + " " + answer.text());
        }
        return answer;
    }
}
