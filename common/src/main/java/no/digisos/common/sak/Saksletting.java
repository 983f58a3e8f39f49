package no.digisos.common.sak;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import no.digisos.common.dokumentlager.Dokumenter;
import no.digisos.common.leveranse.Leveransefeste;
import no.digisos.common.sak.Historikk.Sakshendelse;

/**
 * Ends a case: its documents go, bytes and keys and names, and the sealed fødselsnummer; a tombstone stays, so that references are
 * not taken anew, deliveries can be accounted for, and the person is told that it is gone. Nothing is deleted by default.
 *
 * <p>Both ways here run in the caller's transaction, and neither ends a case with a delivery that still needs its documents.
 */
@ApplicationScoped
public class Saksletting {
    private final Saker saker;
    private final Dokumenter dokumenter;
    private final Leveransefeste feste;

    public Saksletting(Saker saker, Dokumenter dokumenter, Leveransefeste feste) {
        this.saker = saker;
        this.dokumenter = dokumenter;
        this.feste = feste;
    }

    /** What a request to delete came to. */
    public sealed interface Utfall {
        /** The case is gone, and this many documents with it. */
        record Slettet(int dokumenter) implements Utfall {}

        /** There is no such case, or it was deleted before. */
        record FinnesIkke() implements Utfall {}

        /** Refused: these deliveries need the documents still, or are being decided at this moment. */
        record Festet(List<UUID> leveranser) implements Utfall {}
    }

    /** Deletes one case. Waits for whoever works on it. */
    public Utfall slett(Connection c, UUID digisosId) throws SQLException {
        return saker.las(c, digisosId) ? slettLast(c, digisosId) : new Utfall.FinnesIkke();
    }

    /**
     * Deletes cases that their kommune's policy ({@code kommune.slett_saker_etter}, counted from the last change) ends, the oldest
     * first. Passes over those that somebody works on: the next run takes them. Any number may run at once.
     *
     * @param maks how many at most; each may have many megabytes of documents, so a handful for one transaction
     * @return what was deleted; as many as asked for means that there may be more
     */
    public List<UUID> slettForfalte(Connection c, int maks) throws SQLException {
        List<UUID> slettet = new ArrayList<>();
        for (UUID digisosId : saker.lasForfalte(c, maks)) {
            if (slettLast(c, digisosId) instanceof Utfall.Slettet) {
                slettet.add(digisosId);
            }
        }
        return slettet;
    }

    private Utfall slettLast(Connection c, UUID digisosId) throws SQLException {
        List<UUID> festede = feste.festede(c, digisosId);
        if (!festede.isEmpty()) {
            return new Utfall.Festet(festede);
        }
        int antall = dokumenter.slettISak(c, digisosId);
        feste.glem(c, digisosId);
        saker.begrav(c, digisosId);
        Historikk.skriv(c, digisosId, null, null, Sakshendelse.SLETTET_SAK);
        return new Utfall.Slettet(antall);
    }
}
