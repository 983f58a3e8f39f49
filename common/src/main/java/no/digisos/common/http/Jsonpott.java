package no.digisos.common.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicLong;

/** The heap for JSON that calls have together, beside what each has of its own. In metrics {@code digisos.json.minne}, in bytes. */
@ApplicationScoped
public class Jsonpott {
    /** What each call has of its own, in bytes: more than an application takes, as text and as tree. */
    static final long FRITT = 768 * 1024;
    /** What is taken at a time, in bytes. */
    static final long STYKKE = 64 * 1024;

    private final long maks;
    private final AtomicLong brukt = new AtomicLong();

    public Jsonpott(OverforingConfig config, MeterRegistry registry) {
        this.maks = config.maksJsonMinne().asLongValue();
        Gauge.builder("digisos.json.minne", brukt, AtomicLong::get)
                .baseUnit("bytes")
                .register(registry);
    }

    /** Bytes in all. */
    long maks() {
        return maks;
    }

    /** Whether there were so many bytes, which are taken then. */
    boolean ta(long bytes) {
        long forst = brukt.getAndUpdate(n -> n + bytes <= maks ? n + bytes : n);
        return forst + bytes <= maks;
    }

    void giTilbake(long bytes) {
        brukt.addAndGet(-bytes);
    }
}
