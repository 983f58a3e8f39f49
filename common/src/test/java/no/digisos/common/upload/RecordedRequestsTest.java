package no.digisos.common.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests recorded from the real clients, against the descriptions that were recorded with them. */
class RecordedRequestsTest {
    private static final UploadLimits LIMITS = new UploadLimits(200 << 20, 50 << 20, 100, 8192, 4 << 20);
    private static final Pattern PART = Pattern.compile(
            "--- part \\d+ ---\n(?<hode>.*?)\n\\[(?<lengde>\\d+) bytes] (?<start>[^\n]*)", Pattern.DOTALL);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ks-02-filer-POST",
                "nav-02-soknad-mellomlagring-post-POST",
                "nav-10-soknad-send-v2-POST",
                "nav-44-innsyn-ettersendelse-POST",
                "nav-49-innsyn-mellomlagring-post3-POST",
                "nav-58-innsyn-klage-send-POST",
                "upload-02-mellomlagring-POST",
                "upload-17-ettersendelse-v2-nulls-POST"
            })
    void a_recorded_upload_gives_what_was_recorded_with_it(String name) throws IOException {
        Request request = Request.read(file(name + ".bin"));
        List<Part> parts = Part.read(Files.readString(file(name + ".txt")));

        ReceivedForm<byte[]> loaded = new FormReader(LIMITS)
                .read(
                        request.contentType(),
                        new ByteArrayInputStream(request.body()),
                        ClientForm.JSON_PARTS,
                        InputStream::readAllBytes);

        List<FileMetadata> metadata = new ArrayList<>();
        List<Part> files = new ArrayList<>();
        List<Part> json = new ArrayList<>();
        for (Part part : parts) {
            if (!part.start().startsWith("{")) {
                files.add(part);
            } else if (part.start().startsWith("{\"filnavn\"")) {
                metadata.add(part.metadata());
            } else {
                json.add(part);
            }
        }
        assertThat(loaded.filer()).extracting(FileEntry::metadata).isEqualTo(metadata);
        assertThat(loaded.filer()).hasSameSizeAs(files);
        for (int i = 0; i < files.size(); i++) {
            assertThat(loaded.filer().get(i).innhold())
                    .hasSize(files.get(i).lengde())
                    .startsWith(files.get(i).firstBytes());
        }
        assertThat(loaded.json()).hasSameSizeAs(json);
        List<byte[]> readJson = List.copyOf(loaded.json().values());
        for (int i = 0; i < json.size(); i++) {
            assertThat(readJson.get(i)).hasSize(json.get(i).lengde());
            assertThat(new String(readJson.get(i), StandardCharsets.UTF_8))
                    .startsWith(json.get(i).start().replace("…", ""));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = "nav-24-soknad-status-POST")
    void a_recorded_json_body_is_read(String name) throws IOException {
        Request request = Request.read(file(name + ".bin"));
        JsonReader reader = new JsonReader(LIMITS);
        byte[] body = reader.readLimited(new ByteArrayInputStream(request.body()), LIMITS.maksJson());
        assertThat(reader.object(body, "Forespørselen").path("digisosIdListe")).hasSize(2);
    }

    private static Path file(String name) {
        String data = System.getProperty("digisos.shared-data", "");
        Path file = Path.of(data, "captures", name);
        assumeTrue(Files.exists(file), "No recorded requests: " + file + " is missing");
        return file;
    }

    /** One part, as described. */
    private record Part(int lengde, String start) {
        static List<Part> read(String description) {
            List<Part> parts = new ArrayList<>();
            Matcher m = PART.matcher(description);
            while (m.find()) {
                parts.add(new Part(Integer.parseInt(m.group("lengde")), m.group("start")));
            }
            assertThat(parts).isNotEmpty();
            return parts;
        }

        FileMetadata metadata() throws IOException {
            JsonNode json = MAPPER.readTree(start);
            return new FileMetadata(
                    json.get("filnavn").textValue(),
                    json.get("mimetype").textValue(),
                    json.get("storrelse").longValue());
        }

        byte[] firstBytes() {
            return HexFormat.ofDelimiter(" ").parseHex(start.replace("…", "").strip());
        }
    }

    /** One whole HTTP request, its transfer coding undone. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Request(String contentType, byte[] body) {
        static Request read(Path file) throws IOException {
            byte[] raw = Files.readAllBytes(file);
            String latin1 = new String(raw, StandardCharsets.ISO_8859_1);
            int headerEnd = latin1.indexOf("\r\n\r\n");
            String header = latin1.substring(0, headerEnd);
            String body = latin1.substring(headerEnd + 4);
            boolean chunked = header.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked");
            return new Request(
                    contentType(header), chunked ? collected(body) : body.getBytes(StandardCharsets.ISO_8859_1));
        }

        private static String contentType(String header) {
            return header.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-type:"))
                    .map(line -> line.substring("content-type:".length()).strip())
                    .findFirst()
                    .orElseThrow();
        }

        private static byte[] collected(String chunked) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            int pos = 0;
            while (true) {
                int lineEnd = chunked.indexOf("\r\n", pos);
                int length = Integer.parseInt(chunked.substring(pos, lineEnd), 16);
                if (length == 0) {
                    return body.toByteArray();
                }
                int start = lineEnd + 2;
                body.writeBytes(chunked.substring(start, start + length).getBytes(StandardCharsets.ISO_8859_1));
                pos = start + length + 2;
            }
        }
    }
}
