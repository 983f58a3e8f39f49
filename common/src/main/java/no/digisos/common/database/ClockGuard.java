package no.digisos.common.database;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import no.digisos.common.observability.LogThrottle;
import org.jspecify.annotations.Nullable;

/**
 * Compares this machine's clock with the database server's. Deadlines go by the database's, and tokens and certificates by this one, so
 * either that is wrong does harm; which of the two it is, nobody here can tell. The difference is {@code
 * digisos.klokke.avvik.sekunder}, and from {@link ClockLimits#varselAvvik()} on it is told of in the log.
 *
 * <p>Readiness does not ask for it: where the database's clock is the wrong one, every function would leave the load balancer, though
 * each of them goes on rightly.
 */
@ApplicationScoped
public class ClockGuard {
    static final String DEVIATION = "digisos.klokke.avvik.sekunder";

    /** The server's clock itself: {@code digisos_now()} stands still in a transaction, and tests move it. */
    static final Sql SERVER = Sql.of("SELECT clock_timestamp()");

    private static final double MILLIS = 1000;

    private final Transactions transactions;
    private final Clock clock;
    private final ClockLimits limits;
    private final LogThrottle throttle;
    private volatile @Nullable Duration last;

    public ClockGuard(
            Transactions transactions, Clock clock, ClockLimits limits, LogThrottle throttle, MeterRegistry registry) {
        this.transactions = transactions;
        this.clock = clock;
        this.limits = limits;
        this.throttle = throttle;
        Gauge.builder(DEVIATION, this, ClockGuard::seconds)
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
    public Duration measure() {
        Duration deviation = transactions.autoCommit(c -> {
            long asked = System.nanoTime();
            return SERVER.call().only(c, row -> {
                Instant theServers = Columns.instant(row, "clock_timestamp");
                Duration inFlight = Duration.ofNanos(System.nanoTime() - asked);
                return least(Duration.between(clock.instant(), theServers), inFlight);
            });
        });
        last = deviation;
        if (deviation.abs().compareTo(limits.varselAvvik()) >= 0) {
            throttle.say("clock", tail -> Log.warnf("%s%s", sentence(deviation), tail));
        }
        return deviation;
    }

    /**
     * The difference, less what may have passed between the two readings.
     *
     * @param loaded the server's reading less ours, which came after it
     */
    static Duration least(Duration loaded, Duration inFlight) {
        Duration latest = loaded.plus(inFlight);
        if (latest.isNegative()) {
            return latest;
        }
        return loaded.isPositive() ? loaded : Duration.ZERO;
    }

    /** What is told of it. */
    public static String sentence(Duration deviation) {
        return "The database's clock is %.1f s %s this machine's: one of them is wrong"
                .formatted(deviation.abs().toMillis() / MILLIS, deviation.isNegative() ? "behind" : "ahead of");
    }

    private double seconds() {
        Duration known = last;
        return known == null ? Double.NaN : known.toMillis() / MILLIS;
    }
}
