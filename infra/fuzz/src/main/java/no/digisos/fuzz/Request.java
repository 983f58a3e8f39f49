package no.digisos.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One request, before it is bytes.
 *
 * @param function the module that it is for
 * @param name what it was before it was spoilt, for the report
 * @param target path and query, as they stand in the request line
 * @param chunked whether the body goes in chunks, and not with its length before it
 */
record Request(
        String function,
        String name,
        String method,
        String target,
        List<Header> headers,
        byte[] body,
        boolean chunked) {

    private static final int CHUNK = 700;

    /** A header as it is written. */
    record Header(String name, String value) {}

    Request {
        headers = List.copyOf(headers);
    }

    Request(String function, String method, String target, List<Header> headers, byte[] body) {
        this(function, method + " " + target.replaceAll("\\?.*", ""), method, target, headers, body, false);
    }

    Request withMethod(String other) {
        return new Request(function, name, other, target, headers, body, chunked);
    }

    Request withTarget(String other) {
        return new Request(function, name, method, other, headers, body, chunked);
    }

    Request withHeaders(List<Header> other) {
        return new Request(function, name, method, target, other, body, chunked);
    }

    Request withBody(byte[] other) {
        return new Request(function, name, method, target, headers, other, chunked);
    }

    Request inChunks() {
        return new Request(function, name, method, target, headers, body, true);
    }

    /** The same with this value of a header, in the place of all it had. */
    Request with(String header, String value) {
        Request without = without(header);
        List<Header> all = new ArrayList<>(without.headers);
        all.add(new Header(header, value));
        return without.withHeaders(all);
    }

    Request without(String header) {
        return withHeaders(
                headers.stream().filter(h -> !h.name().equalsIgnoreCase(header)).toList());
    }

    /** The first value of a header, or nothing. */
    String header(String header) {
        return headers.stream()
                .filter(h -> h.name().equalsIgnoreCase(header))
                .map(Header::value)
                .findFirst()
                .orElse("");
    }

    /** What goes on the wire: a whole request, however senseless, so that an answer can be asked for. */
    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StringBuilder head =
                new StringBuilder().append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
        if (header("Host").isEmpty()) {
            head.append("Host: localhost\r\n");
        }
        headers.forEach(
                h -> head.append(h.name()).append(": ").append(h.value()).append("\r\n"));
        if (chunked) {
            head.append("Transfer-Encoding: chunked\r\n");
        } else if (body.length > 0 || !method.toUpperCase(Locale.ROOT).matches("GET|HEAD|DELETE|OPTIONS|TRACE")) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        // A value of ISO-8859-1 is written as it is, anything else in UTF-8: both are met.
        String text = head.append("\r\n").toString();
        out.writeBytes(text.getBytes(
                StandardCharsets.ISO_8859_1.newEncoder().canEncode(text)
                        ? StandardCharsets.ISO_8859_1
                        : StandardCharsets.UTF_8));
        if (!chunked) {
            out.writeBytes(body);
            return out.toByteArray();
        }
        for (int at = 0; at < body.length; at += CHUNK) {
            int length = Math.min(CHUNK, body.length - at);
            out.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(body, at, length);
            out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        out.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }
}
