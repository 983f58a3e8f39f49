package no.digisos.common.http;

import io.netty.channel.Channel;
import io.quarkus.logging.Log;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What the callers of all connections have not taken yet of their answers, which lies in our heap. Whoever takes what it asked for is
 * gone from here in a moment; so when there is too much, the connection that has been here longest is reset.
 */
final class Outstanding {
    private final long max;
    private final AtomicLong bytes = new AtomicLong();
    private final Set<Channel> pending = new LinkedHashSet<>();

    /** @param max bytes in all connections together */
    Outstanding(long max) {
        this.max = max;
    }

    void add(long count) {
        bytes.addAndGet(count);
    }

    void subtract(long count) {
        bytes.addAndGet(-count);
    }

    /** The connection has something outstanding from now on. */
    synchronized void begins(Channel channel) {
        pending.add(channel);
    }

    /** The connection has nothing outstanding any more. */
    synchronized void ends(Channel channel) {
        pending.remove(channel);
    }

    /** Resets the eldest when there is too much; what it had is given back when its connection is gone. */
    void limit() {
        if (bytes.get() > max) {
            Channel oldest = takeOldest();
            if (oldest != null) {
                Log.info("A connection was broken off: too many answers were not taken");
                ConnectionReset.breakOff(oldest);
            }
        }
    }

    private synchronized @Nullable Channel takeOldest() {
        Iterator<Channel> i = pending.iterator();
        if (!i.hasNext()) {
            return null;
        }
        Channel oldest = i.next();
        i.remove();
        return oldest;
    }
}
