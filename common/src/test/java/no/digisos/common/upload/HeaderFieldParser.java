package no.digisos.common.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import no.digisos.testkit.parser.Parser;
import org.jspecify.annotations.Nullable;

/** A field with parameters, as {@code Content-Disposition}. */
public final class HeaderFieldParser implements Parser {
    @Override
    public String name() {
        return "hodefelt";
    }

    @Override
    public List<byte[]> seed() {
        return List.of(
                        "form-data; name=\"files\"; filename=\"blåbær-1.pdf\"",
                        "form-data; name=metadata",
                        "form-data; filename=\"bl_b_r \"s_knad\".pdf\"; filename*=UTF-8''bl%C3%A5.pdf; name=\"a\\\"b\"",
                        "multipart/form-data; boundary=\"--x;y=z\"; charset=utf-8",
                        "a;;=;name=;NAME=\"C:\\temp\\fil.pdf\"")
                .stream()
                .map(field -> field.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public void read(byte[] in) {
        String field = new String(in, StandardCharsets.UTF_8);
        assertThat(HeaderField.value(field)).doesNotContain(";");
        for (String name : List.of("name", "filename", "boundary", "charset")) {
            @Nullable String value = HeaderField.parameter(field, name);
            if (value != null) {
                assertThat(value.length()).isLessThan(field.length());
            }
        }
    }
}
