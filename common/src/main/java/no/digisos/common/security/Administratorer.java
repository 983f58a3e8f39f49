package no.digisos.common.security;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import no.digisos.common.database.Transactions;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.identity.Fnr;
import no.digisos.common.krypto.BlindIndex;
import no.digisos.common.sak.Saker;

/** Finds a person's ADMIN grants at every call, so that a revocation works at once. */
@ApplicationScoped
public class Administratorer {
    private final Transactions transactions;
    private final BlindIndex blindIndex;

    public Administratorer(Transactions transactions, BlindIndex blindIndex) {
        this.transactions = transactions;
        this.blindIndex = blindIndex;
    }

    /**
     * The administrator.
     *
     * @throws ApiException 403 when the person administers no kommune
     */
    Administrator loggInn(Fnr person) {
        List<BlindIndex.Value> indekser = blindIndex.all(Saker.FNR, person.verdi());
        Set<UUID> fiksOrger = transactions.autoCommit(c -> Tilganger.adminFor(c, indekser));
        if (fiksOrger.isEmpty()) {
            throw new ApiException(ErrorCode.INGEN_TILGANG, "Du er ikke administrator for noen kommune");
        }
        return new Administrator(indekser.getFirst().value(), fiksOrger);
    }
}
