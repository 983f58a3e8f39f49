package no.digisos.common.audit;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import no.digisos.common.audit.AuditLog.NoWholeChain;
import no.digisos.common.database.Transactions;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.DatabaseFailure;
import org.jspecify.annotations.Nullable;

/**
 * Commits the rows of reads, which belong to no other change. Rows that come while one is being committed wait for it and are then
 * committed together, in one chain, by one of their callers: 64 readers at once share a few commits, and a lone one waits for
 * nobody. Nobody is answered before the commit that has its row.
 */
@ApplicationScoped
public class AuditBatcher {
    /** More than so many callers a function does not answer at a time. */
    private static final int MAX_BATCH = 256;

    private final Transactions transactions;
    private final AuditLog log;
    private final Queue<Entry> queue = new ConcurrentLinkedQueue<>();
    private final ReentrantLock writer = new ReentrantLock();

    public AuditBatcher(Transactions transactions, AuditLog log) {
        this.transactions = transactions;
        this.log = log;
    }

    /** One caller's row. All but the row itself is guarded by {@link #writer}. */
    private static final class Entry {
        private final AuditRow row;
        private boolean done;
        private @Nullable Throwable failure;

        Entry(AuditRow row) {
            this.row = row;
        }
    }

    /**
     * Returns when the row is committed.
     *
     * @throws ApiException 503 when it could not be
     */
    public void write(AuditRow row) {
        Entry entry = new Entry(row);
        queue.add(entry);
        writer.lock();
        try {
            while (!entry.done) {
                writeBatch();
            }
            if (entry.failure != null) {
                throw AuditLog.notRecorded(entry.failure);
            }
        } finally {
            writer.unlock();
        }
    }

    private void writeBatch() {
        List<Entry> batch = new ArrayList<>();
        for (Entry entry = queue.poll(); entry != null; entry = batch.size() < MAX_BATCH ? queue.poll() : null) {
            batch.add(entry);
        }
        try {
            commit(batch);
        } catch (RuntimeException e) {
            if (batch.size() > 1 && !DatabaseFailure.isTransient(e) && !(e instanceof NoWholeChain)) {
                // One of them may be what cannot be written; it must not take the others with it.
                batch.forEach(this::writeAlone);
            } else {
                batch.forEach(entry -> entry.failure = e);
            }
        }
        batch.forEach(entry -> entry.done = true);
    }

    private void writeAlone(Entry entry) {
        try {
            commit(List.of(entry));
        } catch (RuntimeException e) {
            entry.failure = e;
        }
    }

    private void commit(List<Entry> batch) {
        List<AuditRow> rows = batch.stream().map(entry -> entry.row).toList();
        transactions.inTransaction(c -> {
            log.add(c, rows);
            return rows;
        });
    }
}
