package no.digisos.common.filformat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import no.digisos.common.filformat.NavsEksempler.Eksempel;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class NavsEksemplerTest {
    private static final FilformatValidator VALIDATOR = new FilformatValidator();

    @TestFactory
    Stream<DynamicTest> everyDocumentGetsTheVerdictThatItsNameTells() {
        return NavsEksempler.alle().stream()
                .map(e -> DynamicTest.dynamicTest(e.navn(), () -> {
                    List<Avvik> avvik = e.avvik(VALIDATOR, e.document());
                    if (e.skalAvvises()) {
                        assertThat(avvik).isNotEmpty();
                    } else {
                        assertThat(avvik).isEmpty();
                    }
                }));
    }

    @Test
    void bothVerdictsAreAmongThem() {
        List<Eksempel> alle = NavsEksempler.alle();

        assertThat(alle).hasSizeGreaterThan(90);
        assertThat(alle).filteredOn(Eksempel::skalAvvises).hasSizeGreaterThan(40);
    }

    @Test
    void everyReferenceInTheFullHistoryIsFound() {
        JsonNode komplett = NavsEksempler.alle().stream()
                .filter(e -> e.navn().equals("digisos/soker/komplett.json"))
                .findFirst()
                .orElseThrow()
                .document();
        long antall = komplett.findValues("referanse").stream()
                .filter(r -> r.path("type").asText().equals("dokumentlager"))
                .count();

        assertThat(antall).isPositive();
        assertThat(DigisosSokerReferanser.dokumentlager(komplett)).hasSize((int) antall);
    }
}
