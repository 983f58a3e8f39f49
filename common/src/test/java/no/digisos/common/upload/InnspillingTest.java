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
class InnspillingTest {
    private static final Grenser GRENSER = new Grenser(200 << 20, 50 << 20, 100, 8192, 4 << 20);
    private static final Pattern DEL = Pattern.compile(
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
    void a_recorded_upload_gives_what_was_recorded_with_it(String navn) throws IOException {
        Foresporsel foresporsel = Foresporsel.les(fil(navn + ".bin"));
        List<Del> deler = Del.les(Files.readString(fil(navn + ".txt")));

        MottattSkjema<byte[]> lest = new SkjemaLeser(GRENSER)
                .les(
                        foresporsel.contentType(),
                        new ByteArrayInputStream(foresporsel.body()),
                        Klientform.JSON_DELER,
                        InputStream::readAllBytes);

        List<Filmetadata> metadata = new ArrayList<>();
        List<Del> filer = new ArrayList<>();
        List<Del> json = new ArrayList<>();
        for (Del del : deler) {
            if (!del.start().startsWith("{")) {
                filer.add(del);
            } else if (del.start().startsWith("{\"filnavn\"")) {
                metadata.add(del.metadata());
            } else {
                json.add(del);
            }
        }
        assertThat(lest.filer()).extracting(Fil::metadata).isEqualTo(metadata);
        assertThat(lest.filer()).hasSameSizeAs(filer);
        for (int i = 0; i < filer.size(); i++) {
            assertThat(lest.filer().get(i).innhold())
                    .hasSize(filer.get(i).lengde())
                    .startsWith(filer.get(i).forsteBytes());
        }
        assertThat(lest.json()).hasSameSizeAs(json);
        List<byte[]> lestJson = List.copyOf(lest.json().values());
        for (int i = 0; i < json.size(); i++) {
            assertThat(lestJson.get(i)).hasSize(json.get(i).lengde());
            assertThat(new String(lestJson.get(i), StandardCharsets.UTF_8))
                    .startsWith(json.get(i).start().replace("…", ""));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = "nav-24-soknad-status-POST")
    void a_recorded_json_body_is_read(String navn) throws IOException {
        Foresporsel foresporsel = Foresporsel.les(fil(navn + ".bin"));
        JsonLeser leser = new JsonLeser(GRENSER);
        byte[] body = leser.lesBegrenset(new ByteArrayInputStream(foresporsel.body()), GRENSER.maksJson());
        assertThat(leser.objekt(body, "Forespørselen").path("digisosIdListe")).hasSize(2);
    }

    private static Path fil(String navn) {
        String data = System.getProperty("digisos.shared-data", "");
        Path fil = Path.of(data, "captures", navn);
        assumeTrue(Files.exists(fil), "No recorded requests: " + fil + " is missing");
        return fil;
    }

    /** One part, as described. */
    private record Del(int lengde, String start) {
        static List<Del> les(String beskrivelse) {
            List<Del> deler = new ArrayList<>();
            Matcher m = DEL.matcher(beskrivelse);
            while (m.find()) {
                deler.add(new Del(Integer.parseInt(m.group("lengde")), m.group("start")));
            }
            assertThat(deler).isNotEmpty();
            return deler;
        }

        Filmetadata metadata() throws IOException {
            JsonNode json = MAPPER.readTree(start);
            return new Filmetadata(
                    json.get("filnavn").textValue(),
                    json.get("mimetype").textValue(),
                    json.get("storrelse").longValue());
        }

        byte[] forsteBytes() {
            return HexFormat.ofDelimiter(" ").parseHex(start.replace("…", "").strip());
        }
    }

    /** One whole HTTP request, its transfer coding undone. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Foresporsel(String contentType, byte[] body) {
        static Foresporsel les(Path fil) throws IOException {
            byte[] raw = Files.readAllBytes(fil);
            String latin1 = new String(raw, StandardCharsets.ISO_8859_1);
            int hodeslutt = latin1.indexOf("\r\n\r\n");
            String hode = latin1.substring(0, hodeslutt);
            String body = latin1.substring(hodeslutt + 4);
            boolean chunked = hode.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked");
            return new Foresporsel(
                    contentType(hode), chunked ? samlet(body) : body.getBytes(StandardCharsets.ISO_8859_1));
        }

        private static String contentType(String hode) {
            return hode.lines()
                    .filter(linje -> linje.toLowerCase(Locale.ROOT).startsWith("content-type:"))
                    .map(linje -> linje.substring("content-type:".length()).strip())
                    .findFirst()
                    .orElseThrow();
        }

        private static byte[] samlet(String chunked) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            int pos = 0;
            while (true) {
                int linjeslutt = chunked.indexOf("\r\n", pos);
                int lengde = Integer.parseInt(chunked.substring(pos, linjeslutt), 16);
                if (lengde == 0) {
                    return body.toByteArray();
                }
                int start = linjeslutt + 2;
                body.writeBytes(chunked.substring(start, start + lengde).getBytes(StandardCharsets.ISO_8859_1));
                pos = start + lengde + 2;
            }
        }
    }
}
