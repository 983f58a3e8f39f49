package no.digisos.local.stack;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was started, ended in the reverse order, once. */
final class Teardown implements AutoCloseable {

    /** How one thing is ended. */
    interface Ending {
        void end() throws Exception;
    }

    private record Named(String name, Ending ending) {}

    private final Deque<Named> endings = new ArrayDeque<>();
    private boolean begun;

    /**
     * Remembers how to end something that has just been started. When the end has begun already, it is ended at once.
     *
     * @throws IllegalStateException when the end has begun
     */
    void add(String name, Ending ending) {
        synchronized (endings) {
            if (!begun) {
                endings.push(new Named(name, ending));
                return;
            }
        }
        end(new Named(name, ending));
        throw new IllegalStateException("the stack is being stopped");
    }

    /** Whether the end has begun. */
    boolean begun() {
        synchronized (endings) {
            return begun;
        }
    }

    /** Ends everything; what fails is said, and does not keep the rest from ending. */
    @Override
    public synchronized void close() {
        while (true) {
            Named next;
            synchronized (endings) {
                begun = true;
                next = endings.poll();
            }
            if (next == null) {
                return;
            }
            end(next);
        }
    }

    private static void end(Named named) {
        try {
            named.ending().end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            System.err.println("stack: " + named.name() + " did not end well: " + e);
        }
    }
}
