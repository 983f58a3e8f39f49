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
final class Places {
    private final int count;
    private final int each;
    private final int maxQueue;
    private final int maxQueueEach;
    private final Map<Object, Integer> takenBy = new HashMap<>();
    private final Map<Object, Integer> awaitedBy = new HashMap<>();
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private int taken;

    /**
     * @param count places, in all
     * @param each of them to one who asks
     * @param maxQueue in line, in all
     * @param maxQueueEach of them by one who asks
     */
    Places(int count, int each, int maxQueue, int maxQueueEach) {
        this.count = count;
        this.each = each;
        this.maxQueue = maxQueue;
        this.maxQueueEach = maxQueueEach;
    }

    /** A place, until it is given back; more than once does no harm. */
    final class Place implements AutoCloseable {
        private final Object who;
        private final AtomicBoolean given = new AtomicBoolean();

        private Place(Object who) {
            this.who = who;
        }

        @Override
        public void close() {
            if (given.compareAndSet(false, true)) {
                giveBack(who);
            }
        }
    }

    /** One who asked, and has been answered or waits. */
    final class Waiting {
        private final Object who;
        private final Consumer<Optional<Place>> answer;

        private Waiting(Object who, Consumer<Optional<Place>> answer) {
            this.who = who;
            this.answer = answer;
        }

        /** Leaves the line, and is answered with no place; does nothing when it has been answered. */
        void giveUp() {
            if (leave(this)) {
                answer.accept(Optional.empty());
            }
        }
    }

    /**
     * Asks for a place.
     *
     * @param who asks
     * @param answer is called once: with the place, or with none when the line is full or was left. Often before this returns.
     */
    Waiting request(Object who, Consumer<Optional<Place>> answer) {
        Waiting fresh = new Waiting(who, answer);
        Optional<Place> immediate;
        synchronized (this) {
            if (free(who)) {
                immediate = Optional.of(take(who));
            } else if (queue.size() < maxQueue && awaitedBy.getOrDefault(who, 0) < maxQueueEach) {
                queue.add(fresh);
                awaitedBy.merge(who, 1, Integer::sum);
                return fresh;
            } else {
                immediate = Optional.empty();
            }
        }
        answer.accept(immediate);
        return fresh;
    }

    /** Places that are taken. */
    synchronized int taken() {
        return taken;
    }

    /** How many wait. */
    synchronized int inQueue() {
        return queue.size();
    }

    private void giveBack(Object who) {
        Waiting next;
        Place place;
        synchronized (this) {
            taken--;
            subtract(takenBy, who);
            next = next();
            if (next == null) {
                return;
            }
            place = take(next.who);
        }
        next.answer.accept(Optional.of(place));
    }

    private @Nullable Waiting next() {
        for (Iterator<Waiting> i = queue.iterator(); i.hasNext(); ) {
            Waiting waiting = i.next();
            if (free(waiting.who)) {
                i.remove();
                subtract(awaitedBy, waiting.who);
                return waiting;
            }
        }
        return null;
    }

    private synchronized boolean leave(Waiting waiting) {
        if (!queue.remove(waiting)) {
            return false;
        }
        subtract(awaitedBy, waiting.who);
        return true;
    }

    private boolean free(Object who) {
        return taken < count && takenBy.getOrDefault(who, 0) < each;
    }

    private Place take(Object who) {
        taken++;
        takenBy.merge(who, 1, Integer::sum);
        return new Place(who);
    }

    private static void subtract(Map<Object, Integer> number, Object who) {
        number.computeIfPresent(who, (h, n) -> n == 1 ? null : n - 1);
    }
}
