package no.digisos.common.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The OpenAPI document that a function hands out is the one that its resources give; only the JVM under test makes it, so no IT. */
public abstract class Apibeskrivelseprove {
    private static final String KOPI = "target/apibeskrivelse.json";

    @Test
    void the_document_is_that_of_the_resources() throws IOException {
        byte[] laget = les("META-INF/quarkus-generated-openapi-doc.JSON");
        Files.write(Path.of(KOPI), laget);
        ObjectMapper mapper = new ObjectMapper();
        JsonNode ventet = mapper.readTree(laget);
        assertThat(ventet.get("paths").size()).isPositive();
        assertThat(mapper.readTree(les("apibeskrivelse.json")))
                .as("The API has changed: see that it should, then copy %s to src/main/resources", KOPI)
                .isEqualTo(ventet);
    }

    private static byte[] les(String navn) throws IOException {
        try (InputStream fil = Thread.currentThread().getContextClassLoader().getResourceAsStream(navn)) {
            return Objects.requireNonNull(fil, navn).readAllBytes();
        }
    }
}
