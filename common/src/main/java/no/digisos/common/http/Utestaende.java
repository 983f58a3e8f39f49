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
final class Utestaende {
    private final long maks;
    private final AtomicLong bytes = new AtomicLong();
    private final Set<Channel> venter = new LinkedHashSet<>();

    /** @param maks bytes in all connections together */
    Utestaende(long maks) {
        this.maks = maks;
    }

    void legg(long antall) {
        bytes.addAndGet(antall);
    }

    void trekk(long antall) {
        bytes.addAndGet(-antall);
    }

    /** The connection has something outstanding from now on. */
    synchronized void begynner(Channel kanal) {
        venter.add(kanal);
    }

    /** The connection has nothing outstanding any more. */
    synchronized void slutter(Channel kanal) {
        venter.remove(kanal);
    }

    /** Resets the eldest when there is too much; what it had is given back when its connection is gone. */
    void begrens() {
        if (bytes.get() > maks) {
            Channel eldste = taEldste();
            if (eldste != null) {
                Log.info("En forbindelse er brutt: for mange svar er ikke tatt imot");
                Svarvakt.bryt(eldste);
            }
        }
    }

    private synchronized @Nullable Channel taEldste() {
        Iterator<Channel> i = venter.iterator();
        if (!i.hasNext()) {
            return null;
        }
        Channel eldste = i.next();
        i.remove();
        return eldste;
    }
}
