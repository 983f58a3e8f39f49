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
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Skjema;
import no.digisos.local.process.LocalPostgres;
import no.digisos.local.stack.Checkout;
import no.digisos.local.stack.RunningStack;
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
class FullLoggdiskTest {
    private static final String FNR = "01819010001";
    private static final int MIB = 1024 * 1024;
    private static final long FRIST_NS = TimeUnit.MINUTES.toNanos(3);

    private final Map<String, String> akseptert = new LinkedHashMap<>();
    private int sendt;
    private long lengstNs;

    @Test
    void what_was_accepted_is_whole_what_was_not_was_told_so_and_all_comes_back_by_itself() throws Exception {
        Path disk = Files.createTempDirectory("digisos-wal");
        assumeThat(kjor("mount", "-t", "tmpfs", "-o", "size=" + 160 * MIB, "tmpfs", disk.toString()))
                .as("a disk can be mounted (root)")
                .isTrue();
        try (RunningStack stack = Stakk.start()) {
            flyttLoggen(stack.database().server(), disk);
            vent(stack, UUID.randomUUID().toString());
            Path ballast = fyll(disk);

            String avvist = tilAvslag(stack);
            for (int i = 0; i < 3; i++) {
                arlig503(send(stack, avvist));
                passPa(stack.database().server());
            }
            assertThat(Klient.mot(stack.function("submit-function")
                                    .orElseThrow()
                                    .health()
                                    .toString())
                            .get("")
                            .status())
                    .as("stays in the load balancer")
                    .isEqualTo(200);

            Files.delete(ballast);
            long start = System.nanoTime();
            vent(stack, avvist);
            System.out.printf(
                    "FULL_LOGGDISK: %d accepted, %d answers 503, the slowest after %d ms; back %d ms after there was room%n",
                    akseptert.size(),
                    sendt - akseptert.size(),
                    TimeUnit.NANOSECONDS.toMillis(lengstNs),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
            for (Map.Entry<String, String> en : akseptert.entrySet()) {
                assertThat(les(
                                stack,
                                "SELECT string_agg(digisos_id::text, ',') FROM innsending WHERE nav_ekstern_ref_id = '"
                                        + en.getKey() + "'"))
                        .isEqualTo(en.getValue());
            }
            assertThat(les(stack, "SELECT count(*) FROM innsending")).isEqualTo(String.valueOf(akseptert.size()));
        } finally {
            kjor("umount", "-l", disk.toString());
            Files.deleteIfExists(disk);
        }
    }

    private static void flyttLoggen(LocalPostgres server, Path disk) throws Exception {
        Path logg = Checkout.here().work().resolve("postgres").resolve("pg_wal");
        server.stopImmediate();
        assertThat(kjor("cp", "-a", logg.toString(), disk.toString())).isTrue();
        assertThat(kjor("rm", "-r", logg.toString())).isTrue();
        Files.createSymbolicLink(logg, disk.resolve("pg_wal"));
        server.restart();
    }

    private static Path fyll(Path disk) throws IOException {
        Path ballast = disk.resolve("ballast");
        try (OutputStream ut = Files.newOutputStream(ballast)) {
            byte[] blokk = new byte[4096];
            while (true) {
                ut.write(blokk);
            }
        } catch (IOException full) {
            return ballast;
        }
    }

    /** Sends until one is refused; its reference. */
    private String tilAvslag(RunningStack stack) {
        while (true) {
            String ref = UUID.randomUUID().toString();
            Svar svar = send(stack, ref);
            if (svar.status() != 202) {
                arlig503(svar);
                return ref;
            }
        }
    }

    private void vent(RunningStack stack, String ref) throws IOException {
        long slutt = System.nanoTime() + FRIST_NS;
        Svar svar = send(stack, ref);
        while (svar.status() != 202 && System.nanoTime() < slutt) {
            arlig503(svar);
            passPa(stack.database().server());
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            svar = send(stack, ref);
        }
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(202);
    }

    /** As a supervisor does: a server that is gone is started, and may fail to. */
    private static void passPa(LocalPostgres server) throws IOException {
        if (server.pid().isEmpty()) {
            try {
                server.restart();
            } catch (IOException full) {
                System.out.println("FULL_LOGGDISK: PostgreSQL did not start");
            }
        }
    }

    private static void arlig503(Svar svar) {
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(503);
        assertThat(svar.hode("Retry-After")).containsOnlyDigits();
        assertThat(svar.json().get("errorCode").asText()).isEqualTo("UTILGJENGELIG");
    }

    private Svar send(RunningStack stack, String ref) {
        byte[] pdf = new byte[2 * MIB];
        new Random(1).nextBytes(pdf);
        Skjema skjema = new Skjema()
                .json("soknadJson", "{\"version\":\"1.0.0\"}")
                .json("vedleggJson", "{\"vedlegg\":[]}")
                .fil("Soknad.pdf", pdf, stack.keys().platform().certificate());
        long start = System.nanoTime();
        Svar svar = Klient.mot(stack.json().gateway().http().toString())
                .som(stack.tokens().token("idporten", Map.of("pid", FNR)), Fro.NAV)
                .post("/digisos/api/v2/soknader/0301/" + ref, skjema);
        sendt++;
        if (svar.status() == 202) {
            akseptert.put(ref, svar.json().asText());
        } else {
            lengstNs = Math.max(lengstNs, System.nanoTime() - start);
        }
        return svar;
    }

    private static String les(RunningStack stack, String sql) throws SQLException {
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

    private static boolean kjor(String... ord) throws IOException {
        try {
            return new ProcessBuilder(ord).inheritIO().start().waitFor() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
