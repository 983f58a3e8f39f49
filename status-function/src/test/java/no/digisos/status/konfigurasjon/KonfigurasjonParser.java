package no.digisos.status.konfigurasjon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import no.digisos.common.error.ApiException;
import no.digisos.common.kommune.KontoSettings;
import no.digisos.common.upload.JsonReader;
import no.digisos.common.upload.UploadLimits;
import no.digisos.testkit.parser.Parser;

/** What an administrator writes: a konto, and a field of each kind. */
public final class KonfigurasjonParser implements Parser {
    private static final Pattern DIGITS = Pattern.compile("[0-9]{4}");

    private final JsonReader reader = new JsonReader(new UploadLimits(20_000, 5_000, 12, 512, 20_000));
    private final KontoForm form = new KontoForm(new Limits());

    @Override
    public String name() {
        return "konfigurasjon";
    }

    @Override
    public List<byte[]> seed() {
        return List.of(
                        "{\"navn\":\"Sosiale tjenester\",\"enhetsnumre\":[\"0315\",\"0316\"],\"meldingstyper\":"
                                + "[\"no.nav.digisos.fagsystem.soknad.v1\"]}",
                        "{\"navn\":\"\",\"enhetsnumre\":[\"0315\",\"0315\",7,null],\"ukjent\":{}}",
                        "{\"boolsk\":true,\"uuid\":\"11415cd1-e26d-499a-8421-751457dfcbd5\",\"heltall\":1440,"
                                + "\"objekt\":{\"tekst\":\"å\",\"boolsk\":1},\"tekst\":\"a\\u0000b\"}",
                        "{\"heltall\":99999999999999999999,\"uuid\":\"1-1-1-1-1\",\"objekt\":[]}")
                .stream()
                .map(json -> json.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public void read(byte[] in) {
        JsonNode body;
        try {
            body = reader.object(in, "Forespørselen");
        } catch (ApiException avvist) {
            assertThat(avvist.code().status()).isEqualTo(400);
            return;
        }
        try {
            KontoSettings loaded = form.read(body, List.of());
            assertThat(loaded.navn()).isNotBlank();
            assertThat(loaded.meldingstyper()).isNotEmpty();
        } catch (ApiException avvist) {
            assertThat(avvist.code().status()).isEqualTo(400);
        }
        FieldReader fields = new FieldReader(body);
        read(fields);
        FieldReader inner = fields.object("objekt");
        if (inner != null) {
            read(inner);
        }
        try {
            fields.requireValid();
        } catch (ApiException avvist) {
            assertThat(avvist.code().status()).isEqualTo(400);
        }
    }

    private static void read(FieldReader fields) {
        fields.bool("boolsk", false);
        fields.uuid("uuid");
        assertThat(fields.integer("heltall", 1, 10_000, 5)).isBetween(1L, 10_000L);
        String text = fields.text("tekst", 20);
        assertThat(text == null || text.length() <= 20).isTrue();
        assertThat(fields.texts("tekster", 3, DIGITS, "fire siffer")).hasSizeLessThanOrEqualTo(3);
    }

    /** The defaults. */
    private record Limits() implements KonfigurasjonConfig {
        @Override
        public int maksSertifikat() {
            return 65_536;
        }

        @Override
        public int maksKontoer() {
            return 100;
        }

        @Override
        public int maksEnheter() {
            return 200;
        }

        @Override
        public int sertifikatMerknadDager() {
            return 60;
        }

        @Override
        public int maksIntegrasjoner() {
            return 100;
        }

        @Override
        public int maksKontakter() {
            return 20;
        }
    }
}
