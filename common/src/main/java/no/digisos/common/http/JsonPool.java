package no.digisos.common.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicLong;

/** The heap for JSON that calls have together, beside what each has of its own. In metrics {@code digisos.json.minne}, in bytes. */
@ApplicationScoped
public class JsonPool {
    /** What each call has of its own, in bytes: more than an application takes, as text and as tree. */
    static final long FREE = 768 * 1024;
    /** What is taken at a time, in bytes. */
    static final long PIECE = 64 * 1024;

    private final long max;
    private final AtomicLong used = new AtomicLong();

    public JsonPool(TransferConfig config, MeterRegistry registry) {
        this.max = config.maksJsonMinne().asLongValue();
        Gauge.builder("digisos.json.minne", used, AtomicLong::get)
                .baseUnit("bytes")
                .register(registry);
    }

    /** Bytes in all. */
    long max() {
        return max;
    }

    /** Whether there were so many bytes, which are taken then. */
    boolean take(long bytes) {
        long initial = used.getAndUpdate(n -> n + bytes <= max ? n + bytes : n);
        return initial + bytes <= max;
    }

    void giveBack(long bytes) {
        used.addAndGet(-bytes);
    }
}
