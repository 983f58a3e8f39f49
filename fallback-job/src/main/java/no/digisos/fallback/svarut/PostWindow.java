package no.digisos.fallback.svarut;

import java.time.Duration;

/**
 * The time in which a POST may begin after its intent was committed (delivery.md 3, rule D). It is measured on the monotonic
 * clock of the process that committed, so it must not be handed to another process.
 *
 * @param startNanos {@link System#nanoTime()} read <em>before</em> the intent was committed: read after it, a stall in between
 *     would lengthen the window
 */
public record PostWindow(long startNanos, Duration length) {
    public PostWindow {
        if (!length.isPositive()) {
            throw new IllegalArgumentException("A post window must have a length");
        }
    }

    /** Whether a POST may still begin. */
    boolean isOpen(long nowNanos) {
        return nowNanos - startNanos < length.toNanos();
    }
}
