package no.digisos.seeds.suite;

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
public abstract class OpenApiDocumentCheck {
    private static final String COPY = "target/apibeskrivelse.json";

    @Test
    void the_document_is_that_of_the_resources() throws IOException {
        byte[] made = read("META-INF/quarkus-generated-openapi-doc.JSON");
        Files.write(Path.of(COPY), made);
        ObjectMapper mapper = new ObjectMapper();
        JsonNode expected = mapper.readTree(made);
        assertThat(expected.get("paths").size()).isPositive();
        assertThat(mapper.readTree(read("apibeskrivelse.json")))
                .as("The API has changed: see that it should, then copy %s to src/main/resources", COPY)
                .isEqualTo(expected);
    }

    private static byte[] read(String name) throws IOException {
        try (InputStream file = Thread.currentThread().getContextClassLoader().getResourceAsStream(name)) {
            return Objects.requireNonNull(file, name).readAllBytes();
        }
    }
}
