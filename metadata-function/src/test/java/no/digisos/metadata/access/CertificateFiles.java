package no.digisos.metadata.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import no.digisos.common.crypto.Certificates;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.suite.SharedConfig;
import no.digisos.testkit.process.Ports;
import no.digisos.testkit.tls.Identity;
import no.digisos.testkit.tls.Profile;
import no.digisos.testkit.tls.TestAuthority;
import org.jspecify.annotations.Nullable;

/**
 * The authorities, the function's TLS and the callers' certificates of a test run, as files of one directory: Quarkus starts test
 * resources in class loaders of its own, so nothing but names can be shared in memory.
 */
final class CertificateFiles {
    static final String NAV_SEID1 = "nav-seid1";
    static final String NAV_SEID2 = "nav-seid2";
    /** Right in every way, but another organisation's. */
    static final String ANOTHER = "annen";

    static final String BERGEN = "bergen";
    /** NAV's by name, from an issuer that TLS lets through and the function does not trust. */
    static final String FAKE = "falsk";

    static final String GATEWAY = "gateway";

    private static final String SHARED = "digisos.testkit.sertifikatverk";
    private static final String DIRECTORY = "katalog";
    private static final char[] PASSWORD = "bare-for-test".toCharArray();

    private final Path directory;

    private CertificateFiles(Path directory) {
        this.directory = directory;
    }

    /** Those of this run, made when they are first asked for. */
    static synchronized CertificateFiles current() {
        return new CertificateFiles(SharedConfig.read(SHARED)
                .map(config -> Path.of(config.get(DIRECTORY)))
                .orElseGet(() -> {
                    Path fresh = make();
                    SharedConfig.store(SHARED, Map.of(DIRECTORY, fresh.toString()));
                    return fresh;
                }));
    }

    /** What gives the function TLS that asks for a certificate, and makes it require one. */
    Map<String, String> config(int port) {
        Map<String, String> config = new HashMap<>();
        config.put("quarkus.http.tls-configuration-name", "mtls");
        config.put("quarkus.tls.mtls.key-store.pem.0.cert", pem("funksjon"));
        config.put(
                "quarkus.tls.mtls.key-store.pem.0.key",
                directory.resolve("funksjon.key.pem").toString());
        config.put("quarkus.tls.mtls.trust-store.pem.certs", pem("rot") + "," + pem("falsk-rot"));
        config.put("quarkus.http.insecure-requests", "enabled");
        config.put("quarkus.http.ssl-port", Integer.toString(port));
        config.put("quarkus.http.test-ssl-port", Integer.toString(port));
        config.put("digisos.virksomhetssertifikat.kreves", "true");
        config.put("digisos.virksomhetssertifikat.tillitsankre", pem("rot"));
        return config;
    }

    /** A caller with this certificate, or without one. */
    SSLContext client(@Nullable String name) {
        try {
            KeyStore trust = KeyStore.getInstance("PKCS12");
            trust.load(null, null);
            trust.setCertificateEntry("rot", Certificates.parse(Files.readAllBytes(Path.of(pem("rot")))));
            TrustManagerFactory servers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            servers.init(trust);
            KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            if (name != null) {
                KeyStore ownStore = KeyStore.getInstance("PKCS12");
                try (InputStream file = Files.newInputStream(directory.resolve(name + ".p12"))) {
                    ownStore.load(file, PASSWORD);
                }
                own.init(ownStore, PASSWORD);
            }
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(name == null ? null : own.getKeyManagers(), servers.getTrustManagers(), null);
            return tls;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    X509Certificate certificate(String name) {
        try {
            return Certificates.parse(Files.readAllBytes(Path.of(pem(name))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The PEM file of this certificate and its chain. */
    String pem(String name) {
        return directory.resolve(name + ".crt").toString();
    }

    /** The PEM file of its key. */
    Path key(String name) {
        return directory.resolve(name + ".key.pem");
    }

    /** A port that nobody listens on. */
    static int freePort() {
        try {
            return Ports.next();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path make() {
        try {
            Path directory = Files.createTempDirectory("digisos-sertifikater");
            TestAuthority issuer = TestAuthority.createIssuing("Test rot", "Test virksomheter");
            TestAuthority fake = TestAuthority.create("Falsk rot");
            Files.writeString(directory.resolve("rot.crt"), Certificates.pem(issuer.anchor()));
            Files.writeString(directory.resolve("falsk-rot.crt"), Certificates.pem(fake.anchor()));
            Files.writeString(
                    directory.resolve("utsteder.crt"),
                    Certificates.pem(issuer.root().certificate()));
            Identity function = issuer.server("localhost", "127.0.0.1");
            function.write(directory.resolve("funksjon.crt"), directory.resolve("funksjon.key.pem"));
            Files.writeString(
                    directory.resolve("funksjon.crt"),
                    function.certificatePem() + Certificates.pem(issuer.root().certificate()));
            Map<String, Identity> clients = Map.of(
                    NAV_SEID1, issuer.issue(Profile.seid1("NAV", SeedData.NAV_ORG)),
                    NAV_SEID2, issuer.issue(Profile.seid2("NAV", SeedData.NAV_ORG)),
                    ANOTHER, issuer.issue(Profile.seid2("Fagsystem", SeedData.OSLO_FAGSYSTEM.organisasjon())),
                    BERGEN, issuer.issue(Profile.seid2("Fagsystem", SeedData.BERGEN_FAGSYSTEM.organisasjon())),
                    FAKE, fake.issue(Profile.seid2("NAV", SeedData.NAV_ORG)),
                    GATEWAY, issuer.issue(Profile.seid2("Gateway", "310501050")));
            for (Map.Entry<String, Identity> client : clients.entrySet()) {
                store(directory, client.getKey(), client.getValue());
            }
            return directory;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void store(Path directory, String name, Identity identity)
            throws IOException, GeneralSecurityException {
        identity.write(directory.resolve(name + ".crt"), directory.resolve(name + ".key.pem"));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "klient", identity.privateKey(), PASSWORD, identity.chain().toArray(X509Certificate[]::new));
        try (OutputStream file = Files.newOutputStream(directory.resolve(name + ".p12"))) {
            store.store(file, PASSWORD);
        }
    }

    /** Where the function under test listens by TLS; the test and its resource may not share a class loader. */
    static Optional<String> address(String name) {
        return Optional.ofNullable(System.getProperty(SHARED + "." + name));
    }

    static void address(String name, int port) {
        System.setProperty(SHARED + "." + name, "https://localhost:" + port);
    }
}
