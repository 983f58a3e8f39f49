package no.digisos.common.observability;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what goes on for an hour from filling the log: of each matter the first line is written at once, and after that one line
 * for each {@link LogConfig#mellomrom()} with the number of those that were held back. Safe for use by many threads.
 */
public final class LogThrottle {
    private final long interval;
    private final LongSupplier nanoTime;
    private final Map<String, Matter> matters = new HashMap<>();

    /** When a matter was last told of, and how often it came up since. */
    private static final class Matter {
        private long told;
        private long suppressed;
    }

    /** @param nanoTime as {@link System#nanoTime()} */
    public LogThrottle(Duration interval, LongSupplier nanoTime) {
        this.interval = interval.toNanos();
        this.nanoTime = nanoTime;
    }

    /**
     * Tells of a matter, or counts it.
     *
     * @param what the matter: one of a small, fixed set of names
     * @param line writes the line; what it is given belongs at the line's end
     */
    public void say(String what, Line line) {
        String tail = tail(what);
        if (tail != null) {
            line.write(tail);
        }
    }

    private synchronized @Nullable String tail(String what) {
        long now = nanoTime.getAsLong();
        Matter matter = matters.get(what);
        if (matter == null) {
            matter = new Matter();
            matters.put(what, matter);
        } else if (now - matter.told < interval) {
            matter.suppressed++;
            return null;
        }
        String tail = matter.suppressed == 0 ? "" : " (" + matter.suppressed + " more times since the last line)";
        matter.told = now;
        matter.suppressed = 0;
        return tail;
    }

    /** Writes one line. */
    @FunctionalInterface
    public interface Line {
        /**
         * Called when it is time for a line.
         *
         * @param tail how many lines were held back before this one; empty when none were
         */
        void write(String tail);
    }
}
