package no.digisos.metadata.audit;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import no.digisos.common.audit.AuditAction;
import no.digisos.common.audit.AuditActor;
import no.digisos.common.audit.AuditBatcher;
import no.digisos.common.audit.AuditConfig;
import no.digisos.common.audit.AuditLog;
import no.digisos.common.audit.AuditOutcome;
import no.digisos.common.audit.AuditRow;
import no.digisos.common.audit.AuditSubject;
import no.digisos.common.database.DatabaseException;
import no.digisos.common.database.Transactions;
import no.digisos.common.error.ApiException;
import no.digisos.common.security.Caller;
import no.digisos.common.security.CurrentCaller;
import no.digisos.common.security.Privilegium;
import org.jspecify.annotations.Nullable;

/**
 * The audit rows of reads. An answer is made whole first; then its row is committed; then the answer goes out. If the row cannot be
 * committed there is no answer but 503.
 */
@ApplicationScoped
public class InnsynLog {
    private final AuditLog log;
    private final AuditBatcher batcher;
    private final AuditConfig config;
    private final Transactions transactions;
    private final CurrentCaller currentCaller;

    InnsynLog(
            AuditLog log,
            AuditBatcher batcher,
            AuditConfig config,
            Transactions transactions,
            CurrentCaller currentCaller) {
        this.log = log;
        this.batcher = batcher;
        this.config = config;
        this.transactions = transactions;
        this.currentCaller = currentCaller;
    }

    /**
     * One row.
     *
     * @param sporingsId the caller's own trace, on whose behalf it reads
     */
    public record Trace(
            AuditAction handling,
            AuditSubject gjenstand,
            AuditOutcome utfall,
            @Nullable UUID sporingsId) {}

    /** A read with its row, in one transaction. */
    @FunctionalInterface
    public interface Reading<T> {
        /** Reads, and says what the row is to tell of it. */
        Loaded<T> read(Connection c) throws SQLException;
    }

    /** What was read, and its trace. */
    public record Loaded<T>(T svar, Trace spor) {}

    /**
     * Commits the row of what has been read or refused.
     *
     * @throws ApiException 503 when it could not be committed
     */
    public void write(Trace trace) {
        batcher.write(row(trace));
    }

    /**
     * Reads in one transaction whose last statement is the row.
     *
     * @throws ApiException 503 when it could not be committed
     */
    public <T> T read(Reading<T> reading) {
        try {
            return transactions.inTransaction(c -> {
                Loaded<T> loaded = reading.read(c);
                log.write(c, row(loaded.spor()));
                return loaded.svar();
            });
        } catch (DatabaseException e) {
            // Also a COMMIT that failed, for whatever reason: then nobody knows that there is a row.
            throw AuditLog.notRecorded(e);
        }
    }

    private AuditRow row(Trace trace) {
        Caller caller = currentCaller.caller();
        AuditActor actor = currentCaller
                .certificate()
                .map(s -> AuditActor.integrasjon(
                        caller.organisasjon().verdi(), caller.integrasjonId(), s.serie(), s.avtrykk()))
                .orElseGet(() -> AuditActor.integrasjon(caller.organisasjon().verdi(), caller.integrasjonId(), null));
        return new AuditRow(
                actor,
                trace.handling(),
                trace.gjenstand(),
                trace.utfall(),
                trace.sporingsId(),
                hjemmel(trace.handling(), caller));
    }

    private String hjemmel(AuditAction action, Caller caller) {
        if (action == AuditAction.LES_AUDIT) {
            return config.hjemmelPersonvern();
        }
        return caller.has(Privilegium.FAGSYSTEM) ? config.hjemmelFagsystem() : config.hjemmelNav();
    }
}
