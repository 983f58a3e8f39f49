package no.digisos.common.database;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import no.digisos.common.observability.Loggdemper;
import org.jspecify.annotations.Nullable;

/**
 * Compares this machine's clock with the database server's. Deadlines go by the database's, and tokens and certificates by this one, so
 * either that is wrong does harm; which of the two it is, nobody here can tell. The difference is {@code
 * digisos.klokke.avvik.sekunder}, and from {@link Klokkegrenser#varselAvvik()} on it is told of in the log.
 *
 * <p>Readiness does not ask for it: where the database's clock is the wrong one, every function would leave the load balancer, though
 * each of them goes on rightly.
 */
@ApplicationScoped
public class Klokkevakt {
    static final String AVVIK = "digisos.klokke.avvik.sekunder";

    /** The server's clock itself: {@code digisos_now()} stands still in a transaction, and tests move it. */
    private static final String TJENERENS = "SELECT clock_timestamp()";

    private static final double MILLIS = 1000;

    private final Transactions transactions;
    private final Clock clock;
    private final Klokkegrenser grenser;
    private final Loggdemper demper;
    private volatile @Nullable Duration sist;

    public Klokkevakt(
            Transactions transactions, Clock clock, Klokkegrenser grenser, Loggdemper demper, MeterRegistry registry) {
        this.transactions = transactions;
        this.clock = clock;
        this.grenser = grenser;
        this.demper = demper;
        Gauge.builder(AVVIK, this, Klokkevakt::sekunder)
                .description("how far the database server's clock is ahead of this machine's, when last compared")
                .register(registry);
    }

    /**
     * Asks the database for the time.
     *
     * @return how far its clock is ahead of ours; negative when it is behind. At least so far: what the answer took on its way is not
     *     held against either
     * @throws DatabaseException when it does not answer
     */
    public Duration mal() {
        Duration avvik = transactions.autoCommit(c -> {
            try (PreparedStatement statement = c.prepareStatement(TJENERENS)) {
                long spurt = System.nanoTime();
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    Instant tjenerens = row.getObject(1, OffsetDateTime.class).toInstant();
                    Duration underveis = Duration.ofNanos(System.nanoTime() - spurt);
                    return minst(Duration.between(clock.instant(), tjenerens), underveis);
                }
            }
        });
        sist = avvik;
        if (avvik.abs().compareTo(grenser.varselAvvik()) >= 0) {
            demper.si("klokke", hale -> Log.warnf("%s%s", setning(avvik), hale));
        }
        return avvik;
    }

    /**
     * The difference, less what may have passed between the two readings.
     *
     * @param lest the server's reading less ours, which came after it
     */
    static Duration minst(Duration lest, Duration underveis) {
        Duration senest = lest.plus(underveis);
        if (senest.isNegative()) {
            return senest;
        }
        return lest.isPositive() ? lest : Duration.ZERO;
    }

    /** What is told of it. */
    public static String setning(Duration avvik) {
        return "Databasens klokke er %.1f s %s maskinens: en av dem går feil"
                .formatted(avvik.abs().toMillis() / MILLIS, avvik.isNegative() ? "etter" : "foran");
    }

    private double sekunder() {
        Duration kjent = sist;
        return kjent == null ? Double.NaN : kjent.toMillis() / MILLIS;
    }
}
