package no.digisos.common.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A number of places, of which no single one who asks gets more than some, and a line of those who wait for one: the first in line
 * whose own share is not used up is the next. Nobody holds a thread while waiting. Safe for use by many threads; who is answered is
 * called outside the lock, by whoever gave the place back.
 */
final class Plasser {
    private final int antall;
    private final int hver;
    private final int maksKo;
    private final int maksKoHver;
    private final Map<Object, Integer> opptattAv = new HashMap<>();
    private final Map<Object, Integer> ventesAv = new HashMap<>();
    private final Deque<Ventende> ko = new ArrayDeque<>();
    private int opptatt;

    /**
     * @param antall places, in all
     * @param hver of them to one who asks
     * @param maksKo in line, in all
     * @param maksKoHver of them by one who asks
     */
    Plasser(int antall, int hver, int maksKo, int maksKoHver) {
        this.antall = antall;
        this.hver = hver;
        this.maksKo = maksKo;
        this.maksKoHver = maksKoHver;
    }

    /** A place, until it is given back; more than once does no harm. */
    final class Plass implements AutoCloseable {
        private final Object hvem;
        private final AtomicBoolean gitt = new AtomicBoolean();

        private Plass(Object hvem) {
            this.hvem = hvem;
        }

        @Override
        public void close() {
            if (gitt.compareAndSet(false, true)) {
                giTilbake(hvem);
            }
        }
    }

    /** One who asked, and has been answered or waits. */
    final class Ventende {
        private final Object hvem;
        private final Consumer<Optional<Plass>> svar;

        private Ventende(Object hvem, Consumer<Optional<Plass>> svar) {
            this.hvem = hvem;
            this.svar = svar;
        }

        /** Leaves the line, and is answered with no place; does nothing when it has been answered. */
        void giOpp() {
            if (forlat(this)) {
                svar.accept(Optional.empty());
            }
        }
    }

    /**
     * Asks for a place.
     *
     * @param hvem asks
     * @param svar is called once: with the place, or with none when the line is full or was left. Often before this returns.
     */
    Ventende be(Object hvem, Consumer<Optional<Plass>> svar) {
        Ventende ny = new Ventende(hvem, svar);
        Optional<Plass> straks;
        synchronized (this) {
            if (ledig(hvem)) {
                straks = Optional.of(ta(hvem));
            } else if (ko.size() < maksKo && ventesAv.getOrDefault(hvem, 0) < maksKoHver) {
                ko.add(ny);
                ventesAv.merge(hvem, 1, Integer::sum);
                return ny;
            } else {
                straks = Optional.empty();
            }
        }
        svar.accept(straks);
        return ny;
    }

    /** Places that are taken. */
    synchronized int opptatt() {
        return opptatt;
    }

    /** How many wait. */
    synchronized int iKo() {
        return ko.size();
    }

    private void giTilbake(Object hvem) {
        Ventende neste;
        Plass plass;
        synchronized (this) {
            opptatt--;
            trekkFra(opptattAv, hvem);
            neste = neste();
            if (neste == null) {
                return;
            }
            plass = ta(neste.hvem);
        }
        neste.svar.accept(Optional.of(plass));
    }

    private @Nullable Ventende neste() {
        for (Iterator<Ventende> i = ko.iterator(); i.hasNext(); ) {
            Ventende ventende = i.next();
            if (ledig(ventende.hvem)) {
                i.remove();
                trekkFra(ventesAv, ventende.hvem);
                return ventende;
            }
        }
        return null;
    }

    private synchronized boolean forlat(Ventende ventende) {
        if (!ko.remove(ventende)) {
            return false;
        }
        trekkFra(ventesAv, ventende.hvem);
        return true;
    }

    private boolean ledig(Object hvem) {
        return opptatt < antall && opptattAv.getOrDefault(hvem, 0) < hver;
    }

    private Plass ta(Object hvem) {
        opptatt++;
        opptattAv.merge(hvem, 1, Integer::sum);
        return new Plass(hvem);
    }

    private static void trekkFra(Map<Object, Integer> tall, Object hvem) {
        tall.computeIfPresent(hvem, (h, n) -> n == 1 ? null : n - 1);
    }
}
