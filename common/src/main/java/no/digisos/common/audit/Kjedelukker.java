package no.digisos.common.audit;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import no.digisos.common.audit.AuditKontroll.Gjennomgang;
import org.jspecify.annotations.Nullable;

/** Closes broken chains for good, on an operator's word. */
@ApplicationScoped
public class Kjedelukker {
    private final AuditKontroll kontroll;
    private final AuditLogg logg;

    public Kjedelukker(AuditKontroll kontroll, AuditLogg logg) {
        this.kontroll = kontroll;
        this.logg = logg;
    }

    /**
     * What came of it.
     *
     * @param lukket false when nothing is wrong with the chain, or with what its closing said, or there is no such chain
     * @param sisteGode the last row before the first fault
     * @param etter how many rows lie after that
     * @param brudd every fault in it
     */
    public record Svar(boolean lukket, long sisteGode, long etter, List<AuditBrudd> brudd) {}

    /**
     * Recomputes the chain, and closes it at its last good row if there is a fault in it. What lies after that row is hashed, so
     * that it can serve as evidence. All in the caller's transaction, with the audit row in another chain.
     *
     * @param ankre earlier anchors, without which a chain that was set back is whole
     * @param rad makes the row of what it is done to: {@link Handling#LUKK_AUDITKJEDE}
     */
    public Svar lukk(Connection c, int kjede, List<String> ankre, Function<AuditGjenstand, AuditRad> rad)
            throws SQLException {
        Kjedehode hode = hold(c, kjede);
        Gjennomgang funn = kontroll.gjennomga(c, kjede, hode, ankre);
        Kjedegang gang = funn.gang();
        boolean finnes = hode != null || kjede < AuditKontroll.KJEDER || gang.etter() + gang.sisteGode() > 0;
        if (!finnes || funn.brudd().isEmpty()) {
            return new Svar(false, gang.sisteGode(), gang.etter(), List.of());
        }
        String punkt = Kjedelukking.punkt(kjede, gang.sisteGode(), gang.sisteGodeMac());
        logg.skrivUtenom(
                c, rad.apply(AuditGjenstand.auditkjede(punkt, Math.toIntExact(gang.etter()), gang.etterHash())), kjede);
        // After the row: a look at all chains on the way must not see a closed one without its closing.
        try (PreparedStatement s = c.prepareStatement(AuditSql.LUKK_HODE)) {
            s.setInt(1, kjede);
            s.executeUpdate();
        }
        return new Svar(true, gang.sisteGode(), gang.etter(), funn.brudd());
    }

    private static @Nullable Kjedehode hold(Connection c, int kjede) throws SQLException {
        try (PreparedStatement s = c.prepareStatement(AuditSql.HOLD_HODE)) {
            s.setInt(1, kjede);
            try (ResultSet r = s.executeQuery()) {
                return r.next() ? new Kjedehode(r.getLong(1), HexFormat.of().formatHex(r.getBytes(2))) : null;
            }
        }
    }
}
