package no.digisos.local.stack;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How a program that owns a stack ends: in order, also by a signal. The JVM runs shutdown hooks side by side and makes
 * 128 + n of its exit code; so the one hook here stops everything one after the other, and then ends the JVM itself.
 */
public final class Ending {

    private final Teardown teardown = new Teardown();
    private final AtomicInteger exitCode = new AtomicInteger();
    private final AtomicBoolean begun = new AtomicBoolean();

    private Ending() {}

    /** Registers the hook. From now on the JVM's exit code is 0, or what {@link #exit} or {@link #ifSignalled} says. */
    public static Ending onShutdown() {
        Ending ending = new Ending();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            ending.begun.set(true);
                            ending.teardown.close();
                            System.out.flush();
                            System.err.flush();
                            Runtime.getRuntime().halt(ending.exitCode.get());
                        },
                        "stop-stack"));
        return ending;
    }

    /**
     * Starts a stack that is stopped when the JVM ends.
     *
     * @throws IOException as {@link Stack#start(StackOptions)}
     */
    public RunningStack start(StackOptions options) throws IOException, InterruptedException {
        return Stack.start(Checkout.here(), options, teardown);
    }

    /** Sets the exit code for the case that a signal comes, from now on. */
    public void ifSignalled(int code) {
        exitCode.set(code);
    }

    /** Stops everything and ends the JVM. */
    public void exit(int code) {
        exitCode.set(code);
        System.exit(code);
    }

    /** Whether the JVM is ending, by a signal or by {@link #exit}. */
    public boolean begun() {
        return begun.get();
    }
}
