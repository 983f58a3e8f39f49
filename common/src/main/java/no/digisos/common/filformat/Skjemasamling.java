package no.digisos.common.filformat;

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
final class Skjemasamling {
    /** Prefix of every schema's {@code $id}: a name only, nothing can be fetched from it. */
    static final String ROT = "digisos://filformat/";

    private static final String MAPPE = "/filformat/";
    private static final List<String> FILER =
            List.of("felles.json", "digisos-soker.json", "soknad.json", "vedlegg.json", "klage.json");

    private final SchemaRegistry registry;
    private final Map<String, JsonNode> skjemaer;

    private Skjemasamling(SchemaRegistry registry, Map<String, JsonNode> skjemaer) {
        this.registry = registry;
        this.skjemaer = skjemaer;
    }

    static Skjemasamling fraKlassesti() {
        Map<String, String> tekster = new HashMap<>();
        for (String fil : FILER) {
            tekster.put(ROT + fil, les(fil));
        }
        return av(tekster);
    }

    /**
     * @param tekster schema texts by their {@code $id}
     * @throws IllegalStateException when a text is not JSON
     */
    static Skjemasamling av(Map<String, String> tekster) {
        JsonMapper json = JsonMapper.builder().build();
        Map<String, String> lukket = Map.copyOf(tekster);
        Map<String, JsonNode> skjemaer = new HashMap<>();
        lukket.forEach((id, tekst) -> {
            try {
                skjemaer.put(id, json.readTree(tekst));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("Skjemaet " + id + " er ikke JSON", e);
            }
        });
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .pathType(PathType.JSON_POINTER)
                // The library's texts quote the document, and its bundles are missing in a native executable.
                .messageSource((nokkel, standard, locale, argumenter) -> nokkel)
                .build();
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                b -> b.schemas(lukket)
                        .schemaLoader(loader -> loader.allow(iri -> lukket.containsKey(iri.toString())))
                        .schemaRegistryConfig(config));
        return new Skjemasamling(registry, Map.copyOf(skjemaer));
    }

    /** Compiles a schema and all that it refers to. */
    Schema kompiler(String id) {
        Schema skjema = registry.getSchema(SchemaLocation.of(id));
        skjema.initializeValidators();
        return skjema;
    }

    /** Our own name for the form that a failing value should have had, or an empty text. */
    String form(Error feil) {
        SchemaLocation sted = feil.getSchemaLocation();
        JsonNode skjema = skjemaer.get(String.valueOf(sted.getAbsoluteIri()));
        if (skjema == null) {
            return "";
        }
        JsonPointer regel = JsonPointer.compile(sted.getFragment().toString());
        return skjema.at(regel.head()).path("title").asText("");
    }

    private static String les(String fil) {
        try (InputStream inn = Skjemasamling.class.getResourceAsStream(MAPPE + fil)) {
            if (inn == null) {
                throw new IllegalStateException("Skjemaet " + MAPPE + fil
                        + " mangler på klassestien (native: quarkus.native.resources.includes=filformat/*.json)");
            }
            return new String(inn.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
