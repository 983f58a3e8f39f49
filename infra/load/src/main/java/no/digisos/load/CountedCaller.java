package no.digisos.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import no.digisos.seeds.SeedData;
import org.jspecify.annotations.Nullable;

/** Somebody who calls a function, with the three headers of identity; each call is counted. */
final class CountedCaller {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final HttpClient http;
    private final Tally tally;
    private final URI base;
    private final String token;
    private final SeedData.Integrasjon integration;

    CountedCaller(HttpClient http, Tally tally, URI base, String token, SeedData.Integrasjon integration) {
        this.http = http;
        this.tally = tally;
        this.base = base;
        this.token = token;
        this.integration = integration;
    }

    /** A whole body that is sent as it is, again and again. */
    record Body(String contentType, byte[] bytes) {
        static Body json(String text) {
            return new Body("application/json", text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The answer's body when it had the status; otherwise the call counts as an error, and the scenario's turn is over. */
    byte[] get(String name, int expected, String path) throws IOException, InterruptedException {
        return send(name, expected, "GET", path, null);
    }

    byte[] post(String name, int expected, String path, Body body) throws IOException, InterruptedException {
        return send(name, expected, "POST", path, body);
    }

    static JsonNode json(byte[] body) throws IOException {
        return JSON.readTree(body);
    }

    private byte[] send(String name, int expected, String method, String path, @Nullable Body body)
            throws IOException, InterruptedException {
        BodyPublisher publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body.bytes());
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(LIMIT)
                .method(method, publisher)
                .header("Authorization", "Bearer " + token)
                .header("IntegrasjonId", integration.id().toString())
                .header("IntegrasjonPassord", integration.passord());
        if (body != null) {
            request.header("Content-Type", body.contentType());
        }
        long started = System.nanoTime();
        HttpResponse<byte[]> response;
        try {
            response = http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            tally.count(name, System.nanoTime() - started, false);
            throw e;
        }
        boolean ok = response.statusCode() == expected;
        tally.count(name, System.nanoTime() - started, ok);
        if (!ok) {
            throw new IOException(name + " was answered with " + response.statusCode() + " "
                    + new String(response.body(), StandardCharsets.UTF_8));
        }
        return response.body();
    }
}
