package no.digisos.common.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import no.digisos.common.startup.Limit;

/**
 * What slow callers may take of a function: how slowly a body or an answer may go, and how many of them may go at the same time. A
 * transfer has a place while it holds a thread and a piece of a document; one that finds none waits in line, without a thread and
 * with its connection held back, and is answered with 503 and {@code Retry-After} when it has waited too long. Short calls need no
 * place: those without a body, those whose body is at most {@link #litenKropp()}, and answers that are not streamed.
 *
 * <p>The defaults suit a heap of 256 MiB, the usual number of threads (200) and NAV's pools of 500 connections (contract.md 0.1). A
 * function whose heap, threads or database connections are too few for what is set here does not start, and says so.
 */
@ConfigMapping(prefix = "digisos.overforing")
public interface TransferConfig {
    /** Bodies that are read at the same time, in all. Each takes a thread and up to 1.5 MiB. */
    @WithDefault("32")
    @WithConverter(Limit.Positive.class)
    int opplastinger();

    /** How many of {@link #opplastinger()} one integration may have, so that it cannot keep all others out. */
    @WithDefault("24")
    @WithConverter(Limit.Positive.class)
    int opplastingerPerIntegrasjon();

    /** Answers that are streamed at the same time, in all. Each takes a thread and up to 1 MiB. */
    @WithDefault("32")
    @WithConverter(Limit.Positive.class)
    int nedlastinger();

    /** How many of {@link #nedlastinger()} one integration, or one citizen's browser, may have. */
    @WithDefault("24")
    @WithConverter(Limit.Positive.class)
    int nedlastingerPerIntegrasjon();

    /** How many may wait in line for a place of either kind. One more is answered with 503 at once. */
    @WithDefault("512")
    @WithConverter(Limit.Positive.class)
    int maksKo();

    /** How many of {@link #maksKo()} one integration may have. */
    @WithDefault("384")
    @WithConverter(Limit.Positive.class)
    int maksKoPerIntegrasjon();

    /**
     * How long one waits in line before it is answered with 503. Its body stands still meanwhile, and clients give up after a minute
     * without progress (contract.md 0.1).
     */
    @WithDefault("PT20S")
    Duration maksVentetid();

    /**
     * A body of at most this many bytes is taken in without a thread and without a place; of a bigger one so much is taken in before
     * it asks for a place. Receipts and searches have some hundred bytes. It is also the most that is read from a connection at once
     * (2 KiB when it is set lower), so that no more of a body lies in the heap while it waits.
     */
    @WithDefault("16K")
    MemorySize litenKropp();

    /**
     * The least rate of a body or an answer, in bytes a second. Counted is the time in which we wait for the caller: not that in
     * which it stands in line, nor that which our database takes.
     */
    @WithDefault("8K")
    MemorySize minsteFart();

    /** How much longer than {@link #minsteFart()} allows a body or an answer may take: a caller on a weak line may stall so long in all. */
    @WithDefault("PT30S")
    Duration nadetid();

    /** The most that we wait for one caller in one body or answer, however big it is. */
    @WithDefault("PT30M")
    Duration maksTid();

    /**
     * Bytes of answers that their callers have not taken yet, in all connections together. Above it the connection that has had one
     * waiting longest is reset.
     */
    @WithDefault("32M")
    MemorySize maksUtestaende();

    /**
     * Heap that the JSON of all calls may take, as text and as trees, beside 768 KiB for each call. A call that finds none left is
     * answered with 503 and {@code Retry-After}; one that would need more by itself with 413.
     */
    @WithDefault("40M")
    MemorySize maksJsonMinne();

    /** How long the head of a request may take, from its first byte to its last. The connection is closed after that. */
    @WithDefault("PT30S")
    Duration maksHodetid();

    /**
     * Threads that transfers leave to short calls: {@link #opplastinger()} and {@link #nedlastinger()} together are at most {@code
     * quarkus.thread-pool.max-threads} less these.
     */
    @WithDefault("32")
    @WithConverter(Limit.Positive.class)
    int frieTrader();
}
