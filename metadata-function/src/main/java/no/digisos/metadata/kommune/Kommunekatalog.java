package no.digisos.metadata.kommune;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import no.digisos.common.database.Databasevakt;
import no.digisos.common.database.Minne;
import no.digisos.common.database.Minne.Kjent;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.kommune.KommuneRepository;
import org.jspecify.annotations.Nullable;

/**
 * The kommuner, from memory. While the database is there, what is answered is no older than {@link MinneConfig#ferskhet()}, and one
 * caller at a time reads it anew; while it is away, the last that was read is answered, with its age.
 */
@ApplicationScoped
public class Kommunekatalog {
    private final Minne<List<KommuneInfo>> minne;
    private final Databasevakt vakt;
    private final Duration ferskhet;
    private final AtomicBoolean leses = new AtomicBoolean();

    public Kommunekatalog(KommuneRepository kommuner, Databasevakt vakt, MinneConfig config) {
        this.minne =
                new Minne<>(() -> kommuner.alle().stream().map(KommuneInfo::av).toList());
        this.vakt = vakt;
        this.ferskhet = config.ferskhet();
    }

    /**
     * What is known.
     *
     * @param alder how old it is, when the database could not be asked; else null
     */
    record Utgave(List<KommuneInfo> kommuner, @Nullable Duration alder) {}

    /**
     * The kommuner as they are, or as they last were.
     *
     * @throws ApiException 503 when the database is away and they have never been read
     */
    Utgave les() {
        Optional<Kjent<List<KommuneInfo>>> kjent = minne.kjent();
        boolean fersk = kjent.isPresent() && kjent.get().alder().compareTo(ferskhet) <= 0;
        if (fersk && !vakt.borte()) {
            return new Utgave(kjent.get().verdi(), null);
        }
        if (kjent.isPresent() && !leses.compareAndSet(false, true)) {
            return new Utgave(kjent.get().verdi(), vakt.borte() ? kjent.get().alder() : null);
        }
        try {
            return vakt.spor(minne::oppfrisk)
                    .map(kommuner -> new Utgave(kommuner, null))
                    .or(() -> kjent.map(k -> new Utgave(k.verdi(), k.alder())))
                    .orElseThrow(() -> new ApiException(
                            ErrorCode.UTILGJENGELIG, "Tjenesten er midlertidig utilgjengelig, prøv igjen"));
        } finally {
            leses.set(false);
        }
    }

    /** Reads them anew, outside a request. */
    @ActivateRequestContext
    public void oppfrisk() {
        minne.oppfrisk();
    }

    /** Whether they have been read once. */
    public boolean lest() {
        return minne.kjent().isPresent();
    }
}
