package no.digisos.common.audit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
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
import org.jspecify.annotations.Nullable;

/**
 * Knows which chains nothing may be appended to: those whose end is not as its head says, and those that were closed. A row after
 * a fault would hide it, or could not be written at all. What is found is remembered for a while, so that one broken chain costs
 * one look at all of them and not one for each call, and is told of in the log at ERROR and in {@code digisos.audit.kjeder.brutt}.
 */
@ApplicationScoped
public class Kjedevakt {
    static final String BRUTT = "digisos.audit.kjeder.brutt";
    static final String LUKKET = "digisos.audit.kjeder.lukket";

    private final AuditNokler nokler;
    private final long hvert;
    private final LongSupplier nanoTid;
    private final AtomicLong nesteSyn = new AtomicLong();
    private final ReentrantLock synes = new ReentrantLock();
    /** When each chain was last told of. Guarded by {@link #synes}. */
    private final Map<Integer, Long> meldt = new HashMap<>();

    private volatile Syn syn = new Syn(Map.of(), Set.of(), Set.of());
    private volatile Set<Integer> motsagte = Set.of();

    @Inject
    public Kjedevakt(AuditNokler nokler, AuditConfig config, MeterRegistry registry) {
        this(nokler, config.bruttKjedeHvert(), System::nanoTime, registry);
    }

    /**
     * One with a clock of its own.
     *
     * @param hvert for how long a broken chain is left alone
     */
    public Kjedevakt(AuditNokler nokler, Duration hvert, LongSupplier nanoTid, MeterRegistry registry) {
        this.nokler = nokler;
        this.hvert = hvert.toNanos();
        this.nanoTid = nanoTid;
        Gauge.builder(BRUTT, this, Kjedevakt::antallBrutte)
                .description("audit chains that are broken and not closed, as this process last saw them")
                .register(registry);
        Gauge.builder(LUKKET, this, v -> v.syn.lukket.size())
                .description("audit chains that an operator has closed, as this process last saw them")
                .register(registry);
    }

    /** What all chains looked like. */
    private record Syn(Map<Integer, AuditBrudd> brutt, Set<Integer> lukket, Set<Integer> utenom) {}

    /** The chains to keep away from. Looks them over again when it is time. */
    Set<Integer> utenom(Connection c) throws SQLException {
        Set<Integer> kjente = syn.utenom;
        long neste = nesteSyn.get();
        long na = nanoTid.getAsLong();
        // One caller looks; the others go by what is known.
        if (kjente.isEmpty() || na - neste < 0 || !nesteSyn.compareAndSet(neste, na + hvert)) {
            return kjente;
        }
        return se(c);
    }

    /** Whether the last rows of this chain are as they should be. The caller holds its head. */
    boolean hel(Connection c, int kjede) throws SQLException {
        try (PreparedStatement s = c.prepareStatement(AuditSql.HALEN)) {
            s.setInt(1, kjede);
            return brudd(s).isEmpty();
        }
    }

    /** Looks at the end of every chain, takes no lock, and tells of what is broken. Answers what to keep away from. */
    Set<Integer> se(Connection c) throws SQLException {
        synes.lock();
        try {
            nesteSyn.set(nanoTid.getAsLong() + hvert);
            Map<Integer, AuditBrudd> brutt;
            try (PreparedStatement s = c.prepareStatement(AuditSql.HALENE)) {
                brutt = brudd(s);
            }
            // After the heads, since a chain that is closed meanwhile is then known as closed and not as broken.
            Set<Integer> lukket = Set.copyOf(
                    Kjedelukking.gjeldende(Kjedelukking.les(c, nokler)).keySet());
            brutt.keySet().removeAll(lukket);
            Set<Integer> utenom = new HashSet<>(brutt.keySet());
            utenom.addAll(lukket);
            brutt.values().forEach(this::meld);
            syn.brutt.keySet().forEach(kjede -> friskmeld(kjede, utenom));
            syn = new Syn(Map.copyOf(brutt), lukket, Set.copyOf(utenom));
            return syn.utenom;
        } finally {
            synes.unlock();
        }
    }

    /** Chains whose rows are whole, but fewer or others than they were: alarmed, and written to all the same. */
    void settTilbake(Map<Integer, Kjedehode> tilbake) {
        synes.lock();
        try {
            Map<Integer, Kjedehode> nye = new TreeMap<>(tilbake);
            nye.keySet().removeAll(syn.lukket);
            nye.forEach((kjede, ankret) -> meld(
                    kjede,
                    "Auditkjede " + kjede + " er satt tilbake: rad " + ankret.antall()
                            + " er ikke den som ble ankret"));
            motsagte = Set.copyOf(nye.keySet());
        } finally {
            synes.unlock();
        }
    }

    private int antallBrutte() {
        Set<Integer> alle = new HashSet<>(syn.brutt.keySet());
        alle.addAll(motsagte);
        return alle.size();
    }

    private void meld(AuditBrudd brudd) {
        meld(
                brudd.kjede(),
                "Auditkjede " + brudd.kjede() + " er brutt ved rad " + brudd.nr() + " (" + brudd.slag()
                        + "); ingenting føres i den før den er satt i stand eller lukket");
    }

    private void meld(int kjede, String melding) {
        long na = nanoTid.getAsLong();
        Long sist = meldt.get(kjede);
        if (sist == null || na - sist >= hvert) {
            meldt.put(kjede, na);
            Log.error(melding);
        }
    }

    private void friskmeld(int kjede, Set<Integer> utenom) {
        if (!utenom.contains(kjede)) {
            meldt.remove(kjede);
            Log.infof("Auditkjede %d er hel igjen", kjede);
        }
    }

    /** The first fault of each chain in the answer. */
    private Map<Integer, AuditBrudd> brudd(PreparedStatement haler) throws SQLException {
        Map<Integer, Kjedegang> ganger = new TreeMap<>();
        try (ResultSet r = haler.executeQuery()) {
            while (r.next()) {
                int kjede = r.getInt(1);
                Kjedegang gang = ganger.get(kjede);
                if (gang == null) {
                    gang = Kjedegang.halen(kjede, hode(r), nokler);
                    ganger.put(kjede, gang);
                }
                if (r.getObject(4) != null) {
                    gang.rad(Lagretrad.les(r, 4));
                }
            }
        }
        Map<Integer, AuditBrudd> forste = new TreeMap<>();
        ganger.forEach((kjede, gang) -> {
            List<AuditBrudd> brudd = gang.slutt();
            if (!brudd.isEmpty()) {
                forste.put(kjede, brudd.getFirst());
            }
        });
        return forste;
    }

    private static @Nullable Kjedehode hode(ResultSet r) throws SQLException {
        byte[] mac = r.getBytes(3);
        return mac == null ? null : new Kjedehode(r.getLong(2), HexFormat.of().formatHex(mac));
    }
}
