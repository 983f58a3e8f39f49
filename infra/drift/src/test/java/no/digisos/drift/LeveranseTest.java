package no.digisos.drift;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.main.LaunchResult;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import no.digisos.seeds.SakSeeds;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.suite.Surroundings;
import no.digisos.seeds.suite.TestEnvironment;
import no.digisos.testkit.database.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class LeveranseTest {
    @Inject
    Program launcher;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final TestEnvironment environment = TestEnvironment.current();
    private final SakSeeds seed = new SakSeeds(environment.database().functions(), environment.nokler());

    @BeforeEach
    void start_afresh() {
        TestDatabase.execute(
                environment.database().superuser(),
                "TRUNCATE leveranse, leveranse_utfall, svarut_forsok, historikk, innsending, digisos_sak, dokument CASCADE");
    }

    @Test
    void a_stopped_delivery_is_listed_shown_resumed_and_closed_with_name_and_reason() throws Exception {
        UUID stopped = soknad(SeedData.BERGEN);
        soknad(SeedData.OSLO);
        stop(stopped);

        JsonNode list = json(launcher.launch("leveranse", "list"));
        assertThat(list).hasSize(1);
        assertThat(list.at("/0/meldingId").asText()).isEqualTo(stopped.toString());
        assertThat(list.at("/0/stoppgrunn").asText()).isEqualTo("HTTP 400");
        JsonNode shown = json(launcher.launch("leveranse", "vis", stopped.toString()));
        assertThat(shown.at("/historikk/0/hendelse").asText()).isEqualTo("INGEN_KONTO");

        assertThat(state(json(vedtak(launcher, "gjenoppta", stopped)))).isEqualTo("SVARUT_FEIL");
        assertThat(read("SELECT oppslag_forst::text FROM leveranse WHERE id = '" + stopped + "'"))
                .isEqualTo("true");
        LaunchResult again = vedtak(launcher, "gjenoppta", stopped);
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(MAPPER.readTree(again.getOutput()).get("utfall").asText()).isEqualTo("NEKTET");
        assertThat(state(json(vedtak(launcher, "send", stopped)))).isEqualTo("SVARUT_FEIL");

        stop(stopped);
        assertThat(state(json(vedtak(launcher, "lukk", stopped)))).isEqualTo("LUKKET");
        assertThat(read("SELECT string_agg(handling || ' ' || operator || ' ' || hjemmel, ', ' ORDER BY tidspunkt)"
                        + " FROM audit_rad WHERE leveranse_id = '" + stopped + "'"))
                .isEqualTo("GJENOPPTA_LEVERANSE kari Drift: rettet, GJENOPPTA_LEVERANSE kari Drift: rettet,"
                        + " LUKK_LEVERANSE kari Drift: rettet");
    }

    @Test
    void a_document_of_a_stopped_delivery_gets_the_name_and_the_type_that_it_is_sent_under() throws Exception {
        UUID melding = soknad(SeedData.BERGEN);
        JsonNode dokumenter = json(launcher.launch("leveranse", "dokumenter", melding.toString()));
        assertThat(dokumenter).hasSize(3);
        assertThat(dokumenter.at("/2/rolle").asText()).isEqualTo("SOKNAD_DOKUMENT");
        assertThat(dokumenter.toString()).doesNotContain("Soknad.pdf");
        String dokument = dokumenter.at("/2/dokumentId").asText();
        String[] rename = {
            "dokument",
            "send-som",
            dokument,
            "--filnavn=brev-1.pdf",
            "--mimetype=application/octet-stream",
            "--operator=kari",
            "--begrunnelse=rettet"
        };
        assertThat(launcher.launch(rename).exitCode()).as("it is not stopped").isEqualTo(1);

        stop(melding);
        JsonNode answer = json(launcher.launch(rename));
        assertThat(answer.get("utfall").asText()).isEqualTo("UTFORT");
        assertThat(read(
                        "SELECT sendes_som_mimetype || ' ' || (sendes_som_forseglet IS NOT NULL) FROM dokument WHERE id = '"
                                + dokument + "'"))
                .isEqualTo("application/octet-stream true");
        assertThat(read("SELECT handling || ' ' || operator || ' ' || hjemmel FROM audit_rad WHERE dokument_id = '"
                        + dokument + "'"))
                .isEqualTo("ENDRE_UTSENDING kari Drift: rettet");
        for (String wrong : new String[] {"--filnavn=a/b.pdf", "--filnavn= a.pdf", "--mimetype=pdf"}) {
            assertThat(launcher.launch(
                                    "dokument", "send-som", dokument, wrong, "--operator=kari", "--begrunnelse=rettet")
                            .exitCode())
                    .as(wrong)
                    .isEqualTo(2);
        }
        assertThat(launcher.launch("dokument", "send-som", dokument, "--operator=kari", "--begrunnelse=rettet")
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void a_receipted_message_is_queued_anew_and_an_undecided_one_is_not() throws Exception {
        UUID melding = soknad(SeedData.OSLO);
        assertThat(vedtak(launcher, "legg-i-ko-pa-nytt", melding).exitCode()).isEqualTo(1);
        TestDatabase.execute(
                environment.database().superuser(),
                "UPDATE leveranse SET tilstand = 'BEKREFTET', bekreftet = digisos_now() WHERE id = '" + melding + "'");
        JsonNode fresh = json(vedtak(launcher, "legg-i-ko-pa-nytt", melding));
        assertThat(state(fresh)).isEqualTo("I_KO");
        assertThat(fresh.at("/leveranse/meldingId").asText()).isNotEqualTo(melding.toString());
        assertThat(fresh.at("/leveranse/klientMeldingId").asText()).isEqualTo(melding.toString());
        assertThat(read("SELECT count(*)::text FROM audit_rad WHERE handling = 'LEGG_I_KO_PA_NYTT' AND leveranse_id = '"
                        + melding + "'"))
                .isEqualTo("1");
    }

    @Test
    void after_a_restore_everything_uncertain_is_looked_up_first() throws Exception {
        UUID withdrawn = soknad(SeedData.BERGEN);
        UUID inQueue = soknad(SeedData.OSLO);
        assertThat(launcher.launch("leveranse", "etter-gjenoppretting").exitCode())
                .as("without a name")
                .isEqualTo(2);
        JsonNode answer = json(launcher.launch(
                "leveranse", "etter-gjenoppretting", "--operator=kari", "--begrunnelse=gjenopprettet 03.10"));
        assertThat(answer.at("/ukjente/0").asText()).isEqualTo(withdrawn.toString());
        assertThat(read("SELECT tilstand FROM leveranse WHERE id = '" + withdrawn + "'"))
                .isEqualTo("SVARUT_UKJENT");
        assertThat(read("SELECT (oppslag_forst AND oppslag_tidligst > digisos_now() + interval '29 minutes')::text"
                        + " FROM leveranse WHERE id = '" + inQueue + "'"))
                .isEqualTo("true");
    }

    private UUID soknad(SeedData.Kommune kommune) {
        return seed.soknad(
                        UUID.randomUUID(),
                        kommune,
                        "01819010001",
                        UUID.randomUUID().toString(),
                        Map.of("Soknad.pdf", new byte[40]))
                .meldingId();
    }

    private void stop(UUID melding) {
        TestDatabase.execute(
                environment.database().superuser(),
                "UPDATE leveranse SET tilstand = 'STOPPET', stoppgrunn = 'HTTP 400' WHERE id = '" + melding + "'");
    }

    private static LaunchResult vedtak(Program launcher, String command, UUID melding) {
        return launcher.launch("leveranse", command, melding.toString(), "--operator=kari", "--begrunnelse=rettet");
    }

    private static JsonNode json(LaunchResult ran) throws JsonProcessingException {
        assertThat(ran.exitCode()).as(ran.getErrorOutput()).isZero();
        return MAPPER.readTree(ran.getOutput());
    }

    private static String state(JsonNode answer) {
        return answer.at("/leveranse/tilstand").asText();
    }

    private String read(String sql) throws SQLException {
        try (Connection c = environment.database().superuser().getConnection();
                PreparedStatement s = c.prepareStatement(sql);
                ResultSet r = s.executeQuery()) {
            assertThat(r.next()).isTrue();
            return String.valueOf(r.getString(1));
        }
    }
}
