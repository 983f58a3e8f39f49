package no.digisos.metadata.kommune;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import no.digisos.common.database.DatabaseGuard;
import no.digisos.common.database.LastKnown;
import no.digisos.common.database.LastKnown.Known;
import no.digisos.common.database.Transactions;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.kommune.KommuneTable;
import org.jspecify.annotations.Nullable;

/**
 * The kommuner, from memory. While the database is there, what is answered is no older than {@link LastKnownConfig#ferskhet()}, and one
 * caller at a time reads it anew; while it is away, the last that was read is answered, with its age.
 */
@ApplicationScoped
public class KommuneDirectory {
    private final LastKnown<List<KommuneInfo>> memory;
    private final DatabaseGuard guard;
    private final Duration freshness;
    private final AtomicBoolean beingRead = new AtomicBoolean();

    public KommuneDirectory(
            KommuneTable kommuner, Transactions transactions, DatabaseGuard guard, LastKnownConfig config) {
        this.memory = new LastKnown<>(() -> transactions.autoCommit(kommuner::all).stream()
                .map(KommuneInfo::of)
                .toList());
        this.guard = guard;
        this.freshness = config.ferskhet();
    }

    /**
     * What is known.
     *
     * @param alder how old it is, when the database could not be asked; else null
     */
    record Edition(List<KommuneInfo> kommuner, @Nullable Duration alder) {}

    /**
     * The kommuner as they are, or as they last were.
     *
     * @throws ApiException 503 when the database is away and they have never been read
     */
    Edition read() {
        Optional<Known<List<KommuneInfo>>> known = memory.known();
        boolean fresh = known.isPresent() && known.get().alder().compareTo(freshness) <= 0;
        if (fresh && !guard.gone()) {
            return new Edition(known.get().verdi(), null);
        }
        if (known.isPresent() && !beingRead.compareAndSet(false, true)) {
            return new Edition(known.get().verdi(), guard.gone() ? known.get().alder() : null);
        }
        try {
            return guard.ask(memory::refresh)
                    .map(kommuner -> new Edition(kommuner, null))
                    .or(() -> known.map(k -> new Edition(k.verdi(), k.alder())))
                    .orElseThrow(() -> new ApiException(
                            ErrorCode.UTILGJENGELIG, "Tjenesten er midlertidig utilgjengelig, prøv igjen"));
        } finally {
            beingRead.set(false);
        }
    }

    /** Reads them anew. */
    public void refresh() {
        memory.refresh();
    }

    /** Whether they have been read once. */
    public boolean loaded() {
        return memory.known().isPresent();
    }
}
