package no.digisos.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import no.digisos.testkit.process.ChildProcess.Command;

/**
 * One start of a program, without the shell that the stack has between.
 *
 * @param took from exec to the first answer, or to the exit
 * @param bytes resident at the first answer, or the most until the exit
 */
record Launch(Duration took, long bytes) {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int CONNECT_MILLIS = 1_000;

    /**
     * Starts a server, asks until it answers 200, and ends it.
     *
     * @throws IOException when it has not answered within a minute, or has ended
     */
    static Launch untilAnswer(Command command, URI address) throws IOException, InterruptedException {
        long started = System.nanoTime();
        Process process = start(command);
        try {
            while (!answers(address)) {
                if (!process.isAlive() || System.nanoTime() - started > LIMIT.toNanos()) {
                    throw new IOException(command.name() + " did not answer; see " + command.log());
                }
            }
            Duration took = Duration.ofNanos(System.nanoTime() - started);
            return new Launch(took, Proc.resident(process.pid()).orElse(0));
        } finally {
            process.destroy();
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
    }

    /**
     * Runs a program to its end.
     *
     * @throws IOException when it ends with anything but 0
     */
    static Launch untilExit(Command command) throws IOException, InterruptedException {
        long started = System.nanoTime();
        Process process = start(command);
        long bytes = 0;
        while (!process.waitFor(Duration.ofMillis(1))) {
            OptionalLong peak = Proc.peak(process.pid());
            bytes = Math.max(bytes, peak.orElse(0));
        }
        Duration took = Duration.ofNanos(System.nanoTime() - started);
        if (process.exitValue() != 0) {
            throw new IOException(command.name() + " ended with " + process.exitValue() + "; see " + command.log());
        }
        return new Launch(took, bytes);
    }

    private static Process start(Command command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command.arguments())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(command.log().toFile()));
        builder.environment().putAll(command.environment());
        return builder.start();
    }

    /** A bare socket: an HTTP client of its own would cost more than what is measured. */
    private static boolean answers(URI address) throws InterruptedException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), CONNECT_MILLIS);
            socket.setTcpNoDelay(true);
            socket.getOutputStream()
                    .write(("GET " + address.getPath() + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String status = answer.readLine();
            return status != null && status.startsWith("HTTP/1.1 200");
        } catch (IOException e) {
            TimeUnit.MICROSECONDS.sleep(500);
            return false;
        }
    }
}
