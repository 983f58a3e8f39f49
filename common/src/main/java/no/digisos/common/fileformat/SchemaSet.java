package no.digisos.common.fileformat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A closed set of schemas: a {@code $ref} that leads out of the set is an error when it is compiled,
 * and nothing is ever fetched. Immutable once made.
 */
final class SchemaSet {
    /** Prefix of every schema's {@code $id}: a name only, nothing can be fetched from it. */
    static final String ROOT = "digisos://filformat/";

    private static final String DIRECTORY = "/filformat/";
    private static final List<String> FILES =
            List.of("felles.json", "digisos-soker.json", "soknad.json", "vedlegg.json", "klage.json");

    private final SchemaRegistry registry;
    private final Map<String, JsonNode> schemas;

    private SchemaSet(SchemaRegistry registry, Map<String, JsonNode> schemas) {
        this.registry = registry;
        this.schemas = schemas;
    }

    static SchemaSet fromClasspath() {
        Map<String, String> texts = new HashMap<>();
        for (String file : FILES) {
            texts.put(ROOT + file, read(file));
        }
        return of(texts);
    }

    /**
     * @param texts schema texts by their {@code $id}
     * @throws IllegalStateException when a text is not JSON
     */
    static SchemaSet of(Map<String, String> texts) {
        JsonMapper json = JsonMapper.builder().build();
        Map<String, String> closed = Map.copyOf(texts);
        Map<String, JsonNode> schemas = new HashMap<>();
        closed.forEach((id, text) -> {
            try {
                schemas.put(id, json.readTree(text));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("Skjemaet " + id + " er ikke JSON", e);
            }
        });
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .pathType(PathType.JSON_POINTER)
                // The library's texts quote the document, and its bundles are missing in a native executable.
                .messageSource((key, defaultMessage, locale, arguments) -> key)
                .build();
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                b -> b.schemas(closed)
                        .schemaLoader(loader -> loader.allow(iri -> closed.containsKey(iri.toString())))
                        .schemaRegistryConfig(config));
        return new SchemaSet(registry, Map.copyOf(schemas));
    }

    /** Compiles a schema and all that it refers to. */
    Schema compile(String id) {
        Schema schema = registry.getSchema(SchemaLocation.of(id));
        schema.initializeValidators();
        return schema;
    }

    /** Our own name for the form that a failing value should have had, or an empty text. */
    String form(Error failure) {
        SchemaLocation place = failure.getSchemaLocation();
        JsonNode schema = schemas.get(String.valueOf(place.getAbsoluteIri()));
        if (schema == null) {
            return "";
        }
        JsonPointer rule = JsonPointer.compile(place.getFragment().toString());
        return schema.at(rule.head()).path("title").asText("");
    }

    private static String read(String file) {
        try (InputStream in = SchemaSet.class.getResourceAsStream(DIRECTORY + file)) {
            if (in == null) {
                throw new IllegalStateException("Skjemaet " + DIRECTORY + file
                        + " mangler på klassestien (native: quarkus.native.resources.includes=filformat/*.json)");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
