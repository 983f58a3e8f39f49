package no.digisos.drift;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.main.LaunchResult;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.crypto.Mac;
import no.digisos.common.audit.AuditKeys;
import no.digisos.common.audit.AuditLog;
import no.digisos.common.audit.ChainGuard;
import no.digisos.common.crypto.KeyRing;
import no.digisos.common.database.Transactions;
import no.digisos.common.leveranse.ChannelChoice;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.LeveranseRelease;
import no.digisos.common.leveranse.LeveranseSvarUt;
import no.digisos.seeds.SakSeeds;
import no.digisos.seeds.SakSeeds.Sown;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.suite.Surroundings;
import no.digisos.seeds.suite.TestEnvironment;
import no.digisos.testkit.database.TestDatabase;
import no.digisos.testkit.samples.TestPerson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * Every command that changes something, given by two operators at the same moment, and those about deliveries given while fallback-job
 * is at the same delivery. A table is held until both wait for it, so that both have looked at how things stood before.
 */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class TwoOperatorsTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final long FRIST_NS = TimeUnit.SECONDS.toNanos(60);
    private static final AtomicInteger NEXT_KOMMUNE = new AtomicInteger(9451);

    /** These name an operator and change nothing. */
    private static final Set<String> READER = Set.of("person vis");

    /** Of these exactly one takes effect. */
    private static final List<String> ONE = List.of(
            "kommune opprett",
            "kommune bytt-nummer",
            "kommune angre-nummer",
            "kommune admin gi",
            "kommune admin trekk",
            "integrasjon trekk",
            "person koble",
            "person skill",
            "sak slett",
            "dokument trekk",
            "leveranse gjenoppta",
            "leveranse lukk",
            "leveranse legg-i-ko-pa-nytt",
            "audit lukk");

    /**
     * Both of these do, one after the other, and both are audited: two integrations are made, the last password or name stands, and what
     * may go at once, or is to be looked up first, is so already.
     */
    private static final List<String> BOTH = List.of(
            "integrasjon opprett",
            "integrasjon passord",
            "dokument send-som",
            "leveranse send",
            "leveranse etter-gjenoppretting");

    @Inject
    Program program;

    @Inject
    Instance<CommandLine> line;

    @TempDir
    Path directory;

    private final TestEnvironment environment = TestEnvironment.current();
    private final SakSeeds seed = new SakSeeds(environment.database().functions(), environment.nokler());
    private final String reason = "samtidig " + UUID.randomUUID();

    /** What two operators do, and the table by which they are held up until both are there. */
    private record Scenario(String tabell, List<String> ord) {}

    static List<String> all() {
        return Stream.concat(ONE.stream(), BOTH.stream()).toList();
    }

    @Test
    void every_command_that_names_an_operator_is_here() {
        Set<String> found = new TreeSet<>();
        find(line.get(), "", found);
        found.removeAll(READER);
        assertThat(found).isEqualTo(new TreeSet<>(all()));
    }

    @ParameterizedTest
    @MethodSource("all")
    void two_operators_at_once_do_it_once_and_both_are_told(String command) throws Exception {
        Scenario scenario = scenario(command);
        int leveranserBefore = Integer.parseInt(read("SELECT count(*) FROM leveranse"));
        List<LaunchResult> answer = concurrent(scenario);
        int perRound = command.startsWith("person") ? 2 : 1;
        if (BOTH.contains(command)) {
            assertThat(answer)
                    .allSatisfy(
                            s -> assertThat(s.exitCode()).as(s.getErrorOutput()).isZero());
            assertThat(auditRows()).isEqualTo(2 * perRound);
            return;
        }
        assertThat(answer).extracting(LaunchResult::exitCode).containsExactlyInAnyOrder(0, 1);
        LaunchResult refused =
                answer.stream().filter(s -> s.exitCode() == 1).findFirst().orElseThrow();
        assertThat(refused.getErrorStream()).as("one sentence").hasSize(1);
        assertThat(refused.getErrorOutput()).doesNotContain("Exception").doesNotContain("the database");
        assertThat(auditRows()).as("what was done is audited once").isEqualTo(perRound);
        int freshOnes = command.equals("leveranse legg-i-ko-pa-nytt") ? 1 : 0;
        assertThat(read("SELECT count(*) FROM leveranse")).isEqualTo(String.valueOf(leveranserBefore + freshOnes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"leveranse gjenoppta", "leveranse lukk"})
    void an_operator_and_the_job_at_once_decide_once(String command) throws Exception {
        Sown sown = stopped("INGEN_ADRESSE: ingen adresse");
        Scenario scenario = leveranse(command, sown.meldingId());
        Concurrent<List<UUID>> answer = withJob(scenario, job -> job.resumeWithAddress(100));
        boolean byJob = answer.jobbens().contains(sown.meldingId());
        assertThat(answer.operatorens().exitCode())
                .as(answer.operatorens().getErrorOutput())
                .isEqualTo(byJob ? 1 : 0);
        assertThat(read("SELECT tilstand FROM leveranse WHERE id = '" + sown.meldingId() + "'"))
                .isEqualTo(byJob || command.endsWith("gjenoppta") ? "SVARUT_FEIL" : "LUKKET");
        assertThat(auditRows()).isEqualTo(byJob ? 0 : 1);
    }

    @Test
    void an_operator_who_hurries_what_the_job_begins_to_send_starts_no_second_attempt() throws Exception {
        Sown sown = soknad(SeedData.BERGEN);
        change(sown, "tilstand = 'SVARUT_FEIL', svarut_forsok = 1, oppslag_forst = false");
        Leveranse ready = job().readyForSending(1000).stream()
                .filter(l -> l.id().equals(sown.meldingId()))
                .findFirst()
                .orElseThrow();
        Concurrent<Boolean> answer = withJob(
                leveranse("leveranse send", sown.meldingId()),
                job -> job.start(ready, "jobb", "{}").isPresent());
        assertThat(answer.operatorens().exitCode()).isBetween(0, 1);
        // Whoever the operator was before is looked up first; whoever was on its way is not touched.
        assertThat(read("SELECT tilstand || ' ' || svarut_forsok FROM leveranse WHERE id = '" + sown.meldingId() + "'"))
                .isEqualTo(answer.jobbens() ? "SVARUT_SENDER 2" : "SVARUT_FEIL 1");
        assertThat(auditRows()).isEqualTo(answer.operatorens().exitCode() == 0 ? 1 : 0);
    }

    private Scenario scenario(String command) throws Exception {
        return switch (command) {
            case "kommune opprett" -> new Scenario("kommunenummerbytte", createKommune(newNumber()));
            case "kommune bytt-nummer" -> new Scenario("kommunenummerbytte", replace(kommune()));
            case "kommune angre-nummer" -> {
                String number = kommune();
                execute(replace(number));
                yield new Scenario("kommunenummerbytte", with(command, "--gammelt", number));
            }
            case "kommune admin gi" ->
                new Scenario(
                        "kommune",
                        with(command, "--fiks-org-id", fiksOrg(kommune()), "--person", file(TestPerson.fresh())));
            case "kommune admin trekk" -> {
                String person = file(TestPerson.fresh());
                String fiksOrg = fiksOrg(kommune());
                execute(with("kommune admin gi", "--fiks-org-id", fiksOrg, "--person", person));
                yield new Scenario("tilgang", with(command, "--fiks-org-id", fiksOrg, "--person", person));
            }
            case "integrasjon opprett" -> new Scenario("integrasjon", createIntegrasjon());
            case "integrasjon passord", "integrasjon trekk" -> {
                String id = MAPPER.readTree(execute(createIntegrasjon()).getOutput())
                        .get("integrasjonId")
                        .asText();
                yield new Scenario("integrasjon", with(command, "--integrasjon-id", id));
            }
            case "person koble" ->
                new Scenario(
                        "personkobling",
                        with(
                                command,
                                "--gammel",
                                file(TestPerson.withDNumber()),
                                "--ny",
                                file(TestPerson.fresh()),
                                "--bekreft",
                                "0+0"));
            case "person skill" ->
                new Scenario(
                        "personkobling",
                        with(
                                command,
                                seed.link(TestPerson.withDNumber(), TestPerson.fresh())
                                        .toString()));
            case "sak slett" -> {
                Sown sown = soknad(SeedData.OSLO);
                change(sown, "tilstand = 'BEKREFTET', bekreftet = digisos_now()");
                yield new Scenario("digisos_sak", with(command, sown.digisosId().toString()));
            }
            case "dokument trekk" ->
                new Scenario(
                        "dokument",
                        with(
                                command,
                                soknad(SeedData.OSLO).dokument("Soknad.pdf").toString()));
            case "dokument send-som" ->
                new Scenario(
                        "dokument",
                        with(command, stopped("HTTP 400").dokument("Soknad.pdf").toString(), "--filnavn=brev-1.pdf"));
            case "leveranse gjenoppta", "leveranse lukk" ->
                leveranse(command, stopped("HTTP 400").meldingId());
            case "leveranse send" -> {
                Sown sown = soknad(SeedData.BERGEN);
                change(sown, "tilstand = 'SVARUT_FEIL'");
                yield leveranse(command, sown.meldingId());
            }
            case "leveranse legg-i-ko-pa-nytt" -> {
                Sown sown = soknad(SeedData.OSLO);
                change(sown, "tilstand = 'BEKREFTET', bekreftet = digisos_now()");
                yield new Scenario("digisos_sak", with(command, sown.meldingId().toString()));
            }
            case "leveranse etter-gjenoppretting" -> new Scenario("leveranse", with(command));
            case "audit lukk" -> new Scenario("audit_kjede", with(command, brokenChain()));
            default -> throw new AssertionError(command);
        };
    }

    private static void find(CommandLine here, String path, Set<String> found) {
        if (here.getCommandSpec().findOption("--operator") != null) {
            found.add(path);
        }
        here.getSubcommands().forEach((name, under) -> find(under, (path + " " + name).strip(), found));
    }

    // --- at the same moment
    // ------------------------------------------------------------------------------------------------

    private List<LaunchResult> concurrent(Scenario scenario) throws SQLException {
        try (Connection holder = environment.database().superuser().getConnection();
                Statement lock = holder.createStatement()) {
            holder.setAutoCommit(false);
            lock.execute("LOCK TABLE " + scenario.tabell() + " IN EXCLUSIVE MODE");
            return program.launchConcurrently(
                    List.of(scenario.ord(), scenario.ord()), () -> releaseWhenBothWait(holder));
        }
    }

    private record Concurrent<T>(LaunchResult operatorens, T jobbens) {}

    private interface Job<T> {
        T perform(LeveranseSvarUt leveranser);
    }

    private <T> Concurrent<T> withJob(Scenario scenario, Job<T> job) throws SQLException {
        try (Connection holder = environment.database().superuser().getConnection();
                Statement lock = holder.createStatement()) {
            holder.setAutoCommit(false);
            lock.execute("LOCK TABLE " + scenario.tabell() + " IN EXCLUSIVE MODE");
            CompletableFuture<T> byJob = CompletableFuture.supplyAsync(() -> job.perform(job()));
            LaunchResult operators = program.launchConcurrently(
                            List.of(scenario.ord()), () -> releaseWhenBothWait(holder))
                    .getFirst();
            return new Concurrent<>(operators, byJob.join());
        }
    }

    private void releaseWhenBothWait(Connection holder) {
        long end = System.nanoTime() + FRIST_NS;
        try {
            while (waiting() < 2 && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            assertThat(waiting()).as("who wait for the table").isEqualTo(2);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            release(holder);
        }
    }

    private static void release(Connection holder) {
        try {
            holder.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private int waiting() throws SQLException {
        return Integer.parseInt(
                read("SELECT count(DISTINCT pid) FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
                        + " WHERE d.datname = current_database() AND NOT l.granted"));
    }

    private LeveranseSvarUt job() {
        Transactions transactions = new Transactions(environment.database().as("digisos_fallback"));
        return new LeveranseSvarUt(
                transactions, new LeveranseRelease(transactions, new ChannelChoice((certificate, timestamp) -> true)));
    }

    // --- how things stand
    // --------------------------------------------------------------------------------------------------

    private Scenario leveranse(String command, UUID meldingId) {
        return new Scenario("leveranse", with(command, meldingId.toString()));
    }

    private Sown stopped(String reason) {
        Sown sown = soknad(SeedData.BERGEN);
        change(sown, "tilstand = 'STOPPET', stoppgrunn = '" + reason + "'");
        return sown;
    }

    private Sown soknad(SeedData.Kommune kommune) {
        return seed.soknad(
                UUID.randomUUID(),
                kommune,
                "01819010001",
                UUID.randomUUID().toString(),
                Map.of("Soknad.pdf", new byte[40]));
    }

    private void change(Sown sown, String assignments) {
        superuser("UPDATE leveranse SET " + assignments + " WHERE id = '" + sown.meldingId() + "'");
    }

    private static String newNumber() {
        return String.valueOf(NEXT_KOMMUNE.getAndIncrement());
    }

    /** A kommune of this test's own. */
    private String kommune() throws IOException {
        String number = newNumber();
        execute(createKommune(number));
        return number;
    }

    private List<String> createKommune(String number) throws IOException {
        return with(
                "kommune opprett", "--kommunenummer", number, "--navn", "Prøve", "--person", file(TestPerson.fresh()));
    }

    private List<String> replace(String number) {
        return with("kommune bytt-nummer", "--gammelt", number, "--nytt", newNumber(), "--dato", "2024-01-01");
    }

    private List<String> createIntegrasjon() {
        return with(
                "integrasjon opprett",
                "--navn",
                "NAV",
                "--organisasjon",
                SeedData.NAV_ORG,
                "--privilegium",
                "NAV_INNSYN");
    }

    private String fiksOrg(String number) throws SQLException {
        return read("SELECT fiks_org_id FROM kommune WHERE kommunenummer = '" + number + "'");
    }

    private String file(String content) throws IOException {
        return Files.writeString(directory.resolve(content), content + "\n").toString();
    }

    /** A log of its own, with one row changed by somebody. */
    private String brokenChain() throws SQLException {
        superuser("TRUNCATE audit_rad");
        superuser("UPDATE audit_kjede SET antall = 0, hode = decode(repeat('00', 32), 'hex')");
        AuditKeys keys = new Keys(KeyRing.load(environment.nokler().resolve("audit"), Optional.empty()));
        AuditLog log = new AuditLog(
                keys, new ChainGuard(keys, Duration.ofMinutes(1), System::nanoTime, new SimpleMeterRegistry()));
        AuditReads.write(environment.database().functions(), log);
        superuser("UPDATE audit_rad SET utfall = 'NEKTET'");
        return read("SELECT kjede FROM audit_rad");
    }

    private List<String> with(String command, String... more) {
        List<String> word = new ArrayList<>(List.of(command.split(" ")));
        word.addAll(List.of(more));
        word.addAll(List.of("--operator", "kari", "--begrunnelse", reason));
        return word;
    }

    private LaunchResult execute(List<String> word) {
        // What is prepared has another reason than what is tried.
        List<String> prepared = new ArrayList<>(word);
        prepared.set(prepared.size() - 1, "forberedt");
        LaunchResult answer = program.launch(prepared.toArray(String[]::new));
        assertThat(answer.exitCode()).as(answer.getErrorOutput()).isZero();
        return answer;
    }

    private int auditRows() throws SQLException {
        return Integer.parseInt(read(
                "SELECT count(*) FROM audit_rad WHERE hjemmel = 'Drift: " + reason + "' AND handling <> 'SOK_SAKER'"));
    }

    private void superuser(String sql) {
        TestDatabase.execute(environment.database().superuser(), sql);
    }

    private String read(String sql) throws SQLException {
        try (Connection c = environment.database().superuser().getConnection();
                PreparedStatement s = c.prepareStatement(sql);
                ResultSet r = s.executeQuery()) {
            assertThat(r.next()).isTrue();
            return String.valueOf(r.getString(1));
        }
    }

    private record Keys(KeyRing ring) implements AuditKeys {
        @Override
        public String activeId() {
            return ring.activeId();
        }

        @Override
        public Mac hmac(String keyId) {
            return ring.hmac(keyId);
        }
    }
}
