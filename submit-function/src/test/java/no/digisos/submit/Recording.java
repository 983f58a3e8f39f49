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
final class Recording {
    private static final int TIMEOUT_MS = 30_000;

    private final String header;
    private final byte[] body;

    private Recording(String header, byte[] body) {
        this.header = header;
        this.body = body;
    }

    static Path directory() {
        return Path.of(System.getProperty("digisos.shared-data", "missing"), "captures");
    }

    static Recording read(String name) throws IOException {
        byte[] everything = Files.readAllBytes(directory().resolve(name + ".bin"));
        int end = new String(everything, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n");
        byte[] body = new byte[everything.length - end - 4];
        System.arraycopy(everything, end + 4, body, 0, body.length);
        return new Recording(new String(everything, 0, end, StandardCharsets.ISO_8859_1), body);
    }

    /** The answer; {@code hode} with names in lower case. */
    record Answer(int status, Map<String, String> hode, String kropp) {}

    /** Sends it to this path as this caller; nothing else is changed. */
    Answer send(URI base, String path, String token, String integrasjonId, String password) throws IOException {
        Map<String, String> renewed = Map.of(
                "host",
                base.getAuthority(),
                "authorization",
                "Bearer " + token,
                "integrasjonid",
                integrasjonId,
                "integrasjonpassord",
                password);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        header.lines().forEach(line -> write(out, replace(line, path, renewed) + "\r\n"));
        write(out, "\r\n");
        out.writeBytes(body);
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(TIMEOUT_MS);
            socket.getOutputStream().write(out.toByteArray());
            socket.getOutputStream().flush();
            return answer(new BufferedInputStream(socket.getInputStream()));
        }
    }

    private static String replace(String line, String path, Map<String, String> renewed) {
        if (line.endsWith(" HTTP/1.1")) {
            return line.substring(0, line.indexOf(' ') + 1) + path + " HTTP/1.1";
        }
        String name = line.substring(0, line.indexOf(':'));
        String value = renewed.get(name.toLowerCase(Locale.ROOT));
        return value == null ? line : name + ": " + value;
    }

    private static Answer answer(InputStream in) throws IOException {
        String statusLine = line(in);
        Map<String, String> header = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            header.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(header.getOrDefault("content-length", "0"));
        return new Answer(
                Integer.parseInt(statusLine.split(" ")[1]),
                header,
                new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int character = in.read(); character != '\n'; character = in.read()) {
            if (character < 0) {
                throw new EOFException("The server closed before it answered");
            }
            line.write(character);
        }
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }

    private static void write(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
