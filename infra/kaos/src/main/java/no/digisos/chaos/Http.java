package no.digisos.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** Calls over HTTP to what may be dead: no answer is an answer too. A request is sent once. */
final class Http {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI base;

    Http(URI base) {
        this.base = base;
    }

    /**
     * What came back.
     *
     * @param status 0 when nothing, or not all of it, came
     */
    @SuppressWarnings("ArrayRecordComponent") // read and never compared
    record Answer(int status, byte[] body) {

        /** Whether a careful caller repeats the call. */
        boolean unsure() {
            return status == 0 || status >= 500;
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** A missing node when it is not JSON. */
        JsonNode json() {
            try {
                JsonNode parsed = JSON.readTree(body);
                return parsed == null ? MissingNode.getInstance() : parsed;
            } catch (IOException e) {
                return MissingNode.getInstance();
            }
        }
    }

    Answer get(String path, Map<String, String> headers) throws InterruptedException {
        return send("GET", path, headers, BodyPublishers.noBody(), "");
    }

    Answer delete(String path, Map<String, String> headers) throws InterruptedException {
        return send("DELETE", path, headers, BodyPublishers.noBody(), "");
    }

    Answer post(String path, Map<String, String> headers, String json) throws InterruptedException {
        return send("POST", path, headers, BodyPublishers.ofString(json), "application/json");
    }

    Answer post(String path, Map<String, String> headers, BodyPublisher body, String contentType)
            throws InterruptedException {
        return send("POST", path, headers, body, contentType);
    }

    private Answer send(String method, String path, Map<String, String> headers, BodyPublisher body, String contentType)
            throws InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(LIMIT).method(method, body);
        headers.forEach(request::header);
        if (!contentType.isEmpty()) {
            request.header("Content-Type", contentType);
        }
        try {
            var answer = client.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(answer.statusCode(), answer.body());
        } catch (IOException e) {
            return new Answer(0, new byte[0]);
        }
    }
}
