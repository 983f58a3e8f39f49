package no.digisos.common.upload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.testkit.parser.Parser;

/** A JSON document, and a part of it as its sender wrote it. */
public final class JsonParser implements Parser {
    private final JsonReader reader = new JsonReader(new UploadLimits(20_000, 5_000, 12, 512, 2_000));

    @Override
    public String name() {
        return "json";
    }

    @Override
    public List<byte[]> seed() {
        return List.of(
                        "{\"a\":{\"b\":[1,2.50,-3e7,true,null,\"\\ud83d\\ude00\"]}}",
                        "\ufeff { \"x\" : \"å\" , \"a\" : { } }",
                        "{\"a\":{\"c\":\"}\\\"{\"},\"b\":[[[{}]]]}",
                        "{\"a\":1,\"a\":{}}",
                        "[{}]",
                        "{\"a\":\"\\u0000\"}")
                .stream()
                .map(json -> json.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public void read(byte[] in) {
        JsonNode whole;
        try {
            whole = reader.object(in, "Delen");
        } catch (ApiException avvist) {
            require(avvist);
            return;
        }
        try {
            byte[] part = reader.slice(in, "Delen", "a");
            assertThat(reader.object(part, "Utsnittet")).isEqualTo(whole.get("a"));
        } catch (ApiException avvist) {
            require(avvist);
            assertThat(whole.path("a").isObject()).isFalse();
        }
    }

    private static void require(ApiException avvist) {
        assertThat(avvist.code()).isEqualTo(ErrorCode.UGYLDIG_JSON);
        assertThat(avvist.getMessage()).isNotBlank();
    }
}
