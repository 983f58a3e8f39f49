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
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Omgivelser;
import no.digisos.common.testkit.Saksfro;
import no.digisos.common.testkit.Testmiljo;
import no.digisos.common.testkit.Testperson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The numbers come in files here: standard input is the test runner's own. */
@QuarkusTest
@QuarkusTestResource(Omgivelser.class)
class PersonTest {
    @Inject
    Program launcher;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    Path katalog;

    private final Testmiljo miljo = Testmiljo.gjeldende();
    private final Saksfro fro = new Saksfro(miljo.database().functions(), miljo.nokler());
    private final String gammel = Testperson.medDNummer();
    private final String ny = Testperson.ny();
    private final String grunn = "nytt nummer " + UUID.randomUUID();

    @Test
    void two_numbers_are_joined_when_what_was_shown_is_repeated_and_parted_again() throws Exception {
        fro.papirsak(Fro.OSLO, gammel);
        fro.papirsak(Fro.OSLO, gammel);
        fro.papirsak(Fro.OSLO, ny);
        LaunchResult vist = koble(launcher, gammel, ny);
        assertThat(vist.exitCode()).as(vist.getErrorOutput()).isZero();
        JsonNode forst = MAPPER.readTree(vist.getOutput());
        assertThat(forst.get("utfall").asText()).isEqualTo("VIST");
        assertThat(forst.at("/gammel/antall").asInt()).isEqualTo(2);
        assertThat(forst.at("/gammel/siste").asText()).isNotEmpty();
        assertThat(forst.at("/ny/antall").asInt()).isEqualTo(1);
        assertThat(forst.get("sammeFodselsdato").asBoolean()).isTrue();
        assertThat(forst.get("bekreft").asText()).isEqualTo("2+1");
        assertThat(vis(launcher, ny).at("/saker/antall").asInt()).isEqualTo(1);

        LaunchResult feil = koble(launcher, gammel, ny, "--bekreft", "1+2");
        assertThat(feil.exitCode()).isEqualTo(1);
        assertThat(feil.getErrorOutput()).contains("2+1");
        LaunchResult koblet = koble(launcher, gammel, ny, "--bekreft", "2+1");
        assertThat(koblet.exitCode()).as(koblet.getErrorOutput()).isZero();
        String id = MAPPER.readTree(koblet.getOutput()).get("koblingId").asText();
        JsonNode samlet = vis(launcher, gammel);
        assertThat(samlet.at("/saker/antall").asInt()).isEqualTo(3);
        assertThat(samlet.get("numre").asInt()).isEqualTo(2);
        assertThat(samlet.at("/koblinger/0/koblingId").asText()).isEqualTo(id);

        LaunchResult skilt = launcher.launch(kommando(List.of("person", "skill", id)));
        assertThat(skilt.exitCode()).as(skilt.getErrorOutput()).isZero();
        assertThat(vis(launcher, gammel).at("/saker/antall").asInt()).isEqualTo(2);
        assertThat(vis(launcher, ny).at("/koblinger/0/skilt").asText()).isNotEmpty();
        assertThat(launcher.launch(kommando(List.of("person", "skill", id))).exitCode())
                .isEqualTo(1);

        assertThat(audit())
                .as("a row for each of the two numbers, of each thing that was done")
                .containsExactlyInAnyOrder("SOK_SAKER kari 8", "KOBLE_PERSON kari 2", "SKILL_PERSON kari 2");
        for (LaunchResult svar : List.of(vist, feil, koblet, skilt)) {
            assertThat(svar.getOutput() + svar.getErrorOutput()).doesNotContain(gammel, ny);
        }
    }

    @Test
    void what_would_make_one_of_two_by_mistake_is_refused() throws Exception {
        LaunchResult ugyldig = koble(launcher, gammel, ny.substring(0, 10) + (ny.endsWith("0") ? "1" : "0"));
        assertThat(ugyldig.exitCode()).isEqualTo(2);
        assertThat(ugyldig.getErrorOutput()).contains("not a valid fødselsnummer");
        LaunchResult samme = koble(launcher, ny, ny, "--bekreft", "0+0");
        assertThat(samme.exitCode()).isEqualTo(1);
        assertThat(samme.getErrorOutput()).contains("same number");
        fro.koble(gammel, ny);
        LaunchResult ring = koble(launcher, ny, gammel, "--bekreft", "0+0");
        assertThat(ring.exitCode()).isEqualTo(1);
        assertThat(ring.getErrorOutput()).contains("ring");
        LaunchResult annen = koble(launcher, gammel, Testperson.ny(), "--bekreft", "0+0");
        assertThat(annen.exitCode()).isEqualTo(1);
        assertThat(annen.getErrorOutput()).contains("newer one already");
        assertThat(launcher.launch("person", "koble", "--gammel", fil("g", gammel), "--ny", fil("n", ny))
                        .exitCode())
                .as("nobody acts without a name and a reason")
                .isEqualTo(2);
        JsonNode annenDag =
                MAPPER.readTree(koble(launcher, Testperson.ny(), "15857210074").getOutput());
        assertThat(annenDag.get("sammeFodselsdato").asBoolean()).isFalse();
    }

    private LaunchResult koble(Program launcher, String gammelt, String nytt, String... flere) throws IOException {
        List<String> ord = new ArrayList<>(
                List.of("person", "koble", "--gammel", fil("gammel", gammelt), "--ny", fil("ny", nytt)));
        ord.addAll(List.of(flere));
        return launcher.launch(kommando(ord));
    }

    private JsonNode vis(Program launcher, String nummer) throws IOException {
        LaunchResult vist = launcher.launch(kommando(List.of("person", "vis", "--person", fil("vis", nummer))));
        assertThat(vist.exitCode()).as(vist.getErrorOutput()).isZero();
        return MAPPER.readTree(vist.getOutput());
    }

    private String[] kommando(List<String> ord) {
        List<String> alle = new ArrayList<>(ord);
        alle.addAll(List.of("--operator", "kari", "--begrunnelse", grunn));
        return alle.toArray(String[]::new);
    }

    private String fil(String navn, String nummer) throws IOException {
        return Files.writeString(katalog.resolve(navn), nummer + "\n").toString();
    }

    /** What was done, by whom, and how many rows of it there are about the two numbers. */
    private List<String> audit() {
        try (Connection c = miljo.database().owner().getConnection();
                PreparedStatement s = c.prepareStatement(
                        "SELECT handling || ' ' || operator || ' ' || count(*) FROM audit_rad WHERE hjemmel = ?"
                                + " AND person_indeks IS NOT NULL GROUP BY handling, operator ORDER BY min(tidspunkt)")) {
            s.setString(1, "Drift: " + grunn);
            List<String> rader = new ArrayList<>();
            try (ResultSet r = s.executeQuery()) {
                while (r.next()) {
                    rader.add(r.getString(1));
                }
            }
            return rader;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
