package no.digisos.common.filformat;

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
import no.digisos.common.filformat.NavsEksempler.Eksempel;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Our schemas against those that NAV publishes: the same verdict on every document, whole or spoilt.
 * The two differences that are meant are facts of their own, last.
 */
class LiktSomNavsSkjemaTest {
    private static final FilformatValidator VALIDATOR = new FilformatValidator();
    private static final JsonNodeFactory F = JsonNodeFactory.instance;
    private static final String NAV = "nav://filformat/";
    private static final int DOBBELTFEIL = 150;

    // Words that are right in some place of some format, and times and ids in right and wrong forms.
    private static final List<String> ORD = List.of(
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
        return NavsEksempler.alle().stream().map(e -> DynamicTest.dynamicTest(e.navn(), () -> sammenlign(e)));
    }

    @TestFactory
    Stream<DynamicTest> verdictsAreTheSameOnDocumentsWithEveryField() {
        NavsEksempler.filformat();
        return Stream.of(Filformat.values())
                .map(format -> new Eksempel(
                        format.name(), format, null, NavsEksempler.skjema(format), Eksempler.gyldig(format)))
                .map(e -> DynamicTest.dynamicTest(e.navn(), () -> {
                    Tall tall = sammenlign(e);
                    // A comparison that only ever saw one verdict would prove nothing.
                    assertThat(tall.gyldige()).isGreaterThan(10);
                    assertThat(tall.ugyldige()).isGreaterThan(30);
                }));
    }

    @Test
    void aTimeWithoutARealDecimalPointIsRefusedByUsAlone() {
        JsonNode document = Steder.med(
                Eksempler.gyldig(Filformat.DIGISOS_SOKER),
                "/hendelser/0/hendelsestidspunkt",
                F.textNode("2026-03-01T08:00:00123Z"));

        assertThat(navsSkjema(NavsEksempler.skjema(Filformat.DIGISOS_SOKER)).validate(document))
                .isEmpty();
        assertThat(VALIDATOR.validate(Filformat.DIGISOS_SOKER, document)).hasSize(1);
    }

    @Test
    void aSvarutReferenceBelowOneIsRefusedByUsAlone() {
        JsonNode document = Steder.med(
                Eksempler.gyldig(Filformat.DIGISOS_SOKER), "/hendelser/3/vedlegg/0/referanse/nr", F.numberNode(0));

        assertThat(navsSkjema(NavsEksempler.skjema(Filformat.DIGISOS_SOKER)).validate(document))
                .isEmpty();
        assertThat(VALIDATOR.validate(Filformat.DIGISOS_SOKER, document)).hasSize(1);
    }

    private record Tall(int gyldige, int ugyldige) {}

    private Tall sammenlign(Eksempel eksempel) {
        List<JsonNode> documents = new ArrayList<>(List.of(eksempel.document()));
        enkeltfeil(eksempel.document(), documents);
        andreKoder(eksempel.document(), documents);
        Random tilfeldig = new Random(eksempel.navn().hashCode());
        for (int i = 0; i < DOBBELTFEIL; i++) {
            JsonNode document = tilfeldigFeil(eksempel.document(), tilfeldig);
            documents.add(document);
            documents.add(tilfeldigFeil(document, tilfeldig));
        }
        Schema navs = navsSkjema(eksempel.navSkjema());
        int gyldige = 0;
        for (JsonNode document : documents) {
            boolean navGodtar = navs.validate(document).isEmpty();
            List<Avvik> avvik = eksempel.avvik(VALIDATOR, document);
            assertThat(avvik.isEmpty())
                    .as("NAV: %s, vi: %s, for %s", navGodtar ? "gyldig" : "ugyldig", avvik, document)
                    .isEqualTo(navGodtar);
            gyldige += navGodtar ? 1 : 0;
        }
        return new Tall(gyldige, documents.size() - gyldige);
    }

    /** Every value once left out, once of each other type, and every text once as another word. */
    private static void enkeltfeil(JsonNode document, List<JsonNode> ut) {
        for (JsonPointer sted : Steder.alle(document)) {
            ut.add(Steder.uten(document, sted));
            List.of(F.nullNode(), F.numberNode(7), F.numberNode(2.5), F.booleanNode(true), F.textNode("tull"))
                    .forEach(verdi -> ut.add(Steder.med(document, sted, verdi)));
            ut.add(Steder.med(document, sted, F.objectNode()));
            ut.add(Steder.med(document, sted, F.arrayNode()));
        }
    }

    /** Every code once as each other code that NAV's schemas know anywhere. */
    private static void andreKoder(JsonNode document, List<JsonNode> ut) {
        Set<JsonNode> koder = navsKoder();
        for (JsonPointer sted : Steder.alle(document)) {
            if (koder.contains(document.at(sted))) {
                koder.forEach(kode -> ut.add(Steder.med(document, sted, kode)));
            }
        }
    }

    private static Set<JsonNode> navsKoder() {
        Set<JsonNode> koder = new LinkedHashSet<>();
        for (JsonNode skjema : NavsEksempler.skjemaer()) {
            skjema.findValues("enum").forEach(verdier -> verdier.forEach(koder::add));
        }
        return koder;
    }

    private static JsonNode tilfeldigFeil(JsonNode document, Random tilfeldig) {
        List<JsonPointer> steder = Steder.alle(document);
        if (steder.isEmpty()) {
            return document.isTextual() ? F.textNode(annenTekst(document.textValue(), tilfeldig)) : document;
        }
        JsonPointer sted = steder.get(tilfeldig.nextInt(steder.size()));
        JsonNode verdi = document.at(sted);
        return switch (tilfeldig.nextInt(6)) {
            case 0 -> Steder.uten(document, sted);
            case 1 -> Steder.med(document, sted, ORD_NODER.get(tilfeldig.nextInt(ORD_NODER.size())));
            case 2 ->
                Steder.med(
                        document,
                        sted,
                        document.at(steder.get(tilfeldig.nextInt(steder.size())))
                                .deepCopy());
            case 3 -> Steder.med(document, sted, utvidet(verdi));
            default ->
                verdi.isTextual()
                        ? Steder.med(document, sted, F.textNode(annenTekst(verdi.textValue(), tilfeldig)))
                        : Steder.uten(document, sted);
        };
    }

    private static final List<JsonNode> ORD_NODER =
            ORD.stream().<JsonNode>map(F::textNode).toList();

    private static JsonNode utvidet(JsonNode verdi) {
        return switch (verdi.<JsonNode>deepCopy()) {
            case ObjectNode objekt -> objekt.put("nyttFelt", 1).putNull("nyttNull");
            case ArrayNode liste
            when !liste.isEmpty() -> liste.add(liste.path(0).<JsonNode>deepCopy());
            case ArrayNode liste -> liste.add("element");
            case JsonNode annet -> F.arrayNode().add(annet);
        };
    }

    private static String annenTekst(String tekst, Random tilfeldig) {
        return switch (tilfeldig.nextInt(5)) {
            case 0 -> tekst.toUpperCase(Locale.ROOT);
            case 1 -> tekst.toLowerCase(Locale.ROOT);
            case 2 -> tekst + "\n";
            case 3 -> tekst.isEmpty() ? "x" : tekst.substring(0, tekst.length() - 1);
            default -> " " + tekst;
        };
    }

    /**
     * NAV's schema as it is published. Its {@code extends}, with or without the marker that the
     * published jar takes out, is a word for code generators that a validator passes over.
     */
    private Schema navsSkjema(String sti) {
        Path rot = NavsEksempler.filformat().resolve("schema");
        return navs.computeIfAbsent(
                sti,
                s -> SchemaRegistry.withDefaultDialect(
                                SpecificationVersion.DRAFT_6,
                                b -> b.schemas(iri -> iri.startsWith(NAV)
                                        ? NavsEksempler.les(rot.resolve(iri.substring(NAV.length())))
                                        : null))
                        .getSchema(SchemaLocation.of(NAV + s)));
    }
}
