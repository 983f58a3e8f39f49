package no.digisos.testkit.svarut;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the file name of a part. Clients state a name that is not ASCII in {@code filename} (as UTF-8), in {@code filename*}
 * (RFC 8187), or in both, in either order; {@code filename*} is then the real one and the other a stand-in for old readers.
 */
final class ContentDisposition {

    private static final char ESCAPE = '\\';

    private ContentDisposition() {}

    /** The name, or nothing when the header has none. */
    static Optional<String> filename(String header) {
        Map<String, String> parameters = parameters(header);
        return Optional.ofNullable(parameters.get("filename*"))
                .flatMap(ContentDisposition::decoded)
                .or(() -> Optional.ofNullable(parameters.get("filename")));
    }

    private static Map<String, String> parameters(String header) {
        Map<String, String> parameters = new HashMap<>();
        int at = header.indexOf(';');
        while (at >= 0) {
            int equals = header.indexOf('=', at);
            if (equals < 0) {
                break;
            }
            String name = header.substring(at + 1, equals).strip().toLowerCase(Locale.ROOT);
            int start = equals + 1;
            while (start < header.length() && header.charAt(start) == ' ') {
                start++;
            }
            StringBuilder value = new StringBuilder();
            boolean quoted = start < header.length() && header.charAt(start) == '"';
            at = quoted ? quoted(header, start + 1, value) : token(header, start, value);
            parameters.putIfAbsent(name, value.toString());
        }
        return parameters;
    }

    /** Reads to the closing quotation mark and tells where the next parameter begins; -1 when there is none. */
    private static int quoted(String header, int from, StringBuilder value) {
        int at = from;
        while (at < header.length() && header.charAt(at) != '"') {
            // A quotation mark and a backslash are escaped; other clients send a backslash as it is.
            boolean escape = header.charAt(at) == ESCAPE
                    && at + 1 < header.length()
                    && (header.charAt(at + 1) == '"' || header.charAt(at + 1) == ESCAPE);
            at += escape ? 1 : 0;
            value.append(header.charAt(at));
            at++;
        }
        return header.indexOf(';', at);
    }

    private static int token(String header, int from, StringBuilder value) {
        int end = header.indexOf(';', from);
        value.append(header, from, end < 0 ? header.length() : end);
        return end;
    }

    /** {@code UTF-8'no'S%C3%B8knad.pdf}; nothing when it is not of that form. */
    private static Optional<String> decoded(String value) {
        String[] parts = value.strip().split("'", 3);
        if (parts.length < 3) {
            return Optional.empty();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String text = parts[2];
        try {
            int at = 0;
            while (at < text.length()) {
                boolean encoded = text.charAt(at) == '%';
                int end = at + (encoded ? 3 : 1);
                if (end > text.length()) {
                    return Optional.empty();
                }
                bytes.write(encoded ? HexFormat.fromHexDigits(text, at + 1, end) : text.charAt(at));
                at = end;
            }
            return Optional.of(Charset.forName(parts[0])
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString());
        } catch (CharacterCodingException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
