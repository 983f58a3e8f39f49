package no.digisos.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WatchdogTest {
    private static final long PARENT = ProcessHandle.current().pid();

    @Test
    void a_child_signals_its_parent_when_the_pipe_ends() throws Exception {
        assertThat(signals(PARENT)).startsWith("-s TERM " + PARENT);
    }

    @Test
    void a_child_signals_nobody_who_is_not_its_parent() throws Exception {
        long whoHasTheNumberNow = PARENT + 1;

        assertThat(signals(whoHasTheNumberNow)).isEmpty();
    }

    /** What the script of a child would have sent after the end of the pipe. */
    private static String signals(long watched) throws Exception {
        String script = "kill() { echo \"$*\"; return 1; }; set -- " + watched + " TERM 1 KILL; ";
        Process shell = new ProcessBuilder("/bin/sh", "-c", script + Watchdog.SCRIPT_OF_CHILD)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .start();
        return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
