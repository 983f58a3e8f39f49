package no.digisos.drift.kommune;

import java.util.UUID;
import no.digisos.common.database.Transactions;
import no.digisos.common.security.Grants;

/**
 * The answer to a change of administrators.
 *
 * @param antall how many the kommune has now
 */
record AdministratorsAnswer(UUID fiksOrgId, int antall) {
    static AdministratorsAnswer of(Transactions transactions, UUID fiksOrgId) {
        return new AdministratorsAnswer(fiksOrgId, transactions.autoCommit(c -> Grants.countAdmin(c, fiksOrgId)));
    }
}
