package no.digisos.common.fileformat;

import static no.digisos.common.fileformat.Examples.json;
import static no.digisos.common.fileformat.Examples.valid;
import static no.digisos.common.fileformat.FileFormat.DIGISOS_SOKER;
import static no.digisos.common.fileformat.FileFormat.KLAGE;
import static no.digisos.common.fileformat.FileFormat.SOKNAD;
import static no.digisos.common.fileformat.FileFormat.VEDLEGG;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileFormatValidatorTest {
    private static final FileFormatValidator VALIDATOR = new FileFormatValidator();

    @ParameterizedTest
    @EnumSource
    void documentWithEveryKnownFieldIsValid(FileFormat format) {
        assertThat(VALIDATOR.validate(format, valid(format))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void documentThatIsNoObjectIsOneDeparture(FileFormat format) {
        for (String text : List.of("[]", "\"tekst\"", "7", "null")) {
            assertThat(VALIDATOR.validate(format, json(text)))
                    .containsExactly(new Deviation("", "type", "dokumentet: feil type, skal være et objekt"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void unknownFieldsAreAllowedInEveryObject(FileFormat format) {
        ObjectNode document = valid(format);
        for (JsonNode object : document.findParents("type")) {
            ((ObjectNode) object).set("nyttFelt", json("{\"a\":[1,null]}"));
        }
        document.putNull("ukjent");

        assertThat(VALIDATOR.validate(format, document)).isEmpty();
    }

    @Test
    void missingRequiredFieldPointsToTheObjectThatLacksIt() {
        JsonNode document = Places.without(valid(DIGISOS_SOKER), "/hendelser/0/status");

        assertThat(VALIDATOR.validate(DIGISOS_SOKER, document))
                .containsExactly(new Deviation("/hendelser/0", "required", "/hendelser/0: feltet status mangler"));
    }

    @Test
    void missingFieldAtTheTopPointsToTheDocument() {
        assertThat(VALIDATOR.validate(DIGISOS_SOKER, Places.without(valid(DIGISOS_SOKER), "/avsender")))
                .containsExactly(new Deviation("", "required", "dokumentet: feltet avsender mangler"));
    }

    @Test
    void unknownStatusListsTheAllowedOnes() {
        JsonNode document = Places.with(valid(DIGISOS_SOKER), "/hendelser/0/status", TextNode.valueOf("AVSLUTTET"));

        assertThat(VALIDATOR.validate(DIGISOS_SOKER, document))
                .containsExactly(new Deviation(
                        "/hendelser/0/status",
                        "enum",
                        "/hendelser/0/status: verdien er ikke blant de tillatte"
                                + " (MOTTATT, UNDER_BEHANDLING, FERDIGBEHANDLET, BEHANDLES_IKKE)"));
    }

    @Test
    void unknownKindOfHendelseIsRefused() {
        JsonNode document = Places.with(valid(DIGISOS_SOKER), "/hendelser/2/type", TextNode.valueOf("klageMottatt"));

        assertThat(VALIDATOR.validate(DIGISOS_SOKER, document)).singleElement().satisfies(deviation -> {
            assertThat(deviation.peker()).isEqualTo("/hendelser/2/type");
            assertThat(deviation.regel()).isEqualTo("enum");
        });
    }

    @Test
    void eachKindOfHendelseIsHeldToItsOwnRulesOnly() {
        JsonNode soknadStatus = json("""
                {"type":"soknadsStatus","hendelsestidspunkt":"2026-03-01T08:00:00.1Z","status":"MOTTATT",
                 "navKontor":17,"vedtaksfil":"tull"}
                """);
        assertThat(PartValidator.validatePart(DIGISOS_SOKER, "hendelse", soknadStatus))
                .isEmpty();

        JsonNode vedtak = json("""
                {"type":"vedtakFattet","hendelsestidspunkt":"2026-03-01T08:00:00.1Z","status":"MOTTATT"}
                """);
        assertThat(PartValidator.validatePart(DIGISOS_SOKER, "hendelse", vedtak))
                .extracting(Deviation::melding)
                .containsExactlyInAnyOrder(
                        "dokumentet: feltet saksreferanse mangler", "dokumentet: feltet vedtaksfil mangler");
    }

    @Test
    void hendelserMayNotBeEmpty() {
        JsonNode document = Places.with(valid(DIGISOS_SOKER), "/hendelser", JsonNodeFactory.instance.arrayNode());

        assertThat(VALIDATOR.validate(DIGISOS_SOKER, document))
                .containsExactly(new Deviation("/hendelser", "minItems", "/hendelser: listen må ha minst 1 element"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2018-10-04T13:37:00.134Z",
                "2018-10-04T13:37:00.1Z",
                "2018-10-04T13:37:00.123456789Z",
                "2018-10-04T13:37:00.000000Z"
            })
    void timeWithFractionAndZIsValid(String timestamp) {
        assertThat(PartValidator.validatePart(DIGISOS_SOKER, "tidspunkt", TextNode.valueOf(timestamp)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2018-10-04T13:37:00Z",
                "2018-10-04T13:37:00.Z",
                "2018-10-04T13:37:00123Z",
                "2018-10-04T13:37:00,134Z",
                "2018-10-04T13:37:00.134",
                "2018-10-04T13:37:00.134z",
                "2018-10-04T13:37:00.134+00:00",
                "2018-10-04 13:37:00.134Z",
                "2018-10-04T13:37:00.134Z\n",
                " 2018-10-04T13:37:00.134Z",
                "2018-10-04T13:37:00.१Z",
                ""
            })
    void timeWithoutFractionOrZIsRefused(String timestamp) {
        assertThat(PartValidator.validatePart(DIGISOS_SOKER, "tidspunkt", TextNode.valueOf(timestamp)))
                .containsExactly(
                        new Deviation(
                                "",
                                "pattern",
                                "dokumentet: verdien har feil form, skal være ÅÅÅÅ-MM-DDTtt:mm:ss med desimaler og Z, et tidspunkt som finnes"));
    }

    @Test
    void upperCaseUuidInFilreferanseIsRefused() {
        JsonNode document = Places.with(
                valid(DIGISOS_SOKER),
                "/hendelser/5/vedtaksfil/referanse/id",
                TextNode.valueOf("ABCDEF00-0000-4000-8000-000000000006"));

        assertThat(VALIDATOR.validate(DIGISOS_SOKER, document))
                .containsExactly(
                        new Deviation(
                                "/hendelser/5/vedtaksfil/referanse/id",
                                "pattern",
                                "/hendelser/5/vedtaksfil/referanse/id: verdien har feil form, skal være UUID med små bokstaver"));
    }

    @Test
    void svarutReferenceCountsFromOne() {
        ObjectNode reference = (ObjectNode) json("""
                {"type":"svarut","id":"00000000-0000-4000-8000-000000000002","nr":1}
                """);
        assertThat(PartValidator.validatePart(DIGISOS_SOKER, "filreferanse", reference))
                .isEmpty();

        assertThat(PartValidator.validatePart(
                        DIGISOS_SOKER, "filreferanse", reference.deepCopy().put("nr", 0)))
                .containsExactly(new Deviation("/nr", "minimum", "/nr: tallet må være minst 1"));
        assertThat(PartValidator.validatePart(
                        DIGISOS_SOKER, "filreferanse", reference.deepCopy().put("nr", 1.5)))
                .containsExactly(new Deviation("/nr", "type", "/nr: feil type, skal være et heltall"));
        assertThat(PartValidator.validatePart(DIGISOS_SOKER, "filreferanse", Places.without(reference, "/nr")))
                .containsExactly(new Deviation("", "required", "dokumentet: feltet nr mangler"));
    }

    @Test
    void dokumentlagerReferenceNeedsNoNr() {
        JsonNode reference = json("""
                {"type":"dokumentlager","id":"00000000-0000-4000-8000-000000000002","nr":"ubrukt"}
                """);
        assertThat(PartValidator.validatePart(DIGISOS_SOKER, "filreferanse", reference))
                .isEmpty();
    }

    @Test
    void dokumentreferanseIsTheFagsystemsOwnTextAndNoFile() {
        JsonNode document = Places.with(
                valid(DIGISOS_SOKER), "/hendelser/3/dokumenter/0/dokumentreferanse", json("{\"type\":\"svarut\"}"));

        assertThat(VALIDATOR.validate(DIGISOS_SOKER, document))
                .containsExactly(new Deviation(
                        "/hendelser/3/dokumenter/0/dokumentreferanse",
                        "type",
                        "/hendelser/3/dokumenter/0/dokumentreferanse: feil type, skal være en tekst"));
    }

    @Test
    void aDocumentTellsAllItsDeparturesAtOnce() {
        JsonNode document = Places.without(valid(DIGISOS_SOKER), "/avsender/systemnavn");
        document = Places.with(document, "/version", TextNode.valueOf("1.0"));
        document = Places.with(document, "/hendelser/1/navKontor", IntNode.valueOf(301));

        assertThat(VALIDATOR.validate(DIGISOS_SOKER, document))
                .extracting(Deviation::peker)
                .containsExactlyInAnyOrder("/avsender", "/version", "/hendelser/1/navKontor");
    }

    @Test
    void departuresAreCappedSoThatAnAnswerStaysSmall() {
        ArrayNode hendelser = JsonNodeFactory.instance.arrayNode();
        IntStream.range(0, 10_000).forEach(i -> hendelser.addObject().put("type", "x"));

        assertThat(VALIDATOR.validate(DIGISOS_SOKER, Places.with(valid(DIGISOS_SOKER), "/hendelser", hendelser)))
                .hasSize(FileFormatValidator.MAX_DEVIATIONS);
    }

    @Test
    void soknadNeedsItsPersonMottakerAndDriftsinformasjon() {
        JsonNode document = Places.without(valid(SOKNAD), "/data/personalia/personIdentifikator/verdi");
        document = Places.without(document, "/mottaker");
        document = Places.with(document, "/driftsinformasjon", TextNode.valueOf("{}"));

        assertThat(VALIDATOR.validate(SOKNAD, document))
                .extracting(Deviation::melding)
                .containsExactlyInAnyOrder(
                        "dokumentet: feltet mottaker mangler",
                        "/driftsinformasjon: feil type, skal være et objekt",
                        "/data/personalia/personIdentifikator: feltet verdi mangler");
    }

    @Test
    void fieldsOfMottakerAreOptional() {
        assertThat(VALIDATOR.validate(
                        SOKNAD, Places.with(valid(SOKNAD), "/mottaker", JsonNodeFactory.instance.objectNode())))
                .isEmpty();
    }

    @Test
    void sivilstatusHoldsTogetherWithItsSource() {
        JsonNode sivilstatus = json("""
                {"kilde":"system","status":"gift","borSammenMed":true}
                """);

        assertThat(PartValidator.validatePart(SOKNAD, "sivilstatus", sivilstatus))
                .extracting(Deviation::melding)
                .containsExactlyInAnyOrder(
                        "dokumentet: feltet ektefelle mangler", "/kilde: verdien er ikke blant de tillatte (bruker)");
    }

    @Test
    void commentOnArbeidsforholdNeedsArbeidsforhold() {
        assertThat(VALIDATOR.validate(SOKNAD, Places.without(valid(SOKNAD), "/data/arbeid/forhold")))
                .containsExactly(new Deviation("/data/arbeid", "required", "/data/arbeid: feltet forhold mangler"));
    }

    @Test
    void emptyVedleggIsValid() {
        assertThat(VALIDATOR.validate(VEDLEGG, json("{}"))).isEmpty();
        assertThat(VALIDATOR.validate(VEDLEGG, json("{\"vedlegg\":[{}]}"))).isEmpty();
    }

    @Test
    void nullsThatUploadSendsAreRefusedUntilTheyAreTakenOut() {
        JsonNode document = json("""
                {"vedlegg":[{"type":"annet","tilleggsinfo":"annet","status":"LastetOpp",
                  "filer":[{"filnavn":"a.pdf","sha512":"ab"}],"hendelseType":null,"hendelseReferanse":null}]}
                """);

        assertThat(VALIDATOR.validate(VEDLEGG, document))
                .extracting(Deviation::peker)
                .contains("/vedlegg/0/hendelseType", "/vedlegg/0/hendelseReferanse");
        assertThat(VALIDATOR.validate(VEDLEGG, FileFormatValidator.withoutNulls(document)))
                .isEmpty();
    }

    @Test
    void withoutNullsTakesNullsOutOfObjectsAtAnyDepthAndLeavesTheOriginalAlone() {
        JsonNode document = json("{\"a\":null,\"b\":{\"c\":null,\"d\":[null,{\"e\":null,\"f\":0}]},\"g\":\"null\"}");
        JsonNode original = document.deepCopy();

        assertThat(FileFormatValidator.withoutNulls(document))
                .isEqualTo(json("{\"b\":{\"d\":[null,{\"f\":0}]},\"g\":\"null\"}"));
        assertThat(document).isEqualTo(original);
    }

    @Test
    void onlyBegrunnelseOfAKlageIsOptional() {
        ObjectNode klage = valid(KLAGE);
        assertThat(VALIDATOR.validate(KLAGE, Places.without(klage, "/begrunnelse")))
                .isEmpty();

        klage.properties().stream()
                .map(Map.Entry::getKey)
                .filter(field -> !field.equals("begrunnelse"))
                .forEach(field -> assertThat(VALIDATOR.validate(KLAGE, Places.without(klage, "/" + field)))
                        .containsExactly(new Deviation("", "required", "dokumentet: feltet " + field + " mangler")));
    }

    @Test
    void oneValidatorServesManyThreads() throws Exception {
        FileFormatValidator validator = new FileFormatValidator();
        JsonNode valid = valid(DIGISOS_SOKER);
        JsonNode invalid = Places.without(valid, "/hendelser/5/vedtaksfil/referanse/id");
        Callable<List<Deviation>> task = () -> {
            assertThat(validator.validate(DIGISOS_SOKER, valid)).isEmpty();
            return validator.validate(DIGISOS_SOKER, invalid);
        };

        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Future<List<Deviation>>> answer = threads.invokeAll(
                    IntStream.range(0, 400).mapToObj(i -> task).collect(Collectors.toList()));
            for (Future<List<Deviation>> s : answer) {
                assertThat(s.get()).extracting(Deviation::peker).containsExactly("/hendelser/5/vedtaksfil/referanse");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-30T08:00:00.0Z",
                "2026-02-29T08:00:00.0Z",
                "1900-02-29T08:00:00.0Z",
                "2026-04-31T08:00:00.0Z",
                "2026-13-01T08:00:00.0Z",
                "2026-00-10T08:00:00.0Z",
                "2026-01-00T08:00:00.0Z",
                "0000-01-01T08:00:00.0Z",
                "2026-01-01T24:00:00.0Z",
                "2026-01-01T08:60:00.0Z",
                "2026-01-01T08:00:60.0Z"
            })
    void timesOfAnUpdateThatDoNotExistAreRefusedWithTheirPlace(String timestamp) {
        ObjectNode document = valid(DIGISOS_SOKER);
        ((ObjectNode) document.at("/hendelser/0")).put("hendelsestidspunkt", timestamp);

        assertThat(VALIDATOR.validate(DIGISOS_SOKER, document))
                .extracting(Deviation::peker)
                .containsExactly("/hendelser/0/hendelsestidspunkt");
    }

    @Test
    void everyTimeAndDateOfAnUpdateIsHeldAgainstTheCalendar() {
        ObjectNode document = valid(DIGISOS_SOKER);
        int count = 0;
        for (String field : List.of(
                "hendelsestidspunkt", "innsendelsesfrist", "frist", "forfallsdato", "utbetalingsdato", "fom", "tom")) {
            List<JsonNode> objects = document.findParents(field);
            assertThat(objects).as(field).isNotEmpty();
            for (JsonNode object : objects) {
                String value = object.path(field).textValue();
                ((ObjectNode) object).put(field, "2023-02-29" + value.substring(10));
                count++;
                assertThat(VALIDATOR.validate(DIGISOS_SOKER, document))
                        .as(field)
                        .hasSize(count);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-02-29", "2000-02-29", "2026-12-31", "0001-01-01", "2026-11-30"})
    void daysThatExistAreTaken(String day) {
        ObjectNode document = valid(DIGISOS_SOKER);
        ((ObjectNode) document.at("/hendelser/0")).put("hendelsestidspunkt", day + "T23:59:59.999Z");

        assertThat(VALIDATOR.validate(DIGISOS_SOKER, document)).isEmpty();
    }
}
