package no.digisos.chaos;

import java.time.Duration;

/** Clients that go on in the background until they are stopped. */
final class Load implements AutoCloseable {

    private static final int SLOWER = 4;
    private static final long NANOS = 1_000_000_000L;

    private final Thread thread;
    private volatile boolean stopped;

    private Load(Scene scene, DrillOptions options) {
        this.thread = Thread.ofVirtual().unstarted(() -> run(scene, options));
    }

    /** Starts them. When as many are accepted as were asked for, fewer are begun: a slow machine is not to get a longer drill. */
    static Load start(Scene scene, DrillOptions options) {
        Load load = new Load(scene, options);
        load.thread.start();
        return load;
    }

    private void run(Scene scene, DrillOptions options) {
        try {
            long next = System.nanoTime();
            while (!stopped) {
                scene.clients().next();
                boolean enough = scene.evidence().acceptedCount() >= options.soknader();
                int rate = enough ? Math.max(1, options.takt() / SLOWER) : options.takt();
                next = Math.max(next + NANOS / rate, System.nanoTime() - NANOS);
                Thread.sleep(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Begins no more; what was begun goes on until it is answered. */
    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
