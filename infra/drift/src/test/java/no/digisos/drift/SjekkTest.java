package no.digisos.drift;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainLauncher;
import io.quarkus.test.junit.main.QuarkusMainTest;
import java.util.Map;
import java.util.UUID;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Omgivelser;
import no.digisos.common.testkit.Saksfro;
import no.digisos.common.testkit.TestDatabase;
import no.digisos.common.testkit.Testmiljo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusMainTest
@QuarkusTestResource(Omgivelser.class)
class SjekkTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Testmiljo miljo = Testmiljo.gjeldende();

    @BeforeEach
    void start_afresh() {
        TestDatabase.execute(
                miljo.database().superuser(),
                "TRUNCATE leveranse, leveranse_utfall, svarut_forsok, historikk, innsending, digisos_sak, dokument CASCADE");
    }

    @Test
    void what_is_undecided_is_counted_and_a_stopped_delivery_shows_in_the_exit_code(QuarkusMainLauncher launcher)
            throws Exception {
        Saksfro saksfro = new Saksfro(miljo.database().functions(), miljo.nokler());
        for (int i = 0; i < 2; i++) {
            String ref = UUID.randomUUID().toString();
            saksfro.soknad(UUID.randomUUID(), Fro.OSLO, "01819010001", ref, Map.of());
        }
        LaunchResult sjekk = launcher.launch("sjekk");
        assertThat(sjekk.exitCode()).as(sjekk.getErrorOutput()).isZero();
        JsonNode svar = MAPPER.readTree(sjekk.getOutput());
        assertThat(svar.get("klar").asBoolean()).isTrue();
        assertThat(svar.at("/uavgjort/I_KO/antall").asInt()).isEqualTo(2);

        TestDatabase.execute(
                miljo.database().superuser(),
                "UPDATE leveranse SET tilstand = 'STOPPET', stoppgrunn = 'INGEN_ADRESSE' WHERE id = (SELECT id FROM leveranse LIMIT 1)");
        assertThat(launcher.launch("sjekk").exitCode()).isEqualTo(1);
    }

    @Test
    void a_command_that_does_not_exist_is_wrongly_asked(QuarkusMainLauncher launcher) {
        LaunchResult ukjent = launcher.launch("finnes-ikke");
        assertThat(ukjent.exitCode()).isEqualTo(2);
        assertThat(ukjent.getErrorOutput()).contains("finnes-ikke");
    }
}
