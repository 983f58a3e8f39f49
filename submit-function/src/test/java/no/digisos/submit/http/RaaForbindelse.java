package no.digisos.submit.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A connection on which a test writes what no HTTP client would, and reads what really came back. */
final class RaaForbindelse implements AutoCloseable {
    private static final int FRIST_MS = 60_000;

    private final Socket socket;
    private final InputStream inn;
    private final OutputStream ut;

    RaaForbindelse(String base) throws IOException {
        this.socket =
                new Socket(InetAddress.getLoopbackAddress(), URI.create(base).getPort());
        socket.setSoTimeout(FRIST_MS);
        socket.setTcpNoDelay(true);
        this.inn = new BufferedInputStream(socket.getInputStream());
        this.ut = socket.getOutputStream();
    }

    /** One answer, its framing taken off. */
    record Svar(int status, List<String> hode, byte[] kropp) {
        String tekst() {
            return new String(kropp, StandardCharsets.UTF_8);
        }

        String hode(String navn) {
            return hode.stream()
                    .filter(linje -> linje.toLowerCase(Locale.ROOT).startsWith(navn.toLowerCase(Locale.ROOT) + ":"))
                    .map(linje -> linje.substring(navn.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }
    }

    RaaForbindelse skriv(String tekst) throws IOException {
        return skriv(tekst.getBytes(StandardCharsets.ISO_8859_1));
    }

    RaaForbindelse skriv(byte[] bytes) throws IOException {
        ut.write(bytes);
        ut.flush();
        return this;
    }

    /** One chunk of a chunked body. */
    RaaForbindelse bit(byte[] bytes) throws IOException {
        return skriv(Integer.toHexString(bytes.length) + "\r\n").skriv(bytes).skriv("\r\n");
    }

    Svar les(String metode) throws IOException {
        String statuslinje = linje();
        List<String> hode = new ArrayList<>();
        for (String linje = linje(); !linje.isEmpty(); linje = linje()) {
            hode.add(linje);
        }
        Svar uten = new Svar(Integer.parseInt(statuslinje.split(" ")[1]), hode, new byte[0]);
        if (uten.status() / 100 == 1) {
            return les(metode);
        }
        if (metode.equals("HEAD")) {
            return uten;
        }
        return new Svar(uten.status(), hode, kropp(uten));
    }

    /** True when the server has closed its side, with nothing more in it. */
    boolean erLukket() throws IOException {
        return inn.read() < 0;
    }

    private byte[] kropp(Svar svar) throws IOException {
        if (svar.hode("Transfer-Encoding").equals("chunked")) {
            ByteArrayOutputStream kropp = new ByteArrayOutputStream();
            for (int n = Integer.parseInt(linje(), 16); n > 0; n = Integer.parseInt(linje(), 16)) {
                kropp.write(heltOgFullt(n));
                linje();
            }
            linje();
            return kropp.toByteArray();
        }
        String lengde = svar.hode("Content-Length");
        return lengde.isEmpty() ? new byte[0] : heltOgFullt(Integer.parseInt(lengde));
    }

    private byte[] heltOgFullt(int n) throws IOException {
        byte[] bytes = inn.readNBytes(n);
        if (bytes.length < n) {
            throw new EOFException(bytes.length + " of " + n + " bytes");
        }
        return bytes;
    }

    private String linje() throws IOException {
        ByteArrayOutputStream linje = new ByteArrayOutputStream();
        for (int b = inn.read(); b != '\n'; b = inn.read()) {
            if (b < 0) {
                throw new EOFException("closed after: " + linje);
            }
            if (b != '\r') {
                linje.write(b);
            }
        }
        return linje.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
