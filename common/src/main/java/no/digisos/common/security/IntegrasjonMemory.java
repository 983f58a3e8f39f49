package no.digisos.common.security;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.database.LastKnown;
import no.digisos.common.database.Transactions;

/**
 * All live integrations with their grants, as they were last seen. Used only while the database is away, and no longer than
 * {@link SecurityConfig#maksMinnealder()}. A function that needs it calls {@link #refresh} at short intervals.
 */
@ApplicationScoped
public class IntegrasjonMemory {
    private final LastKnown<Map<UUID, IntegrasjonTable.Found>> memory;
    private final SecurityConfig config;

    public IntegrasjonMemory(Transactions transactions, SecurityConfig config) {
        this.memory = new LastKnown<>(() -> transactions.autoCommit(IntegrasjonTable::all));
        this.config = config;
    }

    /** Reads all of them anew. */
    public void refresh() {
        memory.refresh();
    }

    /** Whether they have been read once. */
    public boolean loaded() {
        return memory.known().isPresent();
    }

    /** The integrations, unless what is remembered is too old to let anybody in. */
    Optional<Map<UUID, IntegrasjonTable.Found>> valid() {
        return memory.known(config.maksMinnealder());
    }
}
