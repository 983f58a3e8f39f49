package no.digisos.common.audit;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Writes audit rows. No row, no answer: the caller commits before the first byte goes out, and answers 503 when this
 * throws.
 *
 * <p>The rows lie in 64 chains, so that writers do not queue: each takes any head that is free and holds it until its
 * commit.
 */
@ApplicationScoped
public class AuditLogg {
    private final DataSource dataSource;
    private final AuditNokler nokler;

    public AuditLogg(DataSource dataSource, AuditNokler nokler) {
        this.dataSource = dataSource;
        this.nokler = nokler;
    }

    /**
     * Writes the row as the last statement of the caller's READ COMMITTED transaction, and once only: a transaction that
     * held one head while it waited for another could deadlock.
     *
     * @throws ApiException 503 when the row cannot be written
     */
    public void skriv(Connection c, AuditRad rad) {
        try {
            leggTil(c, rad);
        } catch (SQLException e) {
            throw new ApiException(
                    ErrorCode.UTILGJENGELIG,
                    "Forespørselen kan ikke føres i revisjonsloggen, og blir derfor ikke besvart; prøv igjen",
                    e);
        }
    }

    private void leggTil(Connection c, AuditRad rad) throws SQLException {
        Optional<Hode> ledig = ta(c, AuditSql.TA_LEDIG_HODE);
        Hode hode = (ledig.isPresent() ? ledig : ta(c, AuditSql.TA_HODE))
                .orElseThrow(() -> new IllegalStateException("Auditkjeden mangler"));
        String nokkelId = nokler.aktivId();
        List<@Nullable String> kolonner = AuditSql.kolonner(rad, nokkelId);
        long nr = hode.antall + 1;
        byte[] mac = AuditMac.av(nokler.hmac(nokkelId), hode.kjede, nr, hode.mac, hode.tidspunkt.toInstant(), kolonner);
        try (PreparedStatement s = c.prepareStatement(AuditSql.SKRIV)) {
            int i = 1;
            for (String kolonne : kolonner) {
                s.setString(i++, kolonne);
            }
            s.setInt(i++, hode.kjede);
            s.setLong(i++, nr);
            s.setObject(i++, hode.tidspunkt);
            s.setBytes(i, mac);
            if (s.executeUpdate() != 1) {
                throw new IllegalStateException("Auditkjede " + hode.kjede + " lot seg ikke forlenge");
            }
        }
    }

    /** Writes the row in a transaction of its own, outside JTA. */
    public void skrivAlene(AuditRad rad) throws SQLException {
        try (Connection c = dataSource.getConnection()) {
            c.setAutoCommit(false);
            try {
                skriv(c, rad);
                c.commit();
            } catch (SQLException | RuntimeException e) {
                try {
                    c.rollback();
                } catch (SQLException ved) {
                    e.addSuppressed(ved);
                }
                throw e;
            } finally {
                if (!c.isClosed()) {
                    c.setAutoCommit(true);
                }
            }
        }
    }

    private static Optional<Hode> ta(Connection c, String sql) throws SQLException {
        try (PreparedStatement s = c.prepareStatement(sql);
                ResultSet r = s.executeQuery()) {
            return r.next()
                    ? Optional.of(
                            new Hode(r.getInt(1), r.getLong(2), r.getBytes(3), r.getObject(4, OffsetDateTime.class)))
                    : Optional.empty();
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
