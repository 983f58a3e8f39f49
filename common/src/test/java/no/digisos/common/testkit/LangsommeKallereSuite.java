package no.digisos.common.testkit;

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
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What slow callers may take of a function, and what they leave to others; for each function that answers callers. There are two
 * places for each direction here, one for each caller, and room for one in line; nothing but the order of events is looked at.
 */
public abstract class LangsommeKallereSuite {
    private static final int KIB = 1024;
    private static final int MIB = KIB * KIB;
    private static final String OPPLASTING = "OPPLASTING";
    private static final String NEDLASTING = "NEDLASTING";
    private static final int FRIST_MS = 120_000;
    /** How long a slow caller rests between two bytes. */
    private static final int PAUSE_MS = 100;

    /** Few places; a caller may stall for two seconds, and a second more for every 4 KiB that it has sent or taken. */
    public static final class Profil implements QuarkusTestProfile {
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

    /** Header fields of one who may call {@link #postSti()}, each with its line end. */
    protected abstract String en();

    /** Header fields of another who may; null where there is none. */
    protected abstract @Nullable String annen();

    /** An address that reads a JSON document. */
    protected abstract String postSti();

    /** A document that it answers with 2xx. */
    protected abstract String json();

    /** An address that is read without a body, by {@link #en()}. */
    protected abstract String getSti();

    /** A document of at least this many bytes to be downloaded; null where the function streams none. */
    protected abstract @Nullable Nedlasting nedlasting(int bytes);

    /**
     * A download.
     *
     * @param hode header fields of one who may have it, each with its line end
     */
    public record Nedlasting(String sti, String hode) {}

    /** The header fields of an integration's call. */
    protected static String hode(String token, Fro.Integrasjon integrasjon) {
        return "Authorization: Bearer " + token + "\r\nIntegrasjonId: " + integrasjon.id() + "\r\nIntegrasjonPassord: "
                + integrasjon.passord() + "\r\n";
    }

    @Test
    void slow_bodies_take_their_places_and_no_more() throws IOException {
        try (Kall treg = kall();
                Kall venter = kall();
                Kall forMye = kall()) {
            treg.begynn(en(), 2 * MIB).skriv(" ".repeat(MIB));
            venTil("digisos_overforinger", OPPLASTING, 1);
            venter.begynn(en(), 64 * KIB + json().length()).skriv(" ".repeat(64 * KIB) + json());
            venTil("digisos_overforinger_ko", OPPLASTING, 1);

            forMye.begynn(en(), 64 * KIB + json().length()).skriv(" ".repeat(64 * KIB) + json());
            Svar avvist = forMye.les();
            assertThat(avvist.status()).as(avvist.kropp()).isEqualTo(503);
            assertThat(avvist.hode()).containsIgnoringCase("\nretry-after: ");
            assertThat(avvist.json().get("errorCode").asText()).isEqualTo("UTILGJENGELIG");
            assertThat(avvist.json().has("errorId")).isTrue();

            korteKallBesvares();
            String annen = annen();
            if (annen != null) {
                try (Kall andres = kall()) {
                    andres.begynn(annen, 64 * KIB + json().length()).skriv(" ".repeat(64 * KIB) + json());
                    Svar svar = andres.les();
                    assertThat(svar.status()).as(svar.kropp()).isBetween(200, 299);
                }
                try (Kall andres = kall()) {
                    andres.begynn(annen, 2 * MIB).skriv(" ".repeat(MIB));
                    venTil("digisos_overforinger", OPPLASTING, 2);
                    korteKallBesvares();
                }
                venTil("digisos_overforinger", OPPLASTING, 1);
            }

            treg.close();
            Svar svar = venter.les();
            assertThat(svar.status()).as(svar.kropp()).isBetween(200, 299);
        }
        venTil("digisos_overforinger", OPPLASTING, 0);
    }

    @Test
    void a_body_below_the_least_rate_is_given_up_though_it_never_stalls() throws IOException {
        // One that has its place, and one that has none yet.
        for (int forst : new int[] {17 * KIB, 0}) {
            try (Kall treg = kall()) {
                treg.begynn(en(), 2 * MIB).skriv(" ".repeat(forst));
                Svar svar = treg.dryppTilSvar(forst == 0 ? 1 : 0);
                assertThat(svar.status()).as(svar.kropp()).isEqualTo(408);
                assertThat(svar.json().get("errorCode").asText()).isEqualTo("TIDSAVBRUDD");
                assertThat(svar.hode()).containsIgnoringCase("\nconnection: close");
                assertThat(treg.erLukket()).isTrue();
            }
            venTil("digisos_overforinger", OPPLASTING, 0);
        }
    }

    @Test
    void a_body_above_the_least_rate_passes_though_it_takes_longer_than_one_may_stall() throws IOException {
        try (Kall rolig = kall()) {
            int omganger = 30;
            rolig.begynn(en(), omganger * KIB + json().length());
            for (int i = 0; i < omganger; i++) {
                rolig.skriv(" ".repeat(KIB)).hvil();
            }
            Svar svar = rolig.skriv(json()).les();
            assertThat(svar.status()).as(svar.kropp()).isBetween(200, 299);
        }
    }

    @Test
    void a_tree_that_outgrows_its_text_is_refused_and_leaves_nothing_behind() throws IOException {
        String tre = "{\"a\":[" + "[],".repeat(100_000) + "[]]}";
        for (int i = 0; i < 3; i++) {
            try (Kall kall = kall()) {
                Svar svar = kall.begynn(en(), tre.length()).skriv(tre).les();
                assertThat(svar.status()).as(svar.kropp()).isEqualTo(413);
                assertThat(svar.json().get("errorCode").asText()).isEqualTo("FOR_STOR");
            }
        }
        try (Kall kall = kall()) {
            String stort = " ".repeat(3 * MIB) + json();
            Svar svar = kall.begynn(en(), stort.length()).skriv(stort).les();
            assertThat(svar.status()).as(svar.kropp()).isBetween(200, 299);
        }
    }

    @Test
    void slow_downloads_take_their_places_and_no_more() throws IOException {
        int bytes = 24 * MIB;
        Nedlasting fil = nedlasting(bytes);
        if (fil == null) {
            return;
        }
        try (Kall treg = kall();
                Kall venter = kall();
                Kall forMye = kall()) {
            treg.skriv(get(fil.sti(), fil.hode()));
            venTil("digisos_overforinger", NEDLASTING, 1);
            venter.skriv(get(fil.sti(), fil.hode()));
            venTil("digisos_overforinger_ko", NEDLASTING, 1);
            Svar avvist = forMye.skriv(get(fil.sti(), fil.hode())).les();
            assertThat(avvist.status()).as(avvist.kropp()).isEqualTo(503);
            assertThat(avvist.hode()).containsIgnoringCase("\nretry-after: ");
            korteKallBesvares();

            treg.close();
            assertThat(venter.tellKropp()).isGreaterThanOrEqualTo(bytes);
        }
        venTil("digisos_overforinger", NEDLASTING, 0);
    }

    private void korteKallBesvares() throws IOException {
        for (String kort :
                new String[] {get(getSti(), en()), get("/q/health/live", ""), post(en(), json().length()) + json()}) {
            try (Kall kall = kall()) {
                Svar svar = kall.skriv(kort).les();
                assertThat(svar.status()).as(svar.kropp()).isBetween(200, 299);
            }
        }
    }

    private String post(String hode, int lengde) {
        return "POST " + postSti() + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + hode
                + "Content-Length: " + lengde + "\r\n\r\n";
    }

    private static String get(String sti, String hode) {
        return "GET " + sti + " HTTP/1.1\r\nHost: localhost\r\n" + hode + "\r\n";
    }

    /** Asks until the number is what it is to be. */
    private static void venTil(String maling, String retning, int antall) {
        String linje = maling + "{retning=\"" + retning + "\"} " + antall + ".0";
        long frist = System.nanoTime() + FRIST_MS * 1_000_000L;
        String siste;
        do {
            siste = Klient.mot(base()).get("/q/metrics").tekst();
        } while (!siste.contains(linje) && System.nanoTime() < frist);
        assertThat(siste).contains(linje);
    }

    private static String base() {
        return ConfigProvider.getConfig().getValue("test.url", String.class);
    }

    private Kall kall() throws IOException {
        return new Kall();
    }

    private record Svar(int status, String hode, String kropp) {
        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(kropp);
        }
    }

    /** One connection, and what is written on it at the test's own pace. */
    private final class Kall implements AutoCloseable {
        private final Socket socket = new Socket();

        Kall() throws IOException {
            socket.setReceiveBufferSize(64 * KIB);
            socket.setSoTimeout(FRIST_MS);
            socket.connect(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), URI.create(base()).getPort()));
        }

        Kall begynn(String hode, int lengde) throws IOException {
            return skriv(post(hode, lengde));
        }

        Kall skriv(String tekst) throws IOException {
            socket.getOutputStream().write(tekst.getBytes(StandardCharsets.ISO_8859_1));
            return this;
        }

        /** Looks for an answer for a moment, in which none comes. */
        void hvil() throws IOException {
            assertThat(forsteByte()).isEmpty();
        }

        /** Sends a few bytes at a time until an answer comes, which it must before the body is at its end. */
        Svar dryppTilSvar(int bytes) throws IOException {
            String forste = "";
            for (int i = 0; forste.isEmpty() && i < 10 * FRIST_MS / PAUSE_MS; i++) {
                skriv(" ".repeat(bytes));
                forste = forsteByte();
            }
            return les(forste);
        }

        Svar les() throws IOException {
            return les("");
        }

        private Svar les(String forste) throws IOException {
            BufferedReader inn =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            StringBuilder hode =
                    new StringBuilder(forste).append(inn.readLine()).append('\n');
            int lengde = 0;
            for (String linje = inn.readLine(); linje != null && !linje.isEmpty(); linje = inn.readLine()) {
                hode.append(linje).append('\n');
                if (linje.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                    lengde = Integer.parseInt(linje.substring(15).strip());
                }
            }
            char[] kropp = new char[lengde];
            int lest = 0;
            while (lest < lengde) {
                int n = inn.read(kropp, lest, lengde - lest);
                assertThat(n).as(hode.toString()).isPositive();
                lest += n;
            }
            return new Svar(Integer.parseInt(hode.substring(9, 12)), hode.toString(), new String(kropp));
        }

        /** Reads an answer to its end and counts its body. */
        long tellKropp() throws IOException {
            InputStream inn = socket.getInputStream();
            StringBuilder hode = new StringBuilder();
            while (hode.indexOf("\r\n\r\n") < 0) {
                int b = inn.read();
                assertThat(b).as(hode.toString()).isNotNegative();
                hode.append((char) b);
            }
            assertThat(hode).startsWith("HTTP/1.1 200");
            long lengde = hode.toString()
                    .lines()
                    .filter(linje -> linje.regionMatches(true, 0, "Content-Length:", 0, 15))
                    .mapToLong(linje -> Long.parseLong(linje.substring(15).strip()))
                    .findFirst()
                    .orElseThrow();
            byte[] bit = new byte[64 * KIB];
            long lest = 0;
            while (lest < lengde) {
                int n = inn.read(bit);
                assertThat(n).isPositive();
                lest += n;
            }
            return lest;
        }

        boolean erLukket() throws IOException {
            return socket.getInputStream().read() < 0;
        }

        private String forsteByte() throws IOException {
            socket.setSoTimeout(PAUSE_MS);
            try {
                int b = socket.getInputStream().read();
                return b < 0 ? "" : String.valueOf((char) b);
            } catch (SocketTimeoutException ingen) {
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
