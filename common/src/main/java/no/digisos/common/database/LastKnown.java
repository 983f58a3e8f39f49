package no.digisos.common.database;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What was last read of something small that must be known also while the database is away. Ages are measured on the monotonic
 * clock, which nobody sets. Thread-safe.
 *
 * @param <T> immutable
 */
public final class LastKnown<T> {
    private final Supplier<T> source;
    private final LongSupplier nanoTime;
    private volatile @Nullable Loaded<T> last;

    /** @param source reads it anew */
    public LastKnown(Supplier<T> source) {
        this(source, System::nanoTime);
    }

    LastKnown(Supplier<T> source, LongSupplier nanoTime) {
        this.source = source;
        this.nanoTime = nanoTime;
    }

    /**
     * What is remembered.
     *
     * @param alder since it began to be read
     */
    public record Known<T>(T verdi, Duration alder) {}

    private record Loaded<T>(T verdi, long nanoTid) {}

    /** Reads it anew. What is remembered stands when that fails. */
    public T refresh() {
        long begun = nanoTime.getAsLong();
        T value = source.get();
        last = new Loaded<>(value, begun);
        return value;
    }

    /** What is remembered; empty until it has been read once. */
    public Optional<Known<T>> known() {
        Loaded<T> loaded = last;
        return loaded == null
                ? Optional.empty()
                : Optional.of(new Known<>(loaded.verdi, Duration.ofNanos(nanoTime.getAsLong() - loaded.nanoTid)));
    }

    /** What is remembered, when it is no older than this. */
    public Optional<T> known(Duration maxAge) {
        return known().filter(known -> known.alder().compareTo(maxAge) <= 0).map(Known::verdi);
    }
}
