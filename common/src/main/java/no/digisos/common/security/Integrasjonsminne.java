package no.digisos.common.security;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.database.Minne;
import no.digisos.common.database.Transactions;

/**
 * All live integrations with their grants, as they were last seen. Used only while the database is away, and no longer than
 * {@link SecurityConfig#maksMinnealder()}. A function that needs it calls {@link #oppfrisk} at short intervals.
 */
@ApplicationScoped
public class Integrasjonsminne {
    private final Minne<Map<UUID, IntegrasjonLogin.Funnet>> minne;
    private final SecurityConfig config;

    public Integrasjonsminne(Transactions transactions, SecurityConfig config) {
        this.minne = new Minne<>(() -> transactions.autoCommit(IntegrasjonLogin::alle));
        this.config = config;
    }

    /** Reads all of them anew. */
    public void oppfrisk() {
        minne.oppfrisk();
    }

    /** Whether they have been read once. */
    public boolean lest() {
        return minne.kjent().isPresent();
    }

    /** The integrations, unless what is remembered is too old to let anybody in. */
    Optional<Map<UUID, IntegrasjonLogin.Funnet>> gyldig() {
        return minne.kjent(config.maksMinnealder());
    }
}
