package no.digisos.drift.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.main.LaunchResult;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.crypto.Mac;
import no.digisos.common.audit.AuditKontroll;
import no.digisos.common.audit.AuditLogg;
import no.digisos.common.audit.AuditNokler;
import no.digisos.common.audit.Kjedevakt;
import no.digisos.common.database.Transactions;
import no.digisos.common.krypto.KeyRing;
import no.digisos.common.testkit.AuditWriter;
import no.digisos.common.testkit.Omgivelser;
import no.digisos.common.testkit.TestDatabase;
import no.digisos.common.testkit.Testmiljo;
import no.digisos.drift.Program;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(Omgivelser.class)
class VerifyTest {
    @Inject
    Program launcher;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Testmiljo miljo = Testmiljo.gjeldende();
    private final AuditNokler nokler = new Nokler(KeyRing.load(miljo.nokler().resolve("audit"), Optional.empty()));

    @TempDir
    Path dir;

    @BeforeEach
    void ti_rader() throws SQLException {
        forfalsk("TRUNCATE audit_rad");
        forfalsk("UPDATE audit_kjede SET antall = 0, hode = decode(repeat('00', 32), 'hex')");
        AuditLogg logg = new AuditLogg(
                nokler, new Kjedevakt(nokler, Duration.ofMinutes(1), System::nanoTime, new SimpleMeterRegistry()));
        for (int i = 0; i < 10; i++) {
            AuditWriter.writeRead(miljo.database().functions(), logg);
        }
    }

    @Test
    void a_whole_log_is_0_and_a_changed_row_is_1_and_named() throws Exception {
        LaunchResult hel = launcher.launch("audit", "verify", "--anker", anker().toString());
        assertThat(hel.exitCode()).as(hel.getErrorOutput()).isZero();
        JsonNode svar = MAPPER.readTree(hel.getOutput());
        assertThat(svar.get("hel").asBoolean()).isTrue();
        assertThat(svar.get("rader").asInt()).isEqualTo(10);
        assertThat(svar.get("ankre").asInt()).isEqualTo(1);

        forfalsk(
                "UPDATE audit_rad SET utfall = 'NEKTET' WHERE (kjede, nr) = (SELECT kjede, nr FROM audit_rad LIMIT 1)");
        LaunchResult endret = launcher.launch("audit", "verify");
        assertThat(endret.exitCode()).isEqualTo(1);
        JsonNode brudd = MAPPER.readTree(endret.getOutput()).get("brudd");
        assertThat(brudd).hasSize(1);
        assertThat(brudd.at("/0/slag").asText()).isEqualTo("ENDRET");
        assertThat(brudd.at("/0/rad").asLong()).isPositive();
    }

    @Test
    void a_restored_head_shows_against_the_anchor_alone() throws Exception {
        Path anker = anker();
        forfalsk("UPDATE audit_kjede SET antall = 0, hode = decode(repeat('00', 32), 'hex')");
        forfalsk("DELETE FROM audit_rad");
        assertThat(launcher.launch("audit", "verify").exitCode()).isZero();
        LaunchResult mot = launcher.launch("audit", "verify", "--anker", anker.toString());
        assertThat(mot.exitCode()).isEqualTo(1);
        assertThat(MAPPER.readTree(mot.getOutput()).at("/brudd/0/slag").asText())
                .isEqualTo("AVKUTTET");
    }

    @Test
    void a_broken_chain_is_closed_by_a_named_operator_and_is_then_named_and_no_fault() throws Exception {
        forfalsk(
                "UPDATE audit_rad SET utfall = 'NEKTET' WHERE (kjede, nr) = (SELECT kjede, nr FROM audit_rad LIMIT 1)");
        JsonNode funn = MAPPER.readTree(launcher.launch("audit", "verify").getOutput());
        String kjede = funn.at("/brudd/0/kjede").asText();
        LaunchResult lukket = lukk(kjede);
        assertThat(lukket.exitCode()).as(lukket.getErrorOutput()).isZero();
        JsonNode svar = MAPPER.readTree(lukket.getOutput());
        assertThat(svar.get("utfall").asText()).isEqualTo("LUKKET");
        assertThat(svar.get("bruttVed")).isEqualTo(funn.at("/brudd/0/rad"));

        LaunchResult etter = launcher.launch("audit", "verify");
        assertThat(etter.exitCode()).as(etter.getOutput()).isZero();
        JsonNode da = MAPPER.readTree(etter.getOutput());
        assertThat(da.get("hel").asBoolean()).isFalse();
        assertThat(da.get("brudd")).isEmpty();
        assertThat(da.at("/lukkede/0/kjede").asText()).isEqualTo(kjede);
        assertThat(da.at("/lukkede/0/bruttVed")).isEqualTo(svar.get("bruttVed"));
        assertThat(da.at("/lukkede/0/operator").asText()).isEqualTo("ola@example.no");
        assertThat(da.at("/lukkede/0/begrunnelse").asText()).isEqualTo("Drift: endret av noen");
        assertThat(da.at("/lukkede/0/iKjede").asText()).isNotEqualTo(kjede);

        LaunchResult igjen = lukk(kjede);
        assertThat(igjen.exitCode()).isEqualTo(1);
        assertThat(MAPPER.readTree(igjen.getOutput()).get("utfall").asText()).isEqualTo("HEL");
    }

    private LaunchResult lukk(String kjede) {
        return launcher.launch(
                "audit", "lukk", kjede, "--operator", "ola@example.no", "--begrunnelse", "endret av noen");
    }

    @Test
    void a_file_without_anchors_is_wrongly_asked() throws Exception {
        Path tom = Files.writeString(dir.resolve("tom.log"), "2026-11-25 INFO noe annet\n");
        LaunchResult uten = launcher.launch("audit", "verify", "--anker", tom.toString());
        assertThat(uten.exitCode()).isEqualTo(2);
        assertThat(uten.getErrorOutput()).contains("has no audit-anker line");
        LaunchResult borte = launcher.launch(
                "audit", "verify", "--anker", dir.resolve("borte").toString());
        assertThat(borte.exitCode()).isEqualTo(2);
        assertThat(borte.getErrorOutput()).contains("cannot be read");
    }

    /** As a log has it: in JSON, among other lines. */
    private Path anker() throws Exception {
        String anker = new AuditKontroll(new Transactions(miljo.database().functions()), nokler).anker();
        return Files.writeString(
                dir.resolve("metadata.log"),
                "{\"level\":\"INFO\",\"message\":\"noe\"}\n{\"level\":\"INFO\",\"message\":\"audit-anker " + anker
                        + "\"}\n{\"message\":\"mer\"}\n");
    }

    private void forfalsk(String sql) {
        TestDatabase.execute(miljo.database().superuser(), sql);
    }

    private record Nokler(KeyRing ring) implements AuditNokler {
        @Override
        public String aktivId() {
            return ring.activeId();
        }

        @Override
        public Mac hmac(String id) {
            return ring.hmac(id);
        }
    }
}
