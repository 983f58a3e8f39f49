package no.digisos.common.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import no.digisos.common.testkit.Parser;
import org.jspecify.annotations.Nullable;

/** A field with parameters, as {@code Content-Disposition}. */
public final class HodefeltParser implements Parser {
    @Override
    public String navn() {
        return "hodefelt";
    }

    @Override
    public List<byte[]> fro() {
        return List.of(
                        "form-data; name=\"files\"; filename=\"blåbær-1.pdf\"",
                        "form-data; name=metadata",
                        "form-data; filename=\"bl_b_r \"s_knad\".pdf\"; filename*=UTF-8''bl%C3%A5.pdf; name=\"a\\\"b\"",
                        "multipart/form-data; boundary=\"--x;y=z\"; charset=utf-8",
                        "a;;=;name=;NAME=\"C:\\temp\\fil.pdf\"")
                .stream()
                .map(felt -> felt.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public void les(byte[] inn) {
        String felt = new String(inn, StandardCharsets.UTF_8);
        assertThat(Hodefelt.verdi(felt)).doesNotContain(";");
        for (String navn : List.of("name", "filename", "boundary", "charset")) {
            @Nullable String verdi = Hodefelt.parameter(felt, navn);
            if (verdi != null) {
                assertThat(verdi.length()).isLessThan(felt.length());
            }
        }
    }
}
