package no.digisos.metadata.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import no.digisos.common.crypto.Certificates;
import no.digisos.common.security.Privilegium;
import no.digisos.seeds.SakSeeds;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client;
import no.digisos.seeds.client.Client.Answer;
import no.digisos.seeds.suite.AccessCheck;
import no.digisos.seeds.suite.AccessRule;
import no.digisos.seeds.suite.CallerKind;
import no.digisos.seeds.suite.LogGuard;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every endpoint of this function, called by everybody, and by everybody's certificates. */
abstract class GrantSuite extends AccessCheck {
    private static final String FNR_BODY = "{\"fnr\":\"" + CITIZEN + "\"}";
    private static final String NAVS = "/digisos/api/v1/nav";
    private static final String DELIVERY_PATH = "/digisos/levering/api/v1";

    private static final AccessRule NAV_INNSYN =
            AccessRule.machine(SeedData.NAV, Privilegium.NAV_INNSYN).right(CallerKind.NAV);
    private static final AccessRule KOMMUNE_INFO =
            AccessRule.machine(SeedData.NAV, Privilegium.KOMMUNEINFO).right(CallerKind.NAV);

    /** NAV, and the kommune's own fagsystem. */
    private static final AccessRule DELIVERY = AccessRule.machine(SeedData.NAV, Privilegium.NAV_INNSYN)
            .right(CallerKind.NAV, CallerKind.FAGSYSTEM, CallerKind.ANNEN_KONTOS_FAGSYSTEM)
            .other(CallerKind.ANNEN_KOMMUNES_FAGSYSTEM);

    private final SeedData.Integrasjon ombudsman = ombudsman();
    private final AccessRule audit =
            AccessRule.machine(ombudsman, Privilegium.AUDIT).right(CallerKind.OMBUD);
    private final CertificateFiles files = CertificateFiles.current();
    private final SakSeeds.Sown sak = new SakSeeds(environment.database().functions(), environment.nokler())
            .soknad(
                    UUID.randomUUID(),
                    SeedData.OSLO,
                    CITIZEN,
                    UUID.randomUUID().toString(),
                    Map.of("Soknad.pdf", new byte[] {1}));

    private final List<Row> rows = List.of(
            row(NAV_INNSYN, "POST", NAVS + "/soknader/soknader", FNR_BODY),
            row(NAV_INNSYN, "POST", NAVS + "/soknader/status", "{\"digisosIdListe\":[]}"),
            row(NAV_INNSYN, "GET", NAVS + "/soknader/{digisosId}", ""),
            row(NAV_INNSYN, "GET", NAVS + "/soknader/{digisosId}/dokumenter/{dokumentlagerId}", ""),
            row(KOMMUNE_INFO, "GET", NAVS + "/kommuner", ""),
            row(KOMMUNE_INFO, "GET", NAVS + "/kommuner/{kommunenummer}", ""),
            new Row(DELIVERY, "GET", DELIVERY_PATH + "/soknader/{digisosId}/historikk", 200, 404, ""),
            new Row(DELIVERY, "GET", DELIVERY_PATH + "/kommuner", 200, 200, ""),
            new Row(DELIVERY, "GET", DELIVERY_PATH + "/kommuner/{kommunenummer}", 200, 404, ""),
            row(audit, "GET", "/audit-sok/api/v1/sok", ""),
            row(audit, "POST", "/audit-sok/api/v1/sok", FNR_BODY));

    private static Row row(AccessRule accessRule, String method, String template, String body) {
        return new Row(accessRule, method, template, 200, 200, body);
    }

    @Override
    protected List<Row> rows() {
        return rows;
    }

    @Override
    protected String path(Row row) {
        return row.mal()
                        .replace("{digisosId}", sak.digisosId().toString())
                        .replace(
                                "{dokumentlagerId}", sak.dokument("soknad.json").toString())
                        .replace("{kommunenummer}", SeedData.OSLO.kommunenummer())
                + "?sporingsId=" + UUID.randomUUID();
    }

    /** By TLS, with the certificate of the organisation. */
    @Override
    protected Client connection(String organisation) {
        return client(
                organisation.equals(SeedData.NAV_ORG)
                        ? CertificateFiles.NAV_SEID2
                        : organisation.equals(SeedData.BERGEN_FAGSYSTEM.organisasjon())
                                ? CertificateFiles.BERGEN
                                : CertificateFiles.ANOTHER);
    }

    /** Everything is right but the certificate. */
    @TestFactory
    Stream<DynamicTest> every_certificate_at_every_endpoint() {
        return rows.stream()
                .flatMap(row -> Stream.of(
                        withCertificate(row, "no certificate", null, 401, "UGYLDIG_SERTIFIKAT"),
                        withCertificate(row, "untrusted", CertificateFiles.FAKE, 401, "UGYLDIG_SERTIFIKAT"),
                        withCertificate(row, "another's", CertificateFiles.ANOTHER, 401, "UGYLDIG_INTEGRASJON"),
                        withCertificate(row, "SEID 1", CertificateFiles.NAV_SEID1, 200, null),
                        withCertificate(row, "SEID 2", CertificateFiles.NAV_SEID2, 200, null)));
    }

    private DynamicTest withCertificate(
            Row row, String who, @Nullable String certificate, int status, @Nullable String code) {
        return DynamicTest.dynamicTest(row + ": " + who, () -> {
            SeedData.Integrasjon right = row.vern().equals(audit) ? ombudsman : SeedData.NAV;
            Client client = client(certificate).as(environment.utsteder().machine(SeedData.NAV_ORG), right);
            Answer answer = row.kropp().isEmpty() ? client.get(path(row)) : client.post(path(row), row.kropp());
            assertThat(answer.status()).as(answer.text()).isEqualTo(status);
            if (code != null) {
                assertThat(answer.json().get("errorCode").asText()).isEqualTo(code);
                assertThat(answer.text())
                        .doesNotContain("navEksternRefId", "fiksDigisosId", "statusListe", "antallTreff");
            }
        });
    }

    @Test
    void the_certificate_stands_in_the_audit_row() throws SQLException {
        UUID trace = UUID.randomUUID();
        Answer answer = client(CertificateFiles.NAV_SEID1)
                .as(environment.utsteder().machine(SeedData.NAV_ORG), SeedData.NAV)
                .get("/digisos/api/v1/nav/soknader/" + sak.digisosId() + "?sporingsId=" + trace);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        try (Connection c = environment.database().superuser().getConnection();
                PreparedStatement s = c.prepareStatement(
                        "SELECT sertifikat_serie, aktor_sertifikat_avtrykk FROM audit_rad WHERE request_id = ?")) {
            s.setObject(1, trace);
            try (ResultSet r = s.executeQuery()) {
                assertThat(r.next()).isTrue();
                var certificate = files.certificate(CertificateFiles.NAV_SEID1);
                assertThat(r.getString(1))
                        .isEqualTo(certificate.getSerialNumber().toString(16));
                assertThat(r.getString(2)).isEqualTo(Certificates.fingerprint(certificate));
            }
        }
    }

    @Test
    void what_is_no_handshake_is_no_fault_of_ours() throws IOException {
        LogGuard log = LogGuard.fromNow(base());
        URI tls = URI.create(CertificateFiles.address(WithCertificate.NAME).orElseThrow());
        for (String nonsense : List.of(
                "",
                "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "\u0016\u0003\u0001\0\u0005\u0001\0\0\u0001\u0003",
                "\u0016\u0003\u0003@\0" + "x".repeat(20_000),
                "\u0015\u0003\u0003\0\u0002\u0002(",
                "\u0080.\u0001\u0003\u0001")) {
            for (boolean broken : new boolean[] {false, true}) {
                try (Socket connection = new Socket(InetAddress.getLoopbackAddress(), tls.getPort())) {
                    connection.getOutputStream().write(nonsense.getBytes(StandardCharsets.ISO_8859_1));
                    connection.setSoLinger(broken, 0);
                    if (!broken) {
                        connection.shutdownOutput();
                        assertThat(connection.getInputStream().readAllBytes().length)
                                .isLessThan(200);
                    }
                } catch (SocketException hungUp) {
                    // As a function may, when it is told what is no TLS.
                    assertThat(hungUp).hasMessageContaining("reset");
                }
            }
        }
        try (SSLSocket interrupted = (SSLSocket)
                files.client(null).getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), tls.getPort())) {
            interrupted.startHandshake();
            interrupted.setSoLinger(true, 0);
        }
        assertThat(log.failure()).isEmpty();
    }

    @Test
    void a_header_is_no_certificate_when_tls_ends_here() {
        String header = ":" + Base64.getEncoder().encodeToString(der(CertificateFiles.NAV_SEID2)) + ":";
        Answer answer = client(null)
                .as(environment.utsteder().machine(SeedData.NAV_ORG), SeedData.NAV)
                .withHeader("Client-Cert", header)
                .get("/digisos/api/v1/nav/kommuner");
        assertThat(answer.status()).isEqualTo(401);
        Answer without = Client.against(base())
                .as(environment.utsteder().machine(SeedData.NAV_ORG), SeedData.NAV)
                .get("/digisos/api/v1/nav/kommuner");
        assertThat(without.status()).as("nor is there a way round without TLS").isEqualTo(401);
    }

    private byte[] der(String name) {
        try {
            return files.certificate(name).getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Client client(@Nullable String certificate) {
        return Client.against(CertificateFiles.address(WithCertificate.NAME).orElseThrow(), files.client(certificate));
    }
}
