package no.digisos.fallback;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import no.digisos.seeds.suite.SharedConfig;

/** A mail server that keeps what it is given as text files, and answers with the least that SMTP demands. */
public final class EmailSink implements QuarkusTestResourceLifecycleManager {
    /** As in {@link SvarUtSurroundings}: one for all class loaders of this JVM. */
    private static final String SHARED = "digisos.testkit.epost";

    private static final String DIRECTORY = "digisos.testkit.epost.katalog";

    @Override
    public Map<String, String> start() {
        return SharedConfig.read(SHARED).orElseGet(EmailSink::startReceiver);
    }

    @Override
    public void stop() {
        // Gone with this JVM.
    }

    /** Each mail with its envelope, as the server got it. */
    static List<String> received() {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty(DIRECTORY)))) {
            List<String> texts = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                texts.add(Files.readString(file));
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void empty() {
        if (System.getProperty(DIRECTORY) == null) {
            return; // Started with the first launch.
        }
        try (Stream<Path> files = Files.list(Path.of(System.getProperty(DIRECTORY)))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> startReceiver() {
        try {
            Path directory = Files.createTempDirectory("digisos-epost");
            System.setProperty(DIRECTORY, directory.toString());
            ServerSocket port = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(() -> listen(port, directory));
            Map<String, String> config = Map.of(
                    "quarkus.mailer.mock", "false",
                    "quarkus.mailer.host", "127.0.0.1",
                    "quarkus.mailer.port", Integer.toString(port.getLocalPort()),
                    "digisos.varsel.avsender", "digisos@example.no");
            SharedConfig.store(SHARED, config);
            return config;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void listen(ServerSocket port, Path directory) {
        try (port) {
            while (true) {
                Socket client = port.accept();
                Thread.ofVirtual().start(() -> receive(client, directory));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void receive(Socket client, Path directory) {
        try (client;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
                OutputStream out = client.getOutputStream()) {
            answer(out, "220 localhost");
            StringBuilder post = new StringBuilder();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String command = line.toUpperCase(Locale.ROOT);
                if (command.startsWith("MAIL") || command.startsWith("RCPT")) {
                    post.append(line).append('\n');
                }
                if (command.equals("QUIT")) {
                    answer(out, "221 bye");
                    return;
                }
                if (command.equals("DATA")) {
                    answer(out, "354 go on");
                    for (String text = in.readLine(); text != null && !text.equals("."); text = in.readLine()) {
                        post.append(text).append('\n');
                    }
                    Files.writeString(directory.resolve(UUID.randomUUID().toString()), post.toString());
                    post.setLength(0);
                }
                answer(out, "250 ok");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
