package no.digisos.common.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A broken chain that an operator closed: what it vouches for ends at its last good row, and what lies after that is kept as it lay
 * then. Stands as a row in another chain, under its MAC, so nobody without the key can close a chain or take a closing back unseen.
 *
 * @param kjede the chain that is closed
 * @param sisteGode the last row before its first fault; 0 when there is none
 * @param mac of that row, in hex
 * @param etter how many rows lay after it
 * @param etterHash SHA-256 over those, in hex
 * @param iKjede the chain that tells of it
 * @param iRad the row there
 * @param operator who closed it
 * @param begrunnelse why
 */
public record Kjedelukking(
        int kjede,
        long sisteGode,
        String mac,
        long etter,
        String etterHash,
        int iKjede,
        long iRad,
        Instant tidspunkt,
        @Nullable String operator,
        @Nullable String begrunnelse) {
    private static final Pattern PUNKT = Pattern.compile("(\\d{1,3}):(\\d{1,18}):([0-9a-f]{64})");

    /** The point, as an anchor has it. */
    static String punkt(int kjede, long sisteGode, String mac) {
        return kjede + ":" + sisteGode + ":" + mac;
    }

    /** All that are genuine, the earliest first. */
    static List<Kjedelukking> les(Connection c, AuditNokler nokler) throws SQLException {
        List<Kjedelukking> alle = new ArrayList<>();
        try (PreparedStatement s = c.prepareStatement(AuditSql.LUKKINGER);
                ResultSet r = s.executeQuery()) {
            while (r.next()) {
                Lagretrad rad = Lagretrad.les(r, 1);
                byte[] forrige = r.getBytes(AuditSql.ANTALL_KOLONNER + 5);
                ekte(rad, forrige, nokler).ifPresent(alle::add);
            }
        }
        return alle;
    }

    /** The one that counts for each chain: the latest. */
    static Map<Integer, Kjedelukking> gjeldende(List<Kjedelukking> alle) {
        Map<Integer, Kjedelukking> siste = new LinkedHashMap<>();
        alle.forEach(lukking -> siste.put(lukking.kjede, lukking));
        return siste;
    }

    private static Optional<Kjedelukking> ekte(Lagretrad rad, byte @Nullable [] forrige, AuditNokler nokler) {
        byte[] etter = rad.nr() == 1 ? new byte[AuditMac.LENGDE] : forrige;
        if (etter == null) {
            return Optional.empty();
        }
        return rad.nokkel(nokler)
                .filter(hmac -> rad.harMac(rad.beregn(hmac, etter)))
                .flatMap(hmac -> av(rad));
    }

    private static Optional<Kjedelukking> av(Lagretrad rad) {
        Matcher punkt = PUNKT.matcher(String.valueOf(rad.kolonne(AuditSql.LUKKER)));
        String antall = rad.kolonne(AuditSql.ANTALL);
        String hash = rad.kolonne(AuditSql.IDER_HASH);
        if (!punkt.matches() || antall == null || hash == null) {
            return Optional.empty();
        }
        return Optional.of(new Kjedelukking(
                Integer.parseInt(punkt.group(1)),
                Long.parseLong(punkt.group(2)),
                punkt.group(3),
                Long.parseLong(antall),
                hash,
                rad.kjede(),
                rad.nr(),
                rad.tidspunkt(),
                rad.kolonne(AuditSql.OPERATOR),
                rad.kolonne(AuditSql.HJEMMEL)));
    }
}
