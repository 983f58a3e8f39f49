package no.digisos.common.http;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses to start where heap, threads or database connections are too few for the transfers that are allowed. */
@ApplicationScoped
public class TransferCheck {
    /** What a body takes at most: a piece of a document, the piece before it on its way, buffers, and JSON without the common pot. */
    private static final long BYTES_PER_UPLOAD = 1536 * 1024 + JsonPool.FREE;
    /** What a streamed answer takes at most: a part of a document as it is stored and as it is sent, and what is under way. */
    private static final long BYTES_PER_DOWNLOAD = 768 * 1024;
    /** How much of the heap transfers may take, in hundredths: the rest is for the function itself and short calls. */
    private static final int HEAP_PERCENT = 75;
    /** Transfers use a connection for some milliseconds at a time. */
    private static final int TRANSFERS_PER_CONNECTION = 8;
    /** What Quarkus has when nothing is set. */
    private static final int THREADS_OTHERWISE = 200;

    private static final long MIB = 1024 * 1024;
    private static final String PREFIX = "digisos.overforing.";

    private final TransferConfig config;
    private final int threads;
    private final int connections;

    public TransferCheck(
            TransferConfig config,
            @ConfigProperty(name = "quarkus.thread-pool.max-threads") Optional<Integer> threads,
            @ConfigProperty(name = "quarkus.datasource.jdbc.max-size") int connections) {
        this.config = config;
        this.threads = threads.orElse(
                Math.max(THREADS_OTHERWISE, 8 * Runtime.getRuntime().availableProcessors()));
        this.connections = connections;
    }

    void start(@Observes StartupEvent event) {
        check(config, Runtime.getRuntime().maxMemory(), threads, connections);
    }

    /**
     * Checks what is set against what there is.
     *
     * @param heap bytes
     * @param threads worker threads
     * @param connections of the database's pool
     * @throws IllegalStateException when it does not fit; the message says which property, for the operator
     */
    static void check(TransferConfig config, long heap, int threads, int connections) {
        require(config.minsteFart().asLongValue() > 0, "minste-fart must be above 0");
        require(config.litenKropp().asLongValue() > 0, "liten-kropp must be above 0");
        require(config.litenKropp().asLongValue() <= MIB, "liten-kropp must be at most 1M");
        require(config.maksJsonMinne().asLongValue() >= JsonPool.PIECE, "maks-json-minne must be at least 64K");
        requirePositive(config.nadetid(), "nadetid");
        requirePositive(config.maksTid(), "maks-tid");
        requirePositive(config.maksVentetid(), "maks-ventetid");
        requirePositive(config.maksHodetid(), "maks-hodetid");
        int transfers = config.opplastinger() + config.nedlastinger();
        require(
                transfers <= threads - config.frieTrader(),
                "opplastinger and nedlastinger are " + transfers + " together, and take as many threads: of the "
                        + threads + " of quarkus.thread-pool.max-threads " + config.frieTrader()
                        + " (frie-trader) are for short calls");
        require(
                transfers <= TRANSFERS_PER_CONNECTION * connections,
                "opplastinger and nedlastinger are " + transfers + " together, more than "
                        + TRANSFERS_PER_CONNECTION + " for each of the " + connections
                        + " database connections of quarkus.datasource.jdbc.max-size");
        long bytes = config.opplastinger() * BYTES_PER_UPLOAD
                + config.nedlastinger() * BYTES_PER_DOWNLOAD
                + 2L * config.maksKo() * config.litenKropp().asLongValue()
                + config.maksUtestaende().asLongValue()
                + config.maksJsonMinne().asLongValue();
        require(
                bytes <= heap / 100 * HEAP_PERCENT,
                "opplastinger, nedlastinger, maks-ko, liten-kropp, maks-utestaende and maks-json-minne may take "
                        + bytes / MIB
                        + " MiB together, more than " + HEAP_PERCENT + " % of a heap of " + heap / MIB
                        + " MiB: set them lower, or give it a bigger heap (-Xmx)");
    }

    private static void requirePositive(Duration time, String name) {
        require(time.isPositive(), name + " must be above 0");
    }

    private static void require(boolean holder, String rule) {
        if (!holder) {
            throw new IllegalStateException(PREFIX + rule);
        }
    }
}
