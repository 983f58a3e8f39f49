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
import no.digisos.common.audit.AuditKeys;
import no.digisos.common.audit.AuditLog;
import no.digisos.common.audit.AuditVerifier;
import no.digisos.common.audit.ChainGuard;
import no.digisos.common.crypto.KeyRing;
import no.digisos.common.database.Transactions;
import no.digisos.drift.AuditReads;
import no.digisos.drift.Program;
import no.digisos.seeds.suite.Surroundings;
import no.digisos.seeds.suite.TestEnvironment;
import no.digisos.testkit.database.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class VerifyTest {
    @Inject
    Program launcher;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final TestEnvironment environment = TestEnvironment.current();
    private final AuditKeys keys = new Keys(KeyRing.load(environment.nokler().resolve("audit"), Optional.empty()));

    @TempDir
    Path dir;

    @BeforeEach
    void ti_rader() throws SQLException {
        forge("TRUNCATE audit_rad");
        forge("UPDATE audit_kjede SET antall = 0, hode = decode(repeat('00', 32), 'hex')");
        AuditLog log = new AuditLog(
                keys, new ChainGuard(keys, Duration.ofMinutes(1), System::nanoTime, new SimpleMeterRegistry()));
        for (int i = 0; i < 10; i++) {
            AuditReads.write(environment.database().functions(), log);
        }
    }

    @Test
    void a_whole_log_is_0_and_a_changed_row_is_1_and_named() throws Exception {
        LaunchResult whole = launcher.launch("audit", "verify", "--anker", anchor().toString());
        assertThat(whole.exitCode()).as(whole.getErrorOutput()).isZero();
        JsonNode answer = MAPPER.readTree(whole.getOutput());
        assertThat(answer.get("hel").asBoolean()).isTrue();
        assertThat(answer.get("rader").asInt()).isEqualTo(10);
        assertThat(answer.get("ankre").asInt()).isEqualTo(1);

        forge("UPDATE audit_rad SET utfall = 'NEKTET' WHERE (kjede, nr) = (SELECT kjede, nr FROM audit_rad LIMIT 1)");
        LaunchResult changed = launcher.launch("audit", "verify");
        assertThat(changed.exitCode()).isEqualTo(1);
        JsonNode breach = MAPPER.readTree(changed.getOutput()).get("brudd");
        assertThat(breach).hasSize(1);
        assertThat(breach.at("/0/slag").asText()).isEqualTo("ENDRET");
        assertThat(breach.at("/0/rad").asLong()).isPositive();
    }

    @Test
    void a_restored_head_shows_against_the_anchor_alone() throws Exception {
        Path anchor = anchor();
        forge("UPDATE audit_kjede SET antall = 0, hode = decode(repeat('00', 32), 'hex')");
        forge("DELETE FROM audit_rad");
        assertThat(launcher.launch("audit", "verify").exitCode()).isZero();
        LaunchResult against = launcher.launch("audit", "verify", "--anker", anchor.toString());
        assertThat(against.exitCode()).isEqualTo(1);
        assertThat(MAPPER.readTree(against.getOutput()).at("/brudd/0/slag").asText())
                .isEqualTo("AVKUTTET");
    }

    @Test
    void a_broken_chain_is_closed_by_a_named_operator_and_is_then_named_and_no_fault() throws Exception {
        forge("UPDATE audit_rad SET utfall = 'NEKTET' WHERE (kjede, nr) = (SELECT kjede, nr FROM audit_rad LIMIT 1)");
        JsonNode findings = MAPPER.readTree(launcher.launch("audit", "verify").getOutput());
        String chain = findings.at("/brudd/0/kjede").asText();
        LaunchResult closed = close(chain);
        assertThat(closed.exitCode()).as(closed.getErrorOutput()).isZero();
        JsonNode answer = MAPPER.readTree(closed.getOutput());
        assertThat(answer.get("utfall").asText()).isEqualTo("LUKKET");
        assertThat(answer.get("bruttVed")).isEqualTo(findings.at("/brudd/0/rad"));

        LaunchResult after = launcher.launch("audit", "verify");
        assertThat(after.exitCode()).as(after.getOutput()).isZero();
        JsonNode then = MAPPER.readTree(after.getOutput());
        assertThat(then.get("hel").asBoolean()).isFalse();
        assertThat(then.get("brudd")).isEmpty();
        assertThat(then.at("/lukkede/0/kjede").asText()).isEqualTo(chain);
        assertThat(then.at("/lukkede/0/bruttVed")).isEqualTo(answer.get("bruttVed"));
        assertThat(then.at("/lukkede/0/operator").asText()).isEqualTo("ola@example.no");
        assertThat(then.at("/lukkede/0/begrunnelse").asText()).isEqualTo("Drift: endret av noen");
        assertThat(then.at("/lukkede/0/iKjede").asText()).isNotEqualTo(chain);

        LaunchResult again = close(chain);
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(MAPPER.readTree(again.getOutput()).get("utfall").asText()).isEqualTo("HEL");
    }

    private LaunchResult close(String chain) {
        return launcher.launch(
                "audit", "lukk", chain, "--operator", "ola@example.no", "--begrunnelse", "endret av noen");
    }

    @Test
    void a_file_without_anchors_is_wrongly_asked() throws Exception {
        Path empty = Files.writeString(dir.resolve("tom.log"), "2026-11-25 INFO noe annet\n");
        LaunchResult without = launcher.launch("audit", "verify", "--anker", empty.toString());
        assertThat(without.exitCode()).isEqualTo(2);
        assertThat(without.getErrorOutput()).contains("has no audit-anker line");
        LaunchResult gone = launcher.launch(
                "audit", "verify", "--anker", dir.resolve("borte").toString());
        assertThat(gone.exitCode()).isEqualTo(2);
        assertThat(gone.getErrorOutput()).contains("cannot be read");
    }

    /** As a log has it: in JSON, among other lines. */
    private Path anchor() throws Exception {
        String anchor =
                new AuditVerifier(new Transactions(environment.database().functions()), keys).anchor();
        return Files.writeString(
                dir.resolve("metadata.log"),
                "{\"level\":\"INFO\",\"message\":\"noe\"}\n{\"level\":\"INFO\",\"message\":\"audit-anker " + anchor
                        + "\"}\n{\"message\":\"mer\"}\n");
    }

    private void forge(String sql) {
        TestDatabase.execute(environment.database().superuser(), sql);
    }

    private record Keys(KeyRing ring) implements AuditKeys {
        @Override
        public String activeId() {
            return ring.activeId();
        }

        @Override
        public Mac hmac(String id) {
            return ring.hmac(id);
        }
    }
}
