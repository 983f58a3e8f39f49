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
import no.digisos.common.krypto.Certificates;
import no.digisos.common.testkit.Nokkelkatalog;
import no.digisos.local.process.ChildProcess;
import no.digisos.local.process.Ports;
import no.digisos.local.process.ProgramRun;
import no.digisos.local.tls.TestAuthority;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * TLS as an operator switches it on, by environment variables, on the packaged function: those that docs/operating.md names work,
 * and what would leave it answering in clear stops it.
 */
class TlsOppstartTest {
    private static final String FUNKSJON = "metadata-function";
    private static final Path VEILEDNING = Path.of("../../docs/operating.md").toAbsolutePath();
    private static final Duration NOK = Duration.ofMinutes(2);
    private static final Duration NADE = Duration.ofSeconds(35);

    private static final String NAVN = "QUARKUS_HTTP_TLS_CONFIGURATION_NAME";
    private static final String SERTIFIKAT = "QUARKUS_TLS_MTLS_KEY_STORE_PEM_FUNKSJON_CERT";
    private static final String NOKKEL = "QUARKUS_TLS_MTLS_KEY_STORE_PEM_FUNKSJON_KEY";
    private static final String TILLIT = "QUARKUS_TLS_MTLS_TRUST_STORE_PEM_CERTS";
    private static final String UTEN_TLS = "QUARKUS_HTTP_INSECURE_REQUESTS";
    private static final String ANKRE = "DIGISOS_VIRKSOMHETSSERTIFIKAT_TILLITSANKRE";
    private static final String KREVES = "DIGISOS_VIRKSOMHETSSERTIFIKAT_KREVES";

    @TempDir
    static Path katalog;

    private static final TestAuthority UTSTEDER = TestAuthority.create("Test rot");

    @BeforeAll
    static void lag() throws IOException {
        Nokkelkatalog.lag(katalog.resolve("nokler"));
        Files.writeString(katalog.resolve("rot.crt"), Certificates.pem(UTSTEDER.anchor()));
        UTSTEDER.server("localhost").write(katalog.resolve("funksjon.crt"), katalog.resolve("funksjon.key.pem"));
    }

    @Test
    void the_variables_that_the_guide_names_switch_tls_on_and_plain_http_off() throws Exception {
        Map<String, String> mtls = mtls();
        assertThat(Files.readString(VEILEDNING)).contains(mtls.keySet());
        int port = Ports.next();
        int tlsPort = Ports.next();
        mtls.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        mtls.put("QUARKUS_HTTP_SSL_PORT", Integer.toString(tlsPort));
        try (ChildProcess funksjon = ChildProcess.start(kommando(mtls))) {
            assertThat(svar(funksjon, URI.create("https://localhost:" + tlsPort + "/q/health/live")))
                    .isEqualTo(200);
            assertThatThrownBy(() -> hent(URI.create("http://localhost:" + port + "/q/health/live")))
                    .as("nothing answers in clear")
                    .isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void a_name_that_names_nothing_stops_it() throws Exception {
        assertStopper(Map.of(NAVN, "mtls"), "mtls");
    }

    /** The number is taken for an index, and the function answered in clear. */
    @Test
    void a_key_store_that_the_variables_do_not_make_stops_it_with_those_that_do() throws Exception {
        Map<String, String> medTall = mtls();
        medTall.put(SERTIFIKAT.replace("FUNKSJON", "0"), medTall.remove(SERTIFIKAT));
        medTall.put(NOKKEL.replace("FUNKSJON", "0"), medTall.remove(NOKKEL));
        assertStopper(medTall, "the function would answer in clear: set " + SERTIFIKAT + " and " + NOKKEL);
    }

    @Test
    void a_file_that_is_not_there_stops_it_and_is_named() throws Exception {
        for (String variabel : List.of(SERTIFIKAT, NOKKEL, TILLIT, ANKRE)) {
            Map<String, String> borte = mtls();
            borte.put(variabel, katalog.resolve("borte-" + variabel).toString());
            assertStopper(borte, borte.get(variabel));
        }
    }

    @Test
    void a_certificate_cannot_be_required_without_tls() throws Exception {
        assertStopper(
                Map.of(KREVES, "true", ANKRE, katalog.resolve("rot.crt").toString()),
                "digisos.virksomhetssertifikat.kreves is true, but the function has no TLS");
    }

    @Test
    void tls_does_not_leave_plain_http_open_unless_it_is_said() throws Exception {
        Map<String, String> usagt = mtls();
        usagt.remove(UTEN_TLS);
        assertStopper(usagt, "set " + UTEN_TLS + " to disabled");
    }

    private static Map<String, String> mtls() {
        Map<String, String> mtls = new HashMap<>();
        mtls.put(NAVN, "mtls");
        mtls.put(SERTIFIKAT, katalog.resolve("funksjon.crt").toString());
        mtls.put(NOKKEL, katalog.resolve("funksjon.key.pem").toString());
        mtls.put(TILLIT, katalog.resolve("rot.crt").toString());
        mtls.put(UTEN_TLS, "disabled");
        mtls.put(KREVES, "true");
        mtls.put(ANKRE, katalog.resolve("rot.crt").toString());
        return mtls;
    }

    private static void assertStopper(Map<String, String> miljo, String setning) throws Exception {
        ChildProcess.Command kommando = kommando(miljo);
        ProgramRun.Result slutt = ProgramRun.run(kommando, NOK);
        String sagt = slutt.out() + Files.readString(kommando.log());
        assertThat(slutt.exitCode()).as(sagt).isEqualTo(1);
        assertThat(sagt).contains(setning).doesNotContain("Listening on");
    }

    /** A database is not needed to start. */
    private static ChildProcess.Command kommando(Map<String, String> miljo) throws IOException {
        Map<String, String> alt = new HashMap<>();
        alt.put("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://127.0.0.1:1/digisos");
        alt.put("QUARKUS_DATASOURCE_USERNAME", "digisos");
        alt.put("QUARKUS_DATASOURCE_PASSWORD", "digisos");
        for (String utsteder : List.of("IDPORTEN", "MASKINPORTEN")) {
            String adresse = "http://127.0.0.1:1/" + utsteder;
            alt.put("QUARKUS_OIDC_" + utsteder + "_AUTH_SERVER_URL", adresse);
            alt.put("QUARKUS_OIDC_" + utsteder + "_JWKS_PATH", adresse);
            alt.put("QUARKUS_OIDC_" + utsteder + "_TOKEN_ISSUER", adresse);
        }
        alt.put("DIGISOS_NOKLER_KATALOG", katalog.resolve("nokler").toString());
        alt.put("DIGISOS_NOKLER_AKTIV_PLATTFORM", "ny");
        alt.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        alt.put("QUARKUS_HTTP_PORT", "0");
        alt.put("QUARKUS_HTTP_SSL_PORT", "0");
        alt.putAll(miljo);
        return new ChildProcess.Command(
                FUNKSJON, Stakk.program(FUNKSJON), alt, Files.createTempFile(katalog, FUNKSJON, ".log"), NADE);
    }

    private static int svar(ChildProcess funksjon, URI adresse) throws Exception {
        long slutt = System.nanoTime() + NOK.toNanos();
        while (true) {
            try {
                return hent(adresse);
            } catch (IOException ikkeOppe) {
                funksjon.requireAlive();
                if (System.nanoTime() > slutt) {
                    throw ikkeOppe;
                }
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
        }
    }

    private static int hent(URI adresse) throws Exception {
        KeyStore tillit = KeyStore.getInstance("PKCS12");
        tillit.load(null, null);
        tillit.setCertificateEntry("rot", UTSTEDER.anchor());
        TrustManagerFactory tjenere = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        tjenere.init(tillit);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, tjenere.getTrustManagers(), null);
        try (HttpClient klient = HttpClient.newBuilder().sslContext(tls).build()) {
            return klient.send(HttpRequest.newBuilder(adresse).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
