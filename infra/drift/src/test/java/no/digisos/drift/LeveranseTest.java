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
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Omgivelser;
import no.digisos.common.testkit.Saksfro;
import no.digisos.common.testkit.TestDatabase;
import no.digisos.common.testkit.Testmiljo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Omgivelser.class)
class LeveranseTest {
    @Inject
    Program launcher;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Testmiljo miljo = Testmiljo.gjeldende();
    private final Saksfro fro = new Saksfro(miljo.database().functions(), miljo.nokler());

    @BeforeEach
    void start_afresh() {
        TestDatabase.execute(
                miljo.database().superuser(),
                "TRUNCATE leveranse, leveranse_utfall, svarut_forsok, historikk, innsending, digisos_sak, dokument CASCADE");
    }

    @Test
    void a_stopped_delivery_is_listed_shown_resumed_and_closed_with_name_and_reason() throws Exception {
        UUID stoppet = soknad(Fro.BERGEN);
        soknad(Fro.OSLO);
        stopp(stoppet);

        JsonNode liste = json(launcher.launch("leveranse", "list"));
        assertThat(liste).hasSize(1);
        assertThat(liste.at("/0/meldingId").asText()).isEqualTo(stoppet.toString());
        assertThat(liste.at("/0/stoppgrunn").asText()).isEqualTo("HTTP 400");
        JsonNode vist = json(launcher.launch("leveranse", "vis", stoppet.toString()));
        assertThat(vist.at("/historikk/0/hendelse").asText()).isEqualTo("INGEN_KONTO");

        assertThat(tilstand(json(vedtak(launcher, "gjenoppta", stoppet)))).isEqualTo("SVARUT_FEIL");
        assertThat(les("SELECT oppslag_forst::text FROM leveranse WHERE id = '" + stoppet + "'"))
                .isEqualTo("true");
        LaunchResult igjen = vedtak(launcher, "gjenoppta", stoppet);
        assertThat(igjen.exitCode()).isEqualTo(1);
        assertThat(MAPPER.readTree(igjen.getOutput()).get("utfall").asText()).isEqualTo("NEKTET");
        assertThat(tilstand(json(vedtak(launcher, "send", stoppet)))).isEqualTo("SVARUT_FEIL");

        stopp(stoppet);
        assertThat(tilstand(json(vedtak(launcher, "lukk", stoppet)))).isEqualTo("LUKKET");
        assertThat(les("SELECT string_agg(handling || ' ' || operator || ' ' || hjemmel, ', ' ORDER BY tidspunkt)"
                        + " FROM audit_rad WHERE leveranse_id = '" + stoppet + "'"))
                .isEqualTo("GJENOPPTA_LEVERANSE kari Drift: rettet, GJENOPPTA_LEVERANSE kari Drift: rettet,"
                        + " LUKK_LEVERANSE kari Drift: rettet");
    }

    @Test
    void a_document_of_a_stopped_delivery_gets_the_name_and_the_type_that_it_is_sent_under() throws Exception {
        UUID melding = soknad(Fro.BERGEN);
        JsonNode dokumenter = json(launcher.launch("leveranse", "dokumenter", melding.toString()));
        assertThat(dokumenter).hasSize(3);
        assertThat(dokumenter.at("/2/rolle").asText()).isEqualTo("SOKNAD_DOKUMENT");
        assertThat(dokumenter.toString()).doesNotContain("Soknad.pdf");
        String dokument = dokumenter.at("/2/dokumentId").asText();
        String[] omdop = {
            "dokument",
            "send-som",
            dokument,
            "--filnavn=brev-1.pdf",
            "--mimetype=application/octet-stream",
            "--operator=kari",
            "--begrunnelse=rettet"
        };
        assertThat(launcher.launch(omdop).exitCode()).as("it is not stopped").isEqualTo(1);

        stopp(melding);
        JsonNode svar = json(launcher.launch(omdop));
        assertThat(svar.get("utfall").asText()).isEqualTo("UTFORT");
        assertThat(les(
                        "SELECT sendes_som_mimetype || ' ' || (sendes_som_forseglet IS NOT NULL) FROM dokument WHERE id = '"
                                + dokument + "'"))
                .isEqualTo("application/octet-stream true");
        assertThat(les("SELECT handling || ' ' || operator || ' ' || hjemmel FROM audit_rad WHERE dokument_id = '"
                        + dokument + "'"))
                .isEqualTo("ENDRE_UTSENDING kari Drift: rettet");
        for (String galt : new String[] {"--filnavn=a/b.pdf", "--filnavn= a.pdf", "--mimetype=pdf"}) {
            assertThat(launcher.launch(
                                    "dokument", "send-som", dokument, galt, "--operator=kari", "--begrunnelse=rettet")
                            .exitCode())
                    .as(galt)
                    .isEqualTo(2);
        }
        assertThat(launcher.launch("dokument", "send-som", dokument, "--operator=kari", "--begrunnelse=rettet")
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void a_receipted_message_is_queued_anew_and_an_undecided_one_is_not() throws Exception {
        UUID melding = soknad(Fro.OSLO);
        assertThat(vedtak(launcher, "legg-i-ko-pa-nytt", melding).exitCode()).isEqualTo(1);
        TestDatabase.execute(
                miljo.database().superuser(),
                "UPDATE leveranse SET tilstand = 'BEKREFTET', bekreftet = digisos_now() WHERE id = '" + melding + "'");
        JsonNode ny = json(vedtak(launcher, "legg-i-ko-pa-nytt", melding));
        assertThat(tilstand(ny)).isEqualTo("I_KO");
        assertThat(ny.at("/leveranse/meldingId").asText()).isNotEqualTo(melding.toString());
        assertThat(ny.at("/leveranse/klientMeldingId").asText()).isEqualTo(melding.toString());
        assertThat(les("SELECT count(*)::text FROM audit_rad WHERE handling = 'LEGG_I_KO_PA_NYTT' AND leveranse_id = '"
                        + melding + "'"))
                .isEqualTo("1");
    }

    @Test
    void after_a_restore_everything_uncertain_is_looked_up_first() throws Exception {
        UUID trukket = soknad(Fro.BERGEN);
        UUID iKo = soknad(Fro.OSLO);
        assertThat(launcher.launch("leveranse", "etter-gjenoppretting").exitCode())
                .as("without a name")
                .isEqualTo(2);
        JsonNode svar = json(launcher.launch(
                "leveranse", "etter-gjenoppretting", "--operator=kari", "--begrunnelse=gjenopprettet 03.10"));
        assertThat(svar.at("/ukjente/0").asText()).isEqualTo(trukket.toString());
        assertThat(les("SELECT tilstand FROM leveranse WHERE id = '" + trukket + "'"))
                .isEqualTo("SVARUT_UKJENT");
        assertThat(les("SELECT (oppslag_forst AND oppslag_tidligst > digisos_now() + interval '29 minutes')::text"
                        + " FROM leveranse WHERE id = '" + iKo + "'"))
                .isEqualTo("true");
    }

    private UUID soknad(Fro.Kommune kommune) {
        return fro.soknad(
                        UUID.randomUUID(),
                        kommune,
                        "01819010001",
                        UUID.randomUUID().toString(),
                        Map.of("Soknad.pdf", new byte[40]))
                .meldingId();
    }

    private void stopp(UUID melding) {
        TestDatabase.execute(
                miljo.database().superuser(),
                "UPDATE leveranse SET tilstand = 'STOPPET', stoppgrunn = 'HTTP 400' WHERE id = '" + melding + "'");
    }

    private static LaunchResult vedtak(Program launcher, String kommando, UUID melding) {
        return launcher.launch("leveranse", kommando, melding.toString(), "--operator=kari", "--begrunnelse=rettet");
    }

    private static JsonNode json(LaunchResult kjort) throws JsonProcessingException {
        assertThat(kjort.exitCode()).as(kjort.getErrorOutput()).isZero();
        return MAPPER.readTree(kjort.getOutput());
    }

    private static String tilstand(JsonNode svar) {
        return svar.at("/leveranse/tilstand").asText();
    }

    private String les(String sql) throws SQLException {
        try (Connection c = miljo.database().superuser().getConnection();
                PreparedStatement s = c.prepareStatement(sql);
                ResultSet r = s.executeQuery()) {
            assertThat(r.next()).isTrue();
            return String.valueOf(r.getString(1));
        }
    }
}
