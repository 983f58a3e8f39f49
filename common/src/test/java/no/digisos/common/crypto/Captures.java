package no.digisos.common.crypto;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** HTTP requests recorded from the real clients. ISO 8859-1 keeps every octet as one character. */
final class Captures {

    private static final Pattern BOUNDARY = Pattern.compile("(?im)^content-type:.*boundary=\"?([^\"\r\n]+)\"?");

    private Captures() {}

    /** The directory; tests are skipped when it is not there. */
    static Path directory() {
        Path directory = Path.of(System.getProperty("digisos.shared-data", "missing"), "captures");
        assumeTrue(Files.isDirectory(directory), "No recorded requests in " + directory);
        return directory;
    }

    /** Bodies of a recorded multipart request's parts. */
    static List<byte[]> parts(Path request) throws IOException {
        String whole = new String(Files.readAllBytes(request), StandardCharsets.ISO_8859_1);
        int bodyStart = whole.indexOf("\r\n\r\n") + 4;
        String head = whole.substring(0, bodyStart);
        String body = whole.substring(bodyStart);
        if (head.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked")) {
            body = withoutChunks(body);
        }
        Matcher boundary = BOUNDARY.matcher(head);
        List<byte[]> parts = new ArrayList<>();
        if (boundary.find()) {
            String[] pieces = ("\r\n" + body).split(Pattern.quote("\r\n--" + boundary.group(1)), -1);
            for (int i = 1; i < pieces.length - 1; i++) {
                String content = pieces[i].substring(pieces[i].indexOf("\r\n\r\n") + 4);
                parts.add(content.getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return parts;
    }

    private static String withoutChunks(String body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int position = 0;
        while (true) {
            int lineEnd = body.indexOf("\r\n", position);
            int length = Integer.parseInt(body.substring(position, lineEnd), 16);
            if (length == 0) {
                return out.toString(StandardCharsets.ISO_8859_1);
            }
            out.writeBytes(body.substring(lineEnd + 2, lineEnd + 2 + length).getBytes(StandardCharsets.ISO_8859_1));
            position = lineEnd + 2 + length + 2;
        }
    }
}
