package no.digisos.common.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.upload.JsonReader;
import no.digisos.common.upload.UploadLimits;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonBodyTest {
    private static final UploadLimits LIMITS = new UploadLimits(1 << 20, 1 << 20, 10, 1024, 1 << 20);

    private final JsonBody body = new JsonBody(new ObjectMapper(), new JsonReader(LIMITS), LIMITS);

    record Wish(
            @Nullable Integer maks,
            @Nullable Long sekunder,
            @Nullable Boolean permanent,
            @Nullable String ref) {}

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "maks;\"5\"",
                "maks;1.5",
                "maks;1.0",
                "maks;true",
                "maks;\"\"",
                "maks;3000000000",
                "sekunder;\"60\"",
                "sekunder;1e1",
                "permanent;\"true\"",
                "permanent;\"\"",
                "permanent;1",
                "permanent;0.0",
                "ref;true",
                "ref;1.50"
            })
    void nothing_is_made_of_something_else(String field, String value) {
        ApiException e = catchThrowableOfType(ApiException.class, () -> read("{\"" + field + "\":" + value + "}"));
        assertThat(e.code()).isEqualTo(ErrorCode.UGYLDIG_JSON);
        assertThat(e).hasMessageEndingWith("/" + field);
    }

    @Test
    void what_is_said_outright_is_read() throws IOException {
        assertThat(read("{\"maks\":5,\"sekunder\":60,\"permanent\":false,\"ref\":\"a\"}"))
                .isEqualTo(new Wish(5, 60L, false, "a"));
        assertThat(read("")).isEqualTo(new Wish(null, null, null, null));
        assertThat(read("{\"maks\":null,\"ref\":12}")).isEqualTo(new Wish(null, null, null, "12"));
    }

    private Wish read(String json) throws IOException {
        return body.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), Wish.class);
    }
}
