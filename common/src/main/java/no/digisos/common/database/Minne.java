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
public final class Minne<T> {
    private final Supplier<T> kilde;
    private final LongSupplier nanoTid;
    private volatile @Nullable Lest<T> siste;

    /** @param kilde reads it anew */
    public Minne(Supplier<T> kilde) {
        this(kilde, System::nanoTime);
    }

    Minne(Supplier<T> kilde, LongSupplier nanoTid) {
        this.kilde = kilde;
        this.nanoTid = nanoTid;
    }

    /**
     * What is remembered.
     *
     * @param alder since it began to be read
     */
    public record Kjent<T>(T verdi, Duration alder) {}

    private record Lest<T>(T verdi, long nanoTid) {}

    /** Reads it anew. What is remembered stands when that fails. */
    public T oppfrisk() {
        long begynt = nanoTid.getAsLong();
        T verdi = kilde.get();
        siste = new Lest<>(verdi, begynt);
        return verdi;
    }

    /** What is remembered; empty until it has been read once. */
    public Optional<Kjent<T>> kjent() {
        Lest<T> lest = siste;
        return lest == null
                ? Optional.empty()
                : Optional.of(new Kjent<>(lest.verdi, Duration.ofNanos(nanoTid.getAsLong() - lest.nanoTid)));
    }

    /** What is remembered, when it is no older than this. */
    public Optional<T> kjent(Duration maksAlder) {
        return kjent().filter(kjent -> kjent.alder().compareTo(maksAlder) <= 0).map(Kjent::verdi);
    }
}
