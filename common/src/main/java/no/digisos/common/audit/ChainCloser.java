package no.digisos.common.audit;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import no.digisos.common.audit.AuditVerifier.Review;
import org.jspecify.annotations.Nullable;

/** Closes broken chains for good, on an operator's word. */
@ApplicationScoped
public class ChainCloser {
    private final AuditVerifier check;
    private final AuditLog log;

    public ChainCloser(AuditVerifier check, AuditLog log) {
        this.check = check;
        this.log = log;
    }

    /**
     * What came of it.
     *
     * @param lukket false when nothing is wrong with the chain, or with what its closing said, or there is no such chain
     * @param sisteGode the last row before the first fault
     * @param etter how many rows lie after that
     * @param brudd every fault in it
     */
    public record Answer(boolean lukket, long sisteGode, long etter, List<AuditBreach> brudd) {}

    /**
     * Recomputes the chain, and closes it at its last good row if there is a fault in it. What lies after that row is hashed, so
     * that it can serve as evidence. All in the caller's transaction, with the audit row in another chain.
     *
     * @param anchors earlier anchors, without which a chain that was set back is whole
     * @param row makes the row of what it is done to: {@link AuditAction#LUKK_AUDITKJEDE}
     */
    public Answer close(Connection c, int chain, List<String> anchors, Function<AuditSubject, AuditRow> row)
            throws SQLException {
        ChainHead head = hold(c, chain);
        Review findings = check.review(c, chain, head, anchors);
        ChainWalk round = findings.gang();
        boolean exists = head != null || chain < AuditVerifier.CHAINS || round.after() + round.lastGood() > 0;
        if (!exists || findings.brudd().isEmpty()) {
            return new Answer(false, round.lastGood(), round.after(), List.of());
        }
        String point = ChainClosure.point(chain, round.lastGood(), round.lastGoodMac());
        log.writeAside(
                c, row.apply(AuditSubject.auditChain(point, Math.toIntExact(round.after()), round.afterHash())), chain);
        // After the row: a look at all chains on the way must not see a closed one without its closing.
        AuditSql.CLOSE_HEAD.with("kjede", chain).run(c);
        return new Answer(true, round.lastGood(), round.after(), findings.brudd());
    }

    private static @Nullable ChainHead hold(Connection c, int chain) throws SQLException {
        return AuditSql.HOLD_HEAD
                .with("kjede", chain)
                .one(c, r -> new ChainHead(r.getLong("antall"), HexFormat.of().formatHex(r.getBytes("hode"))))
                .orElse(null);
    }
}
