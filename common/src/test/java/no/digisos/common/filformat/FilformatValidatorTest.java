package no.digisos.common.filformat;

import static no.digisos.common.filformat.Eksempler.gyldig;
import static no.digisos.common.filformat.Eksempler.json;
import static no.digisos.common.filformat.Filformat.DIGISOS_SOKER;
import static no.digisos.common.filformat.Filformat.KLAGE;
import static no.digisos.common.filformat.Filformat.SOKNAD;
import static no.digisos.common.filformat.Filformat.VEDLEGG;
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

class FilformatValidatorTest {
    private static final FilformatValidator VALIDATOR = new FilformatValidator();

    @ParameterizedTest
    @EnumSource
    void documentWithEveryKnownFieldIsValid(Filformat format) {
        assertThat(VALIDATOR.validate(format, gyldig(format))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void documentThatIsNoObjectIsOneDeparture(Filformat format) {
        for (String tekst : List.of("[]", "\"tekst\"", "7", "null")) {
            assertThat(VALIDATOR.validate(format, json(tekst)))
                    .containsExactly(new Avvik("", "type", "dokumentet: feil type, skal være et objekt"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void unknownFieldsAreAllowedInEveryObject(Filformat format) {
        ObjectNode document = gyldig(format);
        for (JsonNode objekt : document.findParents("type")) {
            ((ObjectNode) objekt).set("nyttFelt", json("{\"a\":[1,null]}"));
        }
        document.putNull("ukjent");

        assertThat(VALIDATOR.validate(format, document)).isEmpty();
    }

    @Test
    void missingRequiredFieldPointsToTheObjectThatLacksIt() {
        JsonNode document = Steder.uten(gyldig(DIGISOS_SOKER), "/hendelser/0/status");

        assertThat(VALIDATOR.validate(DIGISOS_SOKER, document))
                .containsExactly(new Avvik("/hendelser/0", "required", "/hendelser/0: feltet status mangler"));
    }

    @Test
    void missingFieldAtTheTopPointsToTheDocument() {
        assertThat(VALIDATOR.validate(DIGISOS_SOKER, Steder.uten(gyldig(DIGISOS_SOKER), "/avsender")))
                .containsExactly(new Avvik("", "required", "dokumentet: feltet avsender mangler"));
    }

    @Test
    void unknownStatusListsTheAllowedOnes() {
        JsonNode document = Steder.med(gyldig(DIGISOS_SOKER), "/hendelser/0/status", TextNode.valueOf("AVSLUTTET"));

        assertThat(VALIDATOR.validate(DIGISOS_SOKER, document))
                .containsExactly(new Avvik(
                        "/hendelser/0/status",
                        "enum",
                        "/hendelser/0/status: verdien er ikke blant de tillatte"
                                + " (MOTTATT, UNDER_BEHANDLING, FERDIGBEHANDLET, BEHANDLES_IKKE)"));
    }

    @Test
    void unknownKindOfHendelseIsRefused() {
        JsonNode document = Steder.med(gyldig(DIGISOS_SOKER), "/hendelser/2/type", TextNode.valueOf("klageMottatt"));

        assertThat(VALIDATOR.validate(DIGISOS_SOKER, document)).singleElement().satisfies(avvik -> {
            assertThat(avvik.peker()).isEqualTo("/hendelser/2/type");
            assertThat(avvik.regel()).isEqualTo("enum");
        });
    }

    @Test
    void eachKindOfHendelseIsHeldToItsOwnRulesOnly() {
        JsonNode soknadsStatus = json("""
                {"type":"soknadsStatus","hendelsestidspunkt":"2026-03-01T08:00:00.1Z","status":"MOTTATT",
                 "navKontor":17,"vedtaksfil":"tull"}
                """);
        assertThat(PartValidator.validatePart(DIGISOS_SOKER, "hendelse", soknadsStatus))
                .isEmpty();

        JsonNode vedtak = json("""
                {"type":"vedtakFattet","hendelsestidspunkt":"2026-03-01T08:00:00.1Z","status":"MOTTATT"}
                """);
        assertThat(PartValidator.validatePart(DIGISOS_SOKER, "hendelse", vedtak))
                .extracting(Avvik::melding)
                .containsExactlyInAnyOrder(
                        "dokumentet: feltet saksreferanse mangler", "dokumentet: feltet vedtaksfil mangler");
    }

    @Test
    void hendelserMayNotBeEmpty() {
        JsonNode document = Steder.med(gyldig(DIGISOS_SOKER), "/hendelser", JsonNodeFactory.instance.arrayNode());

        assertThat(VALIDATOR.validate(DIGISOS_SOKER, document))
                .containsExactly(new Avvik("/hendelser", "minItems", "/hendelser: listen må ha minst 1 element"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2018-10-04T13:37:00.134Z",
                "2018-10-04T13:37:00.1Z",
                "2018-10-04T13:37:00.123456789Z",
                "2018-10-04T13:37:00.000000Z"
            })
    void timeWithFractionAndZIsValid(String tidspunkt) {
        assertThat(PartValidator.validatePart(DIGISOS_SOKER, "tidspunkt", TextNode.valueOf(tidspunkt)))
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
    void timeWithoutFractionOrZIsRefused(String tidspunkt) {
        assertThat(PartValidator.validatePart(DIGISOS_SOKER, "tidspunkt", TextNode.valueOf(tidspunkt)))
                .containsExactly(
                        new Avvik(
                                "",
                                "pattern",
                                "dokumentet: verdien har feil form, skal være ÅÅÅÅ-MM-DDTtt:mm:ss med desimaler og Z, et tidspunkt som finnes"));
    }

    @Test
    void upperCaseUuidInFilreferanseIsRefused() {
        JsonNode document = Steder.med(
                gyldig(DIGISOS_SOKER),
                "/hendelser/5/vedtaksfil/referanse/id",
                TextNode.valueOf("ABCDEF00-0000-4000-8000-000000000006"));

        assertThat(VALIDATOR.validate(DIGISOS_SOKER, document))
                .containsExactly(
                        new Avvik(
                                "/hendelser/5/vedtaksfil/referanse/id",
                                "pattern",
                                "/hendelser/5/vedtaksfil/referanse/id: verdien har feil form, skal være UUID med små bokstaver"));
    }

    @Test
    void svarutReferenceCountsFromOne() {
        ObjectNode referanse = (ObjectNode) json("""
                {"type":"svarut","id":"00000000-0000-4000-8000-000000000002","nr":1}
                """);
        assertThat(PartValidator.validatePart(DIGISOS_SOKER, "filreferanse", referanse))
                .isEmpty();

        assertThat(PartValidator.validatePart(
                        DIGISOS_SOKER, "filreferanse", referanse.deepCopy().put("nr", 0)))
                .containsExactly(new Avvik("/nr", "minimum", "/nr: tallet må være minst 1"));
        assertThat(PartValidator.validatePart(
                        DIGISOS_SOKER, "filreferanse", referanse.deepCopy().put("nr", 1.5)))
                .containsExactly(new Avvik("/nr", "type", "/nr: feil type, skal være et heltall"));
        assertThat(PartValidator.validatePart(DIGISOS_SOKER, "filreferanse", Steder.uten(referanse, "/nr")))
                .containsExactly(new Avvik("", "required", "dokumentet: feltet nr mangler"));
    }

    @Test
    void dokumentlagerReferenceNeedsNoNr() {
        JsonNode referanse = json("""
                {"type":"dokumentlager","id":"00000000-0000-4000-8000-000000000002","nr":"ubrukt"}
                """);
        assertThat(PartValidator.validatePart(DIGISOS_SOKER, "filreferanse", referanse))
                .isEmpty();
    }

    @Test
    void dokumentreferanseIsTheFagsystemsOwnTextAndNoFile() {
        JsonNode document = Steder.med(
                gyldig(DIGISOS_SOKER), "/hendelser/3/dokumenter/0/dokumentreferanse", json("{\"type\":\"svarut\"}"));

        assertThat(VALIDATOR.validate(DIGISOS_SOKER, document))
                .containsExactly(new Avvik(
                        "/hendelser/3/dokumenter/0/dokumentreferanse",
                        "type",
                        "/hendelser/3/dokumenter/0/dokumentreferanse: feil type, skal være en tekst"));
    }

    @Test
    void aDocumentTellsAllItsDeparturesAtOnce() {
        JsonNode document = Steder.uten(gyldig(DIGISOS_SOKER), "/avsender/systemnavn");
        document = Steder.med(document, "/version", TextNode.valueOf("1.0"));
        document = Steder.med(document, "/hendelser/1/navKontor", IntNode.valueOf(301));

        assertThat(VALIDATOR.validate(DIGISOS_SOKER, document))
                .extracting(Avvik::peker)
                .containsExactlyInAnyOrder("/avsender", "/version", "/hendelser/1/navKontor");
    }

    @Test
    void departuresAreCappedSoThatAnAnswerStaysSmall() {
        ArrayNode hendelser = JsonNodeFactory.instance.arrayNode();
        IntStream.range(0, 10_000).forEach(i -> hendelser.addObject().put("type", "x"));

        assertThat(VALIDATOR.validate(DIGISOS_SOKER, Steder.med(gyldig(DIGISOS_SOKER), "/hendelser", hendelser)))
                .hasSize(FilformatValidator.MAKS_AVVIK);
    }

    @Test
    void soknadNeedsItsPersonMottakerAndDriftsinformasjon() {
        JsonNode document = Steder.uten(gyldig(SOKNAD), "/data/personalia/personIdentifikator/verdi");
        document = Steder.uten(document, "/mottaker");
        document = Steder.med(document, "/driftsinformasjon", TextNode.valueOf("{}"));

        assertThat(VALIDATOR.validate(SOKNAD, document))
                .extracting(Avvik::melding)
                .containsExactlyInAnyOrder(
                        "dokumentet: feltet mottaker mangler",
                        "/driftsinformasjon: feil type, skal være et objekt",
                        "/data/personalia/personIdentifikator: feltet verdi mangler");
    }

    @Test
    void fieldsOfMottakerAreOptional() {
        assertThat(VALIDATOR.validate(
                        SOKNAD, Steder.med(gyldig(SOKNAD), "/mottaker", JsonNodeFactory.instance.objectNode())))
                .isEmpty();
    }

    @Test
    void sivilstatusHoldsTogetherWithItsSource() {
        JsonNode sivilstatus = json("""
                {"kilde":"system","status":"gift","borSammenMed":true}
                """);

        assertThat(PartValidator.validatePart(SOKNAD, "sivilstatus", sivilstatus))
                .extracting(Avvik::melding)
                .containsExactlyInAnyOrder(
                        "dokumentet: feltet ektefelle mangler", "/kilde: verdien er ikke blant de tillatte (bruker)");
    }

    @Test
    void commentOnArbeidsforholdNeedsArbeidsforhold() {
        assertThat(VALIDATOR.validate(SOKNAD, Steder.uten(gyldig(SOKNAD), "/data/arbeid/forhold")))
                .containsExactly(new Avvik("/data/arbeid", "required", "/data/arbeid: feltet forhold mangler"));
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
                .extracting(Avvik::peker)
                .contains("/vedlegg/0/hendelseType", "/vedlegg/0/hendelseReferanse");
        assertThat(VALIDATOR.validate(VEDLEGG, FilformatValidator.withoutNulls(document)))
                .isEmpty();
    }

    @Test
    void withoutNullsTakesNullsOutOfObjectsAtAnyDepthAndLeavesTheOriginalAlone() {
        JsonNode document = json("{\"a\":null,\"b\":{\"c\":null,\"d\":[null,{\"e\":null,\"f\":0}]},\"g\":\"null\"}");
        JsonNode original = document.deepCopy();

        assertThat(FilformatValidator.withoutNulls(document))
                .isEqualTo(json("{\"b\":{\"d\":[null,{\"f\":0}]},\"g\":\"null\"}"));
        assertThat(document).isEqualTo(original);
    }

    @Test
    void onlyBegrunnelseOfAKlageIsOptional() {
        ObjectNode klage = gyldig(KLAGE);
        assertThat(VALIDATOR.validate(KLAGE, Steder.uten(klage, "/begrunnelse")))
                .isEmpty();

        klage.properties().stream()
                .map(Map.Entry::getKey)
                .filter(felt -> !felt.equals("begrunnelse"))
                .forEach(felt -> assertThat(VALIDATOR.validate(KLAGE, Steder.uten(klage, "/" + felt)))
                        .containsExactly(new Avvik("", "required", "dokumentet: feltet " + felt + " mangler")));
    }

    @Test
    void oneValidatorServesManyThreads() throws Exception {
        FilformatValidator validator = new FilformatValidator();
        JsonNode gyldig = gyldig(DIGISOS_SOKER);
        JsonNode ugyldig = Steder.uten(gyldig, "/hendelser/5/vedtaksfil/referanse/id");
        Callable<List<Avvik>> oppgave = () -> {
            assertThat(validator.validate(DIGISOS_SOKER, gyldig)).isEmpty();
            return validator.validate(DIGISOS_SOKER, ugyldig);
        };

        try (var traader = Executors.newFixedThreadPool(8)) {
            List<Future<List<Avvik>>> svar = traader.invokeAll(
                    IntStream.range(0, 400).mapToObj(i -> oppgave).collect(Collectors.toList()));
            for (Future<List<Avvik>> s : svar) {
                assertThat(s.get()).extracting(Avvik::peker).containsExactly("/hendelser/5/vedtaksfil/referanse");
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
    void timesOfAnUpdateThatDoNotExistAreRefusedWithTheirPlace(String tidspunkt) {
        ObjectNode document = gyldig(DIGISOS_SOKER);
        ((ObjectNode) document.at("/hendelser/0")).put("hendelsestidspunkt", tidspunkt);

        assertThat(VALIDATOR.validate(DIGISOS_SOKER, document))
                .extracting(Avvik::peker)
                .containsExactly("/hendelser/0/hendelsestidspunkt");
    }

    @Test
    void everyTimeAndDateOfAnUpdateIsHeldAgainstTheCalendar() {
        ObjectNode document = gyldig(DIGISOS_SOKER);
        int antall = 0;
        for (String felt : List.of(
                "hendelsestidspunkt", "innsendelsesfrist", "frist", "forfallsdato", "utbetalingsdato", "fom", "tom")) {
            List<JsonNode> objekter = document.findParents(felt);
            assertThat(objekter).as(felt).isNotEmpty();
            for (JsonNode objekt : objekter) {
                String verdi = objekt.path(felt).textValue();
                ((ObjectNode) objekt).put(felt, "2023-02-29" + verdi.substring(10));
                antall++;
                assertThat(VALIDATOR.validate(DIGISOS_SOKER, document)).as(felt).hasSize(antall);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-02-29", "2000-02-29", "2026-12-31", "0001-01-01", "2026-11-30"})
    void daysThatExistAreTaken(String dag) {
        ObjectNode document = gyldig(DIGISOS_SOKER);
        ((ObjectNode) document.at("/hendelser/0")).put("hendelsestidspunkt", dag + "T23:59:59.999Z");

        assertThat(VALIDATOR.validate(DIGISOS_SOKER, document)).isEmpty();
    }
}
