package no.digisos.drift;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.main.LaunchResult;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import no.digisos.seeds.SakSeeds;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.suite.Surroundings;
import no.digisos.seeds.suite.TestEnvironment;
import no.digisos.testkit.samples.TestPerson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The numbers come in files here: standard input is the test runner's own. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class PersonTest {
    @Inject
    Program launcher;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    Path directory;

    private final TestEnvironment environment = TestEnvironment.current();
    private final SakSeeds seed = new SakSeeds(environment.database().functions(), environment.nokler());
    private final String old = TestPerson.withDNumber();
    private final String fresh = TestPerson.fresh();
    private final String reason = "nytt nummer " + UUID.randomUUID();

    @Test
    void two_numbers_are_joined_when_what_was_shown_is_repeated_and_parted_again() throws Exception {
        seed.paperSak(SeedData.OSLO, old);
        seed.paperSak(SeedData.OSLO, old);
        seed.paperSak(SeedData.OSLO, fresh);
        LaunchResult shown = link(launcher, old, fresh);
        assertThat(shown.exitCode()).as(shown.getErrorOutput()).isZero();
        JsonNode initial = MAPPER.readTree(shown.getOutput());
        assertThat(initial.get("utfall").asText()).isEqualTo("VIST");
        assertThat(initial.at("/gammel/antall").asInt()).isEqualTo(2);
        assertThat(initial.at("/gammel/siste").asText()).isNotEmpty();
        assertThat(initial.at("/ny/antall").asInt()).isEqualTo(1);
        assertThat(initial.get("sammeFodselsdato").asBoolean()).isTrue();
        assertThat(initial.get("bekreft").asText()).isEqualTo("2+1");
        assertThat(show(launcher, fresh).at("/saker/antall").asInt()).isEqualTo(1);

        LaunchResult failure = link(launcher, old, fresh, "--bekreft", "1+2");
        assertThat(failure.exitCode()).isEqualTo(1);
        assertThat(failure.getErrorOutput()).contains("2+1");
        LaunchResult linked = link(launcher, old, fresh, "--bekreft", "2+1");
        assertThat(linked.exitCode()).as(linked.getErrorOutput()).isZero();
        String id = MAPPER.readTree(linked.getOutput()).get("koblingId").asText();
        JsonNode collected = show(launcher, old);
        assertThat(collected.at("/saker/antall").asInt()).isEqualTo(3);
        assertThat(collected.get("numre").asInt()).isEqualTo(2);
        assertThat(collected.at("/koblinger/0/koblingId").asText()).isEqualTo(id);

        LaunchResult separated = launcher.launch(command(List.of("person", "skill", id)));
        assertThat(separated.exitCode()).as(separated.getErrorOutput()).isZero();
        assertThat(show(launcher, old).at("/saker/antall").asInt()).isEqualTo(2);
        assertThat(show(launcher, fresh).at("/koblinger/0/skilt").asText()).isNotEmpty();
        assertThat(launcher.launch(command(List.of("person", "skill", id))).exitCode())
                .isEqualTo(1);

        assertThat(audit())
                .as("a row for each of the two numbers, of each thing that was done")
                .containsExactlyInAnyOrder("SOK_SAKER kari 8", "KOBLE_PERSON kari 2", "SKILL_PERSON kari 2");
        for (LaunchResult answer : List.of(shown, failure, linked, separated)) {
            assertThat(answer.getOutput() + answer.getErrorOutput()).doesNotContain(old, fresh);
        }
    }

    @Test
    void what_would_make_one_of_two_by_mistake_is_refused() throws Exception {
        LaunchResult invalid = link(launcher, old, fresh.substring(0, 10) + (fresh.endsWith("0") ? "1" : "0"));
        assertThat(invalid.exitCode()).isEqualTo(2);
        assertThat(invalid.getErrorOutput()).contains("not a valid fødselsnummer");
        LaunchResult same = link(launcher, fresh, fresh, "--bekreft", "0+0");
        assertThat(same.exitCode()).isEqualTo(1);
        assertThat(same.getErrorOutput()).contains("same number");
        seed.link(old, fresh);
        LaunchResult ring = link(launcher, fresh, old, "--bekreft", "0+0");
        assertThat(ring.exitCode()).isEqualTo(1);
        assertThat(ring.getErrorOutput()).contains("ring");
        LaunchResult another = link(launcher, old, TestPerson.fresh(), "--bekreft", "0+0");
        assertThat(another.exitCode()).isEqualTo(1);
        assertThat(another.getErrorOutput()).contains("newer one already");
        assertThat(launcher.launch("person", "koble", "--gammel", file("g", old), "--ny", file("n", fresh))
                        .exitCode())
                .as("nobody acts without a name and a reason")
                .isEqualTo(2);
        JsonNode anotherDay = MAPPER.readTree(
                link(launcher, TestPerson.fresh(), "15857210074").getOutput());
        assertThat(anotherDay.get("sammeFodselsdato").asBoolean()).isFalse();
    }

    private LaunchResult link(Program launcher, String old, String renewed, String... more) throws IOException {
        List<String> word = new ArrayList<>(
                List.of("person", "koble", "--gammel", file("gammel", old), "--ny", file("ny", renewed)));
        word.addAll(List.of(more));
        return launcher.launch(command(word));
    }

    private JsonNode show(Program launcher, String number) throws IOException {
        LaunchResult shown = launcher.launch(command(List.of("person", "vis", "--person", file("vis", number))));
        assertThat(shown.exitCode()).as(shown.getErrorOutput()).isZero();
        return MAPPER.readTree(shown.getOutput());
    }

    private String[] command(List<String> word) {
        List<String> all = new ArrayList<>(word);
        all.addAll(List.of("--operator", "kari", "--begrunnelse", reason));
        return all.toArray(String[]::new);
    }

    private String file(String name, String number) throws IOException {
        return Files.writeString(directory.resolve(name), number + "\n").toString();
    }

    /** What was done, by whom, and how many rows of it there are about the two numbers. */
    private List<String> audit() {
        try (Connection c = environment.database().owner().getConnection();
                PreparedStatement s = c.prepareStatement(
                        "SELECT handling || ' ' || operator || ' ' || count(*) FROM audit_rad WHERE hjemmel = ?"
                                + " AND person_indeks IS NOT NULL GROUP BY handling, operator ORDER BY min(tidspunkt)")) {
            s.setString(1, "Drift: " + reason);
            List<String> rows = new ArrayList<>();
            try (ResultSet r = s.executeQuery()) {
                while (r.next()) {
                    rows.add(r.getString(1));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
