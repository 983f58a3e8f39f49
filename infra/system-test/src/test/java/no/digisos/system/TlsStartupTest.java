package no.digisos.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import no.digisos.common.crypto.Certificates;
import no.digisos.testkit.process.ChildProcess;
import no.digisos.testkit.process.Ports;
import no.digisos.testkit.process.ProgramRun;
import no.digisos.testkit.tls.KeyDirectory;
import no.digisos.testkit.tls.TestAuthority;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * TLS as an operator switches it on, by environment variables, on the packaged function: those that docs/operating.md names work,
 * and what would leave it answering in clear stops it.
 */
class TlsStartupTest {
    private static final String FUNCTION = "metadata-function";
    private static final Path GUIDE = Path.of("../../docs/operating.md").toAbsolutePath();
    private static final Duration ENOUGH = Duration.ofMinutes(2);
    private static final Duration GRACE = Duration.ofSeconds(35);

    private static final String NAME = "QUARKUS_HTTP_TLS_CONFIGURATION_NAME";
    private static final String CERTIFICATE = "QUARKUS_TLS_MTLS_KEY_STORE_PEM_FUNKSJON_CERT";
    private static final String KEY = "QUARKUS_TLS_MTLS_KEY_STORE_PEM_FUNKSJON_KEY";
    private static final String TRUST = "QUARKUS_TLS_MTLS_TRUST_STORE_PEM_CERTS";
    private static final String WITHOUT_TLS = "QUARKUS_HTTP_INSECURE_REQUESTS";
    private static final String ANCHORS = "DIGISOS_VIRKSOMHETSSERTIFIKAT_TILLITSANKRE";
    private static final String REQUIRED = "DIGISOS_VIRKSOMHETSSERTIFIKAT_KREVES";

    @TempDir
    static Path directory;

    private static final TestAuthority ISSUER = TestAuthority.create("Test rot");

    @BeforeAll
    static void make() throws IOException {
        KeyDirectory.make(directory.resolve("nokler"));
        Files.writeString(directory.resolve("rot.crt"), Certificates.pem(ISSUER.anchor()));
        ISSUER.server("localhost").write(directory.resolve("funksjon.crt"), directory.resolve("funksjon.key.pem"));
    }

    @Test
    void the_variables_that_the_guide_names_switch_tls_on_and_plain_http_off() throws Exception {
        Map<String, String> mtls = mtls();
        assertThat(Files.readString(GUIDE)).contains(mtls.keySet());
        int port = Ports.next();
        int tlsPort = Ports.next();
        mtls.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        mtls.put("QUARKUS_HTTP_SSL_PORT", Integer.toString(tlsPort));
        try (ChildProcess function = ChildProcess.start(command(mtls))) {
            assertThat(answer(function, URI.create("https://localhost:" + tlsPort + "/q/health/live")))
                    .isEqualTo(200);
            assertThatThrownBy(() -> fetch(URI.create("http://localhost:" + port + "/q/health/live")))
                    .as("nothing answers in clear")
                    .isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void a_name_that_names_nothing_stops_it() throws Exception {
        assertStops(Map.of(NAME, "mtls"), "mtls");
    }

    /** The number is taken for an index, and the function answered in clear. */
    @Test
    void a_key_store_that_the_variables_do_not_make_stops_it_with_those_that_do() throws Exception {
        Map<String, String> withNumber = mtls();
        withNumber.put(CERTIFICATE.replace("FUNKSJON", "0"), withNumber.remove(CERTIFICATE));
        withNumber.put(KEY.replace("FUNKSJON", "0"), withNumber.remove(KEY));
        assertStops(withNumber, "the function would answer in clear: set " + CERTIFICATE + " and " + KEY);
    }

    @Test
    void a_file_that_is_not_there_stops_it_and_is_named() throws Exception {
        for (String variable : List.of(CERTIFICATE, KEY, TRUST, ANCHORS)) {
            Map<String, String> gone = mtls();
            gone.put(variable, directory.resolve("borte-" + variable).toString());
            assertStops(gone, gone.get(variable));
        }
    }

    @Test
    void a_certificate_cannot_be_required_without_tls() throws Exception {
        assertStops(
                Map.of(REQUIRED, "true", ANCHORS, directory.resolve("rot.crt").toString()),
                "digisos.virksomhetssertifikat.kreves is true, but the function has no TLS");
    }

    @Test
    void tls_does_not_leave_plain_http_open_unless_it_is_said() throws Exception {
        Map<String, String> unsaid = mtls();
        unsaid.remove(WITHOUT_TLS);
        assertStops(unsaid, "set " + WITHOUT_TLS + " to disabled");
    }

    private static Map<String, String> mtls() {
        Map<String, String> mtls = new HashMap<>();
        mtls.put(NAME, "mtls");
        mtls.put(CERTIFICATE, directory.resolve("funksjon.crt").toString());
        mtls.put(KEY, directory.resolve("funksjon.key.pem").toString());
        mtls.put(TRUST, directory.resolve("rot.crt").toString());
        mtls.put(WITHOUT_TLS, "disabled");
        mtls.put(REQUIRED, "true");
        mtls.put(ANCHORS, directory.resolve("rot.crt").toString());
        return mtls;
    }

    private static void assertStops(Map<String, String> environment, String sentence) throws Exception {
        ChildProcess.Command command = command(environment);
        ProgramRun.Result end = ProgramRun.run(command, ENOUGH);
        String said = end.out() + Files.readString(command.log());
        assertThat(end.exitCode()).as(said).isEqualTo(1);
        assertThat(said).contains(sentence).doesNotContain("Listening on");
    }

    /** A database is not needed to start. */
    private static ChildProcess.Command command(Map<String, String> environment) throws IOException {
        Map<String, String> everything = new HashMap<>();
        everything.put("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://127.0.0.1:1/digisos");
        everything.put("QUARKUS_DATASOURCE_USERNAME", "digisos");
        everything.put("QUARKUS_DATASOURCE_PASSWORD", "digisos");
        for (String issuer : List.of("IDPORTEN", "MASKINPORTEN")) {
            String address = "http://127.0.0.1:1/" + issuer;
            everything.put("QUARKUS_OIDC_" + issuer + "_AUTH_SERVER_URL", address);
            everything.put("QUARKUS_OIDC_" + issuer + "_JWKS_PATH", address);
            everything.put("QUARKUS_OIDC_" + issuer + "_TOKEN_ISSUER", address);
        }
        everything.put("DIGISOS_NOKLER_KATALOG", directory.resolve("nokler").toString());
        everything.put("DIGISOS_NOKLER_AKTIV_PLATTFORM", "ny");
        everything.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        everything.put("QUARKUS_HTTP_PORT", "0");
        everything.put("QUARKUS_HTTP_SSL_PORT", "0");
        everything.putAll(environment);
        return new ChildProcess.Command(
                FUNCTION,
                StackUnderTest.program(FUNCTION),
                everything,
                Files.createTempFile(directory, FUNCTION, ".log"),
                GRACE);
    }

    private static int answer(ChildProcess function, URI address) throws Exception {
        long end = System.nanoTime() + ENOUGH.toNanos();
        while (true) {
            try {
                return fetch(address);
            } catch (IOException notUp) {
                function.requireAlive();
                if (System.nanoTime() > end) {
                    throw notUp;
                }
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
        }
    }

    private static int fetch(URI address) throws Exception {
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("rot", ISSUER.anchor());
        TrustManagerFactory servers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        servers.init(trust);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, servers.getTrustManagers(), null);
        try (HttpClient client = HttpClient.newBuilder().sslContext(tls).build()) {
            return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
