package no.digisos.common.fileformat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import no.digisos.common.fileformat.NavExamples.Example;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class NavExamplesTest {
    private static final FileFormatValidator VALIDATOR = new FileFormatValidator();

    @TestFactory
    Stream<DynamicTest> everyDocumentGetsTheVerdictThatItsNameTells() {
        return NavExamples.all().stream()
                .map(e -> DynamicTest.dynamicTest(e.navn(), () -> {
                    List<Deviation> deviation = e.deviation(VALIDATOR, e.document());
                    if (e.mustBeRejected()) {
                        assertThat(deviation).isNotEmpty();
                    } else {
                        assertThat(deviation).isEmpty();
                    }
                }));
    }

    @Test
    void bothVerdictsAreAmongThem() {
        List<Example> all = NavExamples.all();

        assertThat(all).hasSizeGreaterThan(90);
        assertThat(all).filteredOn(Example::mustBeRejected).hasSizeGreaterThan(40);
    }

    @Test
    void everyReferenceInTheFullHistoryIsFound() {
        JsonNode complete = NavExamples.all().stream()
                .filter(e -> e.navn().equals("digisos/soker/komplett.json"))
                .findFirst()
                .orElseThrow()
                .document();
        long count = complete.findValues("referanse").stream()
                .filter(r -> r.path("type").asText().equals("dokumentlager"))
                .count();

        assertThat(count).isPositive();
        assertThat(DigisosSokerReferences.dokumentlager(complete)).hasSize((int) count);
    }
}
