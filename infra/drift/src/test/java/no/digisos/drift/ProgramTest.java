package no.digisos.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.main.LaunchResult;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import no.digisos.seeds.suite.Surroundings;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the program says when it is asked wrongly, or about what there is not: a sentence, and nothing of how it is made. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ProgramTest {
    private static final String UNKNOWN = "11111111-1111-4111-8111-111111111111";
    private static final String[] WHO = {"--operator=kari", "--begrunnelse=rettet"};

    @Inject
    Program program;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "leveranse vis ID",
                "leveranse dokumenter ID",
                "leveranse send ID +",
                "leveranse lukk ID +",
                "leveranse gjenoppta ID +",
                "leveranse legg-i-ko-pa-nytt ID +",
                "sak slett ID +",
                "dokument trekk ID +",
                "dokument send-som ID --mimetype=image/png +",
                "integrasjon passord --integrasjon-id=ID +",
                "integrasjon trekk --integrasjon-id=ID +",
                "person skill ID +",
                "audit lukk 999 +",
                "kommune admin gi --fiks-org-id=ID --person=FIL +",
                "kommune admin trekk --fiks-org-id=ID --person=FIL +"
            })
    void what_there_is_not_is_1_and_one_sentence(String command, @TempDir Path dir) throws Exception {
        Path fnr = Files.writeString(dir.resolve("fnr"), "15857210074");
        LaunchResult answer = run(command.replace("ID", UNKNOWN).replace("FIL", fnr.toString()));
        assertThat(answer.exitCode()).as(answer.getErrorOutput()).isEqualTo(1);
        assertSentence(answer);
        assertThat(answer.getErrorStream()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "leveranse vis tull | 'tull' is not an id",
                "leveranse lukk tull + | 'tull' is not an id",
                "leveranse etter-gjenoppretting --siden=tull + | 'tull' is not a time",
                "leveranse etter-gjenoppretting --ventetid=tull + | 'tull' is not a duration",
                "leveranse list --maks=tull | 'tull' is not a whole number",
                "kommune bytt-nummer --gammelt=0301 --nytt=0302 --dato=tull + | 'tull' is not a date",
                "audit lukk tull + | 'tull' is not a whole number",
                "audit lukk 1000 + | KJEDE is 0 to 999",
                "audit verify --anker=/finnes/ikke | cannot be read",
                "integrasjon opprett --navn=a --organisasjon=1 --privilegium=TULL + | TULL",
                "integrasjon passord --integrasjon-id=tull + | 'tull' is not an id",
                "kommune admin gi --fiks-org-id=tull + | 'tull' is not an id",
                "person vis --person=/finnes/ikke + | cannot be read",
                "leveranse vis | MELDING_ID",
                "leveranse send 11111111-1111-4111-8111-111111111111 | --operator",
                "tull | tull"
            })
    void what_is_wrongly_asked_is_2_and_says_what_is_wrong(String command, String what) {
        LaunchResult answer = run(command);
        assertThat(answer.exitCode()).as(answer.getErrorOutput()).isEqualTo(2);
        assertSentence(answer);
        assertThat(answer.getErrorOutput()).contains(what);
    }

    private LaunchResult run(String command) {
        return program.launch(Arrays.stream(command.split(" "))
                .flatMap(word -> word.equals("+") ? Arrays.stream(WHO) : Stream.of(word))
                .toArray(String[]::new));
    }

    private static void assertSentence(LaunchResult answer) {
        assertThat(answer.getErrorOutput())
                .isNotBlank()
                .doesNotContain("java.")
                .doesNotContain("Exception")
                .doesNotContain("picocli")
                .doesNotContain("no.digisos");
    }
}
