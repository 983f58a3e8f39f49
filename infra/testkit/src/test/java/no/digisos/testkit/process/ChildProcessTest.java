package no.digisos.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

    private static final Duration GRACE = Duration.ofSeconds(1);

    @TempDir
    Path dir;

    @Test
    void theProgramHasItsArgumentsEnvironmentAndLog() throws Exception {
        try (ChildProcess child =
                start(Map.of("HILSEN", "god dag"), "echo \"$HILSEN $1\" pid=$$; echo feil >&2; exit 7")) {
            assertThat(child.onExit().get(10, TimeUnit.SECONDS)).isEqualTo(7);
            assertThat(child.isAlive()).isFalse();
            assertThat(Files.readString(log())).isEqualTo("god dag a b pid=" + child.pid() + "\nfeil\n");
        }
    }

    @Test
    void theProgramDoesNotReadTheWatchdogsPipe() throws Exception {
        try (ChildProcess child = start(Map.of(), "cat; echo done")) {
            assertThat(child.onExit().get(10, TimeUnit.SECONDS)).isZero();
            assertThat(Files.readString(log())).isEqualTo("done\n");
        }
    }

    @Test
    void itStopsByTerm() throws Exception {
        ChildProcess child = start(Map.of(), "trap 'echo bye; exit 3' TERM; echo up; while :; do sleep 0.1; done");
        awaitLog("up");

        child.close();

        assertThat(child.onExit().get(10, TimeUnit.SECONDS)).isEqualTo(3);
        assertThat(Files.readString(log())).isEqualTo("up\nbye\n");
    }

    @Test
    void whatIgnoresTermIsKilledAfterTheGrace() throws Exception {
        ChildProcess child = start(Map.of(), "trap '' TERM; echo up; while :; do sleep 0.1; done");
        awaitLog("up");

        child.close();

        assertThat(child.onExit().get(10, TimeUnit.SECONDS)).isEqualTo(128 + 9);
    }

    @Test
    void theWatchdogEndsWithTheProgram() throws Exception {
        ChildProcess child = start(Map.of(), "echo up; while :; do sleep 0.1; done");
        awaitLog("up");
        List<ProcessHandle> watchdogs = ProcessHandle.of(child.pid())
                .orElseThrow()
                .children()
                .filter(process -> process.info().command().orElse("").endsWith("sh"))
                .toList();

        child.kill();

        for (ProcessHandle watchdog : watchdogs) {
            watchdog.onExit().get(10, TimeUnit.SECONDS);
        }
        assertThat(child.onExit().get(10, TimeUnit.SECONDS)).isEqualTo(128 + 9);
    }

    @Test
    void theProgramEndsWhenItsParentIsKilled() throws Exception {
        Process parent = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName(),
                        log().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        ProcessHandle child;
        try (BufferedReader out = parent.inputReader()) {
            child = ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();
        }
        assertThat(child.isAlive()).isTrue();

        parent.destroyForcibly();

        child.onExit().get(20, TimeUnit.SECONDS);
        assertThat(child.isAlive()).isFalse();
    }

    /** Starts a child that ignores SIGTERM, says its pid, and waits to be killed. */
    static final class Parent {
        private Parent() {}

        public static void main(String[] arguments) throws Exception {
            ChildProcess child = ChildProcess.start(new ChildProcess.Command(
                    "child",
                    List.of("/bin/sh", "-c", "trap '' TERM; while :; do sleep 0.1; done"),
                    Map.of(),
                    Path.of(arguments[0]),
                    GRACE));
            System.out.println(child.pid());
            child.onExit().join();
        }
    }

    @Test
    void healthIsPolledUntilItIs200() throws Exception {
        AtomicInteger polls = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(polls.incrementAndGet() < 3 ? 503 : 200, -1);
            exchange.close();
        });
        server.start();
        try (ChildProcess child = start(Map.of(), "while :; do sleep 0.1; done")) {
            child.awaitHealthy(
                    URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/q/health/ready"),
                    Duration.ofSeconds(20));
            assertThat(polls).hasValue(3);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aProgramThatEndsIsNotWaitedForAndItsLogIsShown() throws Exception {
        try (ChildProcess child = start(Map.of(), "echo mangler database; exit 1")) {
            assertThatThrownBy(() -> child.awaitHealthy(URI.create("http://127.0.0.1:1/"), Duration.ofMinutes(10)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("ended with 1")
                    .hasMessageContaining("mangler database");
        }
    }

    @Test
    void theDeadlineHolds() throws Exception {
        try (ChildProcess child = start(Map.of(), "while :; do sleep 0.1; done")) {
            assertThatThrownBy(() -> child.awaitHealthy(URI.create("http://127.0.0.1:1/"), Duration.ofMillis(300)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("not healthy");
        }
    }

    @Test
    void aMissingExecutableIsSaidAtOnce() {
        assertThatThrownBy(() -> ChildProcess.start(new ChildProcess.Command(
                        "submit", List.of(dir.resolve("runner").toString()), Map.of(), log(), GRACE)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("submit");
    }

    private ChildProcess start(Map<String, String> environment, String script) throws IOException {
        return ChildProcess.start(new ChildProcess.Command(
                "child", List.of("/bin/sh", "-c", script, "sh", "a b"), environment, log(), GRACE));
    }

    private Path log() {
        return dir.resolve("log.txt");
    }

    private void awaitLog(String text) throws IOException {
        long giveUpAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (Files.notExists(log()) || !Files.readString(log()).contains(text)) {
            assertThat(System.nanoTime()).as("time to log " + text).isLessThan(giveUpAt);
            Thread.onSpinWait();
        }
    }
}
