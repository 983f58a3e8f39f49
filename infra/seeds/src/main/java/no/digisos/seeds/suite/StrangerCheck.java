package no.digisos.seeds.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/**
 * Somebody without a login against every endpoint that the function's OpenAPI document has. Whatever they send is their fault and
 * not ours: no answer from 500 on, no line at ERROR, and no series of its own in the metrics.
 */
public abstract class StrangerCheck {
    private static final int TIMES = 3;
    private static final int ROUNDS = 4;
    private static final String FNR = "01819010001";
    private static final String HOST = "Host: localhost\r\nConnection: close\r\n";
    private static final int FRIST_MS = 60_000;
    private static final URI NOWHERE = URI.create("http://127.0.0.1:1/");

    private record Endpoint(String metode, String mal) {
        String path() {
            return mal.replaceAll("\\{[^}]*}", "11111111-1111-4111-8111-111111111111");
        }
    }

    @Test
    void no_forged_login_is_taken_for_a_fault_of_ours() throws IOException {
        LogGuard log = LogGuard.fromNow(base());
        List<String> feilet = new ArrayList<>();
        Map<String, Forgeries.Attempt> all = Forgeries.all(NOWHERE);
        for (Endpoint endpoint : endpoints()) {
            boolean forAll = status(without(endpoint, "")) / 100 == 2;
            for (Map.Entry<String, Forgeries.Attempt> attempt : all.entrySet()) {
                int status = status(without(endpoint, attempt.getValue().hode()));
                if ((status < 300 && !forAll) || status < 200 || status >= 500) {
                    feilet.add(status + " " + attempt.getKey() + " " + endpoint);
                }
            }
        }
        assertThat(feilet).isEmpty();
        assertThat(log.failure()).isEmpty();
    }

    /** What they are sent with is right, NAV's integration and its password, and what they ask is for organisations alone. */
    @Test
    void no_forged_token_is_worth_what_the_right_one_is() throws IOException {
        Endpoint open = endpoints().stream()
                .filter(e -> e.metode().equals("GET"))
                .filter(e -> Forgeries.correct().stream().allMatch(correct -> letsIn(e, correct))
                        && !letsIn(e, Forgeries.citizens()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the right tokens open nothing here"));
        List<String> feilet = new ArrayList<>();
        try (ServerSocket trap = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            URI address = URI.create("http://127.0.0.1:" + trap.getLocalPort() + "/nokler");
            for (Map.Entry<String, Forgeries.Attempt> attempt :
                    Forgeries.all(address).entrySet()) {
                int status = status(without(open, attempt.getValue().hode() + asNav(attempt.getValue())));
                if (!attempt.getValue().svar().contains(status)) {
                    feilet.add(status + " " + attempt.getKey());
                }
            }
            trap.setSoTimeout(1);
            assertThatThrownBy(trap::accept)
                    .as("no key is fetched from where a token says")
                    .isInstanceOf(SocketTimeoutException.class);
        }
        assertThat(feilet).as(open.toString()).isEmpty();
    }

    private static boolean letsIn(Endpoint endpoint, String header) {
        try {
            return status(without(endpoint, header + asNav(new Forgeries.Attempt(header, Set.of())))) != 401;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** NAV's integration, when the login does not bring one. */
    private static String asNav(Forgeries.Attempt attempt) {
        return attempt.hode().contains("IntegrasjonId")
                ? ""
                : "IntegrasjonId: " + SeedData.NAV.id() + "\r\nIntegrasjonPassord: " + SeedData.NAV.passord() + "\r\n";
    }

    private static String without(Endpoint endpoint, String login) {
        return endpoint.metode() + " " + endpoint.path() + " HTTP/1.1\r\n" + HOST + login + "Content-Length: 0\r\n\r\n";
    }

    @Test
    void no_broken_request_is_taken_for_a_fault_of_ours() throws IOException {
        LogGuard log = LogGuard.fromNow(base());
        List<String> feilet = new ArrayList<>();
        for (Endpoint endpoint : endpoints()) {
            for (String rest : oddRequests()) {
                int status = status(endpoint.metode() + " " + endpoint.path() + " HTTP/1.1\r\n" + rest);
                if (status >= 500) {
                    feilet.add(status + " " + endpoint + " " + rest);
                }
            }
        }
        for (String request : notHttp()) {
            int status = status(request);
            if (status >= 500) {
                feilet.add(status + " " + request);
            }
        }
        for (Endpoint endpoint : endpoints()) {
            breakOff(endpoint.metode() + " " + endpoint.path() + " HTTP/1.1\r\n" + HOST + "Content-Length: 9\r\n\r\n{");
            breakOff(endpoint.metode() + " " + endpoint.path() + " HTTP/1.1\r\nHost: ");
        }
        assertThat(feilet).isEmpty();
        assertThat(log.failure()).isEmpty();
    }

    @Test
    void series_do_not_grow_with_what_callers_make_up() throws IOException {
        Client anyone = Client.against(base());
        List<Endpoint> endpoints = endpoints();
        invent(anyone, endpoints, 0);
        long growth = Long.MAX_VALUE;
        // A call is counted after its answer, also one that an earlier test left to run out. What callers make up would
        // grow each time.
        for (int time = 0; time < TIMES && growth > 0; time++) {
            long before = series(anyone);
            for (int i = 1; i <= ROUNDS; i++) {
                invent(anyone, endpoints, time * ROUNDS + i);
            }
            growth = series(anyone) - before;
        }
        assertThat(growth).as("series that are new").isLessThanOrEqualTo(0);
        String metrics = anyone.get("/q/metrics").text();
        assertThat(metrics)
                .contains("method=\"UNKNOWN\"")
                .contains("uri=\"UNMATCHED\"")
                .doesNotContain("FINNPAA")
                .doesNotContain("finnpaa")
                .doesNotContain("NOT_FOUND")
                .doesNotContain(FNR);
        List<String> labels = new ArrayList<>();
        endpoints.forEach(e -> labels.add("uri=\"" + e.mal() + "\""));
        assertThat(labels).allMatch(metrics::contains);
    }

    /** Methods that nobody has, paths that no resource answers or that none answers by this method, and what is no request. */
    private static void invent(Client client, List<Endpoint> endpoints, int i) throws IOException {
        for (Endpoint endpoint : endpoints) {
            String template = endpoint.mal();
            client.send(endpoint.metode(), endpoint.path(), BodyPublishers.noBody(), null);
            client.send("FINNPAA" + i, endpoint.path(), BodyPublishers.noBody(), null);
            client.send("FINNPAA" + i, template.replaceAll("\\{[^}]*}", FNR + i), BodyPublishers.noBody(), null);
            client.send("PATCH", template.replaceAll("\\{[^}]*}", FNR + i), BodyPublishers.noBody(), null);
            client.get(template.replaceAll("\\{[^}]*}", "%7Bfinnpaa" + i + "%7D"));
            client.get(endpoint.path() + "/finnpaa" + i);
            client.withHeader("Authorization", "Bearer finnpaa" + i).get(endpoint.path() + "/finnpaa" + i);
            int _ = status("GET " + endpoint.path() + "/%zzfinnpaa" + i + " HTTP/1.1\r\n" + HOST + "\r\n");
            int _ = status("GET /finnpaa" + i + " HTTP/1.1\r\nHost: a b" + i + "\r\nConnection: close\r\n\r\n");
        }
        client.send("FINNPAA" + i, "/" + FNR + i, BodyPublishers.noBody(), null);
        client.get("/%25finnpaa" + i);
        client.get("/q/finnpaa" + i);
        client.get("/q/health/finnpaa" + i);
    }

    private static long series(Client client) {
        return client.get("/q/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith("http_") || line.startsWith("digisos_"))
                .count();
    }

    /** The rest of a request: odd fields, and bodies that are not what the fields say. */
    private static List<String> oddRequests() {
        List<String> all = new ArrayList<>();
        for (String field : List.of(
                "Accept: ;;;",
                "Accept: tull",
                "Accept: */*;q=9",
                "Accept-Language: %%%",
                "Accept-Encoding: ,,;q=x",
                "Range: bytes=tull",
                "Range: bytes=9-1,-5",
                "If-Match: *",
                "If-None-Match: \"",
                "If-Modified-Since: i går",
                "Expect: tull",
                "Content-Encoding: gzip",
                "Origin: null",
                "Cookie: \"\u00e6=;;=\u00f8",
                "Upgrade: h2c\r\nHTTP2-Settings: x",
                "Upgrade: websocket\r\nSec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13",
                "X-Forwarded-For: tull, tull\r\n"
                        + "X-Forwarded-Proto: tull\r\nX-Forwarded-Port: tull\r\nForwarded: ;;;=,",
                "traceparent: 00-tull-x-zz\r\ntracestate: ===",
                "Idempotency-Key: " + "x".repeat(5_000),
                "Content-Type: ;;;",
                "Content-Type: multipart/form-data",
                "Content-Type: application/json; charset=tull",
                "X-HTTP-Method-Override: TULL",
                "Origin: http://x\r\nAccess-Control-Request-Method: TULL\r\nAccess-Control-Request-Headers: ,,,")) {
            all.add(HOST + field + "\r\nContent-Length: 0\r\n\r\n");
        }
        all.add(HOST + "Content-Type: application/json\r\nContent-Length: 1\r\n\r\n{");
        all.add(HOST + "Content-Type: application/json\r\nContent-Length: 4\r\n\r\nnull");
        all.add(HOST + "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 9\r\n\r\n--x\r\n\r\n--");
        all.add(HOST + "Content-Type: multipart/form-data; boundary=\r\nContent-Length: 2\r\n\r\n--");
        all.add(HOST + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 5\r\n\r\n%zz=&");
        all.add(HOST + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        all.add(HOST + "Transfer-Encoding: chunked\r\n\r\ntull\r\n");
        all.add(HOST + "Transfer-Encoding: gzip\r\nContent-Length: 0\r\n\r\n");
        all.add(HOST + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n");
        all.add(HOST + "Content-Length: 99999999999999999999\r\n\r\n");
        all.add(HOST + "Content-Length: -1\r\n\r\n");
        all.add("Host: a b\r\nConnection: close\r\n\r\n");
        all.add("Connection: close\r\n\r\n");
        all.add(HOST + "X: " + "x".repeat(40_000) + "\r\n\r\n");
        return all;
    }

    private static List<String> notHttp() {
        return List.of(
                "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003tull\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "tull\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: " + "v".repeat(9_000) + "\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: " + "%41".repeat(3_000) + ":1\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a%4\r\nConnection: close\r\n\r\n",
                "GET / HTTP/9.9\r\n" + HOST + "\r\n",
                "GET / TULL\r\n" + HOST + "\r\n",
                "get / HTTP/1.1\r\n" + HOST + "\r\n",
                "CONNECT x:443 HTTP/1.1\r\n" + HOST + "\r\n",
                "OPTIONS * HTTP/1.1\r\n" + HOST + "\r\n",
                "TRACE / HTTP/1.1\r\n" + HOST + "\r\n",
                "GET http://[tull/ HTTP/1.1\r\n" + HOST + "\r\n",
                "GET http://annen.example/q/health HTTP/1.1\r\n" + HOST + "\r\n",
                "GET //..//..;/%2e%2e/%5c HTTP/1.1\r\n" + HOST + "\r\n",
                "GET /%zz HTTP/1.1\r\n" + HOST + "\r\n",
                "GET /%00 HTTP/1.1\r\n" + HOST + "\r\n",
                "GET /%ff%fe?%ff=%zz HTTP/1.1\r\n" + HOST + "\r\n",
                "GET /\u00e6 HTTP/1.1\r\n" + HOST + "\r\n",
                "GET /" + "x".repeat(20_000) + " HTTP/1.1\r\n" + HOST + "\r\n",
                "GET / HTTP/1.1\r\nugyldig navn: x\r\n" + HOST + "\r\n",
                "GET / HTTP/1.1\r\n" + HOST + "X: a\0b\r\n\r\n");
    }

    private static List<Endpoint> endpoints() throws IOException {
        try (InputStream dokument =
                Thread.currentThread().getContextClassLoader().getResourceAsStream("apibeskrivelse.json")) {
            JsonNode paths = new ObjectMapper()
                    .readTree(Objects.requireNonNull(dokument).readAllBytes())
                    .path("paths");
            List<Endpoint> all = new ArrayList<>();
            paths.fieldNames()
                    .forEachRemaining(template -> paths.get(template)
                            .fieldNames()
                            .forEachRemaining(
                                    method -> all.add(new Endpoint(method.toUpperCase(Locale.ROOT), template))));
            assertThat(all).isNotEmpty();
            return all;
        }
    }

    /** The status of the answer; 0 when the connection was closed without one. */
    private static int status(String request) throws IOException {
        try (Socket connection = link()) {
            connection.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(connection.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            return answer.isEmpty() ? 0 : Integer.parseInt(answer.substring(9, 12));
        }
    }

    /** Says something, and is gone without waiting for the answer. */
    private static void breakOff(String request) throws IOException {
        try (Socket connection = link()) {
            connection.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            connection.setSoLinger(true, 0);
        }
    }

    private static Socket link() throws IOException {
        Socket connection =
                new Socket(InetAddress.getLoopbackAddress(), URI.create(base()).getPort());
        connection.setSoTimeout(FRIST_MS);
        return connection;
    }

    private static String base() {
        return ConfigProvider.getConfig().getValue("test.url", String.class);
    }
}
