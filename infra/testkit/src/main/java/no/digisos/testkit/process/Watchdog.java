package no.digisos.testkit.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Ends a process when this JVM ends, also by SIGKILL. A small shell holds the reading end of a pipe whose writing end is
 * ours; when the kernel closes ours, the shell's read ends, and it signals the process. Nothing else is needed on the
 * machine than a POSIX shell: {@code prctl} cannot be called from Java, and {@code setpriv --pdeathsig} would fire when
 * the starting <em>thread</em> ends.
 */
final class Watchdog implements AutoCloseable {

    /** One line on the pipe means "not needed any more"; the end of the pipe without a line means "we died". */
    private static final String WAIT = "trap '' HUP INT TERM; read -r _ && exit 0; ";

    private static final String END = "kill -s \"$2\" \"$1\" 2>/dev/null; n=0; "
            + "while kill -0 \"$1\" 2>/dev/null && [ $n -lt \"$3\" ]; do sleep 1; n=$((n+1)); done; "
            + "[ $n -lt \"$3\" ] || kill -s \"$4\" \"$1\" 2>/dev/null";

    private static final String SCRIPT = WAIT + END;

    /**
     * For a child of the process it watches: when that has ended, the pipe ends too, and the number may by then be somebody
     * else's. The kernel gives such a child another parent at once. Where there is no {@code /proc}, nothing is checked.
     */
    static final String SCRIPT_OF_CHILD =
            WAIT + "read -r _ _ _ parent _ </proc/self/stat || parent=$1; [ \"$parent\" = \"$1\" ] || exit 0; " + END;

    private final Process shell;

    private Watchdog(Process shell) {
        this.shell = shell;
    }

    /**
     * Watches over a process that runs already.
     *
     * @param firstSignal sent when this JVM has died, for example {@code TERM}
     * @param graceSeconds how long the process may take before {@code lastSignal}
     * @param lastSignal for example {@code KILL}
     */
    static Watchdog over(long pid, String firstSignal, int graceSeconds, String lastSignal) throws IOException {
        List<String> command = List.of(
                "/bin/sh",
                "-c",
                SCRIPT,
                "digisos-watchdog",
                Long.toString(pid),
                firstSignal,
                Integer.toString(graceSeconds),
                lastSignal);
        return new Watchdog(new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** Calls the watchdog off. */
    @Override
    public void close() {
        try (OutputStream pipe = shell.getOutputStream()) {
            pipe.write("stop\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // The shell has ended already, and there is nobody left to call off.
        }
    }
}
