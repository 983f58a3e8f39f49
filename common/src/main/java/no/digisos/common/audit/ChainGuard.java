package no.digisos.common.audit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import no.digisos.common.database.Sql;
import org.jspecify.annotations.Nullable;

/**
 * Knows which chains nothing may be appended to: those whose end is not as its head says, and those that were closed. A row after
 * a fault would hide it, or could not be written at all. What is found is remembered for a while, so that one broken chain costs
 * one look at all of them and not one for each call, and is told of in the log at ERROR and in {@code digisos.audit.kjeder.brutt}.
 */
@ApplicationScoped
public class ChainGuard {
    static final String BROKEN = "digisos.audit.kjeder.brutt";
    static final String CLOSED = "digisos.audit.kjeder.lukket";

    private final AuditKeys keys;
    private final long every;
    private final LongSupplier nanoTime;
    private final AtomicLong nextInspection = new AtomicLong();
    private final ReentrantLock inspecting = new ReentrantLock();
    /** When each chain was last told of. Guarded by {@link #inspecting}. */
    private final Map<Integer, Long> reported = new HashMap<>();

    private volatile Inspection inspection = new Inspection(Map.of(), Set.of(), Set.of());
    private volatile Set<Integer> contradicted = Set.of();

    @Inject
    public ChainGuard(AuditKeys keys, AuditConfig config, MeterRegistry registry) {
        this(keys, config.bruttKjedeHvert(), System::nanoTime, registry);
    }

    /**
     * One with a clock of its own.
     *
     * @param every for how long a broken chain is left alone
     */
    public ChainGuard(AuditKeys keys, Duration every, LongSupplier nanoTime, MeterRegistry registry) {
        this.keys = keys;
        this.every = every.toNanos();
        this.nanoTime = nanoTime;
        Gauge.builder(BROKEN, this, ChainGuard::countBroken)
                .description("audit chains that are broken and not closed, as this process last saw them")
                .register(registry);
        Gauge.builder(CLOSED, this, v -> v.inspection.lukket.size())
                .description("audit chains that an operator has closed, as this process last saw them")
                .register(registry);
    }

    /** What all chains looked like. */
    private record Inspection(Map<Integer, AuditBreach> brutt, Set<Integer> lukket, Set<Integer> utenom) {}

    /** The chains to keep away from. Looks them over again when it is time. */
    Set<Integer> aside(Connection c) throws SQLException {
        Set<Integer> known = inspection.utenom;
        long next = nextInspection.get();
        long now = nanoTime.getAsLong();
        // One caller looks; the others go by what is known.
        if (known.isEmpty() || now - next < 0 || !nextInspection.compareAndSet(next, now + every)) {
            return known;
        }
        return look(c);
    }

    /** Whether the last rows of this chain are as they should be. The caller holds its head. */
    boolean whole(Connection c, int chain) throws SQLException {
        return breach(c, AuditSql.ONE_TAIL.with("kjede", chain)).isEmpty();
    }

    /** Looks at the end of every chain, takes no lock, and tells of what is broken. Answers what to keep away from. */
    Set<Integer> look(Connection c) throws SQLException {
        inspecting.lock();
        try {
            nextInspection.set(nanoTime.getAsLong() + every);
            Map<Integer, AuditBreach> broken = breach(c, AuditSql.TAILS.call());
            // After the heads, since a chain that is closed meanwhile is then known as closed and not as broken.
            Set<Integer> closed =
                    Set.copyOf(ChainClosure.current(ChainClosure.read(c, keys)).keySet());
            broken.keySet().removeAll(closed);
            Set<Integer> aside = new HashSet<>(broken.keySet());
            aside.addAll(closed);
            broken.values().forEach(this::report);
            inspection.brutt.keySet().forEach(chain -> markHealthy(chain, aside));
            inspection = new Inspection(Map.copyOf(broken), closed, Set.copyOf(aside));
            return inspection.utenom;
        } finally {
            inspecting.unlock();
        }
    }

    /** Chains whose rows are whole, but fewer or others than they were: alarmed, and written to all the same. */
    void setBack(Map<Integer, ChainHead> back) {
        inspecting.lock();
        try {
            Map<Integer, ChainHead> freshOnes = new TreeMap<>(back);
            freshOnes.keySet().removeAll(inspection.lukket);
            freshOnes.forEach((chain, anchored) -> report(
                    chain,
                    "Audit chain " + chain + " was set back: row " + anchored.antall()
                            + " is not the one that was anchored"));
            contradicted = Set.copyOf(freshOnes.keySet());
        } finally {
            inspecting.unlock();
        }
    }

    private int countBroken() {
        Set<Integer> all = new HashSet<>(inspection.brutt.keySet());
        all.addAll(contradicted);
        return all.size();
    }

    private void report(AuditBreach breach) {
        report(
                breach.kjede(),
                "Audit chain " + breach.kjede() + " is broken at row " + breach.nr() + " (" + breach.slag()
                        + "); nothing is written to it until it is mended or closed");
    }

    private void report(int chain, String melding) {
        long now = nanoTime.getAsLong();
        Long last = reported.get(chain);
        if (last == null || now - last >= every) {
            reported.put(chain, now);
            Log.error(melding);
        }
    }

    private void markHealthy(int chain, Set<Integer> aside) {
        if (!aside.contains(chain)) {
            reported.remove(chain);
            Log.infof("Audit chain %d is whole again", chain);
        }
    }

    /** The first fault of each chain in the answer. */
    private Map<Integer, AuditBreach> breach(Connection c, Sql.Call tails) throws SQLException {
        Map<Integer, ChainWalk> rounds = new TreeMap<>();
        tails.each(c, 0, r -> {
            int chain = r.getInt(1);
            ChainWalk round = rounds.get(chain);
            if (round == null) {
                round = ChainWalk.tail(chain, head(r), keys);
                rounds.put(chain, round);
            }
            if (r.getObject(4) != null) {
                round.row(StoredRow.read(r, 4));
            }
        });
        Map<Integer, AuditBreach> first = new TreeMap<>();
        rounds.forEach((chain, round) -> {
            List<AuditBreach> breach = round.end();
            if (!breach.isEmpty()) {
                first.put(chain, breach.getFirst());
            }
        });
        return first;
    }

    private static @Nullable ChainHead head(ResultSet r) throws SQLException {
        byte[] mac = r.getBytes(3);
        return mac == null ? null : new ChainHead(r.getLong(2), HexFormat.of().formatHex(mac));
    }
}
