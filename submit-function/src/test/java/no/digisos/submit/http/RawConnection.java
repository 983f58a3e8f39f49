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
final class RawConnection implements AutoCloseable {
    private static final int FRIST_MS = 60_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    RawConnection(String base) throws IOException {
        this.socket =
                new Socket(InetAddress.getLoopbackAddress(), URI.create(base).getPort());
        socket.setSoTimeout(FRIST_MS);
        socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /** One answer, its framing taken off. */
    record Answer(int status, List<String> hode, byte[] kropp) {
        String text() {
            return new String(kropp, StandardCharsets.UTF_8);
        }

        String header(String name) {
            return hode.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }
    }

    RawConnection write(String text) throws IOException {
        return write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawConnection write(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
        return this;
    }

    /** One chunk of a chunked body. */
    RawConnection chunk(byte[] bytes) throws IOException {
        return write(Integer.toHexString(bytes.length) + "\r\n").write(bytes).write("\r\n");
    }

    Answer read(String method) throws IOException {
        String statusLine = line();
        List<String> header = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            header.add(line);
        }
        Answer without = new Answer(Integer.parseInt(statusLine.split(" ")[1]), header, new byte[0]);
        if (without.status() / 100 == 1) {
            return read(method);
        }
        if (method.equals("HEAD")) {
            return without;
        }
        return new Answer(without.status(), header, body(without));
    }

    /** True when the server has closed its side, with nothing more in it. */
    boolean isClosed() throws IOException {
        return in.read() < 0;
    }

    private byte[] body(Answer answer) throws IOException {
        if (answer.header("Transfer-Encoding").equals("chunked")) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (int n = Integer.parseInt(line(), 16); n > 0; n = Integer.parseInt(line(), 16)) {
                body.write(readFully(n));
                line();
            }
            line();
            return body.toByteArray();
        }
        String length = answer.header("Content-Length");
        return length.isEmpty() ? new byte[0] : readFully(Integer.parseInt(length));
    }

    private byte[] readFully(int n) throws IOException {
        byte[] bytes = in.readNBytes(n);
        if (bytes.length < n) {
            throw new EOFException(bytes.length + " of " + n + " bytes");
        }
        return bytes;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("closed after: " + line);
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
