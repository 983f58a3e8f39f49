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
import no.digisos.common.testkit.FellesConfig;

/** A mail server that keeps what it is given as text files, and answers with the least that SMTP demands. */
public final class Epostmottak implements QuarkusTestResourceLifecycleManager {
    /** As in {@link SvarUtOmgivelser}: one for all class loaders of this JVM. */
    private static final String FELLES = "digisos.testkit.epost";

    private static final String KATALOG = "digisos.testkit.epost.katalog";

    @Override
    public Map<String, String> start() {
        return FellesConfig.les(FELLES).orElseGet(Epostmottak::startMottaket);
    }

    @Override
    public void stop() {
        // Gone with this JVM.
    }

    /** Each mail with its envelope, as the server got it. */
    static List<String> mottatt() {
        try (Stream<Path> filer = Files.list(Path.of(System.getProperty(KATALOG)))) {
            List<String> tekster = new ArrayList<>();
            for (Path fil : filer.sorted().toList()) {
                tekster.add(Files.readString(fil));
            }
            return tekster;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void tom() {
        if (System.getProperty(KATALOG) == null) {
            return; // Started with the first launch.
        }
        try (Stream<Path> filer = Files.list(Path.of(System.getProperty(KATALOG)))) {
            for (Path fil : filer.toList()) {
                Files.delete(fil);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> startMottaket() {
        try {
            Path katalog = Files.createTempDirectory("digisos-epost");
            System.setProperty(KATALOG, katalog.toString());
            ServerSocket port = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(() -> lytt(port, katalog));
            Map<String, String> config = Map.of(
                    "quarkus.mailer.mock", "false",
                    "quarkus.mailer.host", "127.0.0.1",
                    "quarkus.mailer.port", Integer.toString(port.getLocalPort()),
                    "digisos.varsel.avsender", "digisos@example.no");
            FellesConfig.lagre(FELLES, config);
            return config;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void lytt(ServerSocket port, Path katalog) {
        try (port) {
            while (true) {
                Socket klient = port.accept();
                Thread.ofVirtual().start(() -> taImot(klient, katalog));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void taImot(Socket klient, Path katalog) {
        try (klient;
                BufferedReader inn =
                        new BufferedReader(new InputStreamReader(klient.getInputStream(), StandardCharsets.UTF_8));
                OutputStream ut = klient.getOutputStream()) {
            svar(ut, "220 localhost");
            StringBuilder post = new StringBuilder();
            for (String linje = inn.readLine(); linje != null; linje = inn.readLine()) {
                String kommando = linje.toUpperCase(Locale.ROOT);
                if (kommando.startsWith("MAIL") || kommando.startsWith("RCPT")) {
                    post.append(linje).append('\n');
                }
                if (kommando.equals("QUIT")) {
                    svar(ut, "221 bye");
                    return;
                }
                if (kommando.equals("DATA")) {
                    svar(ut, "354 go on");
                    for (String tekst = inn.readLine(); tekst != null && !tekst.equals("."); tekst = inn.readLine()) {
                        post.append(tekst).append('\n');
                    }
                    Files.writeString(katalog.resolve(UUID.randomUUID().toString()), post.toString());
                    post.setLength(0);
                }
                svar(ut, "250 ok");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void svar(OutputStream ut, String linje) throws IOException {
        ut.write((linje + "\r\n").getBytes(StandardCharsets.US_ASCII));
        ut.flush();
    }
}
