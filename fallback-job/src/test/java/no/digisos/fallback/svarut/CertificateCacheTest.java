package no.digisos.fallback.svarut;

import static no.digisos.fallback.testkit.TestServer.answer;
import static no.digisos.fallback.testkit.TestServer.answers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import no.digisos.fallback.testkit.TestKeys;
import no.digisos.fallback.testkit.TestServer;
import no.digisos.fallback.testkit.TestServer.Behaviour;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CertificateCacheTest {
    @SuppressWarnings("NullAway.Init")
    private KeyPair key;

    @SuppressWarnings("NullAway.Init")
    private X509Certificate first;

    @SuppressWarnings("NullAway.Init")
    private X509Certificate second;

    @BeforeAll
    void makeCertificates() throws Exception {
        key = TestKeys.rsa(2048);
        first = TestKeys.selfSigned(key, "KS");
        second = TestKeys.selfSigned(key, "KS ny");
    }

    @Test
    void theCertificateIsReadFromTheHostsRootWithoutLogin() throws Exception {
        try (TestServer server = new TestServer(answers(pem(first)))) {
            assertThat(new Fixture(server.url("/tjenester/api")).client.certificate())
                    .isEqualTo(first);
            assertThat(server.heads().getFirst().path()).isEqualTo("/forsendelse/publickey/hent");
            assertThat(server.heads().getFirst().fields()).doesNotContainKeys("authorization", "integrasjonpassord");
        }
    }

    @Test
    void anotherAddressCanBeSet() throws Exception {
        try (TestServer server = new TestServer(answers(pem(first)))) {
            Fixture fixture = new Fixture(
                    server.url("/api"),
                    Map.of("sertifikat-url", server.url("/nokkel").toString()));

            assertThat(fixture.client.certificate()).isEqualTo(first);
            assertThat(server.heads().getFirst().path()).isEqualTo("/nokkel");
        }
    }

    @Test
    void theCertificateIsUsedForAnHourAndThenFetchedAnew() throws Exception {
        AtomicReference<String> current = new AtomicReference<>(pem(first));
        try (TestServer server = new TestServer(showing(current))) {
            Fixture fixture = new Fixture(server.url("/api"));
            fixture.client.certificate();
            current.set(pem(second));

            fixture.nano.addAndGet(Duration.ofHours(1).toNanos() - 1);
            assertThat(fixture.client.certificate()).isEqualTo(first);
            assertThat(server.heads()).hasSize(1);

            fixture.nano.addAndGet(1);
            assertThat(fixture.client.certificate()).isEqualTo(second);
            assertThat(server.heads()).hasSize(2);
        }
    }

    @Test
    void theCertificateIsFetchedAnewOnDemand() throws Exception {
        AtomicReference<String> current = new AtomicReference<>(pem(first));
        try (TestServer server = new TestServer(showing(current))) {
            SvarUtClient client = new Fixture(server.url("/api")).client;
            client.certificate();
            current.set(pem(second));

            assertThat(client.refetchCertificate()).isEqualTo(second);
            assertThat(client.certificate()).isEqualTo(second);
            assertThat(server.heads()).hasSize(2);
        }
    }

    /** An old certificate may be one that SvarUt no longer decrypts for; better wait than be refused afterwards. */
    @Test
    void anOldCertificateIsNotUsedWhenTheNewCannotBeFetched() throws Exception {
        AtomicReference<String> current = new AtomicReference<>(pem(first));
        try (TestServer server = new TestServer(showing(current))) {
            Fixture fixture = new Fixture(server.url("/api"));
            fixture.client.certificate();
            current.set(answer(503, ""));
            fixture.nano.addAndGet(Duration.ofHours(1).toNanos());

            assertThatThrownBy(fixture.client::certificate).isInstanceOf(SvarUtException.class);
        }
    }

    @Test
    void derIsReadToo() throws Exception {
        byte[] der = first.getEncoded();
        try (TestServer server = new TestServer(connection -> {
            connection.readHead();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + der.length + "\r\n\r\n");
            connection.write(der);
        })) {
            assertThat(new Fixture(server.url("/api")).client.certificate()).isEqualTo(first);
        }
    }

    @Test
    void anythingButAStrongRsaCertificateIsAFailure() throws Exception {
        String tooShort = pem(TestKeys.selfSigned(TestKeys.rsa(1024), "KS"));
        String ec = pem(TestKeys.selfSigned(TestKeys.ec(), "KS"));
        for (String answer :
                List.of(tooShort, ec, answer(200, ""), answer(200, "<html/>"), answer(404, ""), answer(500, ""))) {
            try (TestServer server = new TestServer(answers(answer))) {
                SvarUtClient client = new Fixture(server.url("/api")).client;
                assertThatThrownBy(client::certificate).isInstanceOf(SvarUtException.class);
            }
        }
    }

    private static Behaviour showing(AtomicReference<String> current) {
        return connection -> {
            while (connection.readHead() != null) {
                String answer = current.get();
                connection.write(answer == null ? "" : answer);
            }
        };
    }

    private static String pem(X509Certificate certificate) throws Exception {
        return answer(200, TestKeys.pem("CERTIFICATE", certificate.getEncoded()));
    }
}
