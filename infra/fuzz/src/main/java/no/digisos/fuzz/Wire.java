package no.digisos.fuzz;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** A socket: what a well-behaved HTTP client would refuse to send can be sent, and what comes back is read to its end. */
final class Wire {
    private static final int CONNECT_MILLIS = 10_000;
    private static final int KEPT = 64 * 1024;
    private static final byte[] NEXT = "GET /q/health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);

    private final int port;
    private final Duration limit;

    /**
     * A way to a function on this machine.
     *
     * @param limit how long nothing may come before it counts as silence
     */
    Wire(int port, Duration limit) {
        this.port = port;
        this.limit = limit;
    }

    /** How an exchange ended. */
    enum End {
        ANSWERED,
        /** The connection was closed before an answer was whole. */
        CLOSED,
        /** Nothing came within the limit. */
        SILENT,
        /** The answer was whole, and the next request on the same connection got something else than its own. */
        OUT_OF_STEP
    }

    /**
     * What came back.
     *
     * @param status 0 without an answer
     * @param head status line and headers
     * @param body its first 64 KiB
     */
    record Answer(End end, int status, String head, byte[] body) {
        static Answer none(End end) {
            return new Answer(end, 0, "", new byte[0]);
        }

        Optional<String> header(String name) {
            return head.lines()
                    .skip(1)
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst();
        }
    }

    /**
     * Sends these bytes, and reads one answer.
     *
     * @param head whether the answer to it has no body, whatever its headers say
     * @param andNext whether another request follows on the same connection, to see that both sides agree where this one ended
     */
    Answer send(byte[] request, boolean head, boolean andNext) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) limit.toMillis());
            try {
                socket.getOutputStream().write(request);
            } catch (IOException e) {
                // An early refusal, after which nothing more was taken; the answer may have come before.
            }
            InputStream in = new BufferedInputStream(socket.getInputStream());
            Answer answer;
            try {
                answer = read(in, head);
            } catch (SocketTimeoutException e) {
                return Answer.none(End.SILENT);
            } catch (IOException e) {
                return Answer.none(End.CLOSED);
            }
            return andNext && answer.end() == End.ANSWERED && !closes(answer) && !inStep(socket, in)
                    ? new Answer(End.OUT_OF_STEP, answer.status(), answer.head(), answer.body())
                    : answer;
        }
    }

    private static boolean closes(Answer answer) {
        return answer.header("Connection").filter("close"::equalsIgnoreCase).isPresent();
    }

    /** A function may close instead of going on. */
    private static boolean inStep(Socket socket, InputStream in) {
        try {
            socket.getOutputStream().write(NEXT);
            Answer next = read(in, false);
            return next.end() == End.CLOSED || next.status() == 200;
        } catch (IOException e) {
            return true;
        }
    }

    private static Answer read(InputStream in, boolean withoutBody) throws IOException {
        while (true) {
            String head = head(in);
            if (head.isEmpty()) {
                return Answer.none(End.CLOSED);
            }
            int status = status(head);
            if (status >= 100 && status < 200) {
                continue;
            }
            Answer only = new Answer(End.ANSWERED, status, head, new byte[0]);
            if (withoutBody || status == 204 || status == 304 || status == 0) {
                return only;
            }
            Kept kept = new Kept();
            boolean whole;
            if (only.header("Transfer-Encoding")
                    .filter(v -> v.contains("chunked"))
                    .isPresent()) {
                whole = chunks(in, kept);
            } else if (only.header("Content-Length").isPresent()) {
                whole = copy(
                        in, kept, Long.parseLong(only.header("Content-Length").get()));
            } else {
                copy(in, kept, Long.MAX_VALUE);
                whole = true;
            }
            return new Answer(whole ? End.ANSWERED : End.CLOSED, status, head, kept.bytes());
        }
    }

    /** Of any version: who begins with that of HTTP/2 gets a line with the same. */
    private static int status(String head) {
        String[] words = head.split("[ \r\n]", 3);
        return words.length > 1 && words[0].matches("HTTP/[0-9]\\.[0-9]") && words[1].matches("[0-9]{3}")
                ? Integer.parseInt(words[1])
                : 0;
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int c = in.read();
            if (c < 0) {
                return "";
            }
            head.append((char) c);
        }
        return head.toString();
    }

    private static boolean chunks(InputStream in, Kept kept) throws IOException {
        while (true) {
            String line = line(in);
            if (line.isEmpty()) {
                return false;
            }
            long size = Long.parseLong(line.strip(), 16);
            if (!copy(in, kept, size) || in.read() != '\r' || in.read() != '\n') {
                return false;
            }
            if (size == 0) {
                return true;
            }
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        int c = in.read();
        while (c >= 0) {
            line.append((char) c);
            if (c == '\n') {
                return line.toString();
            }
            c = in.read();
        }
        return "";
    }

    private static boolean copy(InputStream in, Kept kept, long length) throws IOException {
        byte[] buffer = new byte[8192];
        long left = length;
        while (left > 0) {
            int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (n < 0) {
                return false;
            }
            kept.write(buffer, n);
            left -= n;
        }
        return true;
    }

    /** The beginning of a body. */
    private static final class Kept {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        void write(byte[] buffer, int length) {
            bytes.write(buffer, 0, Math.min(length, KEPT - Math.min(KEPT, bytes.size())));
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }
    }
}
