package no.digisos.common.audit;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Writes audit rows. No row, no answer: the caller commits before the first byte goes out, and answers 503 when this
 * throws.
 *
 * <p>The rows lie in 64 chains, so that writers do not queue: each takes any head that is free and holds it until its
 * commit. A chain whose end is not as its head says gets no more rows: the writer goes to another.
 */
@ApplicationScoped
public class AuditLogg {
    private final AuditNokler nokler;
    private final Kjedevakt vakt;

    public AuditLogg(AuditNokler nokler, Kjedevakt vakt) {
        this.nokler = nokler;
        this.vakt = vakt;
    }

    /** Every chain is broken or closed. */
    static final class IngenHelKjede extends RuntimeException {
        private static final long serialVersionUID = 1L;

        IngenHelKjede() {
            super("Ingen auditkjede er hel");
        }
    }

    /**
     * Writes the row as the last statement of the caller's READ COMMITTED transaction, and once only: a transaction that
     * held one head while it waited for another could deadlock.
     *
     * @throws ApiException 503 when the row cannot be written
     */
    public void skriv(Connection c, AuditRad rad) {
        try {
            leggTil(c, List.of(rad));
        } catch (SQLException | RuntimeException e) {
            throw ikkeFort(e);
        }
    }

    /** As {@link #skriv}, in another chain than this one, whose head the caller may hold. */
    void skrivUtenom(Connection c, AuditRad rad, int kjede) {
        try {
            leggTil(c, List.of(rad), Set.of(kjede));
        } catch (SQLException | RuntimeException e) {
            throw ikkeFort(e);
        }
    }

    /** What is answered instead of whatever was read or done. */
    public static ApiException ikkeFort(Throwable arsak) {
        return new ApiException(
                ErrorCode.UTILGJENGELIG,
                "Forespørselen kan ikke føres i revisjonsloggen, og blir derfor ikke besvart; prøv igjen",
                arsak);
    }

    /** Appends the rows to one chain, as the last statements of the transaction. */
    void leggTil(Connection c, List<AuditRad> rader) throws SQLException {
        leggTil(c, rader, Set.of());
    }

    private void leggTil(Connection c, List<AuditRad> rader, Set<Integer> ikkeI) throws SQLException {
        Hode hode = taHel(c, ikkeI);
        List<Ledd> ledd = lenk(hode, rader);
        if (ledd.size() > 1) {
            try (PreparedStatement s = c.prepareStatement(AuditSql.SETT_INN)) {
                for (Ledd tidligere : ledd.subList(0, ledd.size() - 1)) {
                    bind(s, hode, tidligere);
                    s.addBatch();
                }
                s.executeBatch();
            }
        }
        try (PreparedStatement s = c.prepareStatement(AuditSql.SKRIV)) {
            s.setLong(bind(s, hode, ledd.getLast()), hode.antall);
            if (s.executeUpdate() != 1) {
                throw new IllegalStateException("Auditkjede " + hode.kjede + " lot seg ikke forlenge");
            }
        }
    }

    /**
     * The head of a chain that is whole, at least at its end. One that is not stays held until the commit, so before anything is
     * waited for, all chains are looked at: whoever waits does so for one that was whole, and none that holds one waits for it.
     */
    private Hode taHel(Connection c, Set<Integer> ikkeI) throws SQLException {
        Set<Integer> utenom = new HashSet<>(ikkeI);
        utenom.addAll(vakt.utenom(c));
        while (true) {
            Optional<Hode> ledig = ta(c, AuditSql.TA_LEDIG_HODE, utenom);
            Hode hode = (ledig.isPresent() ? ledig : ta(c, AuditSql.TA_HODE, utenom)).orElseThrow(IngenHelKjede::new);
            if (vakt.hel(c, hode.kjede)) {
                return hode;
            }
            utenom.add(hode.kjede);
            utenom.addAll(vakt.se(c));
        }
    }

    /** One row with its place in the chain. */
    private static final class Ledd {
        final long nr;
        final List<@Nullable String> kolonner;
        final byte[] mac;

        Ledd(long nr, List<@Nullable String> kolonner, byte[] mac) {
            this.nr = nr;
            this.kolonner = kolonner;
            this.mac = mac;
        }
    }

    private List<Ledd> lenk(Hode hode, List<AuditRad> rader) {
        String nokkelId = nokler.aktivId();
        List<Ledd> alle = new ArrayList<>(rader.size());
        long nr = hode.antall;
        byte[] mac = hode.mac;
        for (AuditRad rad : rader) {
            nr++;
            List<@Nullable String> kolonner = AuditSql.kolonner(rad, nokkelId);
            mac = AuditMac.av(nokler.hmac(nokkelId), hode.kjede, nr, mac, hode.tidspunkt.toInstant(), kolonner);
            alle.add(new Ledd(nr, kolonner, mac));
        }
        return alle;
    }

    /** Binds the row's columns; the number of the next parameter. */
    private static int bind(PreparedStatement s, Hode hode, Ledd ledd) throws SQLException {
        int i = 1;
        for (String kolonne : ledd.kolonner) {
            s.setString(i++, kolonne);
        }
        s.setInt(i++, hode.kjede);
        s.setLong(i++, ledd.nr);
        s.setObject(i++, hode.tidspunkt);
        s.setBytes(i++, ledd.mac);
        return i;
    }

    private static Optional<Hode> ta(Connection c, String sql, Set<Integer> utenom) throws SQLException {
        try (PreparedStatement s = c.prepareStatement(sql)) {
            s.setArray(1, c.createArrayOf("int4", utenom.toArray()));
            try (ResultSet r = s.executeQuery()) {
                return r.next()
                        ? Optional.of(new Hode(
                                r.getInt(1), r.getLong(2), r.getBytes(3), r.getObject(4, OffsetDateTime.class)))
                        : Optional.empty();
            }
        }
    }

    private static final class Hode {
        final int kjede;
        final long antall;
        final byte[] mac;
        final OffsetDateTime tidspunkt;

        Hode(int kjede, long antall, byte[] mac, OffsetDateTime tidspunkt) {
            this.kjede = kjede;
            this.antall = antall;
            this.mac = mac;
            this.tidspunkt = tidspunkt;
        }
    }
}
