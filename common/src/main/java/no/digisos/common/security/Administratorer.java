package no.digisos.common.security;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.UUID;
import no.digisos.common.database.Transactions;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.identity.Fnr;
import no.digisos.common.person.Person;
import no.digisos.common.person.Personer;

/** Finds a person's ADMIN grants at every call, so that a revocation works at once. */
@ApplicationScoped
public class Administratorer {
    private final Transactions transactions;
    private final Personer personer;

    public Administratorer(Transactions transactions, Personer personer) {
        this.transactions = transactions;
        this.personer = personer;
    }

    /**
     * The administrator.
     *
     * @throws ApiException 403 when the person administers no kommune
     */
    Administrator loggInn(Fnr nummer) {
        Person person = personer.finn(nummer);
        Set<UUID> fiksOrger = transactions.autoCommit(c -> Tilganger.adminFor(c, person.indekser()));
        if (fiksOrger.isEmpty()) {
            throw new ApiException(ErrorCode.INGEN_TILGANG, "Du er ikke administrator for noen kommune");
        }
        return new Administrator(person.indekser().getFirst().value(), fiksOrger);
    }
}
