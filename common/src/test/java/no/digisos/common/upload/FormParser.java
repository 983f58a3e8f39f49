package no.digisos.common.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import no.digisos.common.error.ApiException;
import no.digisos.testkit.parser.Parser;

/** An upload: the first line is the request's {@code Content-Type}, the rest its body. It means the same however it arrives. */
public final class FormParser implements Parser {
    private final FormReader reader = new FormReader(new UploadLimits(20_000, 5_000, 12, 512, 2_000));

    @Override
    public String name() {
        return "skjema";
    }

    @Override
    public List<byte[]> seed() {
        return ClientForm.all().stream()
                .map(form -> with(form.contentType(), form.body()))
                .toList();
    }

    private static byte[] with(String contentType, byte[] body) {
        ByteArrayOutputStream everything = new ByteArrayOutputStream();
        everything.writeBytes((contentType + "\n").getBytes(StandardCharsets.ISO_8859_1));
        everything.writeBytes(body);
        return everything.toByteArray();
    }

    @Override
    public void read(byte[] in) throws IOException {
        int line = 0;
        while (line < in.length && in[line] != '\n') {
            line++;
        }
        String contentType = new String(in, 0, line, StandardCharsets.ISO_8859_1);
        byte[] body = Arrays.copyOfRange(in, Math.min(in.length, line + 1), in.length);
        assertThat(outcome(contentType, Sources.oneByOne(body)))
                .isEqualTo(outcome(contentType, new ByteArrayInputStream(body)));
    }

    private String outcome(String contentType, InputStream body) throws IOException {
        try {
            ReceivedForm<Integer> sent =
                    reader.read(contentType, body, ClientForm.JSON_PARTS, file -> Arrays.hashCode(file.readAllBytes()));
            TreeMap<String, Integer> json = new TreeMap<>();
            sent.json().forEach((name, part) -> json.put(name, Arrays.hashCode(part)));
            return json + " " + sent.filer();
        } catch (ApiException avvist) {
            assertThat(avvist.code().status()).isBetween(400, 499);
            assertThat(avvist.getMessage()).isNotBlank();
            return avvist.code() + " " + avvist.getMessage();
        }
    }
}
