package no.digisos.common.security;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.database.DatabaseGuard;
import no.digisos.common.database.Transactions;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.identity.Organisasjonsnummer;
import no.digisos.common.security.IntegrasjonTable.Found;
import org.jspecify.annotations.Nullable;

/**
 * Checks IntegrasjonId and IntegrasjonPassord against the database at every call, so a revocation works at once. Every failure
 * — unknown id, wrong password, revoked, other organisation — gives the same answer (contract.md 0.2). Reads that name nobody may
 * log in against {@link IntegrasjonMemory} while the database is away.
 */
@ApplicationScoped
public class IntegrasjonLogin {
    /** Compared with when the id is unknown, so that the answer takes as long. */
    private static final byte[] NOBODY = new byte[32];

    private final Transactions transactions;
    private final IntegrasjonMemory memory;
    private final DatabaseGuard guard;

    public IntegrasjonLogin(Transactions transactions, IntegrasjonMemory memory, DatabaseGuard guard) {
        this.transactions = transactions;
        this.memory = memory;
        this.guard = guard;
    }

    /**
     * The live grants of the integration.
     *
     * @param organisation the token's consumer, which must be the integration's authorised organisation
     * @throws ApiException 401, the same for every cause
     */
    public List<Grant> logIn(@Nullable String id, @Nullable String password, Organisasjonsnummer organisation) {
        return logIn(id, password, organisation, LoginBasis.DATABASEN);
    }

    /**
     * The live grants of the integration.
     *
     * @param organisation the token's consumer, which must be the integration's authorised organisation
     * @param basis what the login may be checked against
     * @throws ApiException 401, the same for every cause; 503 when the database is away and what is remembered too old
     */
    public List<Grant> logIn(
            @Nullable String id, @Nullable String password, Organisasjonsnummer organisation, LoginBasis basis) {
        UUID integrasjonId = uuid(id);
        return find(integrasjonId, password, basis)
                .filter(found -> found.organisasjon().equals(organisation.verdi()))
                .orElseThrow(() -> feilet(id))
                .tilganger();
    }

    /**
     * The caller that the integration's id and password alone prove, for those who have no token to show (svarut.md 6). Its
     * organisation is the one that the integration authorises.
     *
     * @throws ApiException 401, the same for every cause
     */
    Caller logIn(@Nullable String id, @Nullable String password) {
        UUID integrasjonId = uuid(id);
        Found found = find(integrasjonId, password, LoginBasis.DATABASEN).orElseThrow(() -> feilet(id));
        return new Caller(
                Optional.empty(),
                new Organisasjonsnummer(found.organisasjon()),
                Objects.requireNonNull(integrasjonId),
                List.copyOf(found.tilganger()));
    }

    /** The integration, when it lives and the password is its own. */
    private Optional<Found> find(@Nullable UUID integrasjonId, @Nullable String password, LoginBasis basis) {
        Found found = integrasjonId == null ? null : find(integrasjonId, basis).orElse(null);
        String stated = password == null ? "" : password;
        boolean matches = found == null
                ? IntegrasjonPassword.matches(NOBODY, NOBODY, stated)
                : IntegrasjonPassword.matches(found.salt(), found.hash(), stated);
        return matches ? Optional.ofNullable(found) : Optional.empty();
    }

    /** The one answer to every failing login. */
    static ApiException feilet(@Nullable String id) {
        UUID integrasjonId = uuid(id);
        return new ApiException(
                ErrorCode.UGYLDIG_INTEGRASJON,
                "Autentisering feilet for integrasjon med id " + (integrasjonId == null ? "(ugyldig)" : integrasjonId));
    }

    private Optional<Found> find(UUID id, LoginBasis basis) {
        if (basis == LoginBasis.DATABASEN) {
            return transactions.autoCommit(c -> IntegrasjonTable.find(c, id));
        }
        return guard.ask(() -> transactions.autoCommit(c -> IntegrasjonTable.find(c, id)))
                .orElseGet(() -> Optional.ofNullable(memory.valid()
                        .orElseThrow(() -> new ApiException(
                                ErrorCode.UTILGJENGELIG, "Tjenesten er midlertidig utilgjengelig, prøv igjen"))
                        .get(id)));
    }

    private static @Nullable UUID uuid(@Nullable String id) {
        try {
            return id == null ? null : UUID.fromString(id.strip());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
