package no.digisos.common.sak;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import no.digisos.common.dokumentlager.DokumentTable;
import no.digisos.common.leveranse.LeveranseHold;
import no.digisos.common.sak.History.SakHendelse;

/**
 * Ends a case: its documents go, bytes and keys and names, and the sealed fødselsnummer; a tombstone stays, so that references are
 * not taken anew, deliveries can be accounted for, and the person is told that it is gone. Nothing is deleted by default.
 *
 * <p>Both ways here run in the caller's transaction, and neither ends a case with a delivery that still needs its documents.
 */
@ApplicationScoped
public class SakDeletion {
    private final SakTable saker;
    private final DokumentTable dokumenter;
    private final LeveranseHold hold;

    public SakDeletion(SakTable saker, DokumentTable dokumenter, LeveranseHold hold) {
        this.saker = saker;
        this.dokumenter = dokumenter;
        this.hold = hold;
    }

    /** What a request to delete came to. */
    public sealed interface Outcome {
        /** The case is gone, and this many documents with it. */
        record Deleted(int dokumenter) implements Outcome {}

        /** There is no such case, or it was deleted before. */
        record NotFound() implements Outcome {}

        /** Refused: these deliveries need the documents still, or are being decided at this moment. */
        record Held(List<UUID> leveranser) implements Outcome {}
    }

    /** Deletes one case. Waits for whoever works on it. */
    public Outcome delete(Connection c, UUID digisosId) throws SQLException {
        return saker.lock(c, digisosId) ? deleteLocked(c, digisosId) : new Outcome.NotFound();
    }

    /**
     * Deletes cases that their kommune's policy ({@code kommune.slett_saker_etter}, counted from the last change) ends, the oldest
     * first. Passes over those that somebody works on: the next run takes them. Any number may run at once.
     *
     * @param max how many at most; each may have many megabytes of documents, so a handful for one transaction
     * @return what was deleted; as many as asked for means that there may be more
     */
    public List<UUID> deleteDue(Connection c, int max) throws SQLException {
        List<UUID> deleted = new ArrayList<>();
        for (UUID digisosId : saker.lockDue(c, max)) {
            if (deleteLocked(c, digisosId) instanceof Outcome.Deleted) {
                deleted.add(digisosId);
            }
        }
        return deleted;
    }

    private Outcome deleteLocked(Connection c, UUID digisosId) throws SQLException {
        List<UUID> held = hold.held(c, digisosId);
        if (!held.isEmpty()) {
            return new Outcome.Held(held);
        }
        int count = dokumenter.deleteISak(c, digisosId);
        hold.forget(c, digisosId);
        saker.bury(c, digisosId);
        History.write(c, digisosId, null, null, SakHendelse.SLETTET_SAK);
        return new Outcome.Deleted(count);
    }
}
