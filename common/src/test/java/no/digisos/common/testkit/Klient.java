package no.digisos.common.testkit;

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
import org.jspecify.annotations.Nullable;

/** A caller of the API that knows the wire and nothing of our code: base address, token, integration. */
public final class Klient {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient http;
    private final String base;
    private final Map<String, String> hode;

    private Klient(HttpClient http, String base, Map<String, String> hode) {
        this.http = http;
        this.base = base;
        this.hode = hode;
    }

    public static Klient mot(String base) {
        return new Klient(
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(), base, Map.of());
    }

    /** A caller by TLS, with or without a certificate of its own. */
    public static Klient mot(String base, SSLContext tls) {
        return new Klient(
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .sslContext(tls)
                        .build(),
                base,
                Map.of());
    }

    /** The same caller with these three headers of identity. */
    public Klient som(String token, Fro.Integrasjon integrasjon) {
        return medHode("Authorization", "Bearer " + token)
                .medHode("IntegrasjonId", integrasjon.id().toString())
                .medHode("IntegrasjonPassord", integrasjon.passord());
    }

    /** The same caller by HTTP Basic. */
    public Klient basic(String bruker, String passord) {
        return medHode(
                "Authorization",
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString((bruker + ":" + passord).getBytes(StandardCharsets.UTF_8)));
    }

    public Klient medHode(String navn, String verdi) {
        Map<String, String> nytt = new LinkedHashMap<>(hode);
        nytt.put(navn, verdi);
        return new Klient(http, base, nytt);
    }

    public Svar get(String sti) {
        return send("GET", sti, BodyPublishers.noBody(), null);
    }

    public Svar delete(String sti) {
        return send("DELETE", sti, BodyPublishers.noBody(), null);
    }

    public Svar post(String sti, String json) {
        return send("POST", sti, BodyPublishers.ofString(json), "application/json");
    }

    public Svar post(String sti, Skjema skjema) {
        return send("POST", sti, skjema.kropp(), skjema.innholdstype());
    }

    public Svar send(String metode, String sti, BodyPublisher kropp, @Nullable String innholdstype) {
        HttpRequest.Builder foresporsel = HttpRequest.newBuilder(URI.create(base + sti))
                .timeout(Duration.ofMinutes(2))
                .method(metode, kropp);
        hode.forEach(foresporsel::header);
        if (innholdstype != null) {
            foresporsel.header("Content-Type", innholdstype);
        }
        try {
            return new Svar(http.send(foresporsel.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What came back. */
    public record Svar(HttpResponse<byte[]> svar) {
        public int status() {
            return svar.statusCode();
        }

        public byte[] bytes() {
            return svar.body();
        }

        public String tekst() {
            return new String(svar.body(), StandardCharsets.UTF_8);
        }

        public String hode(String navn) {
            return svar.headers().firstValue(navn).orElse("");
        }

        public JsonNode json() {
            try {
                return MAPPER.readTree(svar.body());
            } catch (IOException e) {
                throw new UncheckedIOException(status() + ": " + tekst(), e);
            }
        }
    }
}
