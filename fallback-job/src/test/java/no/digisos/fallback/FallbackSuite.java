package no.digisos.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainLauncher;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import no.digisos.common.crypto.RecipientKey;
import no.digisos.seeds.SakSeeds;
import no.digisos.seeds.SakSeeds.Sown;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client;
import no.digisos.seeds.client.Opener;
import no.digisos.seeds.suite.TestEnvironment;
import no.digisos.testkit.database.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The job as cron starts it: one run, one line of JSON, an exit code (delivery.md 3 to 5). */
abstract class FallbackSuite {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration FRIST = Duration.ofHours(24);
    private static final byte[] PDF = pdf();

    private final TestEnvironment environment = TestEnvironment.current();
    private final SakSeeds sakSeeds = new SakSeeds(environment.database().functions(), environment.nokler());

    @BeforeEach
    void start_afresh() {
        TestDatabase.execute(
                environment.database().superuser(),
                "TRUNCATE varsel, varselmottaker, leveranse, leveranse_utfall, svarut_forsok, historikk, innsending, digisos_sak, dokument CASCADE");
        environment.database().setClockOffset(Duration.ZERO);
        svarUt().delete("/kontroll/feil");
        EmailSink.empty();
    }

    @Test
    void nothing_to_do_is_said_and_done(QuarkusMainLauncher launcher) {
        LaunchResult ran = run(launcher);
        assertThat(ran.exitCode()).as(ran.getOutput() + ran.getErrorOutput()).isZero();
        assertThat(report(ran).get("sendt").asInt()).isZero();
        assertThat(report(ran).get("epost").asInt()).isZero();
    }

    @Test
    void a_message_past_its_frist_is_held_and_then_sent_once_with_all_its_documents(QuarkusMainLauncher launcher)
            throws Exception {
        Sown sown = sow(SeedData.OSLO);
        assertThat(report(run(launcher)).get("trukket").asInt()).isZero();

        environment.database().setClockOffset(FRIST.plusSeconds(1));
        JsonNode first = report(run(launcher));
        assertThat(first.get("trukket").asInt()).isEqualTo(1);
        assertThat(first.get("sendt").asInt()).isZero();
        assertThat(state(sown)).isEqualTo("TRUKKET");

        environment.database().setClockOffset(FRIST.plusMinutes(11));
        assertThat(report(run(launcher)).get("sendt").asInt()).isEqualTo(1);
        assertThat(state(sown)).isEqualTo("SVARUT_SENDT");
        assertThat(report(run(launcher)).get("sendt").asInt()).isZero();

        JsonNode inSvarUt =
                svarUt().get("/kontroll/forsendelser?eksternRef=" + ref(sown)).json();
        assertThat(inSvarUt).hasSize(1);
        JsonNode metadata = inSvarUt.get(0);
        assertThat(metadata.findValue("korrelasjonsid").asText())
                .isEqualTo(sown.digisosId().toString());
        assertThat(metadata.findValue("tittel").asText()).isEqualTo("Søknad til NAV");
        assertThat(dokument(metadata, "Soknad.pdf")).isEqualTo(PDF);
        assertThat(MAPPER.readTree(dokument(metadata, "forsendelseMetadata.json")))
                .isEqualTo(MAPPER.createObjectNode()
                        .put("eksternRef", ref(sown))
                        .put("digisosId", sown.digisosId().toString()));
        assertThat(dokument(metadata, "vedlegg.json")).isEqualTo("{\"vedlegg\":[]}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_lost_answer_is_looked_up_and_never_sent_again(QuarkusMainLauncher launcher) throws Exception {
        Sown sown = sow(SeedData.BERGEN);
        failure("{\"type\":\"ACCEPT_THEN_DROP\",\"antall\":1}");
        assertThat(report(run(launcher)).get("ukjent").asInt()).isEqualTo(1);
        assertThat(state(sown)).isEqualTo("SVARUT_UKJENT");
        run(launcher);
        assertThat(state(sown)).isEqualTo("SVARUT_UKJENT");
        environment.database().setClockOffset(Duration.ofMinutes(31));
        assertThat(report(run(launcher)).get("avklart").asInt()).isEqualTo(1);
        assertThat(state(sown)).isEqualTo("SVARUT_SENDT");
        assertThat(svarUt().get("/kontroll/forsendelser?eksternRef=" + ref(sown))
                        .json())
                .hasSize(1);
    }

    @Test
    void a_look_up_that_cannot_be_read_does_not_send_it_again(QuarkusMainLauncher launcher) throws Exception {
        Sown sown = sow(SeedData.BERGEN);
        failure("{\"type\":\"ACCEPT_THEN_DROP\",\"antall\":1}");
        failure("{\"type\":\"LOOKUP_UNREADABLE\"}");
        run(launcher);
        environment.database().setClockOffset(Duration.ofMinutes(31));
        assertThat(report(run(launcher)).get("avklart").asInt()).isZero();
        assertThat(state(sown)).isEqualTo("SVARUT_UKJENT");
        svarUt().delete("/kontroll/feil");
        environment.database().setClockOffset(Duration.ofHours(3));
        run(launcher);
        assertThat(state(sown)).isEqualTo("SVARUT_SENDT");
        assertThat(svarUt().get("/kontroll/forsendelser?eksternRef=" + ref(sown))
                        .json())
                .hasSize(1);
    }

    @Test
    void a_definite_refusal_stops_for_a_human_and_says_so_to_cron(QuarkusMainLauncher launcher) throws Exception {
        Sown sown = sow(SeedData.BERGEN);
        failure("{\"type\":\"STATUS\",\"status\":400,\"antall\":2}");
        LaunchResult ran = run(launcher);
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(report(ran).get("stoppet").asInt()).isEqualTo(1);
        assertThat(report(ran).at("/alarmer/stoppet").asInt()).isEqualTo(1);
        assertThat(state(sown)).isEqualTo("STOPPET");
        assertThat(report(ran).get("epost").asInt()).isEqualTo(1);
        assertThat(EmailSink.received())
                .singleElement()
                .satisfies(mail -> assertThat(mail)
                        .contains(
                                "RCPT TO:<teknisk@example.no>",
                                "Subject: ",
                                sown.meldingId().toString())
                        .doesNotContain("01819010001"));

        LaunchResult next = run(launcher);
        assertThat(next.exitCode()).as("stopped before").isZero();
        assertThat(report(next).at("/alarmer/stoppet").asInt()).isEqualTo(1);
    }

    private Sown sow(SeedData.Kommune kommune) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("Soknad.pdf", PDF);
        files.put("bilde: å.png", new byte[] {1, 2, 3});
        return sakSeeds.soknad(
                UUID.randomUUID(), kommune, "01819010001", UUID.randomUUID().toString(), files);
    }

    private static LaunchResult run(QuarkusMainLauncher launcher) {
        return launcher.launch();
    }

    private static JsonNode report(LaunchResult ran) {
        String line = ran.getOutputStream().stream()
                .filter(l -> l.startsWith("{\"trukket\""))
                .reduce((a, b) -> b)
                .orElseThrow(() -> new AssertionError(ran.getOutput() + ran.getErrorOutput()));
        try {
            return MAPPER.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError(line, e);
        }
    }

    private static Client svarUt() {
        return Client.against(SvarUtSurroundings.url());
    }

    private static void failure(String json) {
        assertThat(svarUt().post("/kontroll/feil", json).status()).isBetween(200, 299);
    }

    private static byte[] dokument(JsonNode metadata, String filnavn) {
        String id = metadata.findValue("id").asText();
        byte[] cms = svarUt().get("/kontroll/forsendelser/" + id + "/dokumenter/" + filnavn)
                .bytes();
        return Opener.open(
                cms,
                new RecipientKey(
                        SvarUtSurroundings.certificate().certificate(),
                        SvarUtSurroundings.certificate().privateKey()));
    }

    private String state(Sown sown) throws SQLException {
        return read("SELECT tilstand FROM leveranse WHERE id = '" + sown.meldingId() + "'");
    }

    private String ref(Sown sown) throws SQLException {
        return read("SELECT nav_ekstern_ref_id FROM innsending WHERE digisos_id = '" + sown.digisosId() + "'");
    }

    private String read(String sql) throws SQLException {
        try (Connection c = environment.database().superuser().getConnection();
                PreparedStatement s = c.prepareStatement(sql);
                ResultSet r = s.executeQuery()) {
            assertThat(r.next()).isTrue();
            return r.getString(1);
        }
    }

    private static byte[] pdf() {
        byte[] pdf = new byte[2_500_000];
        new Random(1).nextBytes(pdf);
        byte[] magic = "%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(magic, 0, pdf, 0, magic.length);
        return pdf;
    }
}
