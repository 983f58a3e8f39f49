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
import no.digisos.common.krypto.RecipientKey;
import no.digisos.common.testkit.Apner;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient;
import no.digisos.common.testkit.Saksfro;
import no.digisos.common.testkit.Saksfro.Sadd;
import no.digisos.common.testkit.TestDatabase;
import no.digisos.common.testkit.Testmiljo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The job as cron starts it: one run, one line of JSON, an exit code (delivery.md 3 to 5). */
abstract class FallbackSuite {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration FRIST = Duration.ofHours(24);
    private static final byte[] PDF = pdf();

    private final Testmiljo miljo = Testmiljo.gjeldende();
    private final Saksfro saksfro = new Saksfro(miljo.database().functions(), miljo.nokler());

    @BeforeEach
    void start_afresh() {
        TestDatabase.execute(
                miljo.database().superuser(),
                "TRUNCATE varsel, varselmottaker, leveranse, leveranse_utfall, svarut_forsok, historikk, innsending, digisos_sak, dokument CASCADE");
        miljo.database().setClockOffset(Duration.ZERO);
        svarUt().delete("/kontroll/feil");
        Epostmottak.tom();
    }

    @Test
    void nothing_to_do_is_said_and_done(QuarkusMainLauncher launcher) {
        LaunchResult kjort = kjor(launcher);
        assertThat(kjort.exitCode())
                .as(kjort.getOutput() + kjort.getErrorOutput())
                .isZero();
        assertThat(rapport(kjort).get("sendt").asInt()).isZero();
        assertThat(rapport(kjort).get("epost").asInt()).isZero();
    }

    @Test
    void a_message_past_its_frist_is_held_and_then_sent_once_with_all_its_documents(QuarkusMainLauncher launcher)
            throws Exception {
        Sadd sadd = sa(Fro.OSLO);
        assertThat(rapport(kjor(launcher)).get("trukket").asInt()).isZero();

        miljo.database().setClockOffset(FRIST.plusSeconds(1));
        JsonNode forste = rapport(kjor(launcher));
        assertThat(forste.get("trukket").asInt()).isEqualTo(1);
        assertThat(forste.get("sendt").asInt()).isZero();
        assertThat(tilstand(sadd)).isEqualTo("TRUKKET");

        miljo.database().setClockOffset(FRIST.plusMinutes(11));
        assertThat(rapport(kjor(launcher)).get("sendt").asInt()).isEqualTo(1);
        assertThat(tilstand(sadd)).isEqualTo("SVARUT_SENDT");
        assertThat(rapport(kjor(launcher)).get("sendt").asInt()).isZero();

        JsonNode iSvarUt =
                svarUt().get("/kontroll/forsendelser?eksternRef=" + ref(sadd)).json();
        assertThat(iSvarUt).hasSize(1);
        JsonNode metadata = iSvarUt.get(0);
        assertThat(metadata.findValue("korrelasjonsid").asText())
                .isEqualTo(sadd.digisosId().toString());
        assertThat(metadata.findValue("tittel").asText()).isEqualTo("Søknad til NAV");
        assertThat(dokument(metadata, "Soknad.pdf")).isEqualTo(PDF);
        assertThat(MAPPER.readTree(dokument(metadata, "forsendelseMetadata.json")))
                .isEqualTo(MAPPER.createObjectNode()
                        .put("eksternRef", ref(sadd))
                        .put("digisosId", sadd.digisosId().toString()));
        assertThat(dokument(metadata, "vedlegg.json")).isEqualTo("{\"vedlegg\":[]}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_lost_answer_is_looked_up_and_never_sent_again(QuarkusMainLauncher launcher) throws Exception {
        Sadd sadd = sa(Fro.BERGEN);
        feil("{\"type\":\"ACCEPT_THEN_DROP\",\"antall\":1}");
        assertThat(rapport(kjor(launcher)).get("ukjent").asInt()).isEqualTo(1);
        assertThat(tilstand(sadd)).isEqualTo("SVARUT_UKJENT");
        kjor(launcher);
        assertThat(tilstand(sadd)).isEqualTo("SVARUT_UKJENT");
        miljo.database().setClockOffset(Duration.ofMinutes(31));
        assertThat(rapport(kjor(launcher)).get("avklart").asInt()).isEqualTo(1);
        assertThat(tilstand(sadd)).isEqualTo("SVARUT_SENDT");
        assertThat(svarUt().get("/kontroll/forsendelser?eksternRef=" + ref(sadd))
                        .json())
                .hasSize(1);
    }

    @Test
    void a_look_up_that_cannot_be_read_does_not_send_it_again(QuarkusMainLauncher launcher) throws Exception {
        Sadd sadd = sa(Fro.BERGEN);
        feil("{\"type\":\"ACCEPT_THEN_DROP\",\"antall\":1}");
        feil("{\"type\":\"LOOKUP_UNREADABLE\"}");
        kjor(launcher);
        miljo.database().setClockOffset(Duration.ofMinutes(31));
        assertThat(rapport(kjor(launcher)).get("avklart").asInt()).isZero();
        assertThat(tilstand(sadd)).isEqualTo("SVARUT_UKJENT");
        svarUt().delete("/kontroll/feil");
        miljo.database().setClockOffset(Duration.ofHours(3));
        kjor(launcher);
        assertThat(tilstand(sadd)).isEqualTo("SVARUT_SENDT");
        assertThat(svarUt().get("/kontroll/forsendelser?eksternRef=" + ref(sadd))
                        .json())
                .hasSize(1);
    }

    @Test
    void a_definite_refusal_stops_for_a_human_and_says_so_to_cron(QuarkusMainLauncher launcher) throws Exception {
        Sadd sadd = sa(Fro.BERGEN);
        feil("{\"type\":\"STATUS\",\"status\":400,\"antall\":2}");
        LaunchResult kjort = kjor(launcher);
        assertThat(kjort.exitCode()).isEqualTo(1);
        assertThat(rapport(kjort).get("stoppet").asInt()).isEqualTo(1);
        assertThat(rapport(kjort).at("/alarmer/stoppet").asInt()).isEqualTo(1);
        assertThat(tilstand(sadd)).isEqualTo("STOPPET");
        assertThat(rapport(kjort).get("epost").asInt()).isEqualTo(1);
        assertThat(Epostmottak.mottatt())
                .singleElement()
                .satisfies(mail -> assertThat(mail)
                        .contains(
                                "RCPT TO:<teknisk@example.no>",
                                "Subject: ",
                                sadd.meldingId().toString())
                        .doesNotContain("01819010001"));

        LaunchResult neste = kjor(launcher);
        assertThat(neste.exitCode()).as("stopped before").isZero();
        assertThat(rapport(neste).at("/alarmer/stoppet").asInt()).isEqualTo(1);
    }

    private Sadd sa(Fro.Kommune kommune) {
        Map<String, byte[]> filer = new LinkedHashMap<>();
        filer.put("Soknad.pdf", PDF);
        filer.put("bilde: å.png", new byte[] {1, 2, 3});
        return saksfro.soknad(
                UUID.randomUUID(), kommune, "01819010001", UUID.randomUUID().toString(), filer);
    }

    private static LaunchResult kjor(QuarkusMainLauncher launcher) {
        return launcher.launch();
    }

    private static JsonNode rapport(LaunchResult kjort) {
        String linje = kjort.getOutputStream().stream()
                .filter(l -> l.startsWith("{\"trukket\""))
                .reduce((a, b) -> b)
                .orElseThrow(() -> new AssertionError(kjort.getOutput() + kjort.getErrorOutput()));
        try {
            return MAPPER.readTree(linje);
        } catch (JsonProcessingException e) {
            throw new AssertionError(linje, e);
        }
    }

    private static Klient svarUt() {
        return Klient.mot(SvarUtOmgivelser.url());
    }

    private static void feil(String json) {
        assertThat(svarUt().post("/kontroll/feil", json).status()).isBetween(200, 299);
    }

    private static byte[] dokument(JsonNode metadata, String filnavn) {
        String id = metadata.findValue("id").asText();
        byte[] cms = svarUt().get("/kontroll/forsendelser/" + id + "/dokumenter/" + filnavn)
                .bytes();
        return Apner.apne(
                cms,
                new RecipientKey(
                        SvarUtOmgivelser.sertifikat().certificate(),
                        SvarUtOmgivelser.sertifikat().privateKey()));
    }

    private String tilstand(Sadd sadd) throws SQLException {
        return les("SELECT tilstand FROM leveranse WHERE id = '" + sadd.meldingId() + "'");
    }

    private String ref(Sadd sadd) throws SQLException {
        return les("SELECT nav_ekstern_ref_id FROM innsending WHERE digisos_id = '" + sadd.digisosId() + "'");
    }

    private String les(String sql) throws SQLException {
        try (Connection c = miljo.database().superuser().getConnection();
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
