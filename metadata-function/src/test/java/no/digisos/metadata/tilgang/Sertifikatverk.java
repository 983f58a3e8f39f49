package no.digisos.metadata.tilgang;

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
import no.digisos.common.krypto.Certificates;
import no.digisos.common.testkit.FellesConfig;
import no.digisos.common.testkit.Fro;
import no.digisos.local.process.Ports;
import no.digisos.local.tls.Identity;
import no.digisos.local.tls.Profile;
import no.digisos.local.tls.TestAuthority;
import org.jspecify.annotations.Nullable;

/**
 * The authorities, the function's TLS and the callers' certificates of a test run, as files of one directory: Quarkus starts test
 * resources in class loaders of its own, so nothing but names can be shared in memory.
 */
final class Sertifikatverk {
    static final String NAV_SEID1 = "nav-seid1";
    static final String NAV_SEID2 = "nav-seid2";
    /** Right in every way, but another organisation's. */
    static final String ANNEN = "annen";

    static final String BERGEN = "bergen";
    /** NAV's by name, from an issuer that TLS lets through and the function does not trust. */
    static final String FALSK = "falsk";

    static final String GATEWAY = "gateway";

    private static final String FELLES = "digisos.testkit.sertifikatverk";
    private static final String KATALOG = "katalog";
    private static final char[] PASSORD = "bare-for-test".toCharArray();

    private final Path katalog;

    private Sertifikatverk(Path katalog) {
        this.katalog = katalog;
    }

    /** Those of this run, made when they are first asked for. */
    static synchronized Sertifikatverk gjeldende() {
        return new Sertifikatverk(FellesConfig.les(FELLES)
                .map(config -> Path.of(config.get(KATALOG)))
                .orElseGet(() -> {
                    Path ny = lag();
                    FellesConfig.lagre(FELLES, Map.of(KATALOG, ny.toString()));
                    return ny;
                }));
    }

    /** What gives the function TLS that asks for a certificate, and makes it require one. */
    Map<String, String> config(int port) {
        Map<String, String> config = new HashMap<>();
        config.put("quarkus.http.tls-configuration-name", "mtls");
        config.put("quarkus.tls.mtls.key-store.pem.0.cert", pem("funksjon"));
        config.put(
                "quarkus.tls.mtls.key-store.pem.0.key",
                katalog.resolve("funksjon.key.pem").toString());
        config.put("quarkus.tls.mtls.trust-store.pem.certs", pem("rot") + "," + pem("falsk-rot"));
        config.put("quarkus.http.insecure-requests", "enabled");
        config.put("quarkus.http.ssl-port", Integer.toString(port));
        config.put("quarkus.http.test-ssl-port", Integer.toString(port));
        config.put("digisos.virksomhetssertifikat.kreves", "true");
        config.put("digisos.virksomhetssertifikat.tillitsankre", pem("rot"));
        return config;
    }

    /** A caller with this certificate, or without one. */
    SSLContext klient(@Nullable String navn) {
        try {
            KeyStore tillit = KeyStore.getInstance("PKCS12");
            tillit.load(null, null);
            tillit.setCertificateEntry("rot", Certificates.parse(Files.readAllBytes(Path.of(pem("rot")))));
            TrustManagerFactory tjenere = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            tjenere.init(tillit);
            KeyManagerFactory egne = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            if (navn != null) {
                KeyStore eget = KeyStore.getInstance("PKCS12");
                try (InputStream fil = Files.newInputStream(katalog.resolve(navn + ".p12"))) {
                    eget.load(fil, PASSORD);
                }
                egne.init(eget, PASSORD);
            }
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(navn == null ? null : egne.getKeyManagers(), tjenere.getTrustManagers(), null);
            return tls;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    X509Certificate sertifikat(String navn) {
        try {
            return Certificates.parse(Files.readAllBytes(Path.of(pem(navn))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The PEM file of this certificate and its chain. */
    String pem(String navn) {
        return katalog.resolve(navn + ".crt").toString();
    }

    /** The PEM file of its key. */
    Path nokkel(String navn) {
        return katalog.resolve(navn + ".key.pem");
    }

    /** A port that nobody listens on. */
    static int ledigPort() {
        try {
            return Ports.next();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path lag() {
        try {
            Path katalog = Files.createTempDirectory("digisos-sertifikater");
            TestAuthority utsteder = TestAuthority.createIssuing("Test rot", "Test virksomheter");
            TestAuthority falsk = TestAuthority.create("Falsk rot");
            Files.writeString(katalog.resolve("rot.crt"), Certificates.pem(utsteder.anchor()));
            Files.writeString(katalog.resolve("falsk-rot.crt"), Certificates.pem(falsk.anchor()));
            Files.writeString(
                    katalog.resolve("utsteder.crt"),
                    Certificates.pem(utsteder.root().certificate()));
            Identity funksjon = utsteder.server("localhost", "127.0.0.1");
            funksjon.write(katalog.resolve("funksjon.crt"), katalog.resolve("funksjon.key.pem"));
            Files.writeString(
                    katalog.resolve("funksjon.crt"),
                    funksjon.certificatePem() + Certificates.pem(utsteder.root().certificate()));
            Map<String, Identity> klienter = Map.of(
                    NAV_SEID1, utsteder.issue(Profile.seid1("NAV", Fro.NAV_ORG)),
                    NAV_SEID2, utsteder.issue(Profile.seid2("NAV", Fro.NAV_ORG)),
                    ANNEN, utsteder.issue(Profile.seid2("Fagsystem", Fro.OSLO_FAGSYSTEM.organisasjon())),
                    BERGEN, utsteder.issue(Profile.seid2("Fagsystem", Fro.BERGEN_FAGSYSTEM.organisasjon())),
                    FALSK, falsk.issue(Profile.seid2("NAV", Fro.NAV_ORG)),
                    GATEWAY, utsteder.issue(Profile.seid2("Gateway", "310501050")));
            for (Map.Entry<String, Identity> klient : klienter.entrySet()) {
                lagre(katalog, klient.getKey(), klient.getValue());
            }
            return katalog;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void lagre(Path katalog, String navn, Identity identitet)
            throws IOException, GeneralSecurityException {
        identitet.write(katalog.resolve(navn + ".crt"), katalog.resolve(navn + ".key.pem"));
        KeyStore lager = KeyStore.getInstance("PKCS12");
        lager.load(null, null);
        lager.setKeyEntry(
                "klient", identitet.privateKey(), PASSORD, identitet.chain().toArray(X509Certificate[]::new));
        try (OutputStream fil = Files.newOutputStream(katalog.resolve(navn + ".p12"))) {
            lager.store(fil, PASSORD);
        }
    }

    /** Where the function under test listens by TLS; the test and its resource may not share a class loader. */
    static Optional<String> adresse(String navn) {
        return Optional.ofNullable(System.getProperty(FELLES + "." + navn));
    }

    static void adresse(String navn, int port) {
        System.setProperty(FELLES + "." + navn, "https://localhost:" + port);
    }
}
