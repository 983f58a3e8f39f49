package no.digisos.seeds.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What slow callers may take of a function, and what they leave to others; for each function that answers callers. There are two
 * places for each direction here, one for each caller, and room for one in line; nothing but the order of events is looked at.
 */
public abstract class SlowCallersSuite {
    private static final int KIB = 1024;
    private static final int MIB = KIB * KIB;
    private static final String UPLOAD = "OPPLASTING";
    private static final String DOWNLOAD = "NEDLASTING";
    private static final int FRIST_MS = 120_000;
    /** How long a slow caller rests between two bytes. */
    private static final int PAUSE_MS = 100;

    /** Few places; a caller may stall for two seconds, and a second more for every 4 KiB that it has sent or taken. */
    public static final class Profile implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.ofEntries(
                    Map.entry("digisos.overforing.opplastinger", "2"),
                    Map.entry("digisos.overforing.opplastinger-per-integrasjon", "1"),
                    Map.entry("digisos.overforing.nedlastinger", "2"),
                    Map.entry("digisos.overforing.nedlastinger-per-integrasjon", "1"),
                    Map.entry("digisos.overforing.maks-ko", "1"),
                    Map.entry("digisos.overforing.maks-ko-per-integrasjon", "1"),
                    Map.entry("digisos.overforing.maks-ventetid", "PT10M"),
                    Map.entry("digisos.overforing.minste-fart", "4K"),
                    Map.entry("digisos.overforing.nadetid", "PT2S"),
                    Map.entry("digisos.overforing.maks-json-minne", "4M"),
                    Map.entry("quarkus.http.read-timeout", "10M"));
        }
    }

    /** Header fields of one who may call {@link #postPath()}, each with its line end. */
    protected abstract String one();

    /** Header fields of another who may; null where there is none. */
    protected abstract @Nullable String another();

    /** An address that reads a JSON document. */
    protected abstract String postPath();

    /** A document that it answers with 2xx. */
    protected abstract String json();

    /** An address that is read without a body, by {@link #one()}. */
    protected abstract String getPath();

    /** A document of at least this many bytes to be downloaded; null where the function streams none. */
    protected abstract @Nullable Download download(int bytes);

    /**
     * A download.
     *
     * @param hode header fields of one who may have it, each with its line end
     */
    public record Download(String sti, String hode) {}

    /** The header fields of an integration's call. */
    protected static String header(String token, SeedData.Integrasjon integrasjon) {
        return "Authorization: Bearer " + token + "\r\nIntegrasjonId: " + integrasjon.id() + "\r\nIntegrasjonPassord: "
                + integrasjon.passord() + "\r\n";
    }

    @Test
    void slow_bodies_take_their_places_and_no_more() throws IOException {
        try (Call slow = call();
                Call pending = call();
                Call tooMuch = call()) {
            slow.begin(one(), 2 * MIB).write(" ".repeat(MIB));
            waitUntil("digisos_overforinger", UPLOAD, 1);
            pending.begin(one(), 64 * KIB + json().length()).write(" ".repeat(64 * KIB) + json());
            waitUntil("digisos_overforinger_ko", UPLOAD, 1);

            tooMuch.begin(one(), 64 * KIB + json().length()).write(" ".repeat(64 * KIB) + json());
            Answer avvist = tooMuch.read();
            assertThat(avvist.status()).as(avvist.kropp()).isEqualTo(503);
            assertThat(avvist.hode()).containsIgnoringCase("\nretry-after: ");
            assertThat(avvist.json().get("errorCode").asText()).isEqualTo("UTILGJENGELIG");
            assertThat(avvist.json().has("errorId")).isTrue();

            shortCallsAreAnswered();
            String another = another();
            if (another != null) {
                try (Call others = call()) {
                    others.begin(another, 64 * KIB + json().length()).write(" ".repeat(64 * KIB) + json());
                    Answer answer = others.read();
                    assertThat(answer.status()).as(answer.kropp()).isBetween(200, 299);
                }
                try (Call others = call()) {
                    others.begin(another, 2 * MIB).write(" ".repeat(MIB));
                    waitUntil("digisos_overforinger", UPLOAD, 2);
                    shortCallsAreAnswered();
                }
                waitUntil("digisos_overforinger", UPLOAD, 1);
            }

            slow.close();
            Answer answer = pending.read();
            assertThat(answer.status()).as(answer.kropp()).isBetween(200, 299);
        }
        waitUntil("digisos_overforinger", UPLOAD, 0);
    }

    @Test
    void a_body_below_the_least_rate_is_given_up_though_it_never_stalls() throws IOException {
        // One that has its place, and one that has none yet.
        for (int initial : new int[] {17 * KIB, 0}) {
            try (Call slow = call()) {
                slow.begin(one(), 2 * MIB).write(" ".repeat(initial));
                Answer answer = slow.dripUntilAnswer(initial == 0 ? 1 : 0);
                assertThat(answer.status()).as(answer.kropp()).isEqualTo(408);
                assertThat(answer.json().get("errorCode").asText()).isEqualTo("TIDSAVBRUDD");
                assertThat(answer.hode()).containsIgnoringCase("\nconnection: close");
                assertThat(slow.isClosed()).isTrue();
            }
            waitUntil("digisos_overforinger", UPLOAD, 0);
        }
    }

    @Test
    void a_body_above_the_least_rate_passes_though_it_takes_longer_than_one_may_stall() throws IOException {
        try (Call calm = call()) {
            int rounds = 30;
            calm.begin(one(), rounds * KIB + json().length());
            for (int i = 0; i < rounds; i++) {
                calm.write(" ".repeat(KIB)).rest();
            }
            Answer answer = calm.write(json()).read();
            assertThat(answer.status()).as(answer.kropp()).isBetween(200, 299);
        }
    }

    @Test
    void a_tree_that_outgrows_its_text_is_refused_and_leaves_nothing_behind() throws IOException {
        String tree = "{\"a\":[" + "[],".repeat(100_000) + "[]]}";
        for (int i = 0; i < 3; i++) {
            try (Call call = call()) {
                Answer answer = call.begin(one(), tree.length()).write(tree).read();
                assertThat(answer.status()).as(answer.kropp()).isEqualTo(413);
                assertThat(answer.json().get("errorCode").asText()).isEqualTo("FOR_STOR");
            }
        }
        try (Call call = call()) {
            String large = " ".repeat(3 * MIB) + json();
            Answer answer = call.begin(one(), large.length()).write(large).read();
            assertThat(answer.status()).as(answer.kropp()).isBetween(200, 299);
        }
    }

    @Test
    void slow_downloads_take_their_places_and_no_more() throws IOException {
        int bytes = 24 * MIB;
        Download file = download(bytes);
        if (file == null) {
            return;
        }
        try (Call slow = call();
                Call pending = call();
                Call tooMuch = call()) {
            slow.write(get(file.sti(), file.hode()));
            waitUntil("digisos_overforinger", DOWNLOAD, 1);
            pending.write(get(file.sti(), file.hode()));
            waitUntil("digisos_overforinger_ko", DOWNLOAD, 1);
            Answer avvist = tooMuch.write(get(file.sti(), file.hode())).read();
            assertThat(avvist.status()).as(avvist.kropp()).isEqualTo(503);
            assertThat(avvist.hode()).containsIgnoringCase("\nretry-after: ");
            shortCallsAreAnswered();

            slow.close();
            assertThat(pending.countBody()).isGreaterThanOrEqualTo(bytes);
        }
        waitUntil("digisos_overforinger", DOWNLOAD, 0);
    }

    private void shortCallsAreAnswered() throws IOException {
        for (String shortened :
                new String[] {get(getPath(), one()), get("/q/health/live", ""), post(one(), json().length()) + json()
                }) {
            try (Call call = call()) {
                Answer answer = call.write(shortened).read();
                assertThat(answer.status()).as(answer.kropp()).isBetween(200, 299);
            }
        }
    }

    private String post(String header, int length) {
        return "POST " + postPath() + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + header
                + "Content-Length: " + length + "\r\n\r\n";
    }

    private static String get(String path, String header) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n";
    }

    /** Asks until the number is what it is to be. */
    private static void waitUntil(String metric, String direction, int count) {
        String line = metric + "{retning=\"" + direction + "\"} " + count + ".0";
        long frist = System.nanoTime() + FRIST_MS * 1_000_000L;
        String last;
        do {
            last = Client.against(base()).get("/q/metrics").text();
        } while (!last.contains(line) && System.nanoTime() < frist);
        assertThat(last).contains(line);
    }

    private static String base() {
        return ConfigProvider.getConfig().getValue("test.url", String.class);
    }

    private Call call() throws IOException {
        return new Call();
    }

    private record Answer(int status, String hode, String kropp) {
        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(kropp);
        }
    }

    /** One connection, and what is written on it at the test's own pace. */
    private final class Call implements AutoCloseable {
        private final Socket socket = new Socket();

        Call() throws IOException {
            socket.setReceiveBufferSize(64 * KIB);
            socket.setSoTimeout(FRIST_MS);
            socket.connect(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), URI.create(base()).getPort()));
        }

        Call begin(String header, int length) throws IOException {
            return write(post(header, length));
        }

        Call write(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return this;
        }

        /** Looks for an answer for a moment, in which none comes. */
        void rest() throws IOException {
            assertThat(firstByte()).isEmpty();
        }

        /** Sends a few bytes at a time until an answer comes, which it must before the body is at its end. */
        Answer dripUntilAnswer(int bytes) throws IOException {
            String first = "";
            for (int i = 0; first.isEmpty() && i < 10 * FRIST_MS / PAUSE_MS; i++) {
                write(" ".repeat(bytes));
                first = firstByte();
            }
            return read(first);
        }

        Answer read() throws IOException {
            return read("");
        }

        private Answer read(String first) throws IOException {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            StringBuilder header =
                    new StringBuilder(first).append(in.readLine()).append('\n');
            int length = 0;
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                header.append(line).append('\n');
                if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                    length = Integer.parseInt(line.substring(15).strip());
                }
            }
            char[] body = new char[length];
            int loaded = 0;
            while (loaded < length) {
                int n = in.read(body, loaded, length - loaded);
                assertThat(n).as(header.toString()).isPositive();
                loaded += n;
            }
            return new Answer(Integer.parseInt(header.substring(9, 12)), header.toString(), new String(body));
        }

        /** Reads an answer to its end and counts its body. */
        long countBody() throws IOException {
            InputStream in = socket.getInputStream();
            StringBuilder header = new StringBuilder();
            while (header.indexOf("\r\n\r\n") < 0) {
                int b = in.read();
                assertThat(b).as(header.toString()).isNotNegative();
                header.append((char) b);
            }
            assertThat(header).startsWith("HTTP/1.1 200");
            long length = header.toString()
                    .lines()
                    .filter(line -> line.regionMatches(true, 0, "Content-Length:", 0, 15))
                    .mapToLong(line -> Long.parseLong(line.substring(15).strip()))
                    .findFirst()
                    .orElseThrow();
            byte[] chunk = new byte[64 * KIB];
            long loaded = 0;
            while (loaded < length) {
                int n = in.read(chunk);
                assertThat(n).isPositive();
                loaded += n;
            }
            return loaded;
        }

        boolean isClosed() throws IOException {
            return socket.getInputStream().read() < 0;
        }

        private String firstByte() throws IOException {
            socket.setSoTimeout(PAUSE_MS);
            try {
                int b = socket.getInputStream().read();
                return b < 0 ? "" : String.valueOf((char) b);
            } catch (SocketTimeoutException none) {
                return "";
            } finally {
                socket.setSoTimeout(FRIST_MS);
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
