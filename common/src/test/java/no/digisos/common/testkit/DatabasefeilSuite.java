package no.digisos.common.testkit;

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
import no.digisos.common.testkit.Klient.Svar;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a function answers while its database has no room, only reads, or takes nobody more; for each function that answers callers. An
 * honest 503 while it lasts, nothing done then, and everything as before when it is over, without a restart of the function. What each
 * answer took is printed.
 */
public abstract class DatabasefeilSuite {
    private static final long FRIST_NS = TimeUnit.SECONDS.toNanos(120);
    private static final int FLEST_FOR_FULL = 1000;
    private static final String FULL_TJENER = "53300";
    private static final String KLOKKEAVVIK = "digisos_klokke_avvik_sekunder ";

    protected final Testmiljo miljo = Testmiljo.gjeldende();

    /** As which the function logs in. */
    protected abstract String rolle();

    /** A call that changes something, made anew for each test; none of a test's is made before. */
    protected abstract Skriving skriving();

    /** A read that leaves no trace. */
    protected abstract Svar les();

    /** What {@link #les()} is answered without any connection. */
    protected int lesUtenDatabase() {
        return 503;
    }

    /** A read that must be audited; null where the function has none. */
    protected abstract @Nullable Svar revidertLesing();

    /** The table that is on the disk that runs full; {@link #skriving()} or {@link #revidertLesing()} makes it bigger. */
    protected abstract String tabell();

    /**
     * A call that may be repeated as it is.
     *
     * @param antall SQL that counts what it has done
     * @param etterTo what it has done when it was answered twice
     */
    public record Skriving(Supplier<Svar> send, String antall, int etterTo) {}

    @BeforeEach
    void reach_readiness() {
        assertThat(klar()).isEqualTo(200);
    }

    @Test
    void a_database_that_only_reads_is_read_and_written_to_again_when_it_can_be() {
        Skriving skriving = skriving();
        Loggvakt logg = Loggvakt.fraNa(base());
        superbruker("ALTER ROLE " + rolle() + " SET default_transaction_read_only = on");
        kappForbindelsene();
        try {
            vent(this::les, 200);
            arlig503("read-only", skriving.send());
            if (revidertLesing() != null) {
                arlig503("read-only, audited", this::revidertLesing);
            }
            assertThat(les().status()).as("a read needs no writing").isEqualTo(200);
            assertThat(klar()).isEqualTo(200);
            assertThat(antall(skriving)).isZero();
        } finally {
            // The sessions that there are stay as they are.
            superbruker("ALTER ROLE " + rolle() + " RESET default_transaction_read_only");
        }
        somFor(skriving, logg);
    }

    @Test
    void no_connection_to_be_had_is_503_until_there_is_one() throws SQLException {
        Skriving skriving = skriving();
        Loggvakt logg = Loggvakt.fraNa(base());
        List<Connection> andres = new ArrayList<>();
        superbruker("ALTER ROLE " + rolle() + " CONNECTION LIMIT 0");
        kappForbindelsene();
        try {
            arlig503("the role's limit", skriving.send());
            assertThat(les().status()).isEqualTo(lesUtenDatabase());
            taAlle(andres);
            superbruker("ALTER ROLE " + rolle() + " CONNECTION LIMIT -1");
            arlig503("max_connections", skriving.send());
            assertThat(les().status()).isEqualTo(lesUtenDatabase());
            assertThat(klar()).as("readiness is reached once").isEqualTo(200);
            assertThat(antall(skriving)).isZero();
        } finally {
            superbruker("ALTER ROLE " + rolle() + " CONNECTION LIMIT -1");
            for (Connection en : andres) {
                en.close();
            }
        }
        somFor(skriving, logg);
    }

    @Test
    void a_full_disk_is_503_until_there_is_room() {
        Optional<LitenDisk> funnet = LitenDisk.med(miljo.database(), tabell());
        assumeThat(funnet).as("a disk can be mounted (root)").isPresent();
        Loggvakt logg = Loggvakt.fraNa(base());
        try (LitenDisk disk = funnet.orElseThrow()) {
            disk.fyll();
            // What there is room for in the last blocks is done, and answered so; a shorter row may still find room.
            if (revidertLesing() != null) {
                fyllMed(this::revidertLesing);
            }
            Skriving skriving = forsteUtenPlass();
            arlig503("full", skriving.send());
            if (revidertLesing() != null) {
                arlig503("full, audited", this::revidertLesing);
            }
            assertThat(les().status()).as("a read needs no room").isEqualTo(200);
            assertThat(klar()).isEqualTo(200);
            assertThat(antall(skriving)).isZero();
            disk.tom();
            somFor(skriving, logg);
        }
    }

    @Test
    void its_clock_is_compared_with_the_databases_as_soon_as_it_is_started() {
        long start = System.nanoTime();
        double avvik = Double.NaN;
        while (Double.isNaN(avvik) && System.nanoTime() - start < FRIST_NS) {
            avvik = Klient.mot(base())
                    .get("/q/metrics")
                    .tekst()
                    .lines()
                    .filter(linje -> linje.startsWith(KLOKKEAVVIK))
                    .mapToDouble(linje -> Double.parseDouble(linje.substring(KLOKKEAVVIK.length())))
                    .findFirst()
                    .orElse(Double.NaN);
        }
        // The server is on this machine.
        assertThat(avvik).isBetween(-5.0, 5.0);
    }

    private static void fyllMed(Supplier<? extends @Nullable Svar> kall) {
        Svar svar = Objects.requireNonNull(kall.get());
        for (int gjort = 0; svar.status() < 300 && gjort < FLEST_FOR_FULL; gjort++) {
            svar = Objects.requireNonNull(kall.get());
        }
        arlig503(svar);
    }

    private Skriving forsteUtenPlass() {
        Skriving skriving = skriving();
        Svar svar = skriving.send().get();
        for (int gjort = 0; svar.status() < 300 && gjort < FLEST_FOR_FULL; gjort++) {
            skriving = skriving();
            svar = skriving.send().get();
        }
        arlig503(svar);
        return skriving;
    }

    /** By itself: nobody touches the function, which is asked until it can. */
    private void somFor(Skriving skriving, Loggvakt logg) {
        long start = System.nanoTime();
        Svar svar = skriving.send().get();
        int venter = 0;
        while (svar.status() == 503 && System.nanoTime() - start < FRIST_NS) {
            arlig503(svar);
            venter++;
            svar = skriving.send().get();
        }
        assertThat(svar.status()).as(svar.tekst()).isBetween(200, 299);
        System.out.printf(
                "DATABASEFEIL %s: back after %d more answers 503 and %d ms%n",
                rolle(), venter, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        assertThat(skriving.send().get().status()).isBetween(200, 299);
        assertThat(antall(skriving)).isEqualTo(skriving.etterTo());
        assertThat(les().status()).isEqualTo(200);
        assertThat(logg.feil()).as("lines at ERROR").isEmpty();
    }

    private void arlig503(String hva, Supplier<? extends @Nullable Svar> kall) {
        long start = System.nanoTime();
        Svar svar = Objects.requireNonNull(kall.get());
        System.out.printf(
                "DATABASEFEIL %s, %s: %d after %d ms%n",
                rolle(), hva, svar.status(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        arlig503(svar);
    }

    protected static void arlig503(Svar svar) {
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(503);
        assertThat(svar.hode("Retry-After")).containsOnlyDigits();
        assertThat(svar.json().get("errorCode").asText()).isEqualTo("UTILGJENGELIG");
        assertThat(svar.json().get("status").asInt()).isEqualTo(503);
        assertThat(svar.json().get("errorId").asText()).isNotEmpty();
    }

    private void vent(Supplier<Svar> kall, int status) {
        long start = System.nanoTime();
        Svar svar = kall.get();
        while (svar.status() != status && System.nanoTime() - start < FRIST_NS) {
            svar = kall.get();
        }
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(status);
    }

    private int klar() {
        return Klient.mot(base()).get("/q/health/ready").status();
    }

    /** Every connection that the server has for those who are no superuser. */
    private void taAlle(List<Connection> andres) {
        try {
            while (true) {
                andres.add(miljo.database().owner().getConnection());
            }
        } catch (SQLException full) {
            assertThat(full.getSQLState()).isEqualTo(FULL_TJENER);
        }
    }

    private void kappForbindelsene() {
        superbruker("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '" + rolle() + "'");
    }

    protected void superbruker(String sql) {
        TestDatabase.execute(miljo.database().superuser(), sql);
    }

    private int antall(Skriving skriving) {
        try (Connection c = miljo.database().superuser().getConnection();
                PreparedStatement s = c.prepareStatement(skriving.antall());
                ResultSet r = s.executeQuery()) {
            r.next();
            return r.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    protected static String base() {
        return ConfigProvider.getConfig().getValue("test.url", String.class);
    }
}
