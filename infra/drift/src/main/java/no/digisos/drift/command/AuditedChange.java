package no.digisos.drift.command;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
import no.digisos.common.audit.AuditLog;
import no.digisos.common.audit.AuditRow;
import no.digisos.common.database.Transactions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** A change that is done and audited in one transaction, and answered after it; or refused, with what stands in its way. */
@ApplicationScoped
public class AuditedChange {
    private final Transactions transactions;
    private final AuditLog audit;
    private final CommandOutput line;

    public AuditedChange(Transactions transactions, AuditLog audit, CommandOutput line) {
        this.transactions = transactions;
        this.audit = audit;
        this.line = line;
    }

    /** What is done, unless something stands in its way. */
    @FunctionalInterface
    public interface Work {
        /** A sentence about what stands in the way; empty when it is done. */
        Optional<String> obstacle(Connection c) throws SQLException;

        /** Nothing stands in the way of what was done. */
        static Optional<String> unless(boolean done, String obstacle) {
            return done ? Optional.empty() : Optional.of(obstacle);
        }
    }

    /**
     * Does it.
     *
     * @param row what the audit log has of it; its last statement
     * @param answer asked for once it is committed
     * @return the exit code
     */
    public int execute(@Nullable CommandSpec spec, AuditRow row, Work work, Supplier<?> answer) {
        Optional<String> obstacle = transactions.inTransaction(c -> {
            Optional<String> found = work.obstacle(c);
            if (found.isEmpty()) {
                audit.write(c, row);
            }
            return found;
        });
        if (obstacle.isPresent()) {
            return Refused.state(spec, obstacle.get());
        }
        line.answer(answer.get());
        return ExitCodes.EXECUTED;
    }
}
