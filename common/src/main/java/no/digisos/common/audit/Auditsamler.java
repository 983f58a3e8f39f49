package no.digisos.common.audit;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import no.digisos.common.audit.AuditLogg.IngenHelKjede;
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
public class Auditsamler {
    /** More than so many callers a function does not answer at a time. */
    private static final int MAKS_BOLK = 256;

    private final Transactions transactions;
    private final AuditLogg logg;
    private final Queue<Post> ko = new ConcurrentLinkedQueue<>();
    private final ReentrantLock skriver = new ReentrantLock();

    public Auditsamler(Transactions transactions, AuditLogg logg) {
        this.transactions = transactions;
        this.logg = logg;
    }

    /** One caller's row. All but the row itself is guarded by {@link #skriver}. */
    private static final class Post {
        private final AuditRad rad;
        private boolean ferdig;
        private @Nullable Throwable feil;

        Post(AuditRad rad) {
            this.rad = rad;
        }
    }

    /**
     * Returns when the row is committed.
     *
     * @throws ApiException 503 when it could not be
     */
    public void skriv(AuditRad rad) {
        Post post = new Post(rad);
        ko.add(post);
        skriver.lock();
        try {
            while (!post.ferdig) {
                skrivBolk();
            }
            if (post.feil != null) {
                throw AuditLogg.ikkeFort(post.feil);
            }
        } finally {
            skriver.unlock();
        }
    }

    private void skrivBolk() {
        List<Post> bolk = new ArrayList<>();
        for (Post post = ko.poll(); post != null; post = bolk.size() < MAKS_BOLK ? ko.poll() : null) {
            bolk.add(post);
        }
        try {
            commit(bolk);
        } catch (RuntimeException e) {
            if (bolk.size() > 1 && !DatabaseFailure.isTransient(e) && !(e instanceof IngenHelKjede)) {
                // One of them may be what cannot be written; it must not take the others with it.
                bolk.forEach(this::skrivAlene);
            } else {
                bolk.forEach(post -> post.feil = e);
            }
        }
        bolk.forEach(post -> post.ferdig = true);
    }

    private void skrivAlene(Post post) {
        try {
            commit(List.of(post));
        } catch (RuntimeException e) {
            post.feil = e;
        }
    }

    private void commit(List<Post> bolk) {
        List<AuditRad> rader = bolk.stream().map(post -> post.rad).toList();
        transactions.inTransaction(c -> {
            logg.leggTil(c, rader);
            return rader;
        });
    }
}
