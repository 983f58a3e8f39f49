package no.digisos.metadata.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.List;
import no.digisos.local.gateway.Gateway;
import no.digisos.local.gateway.GatewayConfig;
import no.digisos.local.gateway.Route;
import no.digisos.local.gateway.Routes;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client;
import no.digisos.seeds.client.Client.Answer;
import no.digisos.seeds.suite.TestEnvironment;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The virksomhetssertifikat as a gateway hands it on (RFC 9440), and who may hand it on. */
abstract class GatewaySuite {
    private static final String KOMMUNER = "/digisos/api/v1/nav/kommuner";

    private final TestEnvironment environment = TestEnvironment.current();
    private final CertificateFiles files = CertificateFiles.current();
    private final String direct = CertificateFiles.address(WithGateway.NAME).orElseThrow();

    @Nullable
    Gateway gateway;

    private String through = "";

    @BeforeEach
    void start() throws IOException {
        GatewayConfig config = GatewayConfig.onLoopback(
                        0,
                        new GatewayConfig.Https(
                                0, Path.of(files.pem("funksjon")), files.key("funksjon"), Path.of(files.pem("rot"))))
                .with(new GatewayConfig.UpstreamTls(
                        Path.of(files.pem("rot")),
                        Path.of(files.pem(CertificateFiles.GATEWAY)),
                        files.key(CertificateFiles.GATEWAY)));
        Gateway started = Gateway.start(
                config,
                new Routes(List.of(
                        Route.below("/digisos", "localhost", URI.create(direct).getPort())
                                .byTls())));
        gateway = started;
        through = "https://localhost:" + started.httpsPort();
    }

    @AfterEach
    void stop() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void what_the_client_showed_the_gateway_is_what_the_function_proves() {
        for (String name : List.of(CertificateFiles.NAV_SEID1, CertificateFiles.NAV_SEID2)) {
            Answer answer = nav(through, name).get(KOMMUNER);
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        }
        assertCode(nav(through, null).get(KOMMUNER), "UGYLDIG_SERTIFIKAT");
        assertCode(nav(through, CertificateFiles.ANOTHER).get(KOMMUNER), "UGYLDIG_INTEGRASJON");
    }

    @Test
    void the_gateway_strips_what_a_client_says_of_itself() {
        Answer answer = nav(through, null)
                .withHeader("Client-Cert", header(CertificateFiles.NAV_SEID2))
                .withHeader("Client-Cert-Chain", header("funksjon"))
                .get(KOMMUNER);
        assertCode(answer, "UGYLDIG_SERTIFIKAT");
        Answer others = nav(through, CertificateFiles.ANOTHER)
                .withHeader("Client-Cert", header(CertificateFiles.NAV_SEID2))
                .get(KOMMUNER);
        assertCode(others, "UGYLDIG_INTEGRASJON");
    }

    @Test
    void a_header_from_anybody_but_the_gateway_is_no_certificate() {
        String header = header(CertificateFiles.NAV_SEID2);
        for (String name :
                new String[] {null, CertificateFiles.NAV_SEID2, CertificateFiles.ANOTHER, CertificateFiles.FAKE}) {
            assertCode(nav(direct, name).withHeader("Client-Cert", header).get(KOMMUNER), "UGYLDIG_SERTIFIKAT");
        }
        Client withoutTls = Client.against(ConfigProvider.getConfig().getValue("test.url", String.class))
                .as(environment.utsteder().machine(SeedData.NAV_ORG), SeedData.NAV)
                .withHeader("Client-Cert", header);
        assertCode(withoutTls.get(KOMMUNER), "UGYLDIG_SERTIFIKAT");
    }

    @Test
    void even_the_gateway_can_only_hand_on_what_holds() {
        Client asGateway = nav(direct, CertificateFiles.GATEWAY);
        assertThat(asGateway
                        .withHeader("Client-Cert", header(CertificateFiles.NAV_SEID2))
                        .withHeader("Client-Cert-Chain", intermediates())
                        .get(KOMMUNER)
                        .status())
                .isEqualTo(200);
        assertCode(asGateway.get(KOMMUNER), "UGYLDIG_SERTIFIKAT");
        for (String wrong : List.of(
                header(CertificateFiles.FAKE),
                header("rot"),
                "",
                ":",
                "::",
                ":MIIB:",
                "MIIB",
                header(CertificateFiles.NAV_SEID2).replace(":", ""),
                header(CertificateFiles.NAV_SEID2) + ", " + header(CertificateFiles.NAV_SEID2),
                header(CertificateFiles.NAV_SEID2) + ";a=1")) {
            assertCode(
                    asGateway
                            .withHeader("Client-Cert", wrong)
                            .withHeader("Client-Cert-Chain", intermediates())
                            .get(KOMMUNER),
                    "UGYLDIG_SERTIFIKAT");
        }
    }

    private Client nav(String address, @Nullable String certificate) {
        return Client.against(address, files.client(certificate))
                .as(environment.utsteder().machine(SeedData.NAV_ORG), SeedData.NAV);
    }

    private String header(String name) {
        try {
            return ":"
                    + Base64.getEncoder().encodeToString(files.certificate(name).getEncoded()) + ":";
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The authority between the root and the certificates; the function's own chain has it too. */
    private String intermediates() {
        return header("utsteder");
    }

    private static void assertCode(Answer answer, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(401);
        assertThat(answer.json().get("errorCode").asText()).isEqualTo(code);
    }
}
