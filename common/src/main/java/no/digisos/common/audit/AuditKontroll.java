package no.digisos.common.audit;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import no.digisos.common.database.Transactions;
import org.jspecify.annotations.Nullable;

/**
 * Recomputes the chains. Someone who can write to the database but lacks the key cannot change, add or remove a row inside a
 * chain unseen; cutting the tail and setting the head back is seen only against an anchor kept elsewhere, so {@link #anker}
 * goes to the log every minute.
 */
@ApplicationScoped
public class AuditKontroll {
    private static final String ANKER_VERSJON = "v1";

    private static final int HENT_OM_GANGEN = 1_000;
    /** As many as there are to begin with. */
    static final int KJEDER = 64;

    private final Transactions transactions;
    private final AuditNokler nokler;

    public AuditKontroll(Transactions transactions, AuditNokler nokler) {
        this.transactions = transactions;
        this.nokler = nokler;
    }

    /**
     * What a verification found.
     *
     * @param rader how many rows were read
     * @param brudd every fault that no operator has closed a chain for, by chain and row
     * @param lukkede the chains that were closed as broken, each at its last good row; the latest closing of each
     */
    public record Kontrollsvar(long rader, List<AuditBrudd> brudd, List<Kjedelukking> lukkede) {
        /** Nothing is wrong, and nothing was. */
        public boolean helt() {
            return brudd.isEmpty() && lukkede.isEmpty();
        }
    }

    /** The heads and counts of all chains that have rows, as one line of text: {@code v1;kjede:antall:hode;…}. */
    public String anker() {
        return anker(hoder());
    }

    static String anker(Map<Integer, Kjedehode> hoder) {
        StringBuilder anker = new StringBuilder(ANKER_VERSJON);
        hoder.forEach((kjede, hode) -> {
            if (hode.antall() > 0) {
                anker.append(';')
                        .append(kjede)
                        .append(':')
                        .append(hode.antall())
                        .append(':')
                        .append(hode.mac());
            }
        });
        return anker.toString();
    }

    /**
     * Recomputes every chain in one snapshot, while others write on, and names every fault.
     *
     * @param anker an earlier {@link #anker}, or null to trust the heads in the database
     * @throws IllegalArgumentException when the anchor cannot be read
     */
    public Kontrollsvar verify(@Nullable String anker) {
        return verifyMot(anker == null ? List.of() : List.of(anker));
    }

    /**
     * As {@link #verify(String)}, against several anchors: a chain that was set back and has grown past one of them may still
     * contradict another.
     */
    public Kontrollsvar verifyMot(List<String> ankre) {
        Map<Integer, NavigableMap<Long, Set<String>>> ankret = new TreeMap<>();
        ankre.forEach(anker -> lesAnker(anker, ankret));
        // Heads and rows must be of the same moment.
        return transactions.snapshot(c -> verify(c, ankret));
    }

    private Kontrollsvar verify(Connection c, Map<Integer, NavigableMap<Long, Set<String>>> ankret)
            throws SQLException {
        Map<Integer, Kjedehode> hoder = lesHoder(c);
        Map<Integer, Kjedelukking> lukkinger = Kjedelukking.gjeldende(Kjedelukking.les(c, nokler));
        Map<Integer, Kjedegang> ganger = new TreeMap<>();
        IntFunction<Kjedegang> begynn = kjede -> Kjedegang.hele(
                kjede,
                hoder.get(kjede),
                ankret.getOrDefault(kjede, Kjedegang.UTEN_ANKER),
                lukkinger.get(kjede),
                nokler);
        // Also those that have neither head nor rows, but should.
        IntStream.range(0, KJEDER).forEach(kjede -> ganger.put(kjede, begynn.apply(kjede)));
        Stream.of(hoder, ankret, lukkinger)
                .flatMap(kjente -> kjente.keySet().stream())
                .forEach(kjede -> ganger.put(kjede, begynn.apply(kjede)));
        long rader = 0;
        try (PreparedStatement s = c.prepareStatement(AuditSql.RADER)) {
            s.setFetchSize(HENT_OM_GANGEN);
            try (ResultSet r = s.executeQuery()) {
                while (r.next()) {
                    rader++;
                    Lagretrad rad = Lagretrad.les(r, 1);
                    ganger.computeIfAbsent(rad.kjede(), begynn::apply).rad(rad);
                }
            }
        }
        List<AuditBrudd> brudd =
                ganger.values().stream().flatMap(g -> g.slutt().stream()).toList();
        return new Kontrollsvar(rader, brudd, List.copyOf(lukkinger.values()));
    }

    /** One chain walked to its end in the caller's transaction, which holds its head. */
    record Gjennomgang(Kjedegang gang, List<AuditBrudd> brudd) {}

    Gjennomgang gjennomga(Connection c, int kjede, @Nullable Kjedehode hode, List<String> ankre) throws SQLException {
        Map<Integer, NavigableMap<Long, Set<String>>> ankret = new TreeMap<>();
        ankre.forEach(anker -> lesAnker(anker, ankret));
        Kjedelukking lukking =
                Kjedelukking.gjeldende(Kjedelukking.les(c, nokler)).get(kjede);
        Kjedegang gang = Kjedegang.hele(kjede, hode, ankret.getOrDefault(kjede, Kjedegang.UTEN_ANKER), lukking, nokler);
        try (PreparedStatement s = c.prepareStatement(AuditSql.RADER_I_KJEDE)) {
            s.setInt(1, kjede);
            s.setFetchSize(HENT_OM_GANGEN);
            try (ResultSet r = s.executeQuery()) {
                while (r.next()) {
                    gang.rad(Lagretrad.les(r, 1));
                }
            }
        }
        return new Gjennomgang(gang, gang.slutt());
    }

    /** Those of these earlier heads whose last row is not there any more, or is another: their chains were set back since. */
    Map<Integer, Kjedehode> motsagte(Map<Integer, Kjedehode> tidligere) {
        return transactions.autoCommit(c -> motsagte(c, tidligere));
    }

    private static Map<Integer, Kjedehode> motsagte(Connection c, Map<Integer, Kjedehode> tidligere)
            throws SQLException {
        Map<Integer, Kjedehode> motsagte = new TreeMap<>(tidligere);
        try (PreparedStatement s = c.prepareStatement(AuditSql.MAC_VED)) {
            s.setArray(1, c.createArrayOf("int4", tidligere.keySet().toArray()));
            s.setArray(
                    2,
                    c.createArrayOf(
                            "int8",
                            tidligere.values().stream().map(Kjedehode::antall).toArray()));
            try (ResultSet r = s.executeQuery()) {
                while (r.next()) {
                    motsagte.remove(
                            r.getInt(1),
                            new Kjedehode(r.getLong(2), HexFormat.of().formatHex(r.getBytes(3))));
                }
            }
        }
        return motsagte;
    }

    /** All heads by chain. */
    Map<Integer, Kjedehode> hoder() {
        return transactions.autoCommit(AuditKontroll::lesHoder);
    }

    private static Map<Integer, Kjedehode> lesHoder(Connection c) throws SQLException {
        Map<Integer, Kjedehode> hoder = new TreeMap<>();
        try (PreparedStatement s = c.prepareStatement(AuditSql.HODER);
                ResultSet r = s.executeQuery()) {
            while (r.next()) {
                hoder.put(
                        r.getInt(1), new Kjedehode(r.getLong(2), HexFormat.of().formatHex(r.getBytes(3))));
            }
        }
        return hoder;
    }

    private static void lesAnker(String anker, Map<Integer, NavigableMap<Long, Set<String>>> ankret) {
        List<String> ledd = List.of(anker.split(";"));
        if (!ledd.getFirst().equals(ANKER_VERSJON)) {
            throw new IllegalArgumentException("Ukjent anker");
        }
        for (String del : ledd.subList(1, ledd.size())) {
            List<String> felt = List.of(del.split(":"));
            if (felt.size() != 3) {
                throw new IllegalArgumentException("Ankeret er skadet: " + del);
            }
            ankret.computeIfAbsent(Integer.valueOf(felt.get(0)), kjede -> new TreeMap<>())
                    .computeIfAbsent(Long.valueOf(felt.get(1)), antall -> new HashSet<>())
                    .add(felt.get(2));
        }
    }
}
