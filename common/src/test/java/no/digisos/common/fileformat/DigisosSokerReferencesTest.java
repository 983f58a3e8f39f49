package no.digisos.common.fileformat;

import static no.digisos.common.fileformat.Examples.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import no.digisos.common.fileformat.DigisosSokerReferences.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigisosSokerReferencesTest {
    @Test
    void findsEveryPlaceInDocumentOrderAndLeavesSvarutOut() {
        assertThat(DigisosSokerReferences.dokumentlager(Examples.valid(FileFormat.DIGISOS_SOKER)))
                .containsExactly(
                        reference("/hendelser/3/forvaltningsbrev/referanse", 1),
                        reference("/hendelser/3/vedlegg/1/referanse", 3),
                        reference("/hendelser/4/forvaltningsbrev/referanse", 4),
                        reference("/hendelser/4/vedlegg/0/referanse", 5),
                        reference("/hendelser/5/vedtaksfil/referanse", 6),
                        reference("/hendelser/5/vedlegg/0/referanse", 6));
    }

    @Test
    void pointersLeadToTheReferences() {
        JsonNode document = Examples.valid(FileFormat.DIGISOS_SOKER);

        assertThat(DigisosSokerReferences.dokumentlager(document))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.peker()).path("id").asText())
                        .isEqualTo(reference.id().toString()));
    }

    @Test
    void findsEveryDokumentlagerReferenceThatAValidDocumentHolds() {
        JsonNode document = Examples.valid(FileFormat.DIGISOS_SOKER);
        long count = document.findValues("referanse").stream()
                .filter(r -> r.path("type").asText().equals("dokumentlager"))
                .count();

        assertThat(DigisosSokerReferences.dokumentlager(document)).hasSize((int) count);
    }

    @Test
    void hendelserWithoutFilesAndOddDocumentsHaveNone() {
        assertThat(DigisosSokerReferences.dokumentlager(json("{}"))).isEmpty();
        assertThat(DigisosSokerReferences.dokumentlager(json("null"))).isEmpty();
        assertThat(DigisosSokerReferences.dokumentlager(json("{\"hendelser\":{\"a\":1}}")))
                .isEmpty();
        assertThat(DigisosSokerReferences.dokumentlager(json("""
                {"hendelser":[null,"tekst",{"type":"vedtakFattet","vedtaksfil":7,"vedlegg":{"a":[]}}]}
                """))).isEmpty();
    }

    @Test
    void fileFieldsOfAnotherKindOfHendelseAreNoReferences() {
        assertThat(DigisosSokerReferences.dokumentlager(json("""
                {"hendelser":[{"type":"soknadsStatus","vedtaksfil":{"referanse":
                  {"type":"dokumentlager","id":"00000000-0000-4000-8000-000000000001"}}}]}
                """))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1-1-1-1-1", "ABCDEF00-0000-4000-8000-000000000001", "KANARI", ""})
    void idThatIsNoLowerCaseUuidIsRefusedWithoutBeingQuoted(String id) {
        JsonNode document = json("""
                {"hendelser":[{"type":"vedtakFattet","vedtaksfil":{"referanse":{"type":"dokumentlager","id":"%s"}}}]}
                """.formatted(id));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> DigisosSokerReferences.dokumentlager(document))
                .withMessage("/hendelser/0/vedtaksfil/referanse/id er ikke en UUID med små bokstaver");
    }

    private static Reference reference(String pointer, int number) {
        return new Reference(pointer, UUID.fromString("00000000-0000-4000-8000-00000000000" + number));
    }
}
