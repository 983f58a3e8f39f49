package no.digisos.common.security;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.UUID;
import no.digisos.common.database.Transactions;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.identity.Fnr;
import no.digisos.common.person.Person;
import no.digisos.common.person.PersonIndex;

/** Finds a person's ADMIN grants at every call, so that a revocation works at once. */
@ApplicationScoped
public class Administrators {
    private final Transactions transactions;
    private final PersonIndex persons;

    public Administrators(Transactions transactions, PersonIndex persons) {
        this.transactions = transactions;
        this.persons = persons;
    }

    /**
     * The administrator.
     *
     * @throws ApiException 403 when the person administers no kommune
     */
    Administrator logIn(Fnr number) {
        Person person = persons.find(number);
        Set<UUID> fiksOrgs = transactions.autoCommit(c -> Grants.adminFor(c, person.indekser()));
        if (fiksOrgs.isEmpty()) {
            throw new ApiException(ErrorCode.INGEN_TILGANG, "Du er ikke administrator for noen kommune");
        }
        return new Administrator(person.indekser().getFirst().value(), fiksOrgs);
    }
}
