package no.digisos.testkit.svarut;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request as the two APIs see it.
 *
 * @param method upper case
 * @param path decoded segments, without the leading {@code api}
 * @param query decoded
 */
record Call(HttpExchange exchange, String method, List<String> path, Map<String, String> query) {

    private static final int MAX_BODY_BYTES = 1024 * 1024;

    static Call of(HttpExchange exchange) {
        List<String> segments = Arrays.stream(
                        exchange.getRequestURI().getRawPath().split("/"))
                .filter(segment -> !segment.isEmpty())
                .map(Call::decodedSegment)
                .toList();
        List<String> path = !segments.isEmpty() && segments.getFirst().equals("api")
                ? segments.subList(1, segments.size())
                : segments;
        return new Call(
                exchange,
                exchange.getRequestMethod(),
                path,
                query(exchange.getRequestURI().getRawQuery()));
    }

    /**
     * Whether the call is this one; {@code *} takes any segment.
     *
     * @param pattern for example {@code GET v2/mottakersystem}
     */
    boolean is(String pattern) {
        int space = pattern.indexOf(' ');
        List<String> wanted = List.of(pattern.substring(space + 1).split("/"));
        if (!pattern.substring(0, space).equals(method) || wanted.size() != path.size()) {
            return false;
        }
        for (int i = 0; i < wanted.size(); i++) {
            if (!wanted.get(i).equals("*") && !wanted.get(i).equals(path.get(i))) {
                return false;
            }
        }
        return true;
    }

    UUID uuid(int segment) {
        try {
            return UUID.fromString(path.get(segment));
        } catch (IllegalArgumentException e) {
            throw new EmulatorRefusal(400, "En id i adressen er ikke en UUID");
        }
    }

    String required(String parameter) {
        return Optional.ofNullable(query.get(parameter))
                .orElseThrow(() -> new EmulatorRefusal(400, parameter + " er påkrevd"));
    }

    /**
     * The body of a call that carries JSON.
     *
     * @throws EmulatorRefusal 400 when it is above 1 MiB
     */
    byte[] body() throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) {
            throw new EmulatorRefusal(400, "Forespørselen er for stor");
        }
        return body;
    }

    /** A plus sign is a plus sign in a path, unlike in a query. */
    private static String decodedSegment(String segment) {
        return decoded(segment.replace("+", "%2B"));
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : (raw == null ? "" : raw).split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
