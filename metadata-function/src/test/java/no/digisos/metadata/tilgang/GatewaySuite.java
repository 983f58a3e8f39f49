package no.digisos.metadata.tilgang;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.List;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Testmiljo;
import no.digisos.local.gateway.Gateway;
import no.digisos.local.gateway.GatewayConfig;
import no.digisos.local.gateway.Route;
import no.digisos.local.gateway.Routes;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The virksomhetssertifikat as a gateway hands it on (RFC 9440), and who may hand it on. */
abstract class GatewaySuite {
    private static final String KOMMUNER = "/digisos/api/v1/nav/kommuner";

    private final Testmiljo miljo = Testmiljo.gjeldende();
    private final Sertifikatverk verk = Sertifikatverk.gjeldende();
    private final String direkte = Sertifikatverk.adresse(MedGateway.NAVN).orElseThrow();

    @Nullable
    Gateway gateway;

    private String gjennom = "";

    @BeforeEach
    void start() throws IOException {
        GatewayConfig config = GatewayConfig.onLoopback(
                        0,
                        new GatewayConfig.Https(
                                0, Path.of(verk.pem("funksjon")), verk.nokkel("funksjon"), Path.of(verk.pem("rot"))))
                .with(new GatewayConfig.UpstreamTls(
                        Path.of(verk.pem("rot")),
                        Path.of(verk.pem(Sertifikatverk.GATEWAY)),
                        verk.nokkel(Sertifikatverk.GATEWAY)));
        Gateway startet = Gateway.start(
                config,
                new Routes(List.of(
                        Route.below("/digisos", "localhost", URI.create(direkte).getPort())
                                .byTls())));
        gateway = startet;
        gjennom = "https://localhost:" + startet.httpsPort();
    }

    @AfterEach
    void stopp() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void what_the_client_showed_the_gateway_is_what_the_function_proves() {
        for (String navn : List.of(Sertifikatverk.NAV_SEID1, Sertifikatverk.NAV_SEID2)) {
            Svar svar = nav(gjennom, navn).get(KOMMUNER);
            assertThat(svar.status()).as(svar.tekst()).isEqualTo(200);
        }
        assertKode(nav(gjennom, null).get(KOMMUNER), "UGYLDIG_SERTIFIKAT");
        assertKode(nav(gjennom, Sertifikatverk.ANNEN).get(KOMMUNER), "UGYLDIG_INTEGRASJON");
    }

    @Test
    void the_gateway_strips_what_a_client_says_of_itself() {
        Svar svar = nav(gjennom, null)
                .medHode("Client-Cert", hode(Sertifikatverk.NAV_SEID2))
                .medHode("Client-Cert-Chain", hode("funksjon"))
                .get(KOMMUNER);
        assertKode(svar, "UGYLDIG_SERTIFIKAT");
        Svar annens = nav(gjennom, Sertifikatverk.ANNEN)
                .medHode("Client-Cert", hode(Sertifikatverk.NAV_SEID2))
                .get(KOMMUNER);
        assertKode(annens, "UGYLDIG_INTEGRASJON");
    }

    @Test
    void a_header_from_anybody_but_the_gateway_is_no_certificate() {
        String hode = hode(Sertifikatverk.NAV_SEID2);
        for (String navn : new String[] {null, Sertifikatverk.NAV_SEID2, Sertifikatverk.ANNEN, Sertifikatverk.FALSK}) {
            assertKode(nav(direkte, navn).medHode("Client-Cert", hode).get(KOMMUNER), "UGYLDIG_SERTIFIKAT");
        }
        Klient utenTls = Klient.mot(ConfigProvider.getConfig().getValue("test.url", String.class))
                .som(miljo.utsteder().maskin(Fro.NAV_ORG), Fro.NAV)
                .medHode("Client-Cert", hode);
        assertKode(utenTls.get(KOMMUNER), "UGYLDIG_SERTIFIKAT");
    }

    @Test
    void even_the_gateway_can_only_hand_on_what_holds() {
        Klient somGateway = nav(direkte, Sertifikatverk.GATEWAY);
        assertThat(somGateway
                        .medHode("Client-Cert", hode(Sertifikatverk.NAV_SEID2))
                        .medHode("Client-Cert-Chain", mellomledd())
                        .get(KOMMUNER)
                        .status())
                .isEqualTo(200);
        assertKode(somGateway.get(KOMMUNER), "UGYLDIG_SERTIFIKAT");
        for (String galt : List.of(
                hode(Sertifikatverk.FALSK),
                hode("rot"),
                "",
                ":",
                "::",
                ":MIIB:",
                "MIIB",
                hode(Sertifikatverk.NAV_SEID2).replace(":", ""),
                hode(Sertifikatverk.NAV_SEID2) + ", " + hode(Sertifikatverk.NAV_SEID2),
                hode(Sertifikatverk.NAV_SEID2) + ";a=1")) {
            assertKode(
                    somGateway
                            .medHode("Client-Cert", galt)
                            .medHode("Client-Cert-Chain", mellomledd())
                            .get(KOMMUNER),
                    "UGYLDIG_SERTIFIKAT");
        }
    }

    private Klient nav(String adresse, @Nullable String sertifikat) {
        return Klient.mot(adresse, verk.klient(sertifikat)).som(miljo.utsteder().maskin(Fro.NAV_ORG), Fro.NAV);
    }

    private String hode(String navn) {
        try {
            return ":"
                    + Base64.getEncoder().encodeToString(verk.sertifikat(navn).getEncoded()) + ":";
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The authority between the root and the certificates; the function's own chain has it too. */
    private String mellomledd() {
        return hode("utsteder");
    }

    private static void assertKode(Svar svar, String kode) {
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(401);
        assertThat(svar.json().get("errorCode").asText()).isEqualTo(kode);
    }
}
