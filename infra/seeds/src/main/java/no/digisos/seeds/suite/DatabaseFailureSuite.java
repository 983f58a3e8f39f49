package no.digisos.seeds.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import no.digisos.seeds.client.Client;
import no.digisos.seeds.client.Client.Answer;
import no.digisos.testkit.database.SmallDisk;
import no.digisos.testkit.database.TestDatabase;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a function answers while its database has no room, only reads, or takes nobody more; for each function that answers callers. An
 * honest 503 while it lasts, nothing done then, and everything as before when it is over, without a restart of the function. What each
 * answer took is printed.
 */
public abstract class DatabaseFailureSuite {
    private static final long FRIST_NS = TimeUnit.SECONDS.toNanos(120);
    private static final int MOST_BEFORE_FULL = 1000;
    private static final String FULL_SERVER = "53300";
    private static final String CLOCK_DEVIATION = "digisos_klokke_avvik_sekunder ";

    protected final TestEnvironment environment = TestEnvironment.current();

    /** As which the function logs in. */
    protected abstract String role();

    /** A call that changes something, made anew for each test; none of a test's is made before. */
    protected abstract Writing writing();

    /** A read that leaves no trace. */
    protected abstract Answer read();

    /** What {@link #read()} is answered without any connection. */
    protected int readWithoutDatabase() {
        return 503;
    }

    /** A read that must be audited; null where the function has none. */
    protected abstract @Nullable Answer auditedRead();

    /** The table that is on the disk that runs full; {@link #writing()} or {@link #auditedRead()} makes it bigger. */
    protected abstract String table();

    /**
     * A call that may be repeated as it is.
     *
     * @param antall SQL that counts what it has done
     * @param etterTo what it has done when it was answered twice
     */
    public record Writing(Supplier<Answer> send, String antall, int etterTo) {}

    @BeforeEach
    void reach_readiness() {
        assertThat(ready()).isEqualTo(200);
    }

    @Test
    void a_database_that_only_reads_is_read_and_written_to_again_when_it_can_be() {
        Writing writing = writing();
        LogGuard log = LogGuard.fromNow(base());
        superuser("ALTER ROLE " + role() + " SET default_transaction_read_only = on");
        cutConnections();
        try {
            waitUntil(this::read, 200);
            honest503("read-only", writing.send());
            if (auditedRead() != null) {
                honest503("read-only, audited", this::auditedRead);
            }
            assertThat(read().status()).as("a read needs no writing").isEqualTo(200);
            assertThat(ready()).isEqualTo(200);
            assertThat(count(writing)).isZero();
        } finally {
            // The sessions that there are stay as they are.
            superuser("ALTER ROLE " + role() + " RESET default_transaction_read_only");
        }
        asBefore(writing, log);
    }

    @Test
    void no_connection_to_be_had_is_503_until_there_is_one() throws SQLException {
        Writing writing = writing();
        LogGuard log = LogGuard.fromNow(base());
        List<Connection> others = new ArrayList<>();
        superuser("ALTER ROLE " + role() + " CONNECTION LIMIT 0");
        cutConnections();
        try {
            honest503("the role's limit", writing.send());
            assertThat(read().status()).isEqualTo(readWithoutDatabase());
            takeAll(others);
            superuser("ALTER ROLE " + role() + " CONNECTION LIMIT -1");
            honest503("max_connections", writing.send());
            assertThat(read().status()).isEqualTo(readWithoutDatabase());
            assertThat(ready()).as("readiness is reached once").isEqualTo(200);
            assertThat(count(writing)).isZero();
        } finally {
            superuser("ALTER ROLE " + role() + " CONNECTION LIMIT -1");
            for (Connection one : others) {
                one.close();
            }
        }
        asBefore(writing, log);
    }

    @Test
    void a_full_disk_is_503_until_there_is_room() {
        Optional<SmallDisk> found = SmallDisk.with(environment.database(), table());
        assumeThat(found).as("a disk can be mounted (root)").isPresent();
        LogGuard log = LogGuard.fromNow(base());
        try (SmallDisk disk = found.orElseThrow()) {
            disk.fill();
            // What there is room for in the last blocks is done, and answered so; a shorter row may still find room.
            if (auditedRead() != null) {
                fillWith(this::auditedRead);
            }
            Writing writing = firstWithoutPlace();
            honest503("full", writing.send());
            if (auditedRead() != null) {
                honest503("full, audited", this::auditedRead);
            }
            assertThat(read().status()).as("a read needs no room").isEqualTo(200);
            assertThat(ready()).isEqualTo(200);
            assertThat(count(writing)).isZero();
            disk.empty();
            asBefore(writing, log);
        }
    }

    @Test
    void its_clock_is_compared_with_the_databases_as_soon_as_it_is_started() {
        long start = System.nanoTime();
        double deviation = Double.NaN;
        while (Double.isNaN(deviation) && System.nanoTime() - start < FRIST_NS) {
            deviation = Client.against(base())
                    .get("/q/metrics")
                    .text()
                    .lines()
                    .filter(line -> line.startsWith(CLOCK_DEVIATION))
                    .mapToDouble(line -> Double.parseDouble(line.substring(CLOCK_DEVIATION.length())))
                    .findFirst()
                    .orElse(Double.NaN);
        }
        // The server is on this machine.
        assertThat(deviation).isBetween(-5.0, 5.0);
    }

    private static void fillWith(Supplier<? extends @Nullable Answer> call) {
        Answer answer = Objects.requireNonNull(call.get());
        for (int done = 0; answer.status() < 300 && done < MOST_BEFORE_FULL; done++) {
            answer = Objects.requireNonNull(call.get());
        }
        honest503(answer);
    }

    private Writing firstWithoutPlace() {
        Writing writing = writing();
        Answer answer = writing.send().get();
        for (int done = 0; answer.status() < 300 && done < MOST_BEFORE_FULL; done++) {
            writing = writing();
            answer = writing.send().get();
        }
        honest503(answer);
        return writing;
    }

    /** By itself: nobody touches the function, which is asked until it can. */
    private void asBefore(Writing writing, LogGuard log) {
        long start = System.nanoTime();
        Answer answer = writing.send().get();
        int pending = 0;
        while (answer.status() == 503 && System.nanoTime() - start < FRIST_NS) {
            honest503(answer);
            pending++;
            answer = writing.send().get();
        }
        assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
        System.out.printf(
                "DATABASEFEIL %s: back after %d more answers 503 and %d ms%n",
                role(), pending, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        assertThat(writing.send().get().status()).isBetween(200, 299);
        assertThat(count(writing)).isEqualTo(writing.etterTo());
        assertThat(read().status()).isEqualTo(200);
        assertThat(log.failure()).as("lines at ERROR").isEmpty();
    }

    private void honest503(String what, Supplier<? extends @Nullable Answer> call) {
        long start = System.nanoTime();
        Answer answer = Objects.requireNonNull(call.get());
        System.out.printf(
                "DATABASEFEIL %s, %s: %d after %d ms%n",
                role(), what, answer.status(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        honest503(answer);
    }

    /** That it is a 503 that says when to come back, in the one error shape. */
    protected static void honest503(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).containsOnlyDigits();
        assertThat(answer.json().get("errorCode").asText()).isEqualTo("UTILGJENGELIG");
        assertThat(answer.json().get("status").asInt()).isEqualTo(503);
        assertThat(answer.json().get("errorId").asText()).isNotEmpty();
    }

    private void waitUntil(Supplier<Answer> call, int status) {
        long start = System.nanoTime();
        Answer answer = call.get();
        while (answer.status() != status && System.nanoTime() - start < FRIST_NS) {
            answer = call.get();
        }
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    }

    private int ready() {
        return Client.against(base()).get("/q/health/ready").status();
    }

    /** Every connection that the server has for those who are no superuser. */
    private void takeAll(List<Connection> others) {
        try {
            while (true) {
                others.add(environment.database().owner().getConnection());
            }
        } catch (SQLException full) {
            assertThat(full.getSQLState()).isEqualTo(FULL_SERVER);
        }
    }

    private void cutConnections() {
        superuser("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '" + role() + "'");
    }

    /** Runs a statement as nobody of ours may. */
    protected void superuser(String sql) {
        TestDatabase.execute(environment.database().superuser(), sql);
    }

    private int count(Writing writing) {
        try (Connection c = environment.database().superuser().getConnection();
                PreparedStatement s = c.prepareStatement(writing.antall());
                ResultSet r = s.executeQuery()) {
            r.next();
            return r.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The address of the function under test. */
    protected static String base() {
        return ConfigProvider.getConfig().getValue("test.url", String.class);
    }
}
