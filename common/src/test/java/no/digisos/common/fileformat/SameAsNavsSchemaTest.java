package no.digisos.common.fileformat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import no.digisos.common.fileformat.NavExamples.Example;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Our schemas against those that NAV publishes: the same verdict on every document, whole or spoilt.
 * The two differences that are meant are facts of their own, last.
 */
class SameAsNavsSchemaTest {
    private static final FileFormatValidator VALIDATOR = new FileFormatValidator();
    private static final JsonNodeFactory F = JsonNodeFactory.instance;
    private static final String NAV = "nav://filformat/";
    private static final int DOUBLE_FAILURES = 150;

    // Words that are right in some place of some format, and times and ids in right and wrong forms.
    private static final List<String> WORDS = List.of(
            "soknadsStatus",
            "vedtakFattet",
            "forelopigSvar",
            "dokumentasjonEtterspurt",
            "dokumentlager",
            "svarut",
            "MOTTATT",
            "UNDER_BEHANDLING",
            "INNVILGET",
            "RELEVANT",
            "OPPFYLT",
            "ANNULLERT",
            "bruker",
            "system",
            "utdatert",
            "gift",
            "ugift",
            "gateadresse",
            "postboks",
            "ustrukturert",
            "soknad",
            "heltid",
            "ingen",
            "2026-03-01",
            "2026-03-01T08:00:00.5Z",
            "2026-03-01T08:00:00Z",
            "0301",
            "12345678901",
            "123456789",
            "+47",
            "1.2.3",
            "00000000-0000-4000-8000-00000000000a",
            "00000000-0000-4000-8000-00000000000A",
            "");

    private final Map<String, Schema> navs = new ConcurrentHashMap<>();

    @TestFactory
    Stream<DynamicTest> verdictsAreTheSameOnNavsDocuments() {
        return NavExamples.all().stream().map(e -> DynamicTest.dynamicTest(e.navn(), () -> compare(e)));
    }

    @TestFactory
    Stream<DynamicTest> verdictsAreTheSameOnDocumentsWithEveryField() {
        NavExamples.fileFormat();
        return Stream.of(FileFormat.values())
                .map(format ->
                        new Example(format.name(), format, null, NavExamples.schema(format), Examples.valid(format)))
                .map(e -> DynamicTest.dynamicTest(e.navn(), () -> {
                    Counts counts = compare(e);
                    // A comparison that only ever saw one verdict would prove nothing.
                    assertThat(counts.gyldige()).isGreaterThan(10);
                    assertThat(counts.ugyldige()).isGreaterThan(30);
                }));
    }

    @Test
    void aTimeWithoutARealDecimalPointIsRefusedByUsAlone() {
        JsonNode document = Places.with(
                Examples.valid(FileFormat.DIGISOS_SOKER),
                "/hendelser/0/hendelsestidspunkt",
                F.textNode("2026-03-01T08:00:00123Z"));

        assertThat(navsSchema(NavExamples.schema(FileFormat.DIGISOS_SOKER)).validate(document))
                .isEmpty();
        assertThat(VALIDATOR.validate(FileFormat.DIGISOS_SOKER, document)).hasSize(1);
    }

    @Test
    void aSvarutReferenceBelowOneIsRefusedByUsAlone() {
        JsonNode document = Places.with(
                Examples.valid(FileFormat.DIGISOS_SOKER), "/hendelser/3/vedlegg/0/referanse/nr", F.numberNode(0));

        assertThat(navsSchema(NavExamples.schema(FileFormat.DIGISOS_SOKER)).validate(document))
                .isEmpty();
        assertThat(VALIDATOR.validate(FileFormat.DIGISOS_SOKER, document)).hasSize(1);
    }

    private record Counts(int gyldige, int ugyldige) {}

    private Counts compare(Example example) {
        List<JsonNode> documents = new ArrayList<>(List.of(example.document()));
        singleFailures(example.document(), documents);
        otherCodes(example.document(), documents);
        Random random = new Random(example.navn().hashCode());
        for (int i = 0; i < DOUBLE_FAILURES; i++) {
            JsonNode document = randomFailure(example.document(), random);
            documents.add(document);
            documents.add(randomFailure(document, random));
        }
        Schema navs = navsSchema(example.navSkjema());
        int validCount = 0;
        for (JsonNode document : documents) {
            boolean navAccepts = navs.validate(document).isEmpty();
            List<Deviation> deviation = example.deviation(VALIDATOR, document);
            assertThat(deviation.isEmpty())
                    .as("NAV: %s, vi: %s, for %s", navAccepts ? "gyldig" : "ugyldig", deviation, document)
                    .isEqualTo(navAccepts);
            validCount += navAccepts ? 1 : 0;
        }
        return new Counts(validCount, documents.size() - validCount);
    }

    /** Every value once left out, once of each other type, and every text once as another word. */
    private static void singleFailures(JsonNode document, List<JsonNode> out) {
        for (JsonPointer place : Places.all(document)) {
            out.add(Places.without(document, place));
            List.of(F.nullNode(), F.numberNode(7), F.numberNode(2.5), F.booleanNode(true), F.textNode("tull"))
                    .forEach(value -> out.add(Places.with(document, place, value)));
            out.add(Places.with(document, place, F.objectNode()));
            out.add(Places.with(document, place, F.arrayNode()));
        }
    }

    /** Every code once as each other code that NAV's schemas know anywhere. */
    private static void otherCodes(JsonNode document, List<JsonNode> out) {
        Set<JsonNode> codes = navsCodes();
        for (JsonPointer place : Places.all(document)) {
            if (codes.contains(document.at(place))) {
                codes.forEach(code -> out.add(Places.with(document, place, code)));
            }
        }
    }

    private static Set<JsonNode> navsCodes() {
        Set<JsonNode> codes = new LinkedHashSet<>();
        for (JsonNode schema : NavExamples.schemas()) {
            schema.findValues("enum").forEach(values -> values.forEach(codes::add));
        }
        return codes;
    }

    private static JsonNode randomFailure(JsonNode document, Random random) {
        List<JsonPointer> places = Places.all(document);
        if (places.isEmpty()) {
            return document.isTextual() ? F.textNode(anotherText(document.textValue(), random)) : document;
        }
        JsonPointer place = places.get(random.nextInt(places.size()));
        JsonNode value = document.at(place);
        return switch (random.nextInt(6)) {
            case 0 -> Places.without(document, place);
            case 1 -> Places.with(document, place, WORD_NODES.get(random.nextInt(WORD_NODES.size())));
            case 2 ->
                Places.with(
                        document,
                        place,
                        document.at(places.get(random.nextInt(places.size()))).deepCopy());
            case 3 -> Places.with(document, place, extended(value));
            default ->
                value.isTextual()
                        ? Places.with(document, place, F.textNode(anotherText(value.textValue(), random)))
                        : Places.without(document, place);
        };
    }

    private static final List<JsonNode> WORD_NODES =
            WORDS.stream().<JsonNode>map(F::textNode).toList();

    private static JsonNode extended(JsonNode value) {
        return switch (value.<JsonNode>deepCopy()) {
            case ObjectNode object -> object.put("nyttFelt", 1).putNull("nyttNull");
            case ArrayNode list when !list.isEmpty() -> list.add(list.path(0).<JsonNode>deepCopy());
            case ArrayNode list -> list.add("element");
            case JsonNode another -> F.arrayNode().add(another);
        };
    }

    private static String anotherText(String text, Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> text.toUpperCase(Locale.ROOT);
            case 1 -> text.toLowerCase(Locale.ROOT);
            case 2 -> text + "\n";
            case 3 -> text.isEmpty() ? "x" : text.substring(0, text.length() - 1);
            default -> " " + text;
        };
    }

    /**
     * NAV's schema as it is published. Its {@code extends}, with or without the marker that the
     * published jar takes out, is a word for code generators that a validator passes over.
     */
    private Schema navsSchema(String path) {
        Path root = NavExamples.fileFormat().resolve("schema");
        return navs.computeIfAbsent(
                path,
                s -> SchemaRegistry.withDefaultDialect(
                                SpecificationVersion.DRAFT_6,
                                b -> b.schemas(iri -> iri.startsWith(NAV)
                                        ? NavExamples.read(root.resolve(iri.substring(NAV.length())))
                                        : null))
                        .getSchema(SchemaLocation.of(NAV + s)));
    }
}
