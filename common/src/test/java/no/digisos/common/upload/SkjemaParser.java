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
import no.digisos.common.testkit.Parser;

/** An upload: the first line is the request's {@code Content-Type}, the rest its body. It means the same however it arrives. */
public final class SkjemaParser implements Parser {
    private final SkjemaLeser leser = new SkjemaLeser(new Grenser(20_000, 5_000, 12, 512, 2_000));

    @Override
    public String navn() {
        return "skjema";
    }

    @Override
    public List<byte[]> fro() {
        return Klientform.alle().stream()
                .map(form -> med(form.contentType(), form.body()))
                .toList();
    }

    private static byte[] med(String innholdstype, byte[] kropp) {
        ByteArrayOutputStream alt = new ByteArrayOutputStream();
        alt.writeBytes((innholdstype + "\n").getBytes(StandardCharsets.ISO_8859_1));
        alt.writeBytes(kropp);
        return alt.toByteArray();
    }

    @Override
    public void les(byte[] inn) throws IOException {
        int linje = 0;
        while (linje < inn.length && inn[linje] != '\n') {
            linje++;
        }
        String innholdstype = new String(inn, 0, linje, StandardCharsets.ISO_8859_1);
        byte[] kropp = Arrays.copyOfRange(inn, Math.min(inn.length, linje + 1), inn.length);
        assertThat(utfall(innholdstype, Kilder.enOgEn(kropp)))
                .isEqualTo(utfall(innholdstype, new ByteArrayInputStream(kropp)));
    }

    private String utfall(String innholdstype, InputStream kropp) throws IOException {
        try {
            MottattSkjema<Integer> skjema =
                    leser.les(innholdstype, kropp, Klientform.JSON_DELER, fil -> Arrays.hashCode(fil.readAllBytes()));
            TreeMap<String, Integer> json = new TreeMap<>();
            skjema.json().forEach((navn, del) -> json.put(navn, Arrays.hashCode(del)));
            return json + " " + skjema.filer();
        } catch (ApiException avvist) {
            assertThat(avvist.code().status()).isBetween(400, 499);
            assertThat(avvist.getMessage()).isNotBlank();
            return avvist.code() + " " + avvist.getMessage();
        }
    }
}
