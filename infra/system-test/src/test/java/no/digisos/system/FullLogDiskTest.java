package no.digisos.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import no.digisos.local.stack.Checkout;
import no.digisos.local.stack.RunningStack;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client;
import no.digisos.seeds.client.Client.Answer;
import no.digisos.seeds.client.MultipartForm;
import no.digisos.testkit.process.LocalPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The disk of the database's log (pg_wal) runs full under submissions. PostgreSQL goes down then, and comes back by itself or by whoever
 * supervises it; the functions are not touched. What each answer took is printed. Needs root, for the disk.
 */
@EnabledIfSystemProperty(
        named = "digisos.lang",
        matches = "true",
        disabledReason = "takes minutes: -Ddigisos.lang=true")
class FullLogDiskTest {
    private static final String FNR = "01819010001";
    private static final int MIB = 1024 * 1024;
    private static final long FRIST_NS = TimeUnit.MINUTES.toNanos(3);

    private final Map<String, String> accepted = new LinkedHashMap<>();
    private int sent;
    private long longestNs;

    @Test
    void what_was_accepted_is_whole_what_was_not_was_told_so_and_all_comes_back_by_itself() throws Exception {
        Path disk = Files.createTempDirectory("digisos-wal");
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=" + 160 * MIB, "tmpfs", disk.toString()))
                .as("a disk can be mounted (root)")
                .isTrue();
        try (RunningStack stack = StackUnderTest.start()) {
            moveLog(stack.database().server(), disk);
            waitUntil(stack, UUID.randomUUID().toString());
            Path ballast = fill(disk);

            String avvist = untilRefusal(stack);
            for (int i = 0; i < 3; i++) {
                honest503(send(stack, avvist));
                watch(stack.database().server());
            }
            assertThat(Client.against(stack.function("submit-function")
                                    .orElseThrow()
                                    .health()
                                    .toString())
                            .get("")
                            .status())
                    .as("stays in the load balancer")
                    .isEqualTo(200);

            Files.delete(ballast);
            long start = System.nanoTime();
            waitUntil(stack, avvist);
            System.out.printf(
                    "FULL_LOGGDISK: %d accepted, %d answers 503, the slowest after %d ms; back %d ms after there was room%n",
                    accepted.size(),
                    sent - accepted.size(),
                    TimeUnit.NANOSECONDS.toMillis(longestNs),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
            for (Map.Entry<String, String> one : accepted.entrySet()) {
                assertThat(read(
                                stack,
                                "SELECT string_agg(digisos_id::text, ',') FROM innsending WHERE nav_ekstern_ref_id = '"
                                        + one.getKey() + "'"))
                        .isEqualTo(one.getValue());
            }
            assertThat(read(stack, "SELECT count(*) FROM innsending")).isEqualTo(String.valueOf(accepted.size()));
        } finally {
            run("umount", "-l", disk.toString());
            Files.deleteIfExists(disk);
        }
    }

    private static void moveLog(LocalPostgres server, Path disk) throws Exception {
        Path log = Checkout.here().work().resolve("postgres").resolve("pg_wal");
        server.stopImmediate();
        assertThat(run("cp", "-a", log.toString(), disk.toString())).isTrue();
        assertThat(run("rm", "-r", log.toString())).isTrue();
        Files.createSymbolicLink(log, disk.resolve("pg_wal"));
        server.restart();
    }

    private static Path fill(Path disk) throws IOException {
        Path ballast = disk.resolve("ballast");
        try (OutputStream out = Files.newOutputStream(ballast)) {
            byte[] block = new byte[4096];
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            return ballast;
        }
    }

    /** Sends until one is refused; its reference. */
    private String untilRefusal(RunningStack stack) {
        while (true) {
            String ref = UUID.randomUUID().toString();
            Answer answer = send(stack, ref);
            if (answer.status() != 202) {
                honest503(answer);
                return ref;
            }
        }
    }

    private void waitUntil(RunningStack stack, String ref) throws IOException {
        long end = System.nanoTime() + FRIST_NS;
        Answer answer = send(stack, ref);
        while (answer.status() != 202 && System.nanoTime() < end) {
            honest503(answer);
            watch(stack.database().server());
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            answer = send(stack, ref);
        }
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    }

    /** As a supervisor does: a server that is gone is started, and may fail to. */
    private static void watch(LocalPostgres server) throws IOException {
        if (server.pid().isEmpty()) {
            try {
                server.restart();
            } catch (IOException full) {
                System.out.println("FULL_LOGGDISK: PostgreSQL did not start");
            }
        }
    }

    private static void honest503(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).containsOnlyDigits();
        assertThat(answer.json().get("errorCode").asText()).isEqualTo("UTILGJENGELIG");
    }

    private Answer send(RunningStack stack, String ref) {
        byte[] pdf = new byte[2 * MIB];
        new Random(1).nextBytes(pdf);
        MultipartForm form = new MultipartForm()
                .json("soknadJson", "{\"version\":\"1.0.0\"}")
                .json("vedleggJson", "{\"vedlegg\":[]}")
                .file("Soknad.pdf", pdf, stack.keys().platform().certificate());
        long start = System.nanoTime();
        Answer answer = Client.against(stack.json().gateway().http().toString())
                .as(stack.tokens().token("idporten", Map.of("pid", FNR)), SeedData.NAV)
                .post("/digisos/api/v2/soknader/0301/" + ref, form);
        sent++;
        if (answer.status() == 202) {
            accepted.put(ref, answer.json().asText());
        } else {
            longestNs = Math.max(longestNs, System.nanoTime() - start);
        }
        return answer;
    }

    private static String read(RunningStack stack, String sql) throws SQLException {
        try (Connection c = DriverManager.getConnection(
                        stack.json().postgres().jdbcUrl(),
                        stack.json().postgres().bruker(),
                        stack.json().postgres().passord());
                Statement s = c.createStatement();
                ResultSet r = s.executeQuery(sql)) {
            r.next();
            return String.valueOf(r.getString(1));
        }
    }

    private static boolean run(String... word) throws IOException {
        try {
            return new ProcessBuilder(word).inheritIO().start().waitFor() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
