package no.digisos.seeds.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import no.digisos.seeds.SeedData;
import org.jspecify.annotations.Nullable;

/** A caller of the API that knows the wire and nothing of our code: base address, token, integration. */
public final class Client {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient http;
    private final String base;
    private final Map<String, String> header;

    private Client(HttpClient http, String base, Map<String, String> header) {
        this.http = http;
        this.base = base;
        this.header = header;
    }

    /** A caller of this address, without a login. */
    public static Client against(String base) {
        return new Client(
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(), base, Map.of());
    }

    /** A caller by TLS, with or without a certificate of its own. */
    public static Client against(String base, SSLContext tls) {
        return new Client(
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .sslContext(tls)
                        .build(),
                base,
                Map.of());
    }

    /** The same caller with these three headers of identity. */
    public Client as(String token, SeedData.Integrasjon integrasjon) {
        return withHeader("Authorization", "Bearer " + token)
                .withHeader("IntegrasjonId", integrasjon.id().toString())
                .withHeader("IntegrasjonPassord", integrasjon.passord());
    }

    /** The same caller by HTTP Basic. */
    public Client basic(String user, String password) {
        return withHeader(
                "Authorization",
                "Basic "
                        + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
    }

    /** The same caller with this header beside those it has. */
    public Client withHeader(String name, String value) {
        Map<String, String> renewed = new LinkedHashMap<>(header);
        renewed.put(name, value);
        return new Client(http, base, renewed);
    }

    /** Reads. */
    public Answer get(String path) {
        return send("GET", path, BodyPublishers.noBody(), null);
    }

    /** Deletes. */
    public Answer delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody(), null);
    }

    /** Sends a JSON document. */
    public Answer post(String path, String json) {
        return send("POST", path, BodyPublishers.ofString(json), "application/json");
    }

    /** Sends a form. */
    public Answer post(String path, MultipartForm form) {
        return send("POST", path, form.body(), form.contentType());
    }

    /** Makes any call; what fails before an answer is thrown unchecked. */
    public Answer send(String method, String path, BodyPublisher body, @Nullable String contentType) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofMinutes(2))
                .method(method, body);
        header.forEach(request::header);
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        try {
            return new Answer(http.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What came back. */
    public record Answer(HttpResponse<byte[]> svar) {
        /** The HTTP status. */
        public int status() {
            return svar.statusCode();
        }

        /** The body as it came. */
        public byte[] bytes() {
            return svar.body();
        }

        /** The body as UTF-8. */
        public String text() {
            return new String(svar.body(), StandardCharsets.UTF_8);
        }

        /** The first value of this header; empty where it is missing. */
        public String header(String name) {
            return svar.headers().firstValue(name).orElse("");
        }

        /** The body read as JSON. */
        public JsonNode json() {
            try {
                return MAPPER.readTree(svar.body());
            } catch (IOException e) {
                throw new UncheckedIOException(status() + ": " + text(), e);
            }
        }
    }
}
