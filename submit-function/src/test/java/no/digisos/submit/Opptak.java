package no.digisos.submit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A request as one of the real clients put it on the wire, sent again byte for byte with its chunk framing. */
final class Opptak {
    private static final int TIDSAVBRUDD_MS = 30_000;

    private final String hode;
    private final byte[] kropp;

    private Opptak(String hode, byte[] kropp) {
        this.hode = hode;
        this.kropp = kropp;
    }

    static Path katalog() {
        return Path.of(System.getProperty("digisos.shared-data", "missing"), "captures");
    }

    static Opptak les(String navn) throws IOException {
        byte[] alt = Files.readAllBytes(katalog().resolve(navn + ".bin"));
        int slutt = new String(alt, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n");
        byte[] kropp = new byte[alt.length - slutt - 4];
        System.arraycopy(alt, slutt + 4, kropp, 0, kropp.length);
        return new Opptak(new String(alt, 0, slutt, StandardCharsets.ISO_8859_1), kropp);
    }

    /** The answer; {@code hode} with names in lower case. */
    record Svar(int status, Map<String, String> hode, String kropp) {}

    /** Sends it to this path as this caller; nothing else is changed. */
    Svar send(URI base, String sti, String token, String integrasjonId, String passord) throws IOException {
        Map<String, String> nytt = Map.of(
                "host",
                base.getAuthority(),
                "authorization",
                "Bearer " + token,
                "integrasjonid",
                integrasjonId,
                "integrasjonpassord",
                passord);
        ByteArrayOutputStream ut = new ByteArrayOutputStream();
        hode.lines().forEach(linje -> skriv(ut, bytt(linje, sti, nytt) + "\r\n"));
        skriv(ut, "\r\n");
        ut.writeBytes(kropp);
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(TIDSAVBRUDD_MS);
            socket.getOutputStream().write(ut.toByteArray());
            socket.getOutputStream().flush();
            return svar(new BufferedInputStream(socket.getInputStream()));
        }
    }

    private static String bytt(String linje, String sti, Map<String, String> nytt) {
        if (linje.endsWith(" HTTP/1.1")) {
            return linje.substring(0, linje.indexOf(' ') + 1) + sti + " HTTP/1.1";
        }
        String navn = linje.substring(0, linje.indexOf(':'));
        String verdi = nytt.get(navn.toLowerCase(Locale.ROOT));
        return verdi == null ? linje : navn + ": " + verdi;
    }

    private static Svar svar(InputStream inn) throws IOException {
        String statuslinje = linje(inn);
        Map<String, String> hode = new TreeMap<>();
        for (String linje = linje(inn); !linje.isEmpty(); linje = linje(inn)) {
            int kolon = linje.indexOf(':');
            hode.put(
                    linje.substring(0, kolon).toLowerCase(Locale.ROOT),
                    linje.substring(kolon + 1).strip());
        }
        int lengde = Integer.parseInt(hode.getOrDefault("content-length", "0"));
        return new Svar(
                Integer.parseInt(statuslinje.split(" ")[1]),
                hode,
                new String(inn.readNBytes(lengde), StandardCharsets.UTF_8));
    }

    private static String linje(InputStream inn) throws IOException {
        ByteArrayOutputStream linje = new ByteArrayOutputStream();
        for (int tegn = inn.read(); tegn != '\n'; tegn = inn.read()) {
            if (tegn < 0) {
                throw new EOFException("The server closed before it answered");
            }
            linje.write(tegn);
        }
        return linje.toString(StandardCharsets.ISO_8859_1).strip();
    }

    private static void skriv(ByteArrayOutputStream ut, String tekst) {
        ut.writeBytes(tekst.getBytes(StandardCharsets.ISO_8859_1));
    }
}
