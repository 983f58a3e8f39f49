package no.digisos.common.http;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses to start where heap, threads or database connections are too few for the transfers that are allowed. */
@ApplicationScoped
public class Overforingskontroll {
    /** What a body takes at most: a piece of a document, the piece before it on its way, buffers, and JSON without the common pot. */
    private static final long BYTES_PER_OPPLASTING = 1536 * 1024 + Jsonpott.FRITT;
    /** What a streamed answer takes at most: a part of a document as it is stored and as it is sent, and what is under way. */
    private static final long BYTES_PER_NEDLASTING = 768 * 1024;
    /** How much of the heap transfers may take, in hundredths: the rest is for the function itself and short calls. */
    private static final int HEAP_PROSENT = 75;
    /** Transfers use a connection for some milliseconds at a time. */
    private static final int OVERFORINGER_PER_TILKOBLING = 8;
    /** What Quarkus has when nothing is set. */
    private static final int TRADER_ELLERS = 200;

    private static final long MIB = 1024 * 1024;
    private static final String PREFIKS = "digisos.overforing.";

    private final OverforingConfig config;
    private final int trader;
    private final int tilkoblinger;

    public Overforingskontroll(
            OverforingConfig config,
            @ConfigProperty(name = "quarkus.thread-pool.max-threads") Optional<Integer> trader,
            @ConfigProperty(name = "quarkus.datasource.jdbc.max-size") int tilkoblinger) {
        this.config = config;
        this.trader =
                trader.orElse(Math.max(TRADER_ELLERS, 8 * Runtime.getRuntime().availableProcessors()));
        this.tilkoblinger = tilkoblinger;
    }

    void start(@Observes StartupEvent event) {
        kontroller(config, Runtime.getRuntime().maxMemory(), trader, tilkoblinger);
    }

    /**
     * Checks what is set against what there is.
     *
     * @param heap bytes
     * @param trader worker threads
     * @param tilkoblinger of the database's pool
     * @throws IllegalStateException when it does not fit; the message says which property, for the operator
     */
    static void kontroller(OverforingConfig config, long heap, int trader, int tilkoblinger) {
        krev(config.minsteFart().asLongValue() > 0, "minste-fart must be above 0");
        krev(config.litenKropp().asLongValue() > 0, "liten-kropp must be above 0");
        krev(config.litenKropp().asLongValue() <= MIB, "liten-kropp must be at most 1M");
        krev(config.maksJsonMinne().asLongValue() >= Jsonpott.STYKKE, "maks-json-minne must be at least 64K");
        krevPositiv(config.nadetid(), "nadetid");
        krevPositiv(config.maksTid(), "maks-tid");
        krevPositiv(config.maksVentetid(), "maks-ventetid");
        krevPositiv(config.maksHodetid(), "maks-hodetid");
        int overforinger = config.opplastinger() + config.nedlastinger();
        krev(
                overforinger <= trader - config.frieTrader(),
                "opplastinger and nedlastinger are " + overforinger + " together, and take as many threads: of the "
                        + trader + " of quarkus.thread-pool.max-threads " + config.frieTrader()
                        + " (frie-trader) are for short calls");
        krev(
                overforinger <= OVERFORINGER_PER_TILKOBLING * tilkoblinger,
                "opplastinger and nedlastinger are " + overforinger + " together, more than "
                        + OVERFORINGER_PER_TILKOBLING + " for each of the " + tilkoblinger
                        + " database connections of quarkus.datasource.jdbc.max-size");
        long bytes = config.opplastinger() * BYTES_PER_OPPLASTING
                + config.nedlastinger() * BYTES_PER_NEDLASTING
                + 2L * config.maksKo() * config.litenKropp().asLongValue()
                + config.maksUtestaende().asLongValue()
                + config.maksJsonMinne().asLongValue();
        krev(
                bytes <= heap / 100 * HEAP_PROSENT,
                "opplastinger, nedlastinger, maks-ko, liten-kropp, maks-utestaende and maks-json-minne may take "
                        + bytes / MIB
                        + " MiB together, more than " + HEAP_PROSENT + " % of a heap of " + heap / MIB
                        + " MiB: set them lower, or give it a bigger heap (-Xmx)");
    }

    private static void krevPositiv(Duration tid, String navn) {
        krev(tid.isPositive(), navn + " must be above 0");
    }

    private static void krev(boolean holder, String regel) {
        if (!holder) {
            throw new IllegalStateException(PREFIKS + regel);
        }
    }
}
