package no.digisos.common.audit;

import java.sql.Connection;
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
public record ChainClosure(
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
    private static final Pattern POINT = Pattern.compile("(\\d{1,3}):(\\d{1,18}):([0-9a-f]{64})");

    /** The point, as an anchor has it. */
    static String point(int chain, long lastGood, String mac) {
        return chain + ":" + lastGood + ":" + mac;
    }

    /** All that are genuine, the earliest first. */
    static List<ChainClosure> read(Connection c, AuditKeys keys) throws SQLException {
        List<ChainClosure> all = new ArrayList<>();
        AuditSql.CLOSURES.call().each(c, 0, r -> {
            StoredRow row = StoredRow.read(r, 1);
            byte[] previous = r.getBytes(AuditSql.COLUMN_COUNT + 5);
            real(row, previous, keys).ifPresent(all::add);
        });
        return all;
    }

    /** The one that counts for each chain: the latest. */
    static Map<Integer, ChainClosure> current(List<ChainClosure> all) {
        Map<Integer, ChainClosure> last = new LinkedHashMap<>();
        all.forEach(closure -> last.put(closure.kjede, closure));
        return last;
    }

    private static Optional<ChainClosure> real(StoredRow row, byte @Nullable [] previous, AuditKeys keys) {
        byte[] after = row.nr() == 1 ? new byte[AuditMac.LENGTH] : previous;
        if (after == null) {
            return Optional.empty();
        }
        return row.key(keys)
                .filter(hmac -> row.hasMac(row.compute(hmac, after)))
                .flatMap(hmac -> of(row));
    }

    private static Optional<ChainClosure> of(StoredRow row) {
        Matcher point = POINT.matcher(String.valueOf(row.column(AuditSql.CLOSER)));
        String count = row.column(AuditSql.COUNT);
        String hash = row.column(AuditSql.IDS_HASH);
        if (!point.matches() || count == null || hash == null) {
            return Optional.empty();
        }
        return Optional.of(new ChainClosure(
                Integer.parseInt(point.group(1)),
                Long.parseLong(point.group(2)),
                point.group(3),
                Long.parseLong(count),
                hash,
                row.chain(),
                row.nr(),
                row.timestamp(),
                row.column(AuditSql.OPERATOR),
                row.column(AuditSql.HJEMMEL)));
    }
}
