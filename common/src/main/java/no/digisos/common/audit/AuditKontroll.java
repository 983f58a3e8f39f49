package no.digisos.common.audit;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.sql.DataSource;
import no.digisos.common.audit.AuditBrudd.Slag;
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

    private final DataSource dataSource;
    private final AuditNokler nokler;

    public AuditKontroll(DataSource dataSource, AuditNokler nokler) {
        this.dataSource = dataSource;
        this.nokler = nokler;
    }

    /**
     * What a verification found.
     *
     * @param rader how many rows were read
     * @param brudd the first fault of each chain that has one, by chain
     */
    public record Kontrollsvar(long rader, List<AuditBrudd> brudd) {
        public boolean helt() {
            return brudd.isEmpty();
        }
    }

    /** The heads and counts of all chains that have rows, as one line of text: {@code v1;kjede:antall:hode;…}. */
    public String anker() throws SQLException {
        try (Connection c = dataSource.getConnection()) {
            StringBuilder anker = new StringBuilder(ANKER_VERSJON);
            lesHoder(c).forEach((kjede, hode) -> {
                if (hode.antall > 0) {
                    anker.append(';')
                            .append(kjede)
                            .append(':')
                            .append(hode.antall)
                            .append(':')
                            .append(hode.mac);
                }
            });
            return anker.toString();
        }
    }

    /**
     * Recomputes every chain in one snapshot, while others write on.
     *
     * @param anker an earlier {@link #anker}, or null to trust the heads in the database
     * @throws IllegalArgumentException when the anchor cannot be read
     */
    public Kontrollsvar verify(@Nullable String anker) throws SQLException {
        Map<Integer, Hode> ankret = anker == null ? Map.of() : lesAnker(anker);
        try (Connection c = dataSource.getConnection()) {
            c.setAutoCommit(false);
            // One snapshot: heads and rows must be of the same moment.
            c.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try {
                return verify(c, ankret);
            } finally {
                c.rollback();
                c.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                c.setAutoCommit(true);
            }
        }
    }

    private Kontrollsvar verify(Connection c, Map<Integer, Hode> ankret) throws SQLException {
        Map<Integer, Gang> ganger = new TreeMap<>();
        lesHoder(c).forEach((kjede, hode) -> ganger.put(kjede, new Gang(kjede, hode, ankret.get(kjede))));
        List<AuditBrudd> brudd = new ArrayList<>();
        for (int kjede : ankret.keySet()) {
            if (!ganger.containsKey(kjede)) {
                brudd.add(new AuditBrudd(kjede, 1, Slag.HODE_ENDRET));
            }
        }
        long rader = 0;
        try (PreparedStatement s = c.prepareStatement(AuditSql.RADER)) {
            s.setFetchSize(HENT_OM_GANGEN);
            try (ResultSet r = s.executeQuery()) {
                while (r.next()) {
                    rader++;
                    Gang gang = ganger.get(r.getInt(1));
                    if (gang != null) {
                        gang.rad(r, nokler);
                    }
                }
            }
        }
        for (Gang gang : ganger.values()) {
            gang.slutt().ifPresent(brudd::add);
        }
        return new Kontrollsvar(rader, List.copyOf(brudd));
    }

    private static Map<Integer, Hode> lesHoder(Connection c) throws SQLException {
        Map<Integer, Hode> hoder = new TreeMap<>();
        try (PreparedStatement s = c.prepareStatement(AuditSql.HODER);
                ResultSet r = s.executeQuery()) {
            while (r.next()) {
                hoder.put(r.getInt(1), new Hode(r.getLong(2), HexFormat.of().formatHex(r.getBytes(3))));
            }
        }
        return hoder;
    }

    private static Map<Integer, Hode> lesAnker(String anker) {
        List<String> ledd = List.of(anker.split(";"));
        if (!ledd.getFirst().equals(ANKER_VERSJON)) {
            throw new IllegalArgumentException("Ukjent anker");
        }
        Map<Integer, Hode> hoder = new TreeMap<>();
        for (String del : ledd.subList(1, ledd.size())) {
            List<String> felt = List.of(del.split(":"));
            if (felt.size() != 3) {
                throw new IllegalArgumentException("Ankeret er skadet: " + del);
            }
            hoder.put(Integer.valueOf(felt.get(0)), new Hode(Long.parseLong(felt.get(1)), felt.get(2)));
        }
        return hoder;
    }

    /** The number of rows and the last MAC in hex. */
    private record Hode(long antall, String mac) {}

    /** The walk along one chain: keeps the first fault and then only counts. */
    private static final class Gang {
        private final int kjede;
        private final Hode hode;
        private final @Nullable Hode anker;
        private byte[] forrige = new byte[AuditMac.LENGDE];
        private long nr;
        private @Nullable AuditBrudd brudd;

        Gang(int kjede, Hode hode, @Nullable Hode anker) {
            this.kjede = kjede;
            this.hode = hode;
            this.anker = anker;
        }

        void rad(ResultSet r, AuditNokler nokler) throws SQLException {
            if (brudd != null) {
                return;
            }
            long funnet = r.getLong(2);
            if (funnet != nr + 1) {
                feil(funnet <= nr ? funnet : nr + 1, funnet <= nr ? Slag.SATT_INN : Slag.MANGLER);
                return;
            }
            if (funnet > hode.antall) {
                feil(funnet, Slag.SATT_INN);
                return;
            }
            List<@Nullable String> kolonner = new ArrayList<>(AuditSql.ANTALL_KOLONNER);
            for (int i = 0; i < AuditSql.ANTALL_KOLONNER; i++) {
                kolonner.add(r.getString(AuditSql.FORSTE_KOLONNE + i));
            }
            Mac hmac;
            try {
                hmac = nokler.hmac(r.getString(AuditSql.FORSTE_KOLONNE + AuditSql.NOKKEL_ID));
            } catch (IllegalArgumentException ukjent) {
                feil(funnet, Slag.UKJENT_NOKKEL);
                return;
            }
            byte[] mac = AuditMac.av(
                    hmac,
                    kjede,
                    funnet,
                    forrige,
                    r.getObject(3, OffsetDateTime.class).toInstant(),
                    kolonner);
            if (!MessageDigest.isEqual(mac, r.getBytes(4))) {
                feil(funnet, Slag.ENDRET);
                return;
            }
            nr = funnet;
            forrige = mac;
            if (anker != null && nr == anker.antall && !hex().equals(anker.mac)) {
                feil(nr, Slag.ENDRET);
            }
        }

        Optional<AuditBrudd> slutt() {
            if (brudd != null) {
                return Optional.of(brudd);
            }
            long ventet = Math.max(hode.antall, anker == null ? 0 : anker.antall);
            if (nr < ventet) {
                return Optional.of(new AuditBrudd(kjede, nr + 1, Slag.AVKUTTET));
            }
            return hex().equals(hode.mac) ? Optional.empty() : Optional.of(new AuditBrudd(kjede, nr, Slag.HODE_ENDRET));
        }

        private String hex() {
            return HexFormat.of().formatHex(forrige);
        }

        private void feil(long ved, Slag slag) {
            brudd = new AuditBrudd(kjede, ved, slag);
        }
    }
}
