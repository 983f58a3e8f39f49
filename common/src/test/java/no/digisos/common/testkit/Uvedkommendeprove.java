package no.digisos.common.testkit;

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
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/**
 * Somebody without a login against every endpoint that the function's OpenAPI document has. Whatever they send is their fault and
 * not ours: no answer from 500 on, no line at ERROR, and no series of its own in the metrics.
 */
public abstract class Uvedkommendeprove {
    private static final String FNR = "01819010001";
    private static final String VERT = "Host: localhost\r\nConnection: close\r\n";
    private static final int FRIST_MS = 60_000;
    private static final URI INGENSTEDS = URI.create("http://127.0.0.1:1/");

    private record Endepunkt(String metode, String mal) {
        String sti() {
            return mal.replaceAll("\\{[^}]*}", "11111111-1111-4111-8111-111111111111");
        }
    }

    @Test
    void no_forged_login_is_taken_for_a_fault_of_ours() throws IOException {
        Loggvakt logg = Loggvakt.fraNa(base());
        List<String> feilet = new ArrayList<>();
        Map<String, Forfalskninger.Forsok> alle = Forfalskninger.alle(INGENSTEDS);
        for (Endepunkt endepunkt : endepunkter()) {
            boolean forAlle = status(uten(endepunkt, "")) / 100 == 2;
            for (Map.Entry<String, Forfalskninger.Forsok> forsok : alle.entrySet()) {
                int status = status(uten(endepunkt, forsok.getValue().hode()));
                if ((status < 300 && !forAlle) || status < 200 || status >= 500) {
                    feilet.add(status + " " + forsok.getKey() + " " + endepunkt);
                }
            }
        }
        assertThat(feilet).isEmpty();
        assertThat(logg.feil()).isEmpty();
    }

    /** What they are sent with is right, NAV's integration and its password, and what they ask is for organisations alone. */
    @Test
    void no_forged_token_is_worth_what_the_right_one_is() throws IOException {
        Endepunkt apent = endepunkter().stream()
                .filter(e -> e.metode().equals("GET"))
                .filter(e -> Forfalskninger.riktige().stream().allMatch(riktig -> slipperInn(e, riktig))
                        && !slipperInn(e, Forfalskninger.borgers()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the right tokens open nothing here"));
        List<String> feilet = new ArrayList<>();
        try (ServerSocket felle = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            URI adresse = URI.create("http://127.0.0.1:" + felle.getLocalPort() + "/nokler");
            for (Map.Entry<String, Forfalskninger.Forsok> forsok :
                    Forfalskninger.alle(adresse).entrySet()) {
                int status = status(uten(apent, forsok.getValue().hode() + somNav(forsok.getValue())));
                if (!forsok.getValue().svar().contains(status)) {
                    feilet.add(status + " " + forsok.getKey());
                }
            }
            felle.setSoTimeout(1);
            assertThatThrownBy(felle::accept)
                    .as("no key is fetched from where a token says")
                    .isInstanceOf(SocketTimeoutException.class);
        }
        assertThat(feilet).as(apent.toString()).isEmpty();
    }

    private static boolean slipperInn(Endepunkt endepunkt, String hode) {
        try {
            return status(uten(endepunkt, hode + somNav(new Forfalskninger.Forsok(hode, Set.of())))) != 401;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** NAV's integration, when the login does not bring one. */
    private static String somNav(Forfalskninger.Forsok forsok) {
        return forsok.hode().contains("IntegrasjonId")
                ? ""
                : "IntegrasjonId: " + Fro.NAV.id() + "\r\nIntegrasjonPassord: " + Fro.NAV.passord() + "\r\n";
    }

    private static String uten(Endepunkt endepunkt, String innlogging) {
        return endepunkt.metode() + " " + endepunkt.sti() + " HTTP/1.1\r\n" + VERT + innlogging
                + "Content-Length: 0\r\n\r\n";
    }

    @Test
    void no_broken_request_is_taken_for_a_fault_of_ours() throws IOException {
        Loggvakt logg = Loggvakt.fraNa(base());
        List<String> feilet = new ArrayList<>();
        for (Endepunkt endepunkt : endepunkter()) {
            for (String resten : odde()) {
                int status = status(endepunkt.metode() + " " + endepunkt.sti() + " HTTP/1.1\r\n" + resten);
                if (status >= 500) {
                    feilet.add(status + " " + endepunkt + " " + resten);
                }
            }
        }
        for (String foresporsel : ikkeHttp()) {
            int status = status(foresporsel);
            if (status >= 500) {
                feilet.add(status + " " + foresporsel);
            }
        }
        for (Endepunkt endepunkt : endepunkter()) {
            brytAv(endepunkt.metode() + " " + endepunkt.sti() + " HTTP/1.1\r\n" + VERT + "Content-Length: 9\r\n\r\n{");
            brytAv(endepunkt.metode() + " " + endepunkt.sti() + " HTTP/1.1\r\nHost: ");
        }
        assertThat(feilet).isEmpty();
        assertThat(logg.feil()).isEmpty();
    }

    @Test
    void series_do_not_grow_with_what_callers_make_up() throws IOException {
        Klient hvemsomhelst = Klient.mot(base());
        List<Endepunkt> endepunkter = endepunkter();
        finnPa(hvemsomhelst, endepunkter, 1);
        long forst = serier(hvemsomhelst);
        for (int i = 2; i < 6; i++) {
            finnPa(hvemsomhelst, endepunkter, i);
        }
        assertThat(serier(hvemsomhelst)).isLessThanOrEqualTo(forst);
        String metrikker = hvemsomhelst.get("/q/metrics").tekst();
        assertThat(metrikker)
                .contains("method=\"UNKNOWN\"")
                .contains("uri=\"UNMATCHED\"")
                .doesNotContain("FINNPAA")
                .doesNotContain("finnpaa")
                .doesNotContain("NOT_FOUND")
                .doesNotContain(FNR);
        List<String> etiketter = new ArrayList<>();
        endepunkter.forEach(e -> etiketter.add("uri=\"" + e.mal() + "\""));
        assertThat(etiketter).allMatch(metrikker::contains);
    }

    /** Methods that nobody has, paths that no resource answers or that none answers by this method, and what is no request. */
    private static void finnPa(Klient klient, List<Endepunkt> endepunkter, int i) throws IOException {
        for (Endepunkt endepunkt : endepunkter) {
            String mal = endepunkt.mal();
            klient.send(endepunkt.metode(), endepunkt.sti(), BodyPublishers.noBody(), null);
            klient.send("FINNPAA" + i, endepunkt.sti(), BodyPublishers.noBody(), null);
            klient.send("FINNPAA" + i, mal.replaceAll("\\{[^}]*}", FNR + i), BodyPublishers.noBody(), null);
            klient.send("PATCH", mal.replaceAll("\\{[^}]*}", FNR + i), BodyPublishers.noBody(), null);
            klient.get(mal.replaceAll("\\{[^}]*}", "%7Bfinnpaa" + i + "%7D"));
            klient.get(endepunkt.sti() + "/finnpaa" + i);
            klient.medHode("Authorization", "Bearer finnpaa" + i).get(endepunkt.sti() + "/finnpaa" + i);
            int _ = status("GET " + endepunkt.sti() + "/%zzfinnpaa" + i + " HTTP/1.1\r\n" + VERT + "\r\n");
            int _ = status("GET /finnpaa" + i + " HTTP/1.1\r\nHost: a b" + i + "\r\nConnection: close\r\n\r\n");
        }
        klient.send("FINNPAA" + i, "/" + FNR + i, BodyPublishers.noBody(), null);
        klient.get("/%25finnpaa" + i);
        klient.get("/q/finnpaa" + i);
        klient.get("/q/health/finnpaa" + i);
    }

    private static long serier(Klient klient) {
        return klient.get("/q/metrics")
                .tekst()
                .lines()
                .filter(linje -> linje.startsWith("http_") || linje.startsWith("digisos_"))
                .count();
    }

    /** The rest of a request: odd fields, and bodies that are not what the fields say. */
    private static List<String> odde() {
        List<String> alle = new ArrayList<>();
        for (String felt : List.of(
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
            alle.add(VERT + felt + "\r\nContent-Length: 0\r\n\r\n");
        }
        alle.add(VERT + "Content-Type: application/json\r\nContent-Length: 1\r\n\r\n{");
        alle.add(VERT + "Content-Type: application/json\r\nContent-Length: 4\r\n\r\nnull");
        alle.add(VERT + "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 9\r\n\r\n--x\r\n\r\n--");
        alle.add(VERT + "Content-Type: multipart/form-data; boundary=\r\nContent-Length: 2\r\n\r\n--");
        alle.add(VERT + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 5\r\n\r\n%zz=&");
        alle.add(VERT + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        alle.add(VERT + "Transfer-Encoding: chunked\r\n\r\ntull\r\n");
        alle.add(VERT + "Transfer-Encoding: gzip\r\nContent-Length: 0\r\n\r\n");
        alle.add(VERT + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n");
        alle.add(VERT + "Content-Length: 99999999999999999999\r\n\r\n");
        alle.add(VERT + "Content-Length: -1\r\n\r\n");
        alle.add("Host: a b\r\nConnection: close\r\n\r\n");
        alle.add("Connection: close\r\n\r\n");
        alle.add(VERT + "X: " + "x".repeat(40_000) + "\r\n\r\n");
        return alle;
    }

    private static List<String> ikkeHttp() {
        return List.of(
                "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003tull\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "tull\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: " + "v".repeat(9_000) + "\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: " + "%41".repeat(3_000) + ":1\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a%4\r\nConnection: close\r\n\r\n",
                "GET / HTTP/9.9\r\n" + VERT + "\r\n",
                "GET / TULL\r\n" + VERT + "\r\n",
                "get / HTTP/1.1\r\n" + VERT + "\r\n",
                "CONNECT x:443 HTTP/1.1\r\n" + VERT + "\r\n",
                "OPTIONS * HTTP/1.1\r\n" + VERT + "\r\n",
                "TRACE / HTTP/1.1\r\n" + VERT + "\r\n",
                "GET http://[tull/ HTTP/1.1\r\n" + VERT + "\r\n",
                "GET http://annen.example/q/health HTTP/1.1\r\n" + VERT + "\r\n",
                "GET //..//..;/%2e%2e/%5c HTTP/1.1\r\n" + VERT + "\r\n",
                "GET /%zz HTTP/1.1\r\n" + VERT + "\r\n",
                "GET /%00 HTTP/1.1\r\n" + VERT + "\r\n",
                "GET /%ff%fe?%ff=%zz HTTP/1.1\r\n" + VERT + "\r\n",
                "GET /\u00e6 HTTP/1.1\r\n" + VERT + "\r\n",
                "GET /" + "x".repeat(20_000) + " HTTP/1.1\r\n" + VERT + "\r\n",
                "GET / HTTP/1.1\r\nugyldig navn: x\r\n" + VERT + "\r\n",
                "GET / HTTP/1.1\r\n" + VERT + "X: a\0b\r\n\r\n");
    }

    private static List<Endepunkt> endepunkter() throws IOException {
        try (InputStream dokument =
                Thread.currentThread().getContextClassLoader().getResourceAsStream("apibeskrivelse.json")) {
            JsonNode stier = new ObjectMapper()
                    .readTree(Objects.requireNonNull(dokument).readAllBytes())
                    .path("paths");
            List<Endepunkt> alle = new ArrayList<>();
            stier.fieldNames()
                    .forEachRemaining(mal -> stier.get(mal)
                            .fieldNames()
                            .forEachRemaining(metode -> alle.add(new Endepunkt(metode.toUpperCase(Locale.ROOT), mal))));
            assertThat(alle).isNotEmpty();
            return alle;
        }
    }

    /** The status of the answer; 0 when the connection was closed without one. */
    private static int status(String foresporsel) throws IOException {
        try (Socket forbindelse = koble()) {
            forbindelse.getOutputStream().write(foresporsel.getBytes(StandardCharsets.ISO_8859_1));
            String svar = new String(forbindelse.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            return svar.isEmpty() ? 0 : Integer.parseInt(svar.substring(9, 12));
        }
    }

    /** Says something, and is gone without waiting for the answer. */
    private static void brytAv(String foresporsel) throws IOException {
        try (Socket forbindelse = koble()) {
            forbindelse.getOutputStream().write(foresporsel.getBytes(StandardCharsets.ISO_8859_1));
            forbindelse.setSoLinger(true, 0);
        }
    }

    private static Socket koble() throws IOException {
        Socket forbindelse =
                new Socket(InetAddress.getLoopbackAddress(), URI.create(base()).getPort());
        forbindelse.setSoTimeout(FRIST_MS);
        return forbindelse;
    }

    private static String base() {
        return ConfigProvider.getConfig().getValue("test.url", String.class);
    }
}
