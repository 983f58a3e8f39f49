package no.digisos.common.audit;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import no.digisos.common.database.Transactions;
import org.jspecify.annotations.Nullable;

/**
 * Recomputes the chains. Someone who can write to the database but lacks the key cannot change, add or remove a row inside a
 * chain unseen; cutting the tail and setting the head back is seen only against an anchor kept elsewhere, so {@link #anchor}
 * goes to the log every minute.
 */
@ApplicationScoped
public class AuditVerifier {
    private static final String ANCHOR_VERSION = "v1";

    private static final int FETCH_SIZE = 1_000;
    /** As many as there are to begin with. */
    static final int CHAINS = 64;

    private final Transactions transactions;
    private final AuditKeys keys;

    public AuditVerifier(Transactions transactions, AuditKeys keys) {
        this.transactions = transactions;
        this.keys = keys;
    }

    /**
     * What a verification found.
     *
     * @param rader how many rows were read
     * @param brudd every fault that no operator has closed a chain for, by chain and row
     * @param lukkede the chains that were closed as broken, each at its last good row; the latest closing of each
     */
    public record VerifierAnswer(long rader, List<AuditBreach> brudd, List<ChainClosure> lukkede) {
        /** Nothing is wrong, and nothing was. */
        public boolean whole() {
            return brudd.isEmpty() && lukkede.isEmpty();
        }
    }

    /** The heads and counts of all chains that have rows, as one line of text: {@code v1;kjede:antall:hode;…}. */
    public String anchor() {
        return anchor(heads());
    }

    static String anchor(Map<Integer, ChainHead> heads) {
        StringBuilder anchor = new StringBuilder(ANCHOR_VERSION);
        heads.forEach((chain, head) -> {
            if (head.antall() > 0) {
                anchor.append(';')
                        .append(chain)
                        .append(':')
                        .append(head.antall())
                        .append(':')
                        .append(head.mac());
            }
        });
        return anchor.toString();
    }

    /**
     * Recomputes every chain in one snapshot, while others write on, and names every fault.
     *
     * @param anchor an earlier {@link #anchor}, or null to trust the heads in the database
     * @throws IllegalArgumentException when the anchor cannot be read
     */
    public VerifierAnswer verify(@Nullable String anchor) {
        return verifyAgainst(anchor == null ? List.of() : List.of(anchor));
    }

    /**
     * As {@link #verify(String)}, against several anchors: a chain that was set back and has grown past one of them may still
     * contradict another.
     */
    public VerifierAnswer verifyAgainst(List<String> anchors) {
        Map<Integer, NavigableMap<Long, Set<String>>> anchored = new TreeMap<>();
        anchors.forEach(anchor -> readAnchor(anchor, anchored));
        // Heads and rows must be of the same moment.
        return transactions.snapshot(c -> verify(c, anchored));
    }

    private VerifierAnswer verify(Connection c, Map<Integer, NavigableMap<Long, Set<String>>> anchored)
            throws SQLException {
        Map<Integer, ChainHead> heads = readHeads(c);
        Map<Integer, ChainClosure> closures = ChainClosure.current(ChainClosure.read(c, keys));
        Map<Integer, ChainWalk> rounds = new TreeMap<>();
        IntFunction<ChainWalk> begin = chain -> ChainWalk.whole(
                chain,
                heads.get(chain),
                anchored.getOrDefault(chain, ChainWalk.WITHOUT_ANCHOR),
                closures.get(chain),
                keys);
        // Also those that have neither head nor rows, but should.
        IntStream.range(0, CHAINS).forEach(chain -> rounds.put(chain, begin.apply(chain)));
        Stream.of(heads, anchored, closures)
                .flatMap(known -> known.keySet().stream())
                .forEach(chain -> rounds.put(chain, begin.apply(chain)));
        AtomicLong rows = new AtomicLong();
        AuditSql.ROWS.call().each(c, FETCH_SIZE, r -> {
            rows.incrementAndGet();
            StoredRow row = StoredRow.read(r, 1);
            rounds.computeIfAbsent(row.chain(), begin::apply).row(row);
        });
        List<AuditBreach> breach =
                rounds.values().stream().flatMap(g -> g.end().stream()).toList();
        return new VerifierAnswer(rows.get(), breach, List.copyOf(closures.values()));
    }

    /** One chain walked to its end in the caller's transaction, which holds its head. */
    record Review(ChainWalk gang, List<AuditBreach> brudd) {}

    Review review(Connection c, int chain, @Nullable ChainHead head, List<String> anchors) throws SQLException {
        Map<Integer, NavigableMap<Long, Set<String>>> anchored = new TreeMap<>();
        anchors.forEach(anchor -> readAnchor(anchor, anchored));
        ChainClosure closure = ChainClosure.current(ChainClosure.read(c, keys)).get(chain);
        ChainWalk round =
                ChainWalk.whole(chain, head, anchored.getOrDefault(chain, ChainWalk.WITHOUT_ANCHOR), closure, keys);
        AuditSql.ROWS_IN_CHAIN.with("kjede", chain).each(c, FETCH_SIZE, r -> round.row(StoredRow.read(r, 1)));
        return new Review(round, round.end());
    }

    /** Those of these earlier heads whose last row is not there any more, or is another: their chains were set back since. */
    Map<Integer, ChainHead> contradicted(Map<Integer, ChainHead> earlier) {
        return transactions.autoCommit(c -> contradicted(c, earlier));
    }

    private static Map<Integer, ChainHead> contradicted(Connection c, Map<Integer, ChainHead> earlier)
            throws SQLException {
        Map<Integer, ChainHead> contradicted = new TreeMap<>(earlier);
        AuditSql.MAC_AT
                .with("kjeder", earlier.keySet().toArray(Integer[]::new))
                .with("numre", earlier.values().stream().map(ChainHead::antall).toArray(Long[]::new))
                .each(
                        c,
                        0,
                        r -> contradicted.remove(
                                r.getInt("kjede"),
                                new ChainHead(r.getLong("nr"), HexFormat.of().formatHex(r.getBytes("mac")))));
        return contradicted;
    }

    /** All heads by chain. */
    Map<Integer, ChainHead> heads() {
        return transactions.autoCommit(AuditVerifier::readHeads);
    }

    private static Map<Integer, ChainHead> readHeads(Connection c) throws SQLException {
        Map<Integer, ChainHead> heads = new TreeMap<>();
        AuditSql.HEADS
                .call()
                .each(
                        c,
                        0,
                        r -> heads.put(
                                r.getInt("kjede"),
                                new ChainHead(
                                        r.getLong("antall"), HexFormat.of().formatHex(r.getBytes("hode")))));
        return heads;
    }

    private static void readAnchor(String anchor, Map<Integer, NavigableMap<Long, Set<String>>> anchored) {
        List<String> items = List.of(anchor.split(";"));
        if (!items.getFirst().equals(ANCHOR_VERSION)) {
            throw new IllegalArgumentException("Ukjent anker");
        }
        for (String part : items.subList(1, items.size())) {
            List<String> field = List.of(part.split(":"));
            if (field.size() != 3) {
                throw new IllegalArgumentException("Ankeret er skadet: " + part);
            }
            anchored.computeIfAbsent(Integer.valueOf(field.get(0)), chain -> new TreeMap<>())
                    .computeIfAbsent(Long.valueOf(field.get(1)), count -> new HashSet<>())
                    .add(field.get(2));
        }
    }
}
