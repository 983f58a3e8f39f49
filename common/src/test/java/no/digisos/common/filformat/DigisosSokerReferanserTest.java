package no.digisos.common.filformat;

import static no.digisos.common.filformat.Eksempler.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import no.digisos.common.filformat.DigisosSokerReferanser.Referanse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigisosSokerReferanserTest {
    @Test
    void findsEveryPlaceInDocumentOrderAndLeavesSvarutOut() {
        assertThat(DigisosSokerReferanser.dokumentlager(Eksempler.gyldig(Filformat.DIGISOS_SOKER)))
                .containsExactly(
                        referanse("/hendelser/3/forvaltningsbrev/referanse", 1),
                        referanse("/hendelser/3/vedlegg/1/referanse", 3),
                        referanse("/hendelser/4/forvaltningsbrev/referanse", 4),
                        referanse("/hendelser/4/vedlegg/0/referanse", 5),
                        referanse("/hendelser/5/vedtaksfil/referanse", 6),
                        referanse("/hendelser/5/vedlegg/0/referanse", 6));
    }

    @Test
    void pointersLeadToTheReferences() {
        JsonNode document = Eksempler.gyldig(Filformat.DIGISOS_SOKER);

        assertThat(DigisosSokerReferanser.dokumentlager(document))
                .isNotEmpty()
                .allSatisfy(referanse -> assertThat(
                                document.at(referanse.peker()).path("id").asText())
                        .isEqualTo(referanse.id().toString()));
    }

    @Test
    void findsEveryDokumentlagerReferenceThatAValidDocumentHolds() {
        JsonNode document = Eksempler.gyldig(Filformat.DIGISOS_SOKER);
        long antall = document.findValues("referanse").stream()
                .filter(r -> r.path("type").asText().equals("dokumentlager"))
                .count();

        assertThat(DigisosSokerReferanser.dokumentlager(document)).hasSize((int) antall);
    }

    @Test
    void hendelserWithoutFilesAndOddDocumentsHaveNone() {
        assertThat(DigisosSokerReferanser.dokumentlager(json("{}"))).isEmpty();
        assertThat(DigisosSokerReferanser.dokumentlager(json("null"))).isEmpty();
        assertThat(DigisosSokerReferanser.dokumentlager(json("{\"hendelser\":{\"a\":1}}")))
                .isEmpty();
        assertThat(DigisosSokerReferanser.dokumentlager(json("""
                {"hendelser":[null,"tekst",{"type":"vedtakFattet","vedtaksfil":7,"vedlegg":{"a":[]}}]}
                """))).isEmpty();
    }

    @Test
    void fileFieldsOfAnotherKindOfHendelseAreNoReferences() {
        assertThat(DigisosSokerReferanser.dokumentlager(json("""
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
                .isThrownBy(() -> DigisosSokerReferanser.dokumentlager(document))
                .withMessage("/hendelser/0/vedtaksfil/referanse/id er ikke en UUID med små bokstaver");
    }

    private static Referanse referanse(String peker, int nummer) {
        return new Referanse(peker, UUID.fromString("00000000-0000-4000-8000-00000000000" + nummer));
    }
}
