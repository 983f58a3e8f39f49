package no.digisos.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndingTest {

    @TempDir
    Path dir;

    @Test
    void aStackThatCannotStartSaysWhyAndExitsWith1() throws Exception {
        Files.createFile(dir.resolve("mvnw"));
        Files.createDirectories(dir.resolve("infra/local"));

        Process stack = java(Stack.class);

        assertThat(stack.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(stack.exitValue()).isEqualTo(1);
        assertThat(text(stack)).startsWith("start: ").contains("is not built");
    }

    @Test
    void outsideACheckoutThatIsSaid() throws Exception {
        Process stack = java(Stack.class);

        assertThat(stack.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(stack.exitValue()).isEqualTo(1);
        assertThat(text(stack)).startsWith("start: ").contains("not inside a checkout");
    }

    @Test
    void aSignalEndsWithTheCodeThatWasSetForIt() throws Exception {
        Process waiting = java(Waiting.class, "0");
        awaitReady(waiting);
        waiting.destroy();
        assertThat(waiting.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(waiting.exitValue()).isZero();

        Process interrupted = java(Waiting.class, "1");
        awaitReady(interrupted);
        interrupted.destroy();
        assertThat(interrupted.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(interrupted.exitValue()).isEqualTo(1);
    }

    /** Says that it is ready, and waits for a signal. */
    static final class Waiting {
        private Waiting() {}

        public static void main(String[] arguments) throws InterruptedException {
            Ending.onShutdown().ifSignalled(Integer.parseInt(arguments[0]));
            System.out.println("ready");
            new CountDownLatch(1).await();
        }
    }

    private Process java(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .start();
    }

    private static void awaitReady(Process process) throws IOException {
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        assertThat(out.readLine()).isEqualTo("ready");
    }

    private static String text(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
