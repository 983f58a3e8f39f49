package no.digisos.metadata.tilgang;

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
import no.digisos.common.krypto.Certificates;
import no.digisos.common.security.Privilegium;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Kallerslag;
import no.digisos.common.testkit.Klient;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Loggvakt;
import no.digisos.common.testkit.Saksfro;
import no.digisos.common.testkit.Tilgangsprove;
import no.digisos.common.testkit.Vern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every endpoint of this function, called by everybody, and by everybody's certificates. */
abstract class TilgangSuite extends Tilgangsprove {
    private static final String FNR_KROPP = "{\"fnr\":\"" + BORGER + "\"}";
    private static final String NAVS = "/digisos/api/v1/nav";
    private static final String LEVERING_STI = "/digisos/levering/api/v1";

    private static final Vern NAV_INNSYN =
            Vern.maskin(Fro.NAV, Privilegium.NAV_INNSYN).rett(Kallerslag.NAV);
    private static final Vern KOMMUNEINFO =
            Vern.maskin(Fro.NAV, Privilegium.KOMMUNEINFO).rett(Kallerslag.NAV);

    /** NAV, and the kommune's own fagsystem. */
    private static final Vern LEVERING = Vern.maskin(Fro.NAV, Privilegium.NAV_INNSYN)
            .rett(Kallerslag.NAV, Kallerslag.FAGSYSTEM, Kallerslag.ANNEN_KONTOS_FAGSYSTEM)
            .andre(Kallerslag.ANNEN_KOMMUNES_FAGSYSTEM);

    private final Fro.Integrasjon ombud = ombud();
    private final Vern audit = Vern.maskin(ombud, Privilegium.AUDIT).rett(Kallerslag.OMBUD);
    private final Sertifikatverk verk = Sertifikatverk.gjeldende();
    private final Saksfro.Sadd sak = new Saksfro(miljo.database().functions(), miljo.nokler())
            .soknad(UUID.randomUUID(), Fro.OSLO, BORGER, UUID.randomUUID().toString(), Map.of("Soknad.pdf", new byte[] {
                1
            }));

    private final List<Rad> rader = List.of(
            rad(NAV_INNSYN, "POST", NAVS + "/soknader/soknader", FNR_KROPP),
            rad(NAV_INNSYN, "POST", NAVS + "/soknader/status", "{\"digisosIdListe\":[]}"),
            rad(NAV_INNSYN, "GET", NAVS + "/soknader/{digisosId}", ""),
            rad(NAV_INNSYN, "GET", NAVS + "/soknader/{digisosId}/dokumenter/{dokumentlagerId}", ""),
            rad(KOMMUNEINFO, "GET", NAVS + "/kommuner", ""),
            rad(KOMMUNEINFO, "GET", NAVS + "/kommuner/{kommunenummer}", ""),
            new Rad(LEVERING, "GET", LEVERING_STI + "/soknader/{digisosId}/historikk", 200, 404, ""),
            new Rad(LEVERING, "GET", LEVERING_STI + "/kommuner", 200, 200, ""),
            new Rad(LEVERING, "GET", LEVERING_STI + "/kommuner/{kommunenummer}", 200, 404, ""),
            rad(audit, "GET", "/audit-sok/api/v1/sok", ""),
            rad(audit, "POST", "/audit-sok/api/v1/sok", FNR_KROPP));

    private static Rad rad(Vern vern, String metode, String mal, String kropp) {
        return new Rad(vern, metode, mal, 200, 200, kropp);
    }

    @Override
    protected List<Rad> rader() {
        return rader;
    }

    @Override
    protected String sti(Rad rad) {
        return rad.mal()
                        .replace("{digisosId}", sak.digisosId().toString())
                        .replace(
                                "{dokumentlagerId}", sak.dokument("soknad.json").toString())
                        .replace("{kommunenummer}", Fro.OSLO.kommunenummer())
                + "?sporingsId=" + UUID.randomUUID();
    }

    /** By TLS, with the certificate of the organisation. */
    @Override
    protected Klient forbindelse(String organisasjon) {
        return klient(
                organisasjon.equals(Fro.NAV_ORG)
                        ? Sertifikatverk.NAV_SEID2
                        : organisasjon.equals(Fro.BERGEN_FAGSYSTEM.organisasjon())
                                ? Sertifikatverk.BERGEN
                                : Sertifikatverk.ANNEN);
    }

    /** Everything is right but the certificate. */
    @TestFactory
    Stream<DynamicTest> every_certificate_at_every_endpoint() {
        return rader.stream()
                .flatMap(rad -> Stream.of(
                        medSertifikat(rad, "no certificate", null, 401, "UGYLDIG_SERTIFIKAT"),
                        medSertifikat(rad, "untrusted", Sertifikatverk.FALSK, 401, "UGYLDIG_SERTIFIKAT"),
                        medSertifikat(rad, "another's", Sertifikatverk.ANNEN, 401, "UGYLDIG_INTEGRASJON"),
                        medSertifikat(rad, "SEID 1", Sertifikatverk.NAV_SEID1, 200, null),
                        medSertifikat(rad, "SEID 2", Sertifikatverk.NAV_SEID2, 200, null)));
    }

    private DynamicTest medSertifikat(
            Rad rad, String hvem, @Nullable String sertifikat, int status, @Nullable String kode) {
        return DynamicTest.dynamicTest(rad + ": " + hvem, () -> {
            Fro.Integrasjon rette = rad.vern().equals(audit) ? ombud : Fro.NAV;
            Klient klient = klient(sertifikat).som(miljo.utsteder().maskin(Fro.NAV_ORG), rette);
            Svar svar = rad.kropp().isEmpty() ? klient.get(sti(rad)) : klient.post(sti(rad), rad.kropp());
            assertThat(svar.status()).as(svar.tekst()).isEqualTo(status);
            if (kode != null) {
                assertThat(svar.json().get("errorCode").asText()).isEqualTo(kode);
                assertThat(svar.tekst())
                        .doesNotContain("navEksternRefId", "fiksDigisosId", "statusListe", "antallTreff");
            }
        });
    }

    @Test
    void the_certificate_stands_in_the_audit_row() throws SQLException {
        UUID sporing = UUID.randomUUID();
        Svar svar = klient(Sertifikatverk.NAV_SEID1)
                .som(miljo.utsteder().maskin(Fro.NAV_ORG), Fro.NAV)
                .get("/digisos/api/v1/nav/soknader/" + sak.digisosId() + "?sporingsId=" + sporing);
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(200);
        try (Connection c = miljo.database().superuser().getConnection();
                PreparedStatement s = c.prepareStatement(
                        "SELECT sertifikat_serie, aktor_sertifikat_avtrykk FROM audit_rad WHERE request_id = ?")) {
            s.setObject(1, sporing);
            try (ResultSet r = s.executeQuery()) {
                assertThat(r.next()).isTrue();
                var sertifikat = verk.sertifikat(Sertifikatverk.NAV_SEID1);
                assertThat(r.getString(1))
                        .isEqualTo(sertifikat.getSerialNumber().toString(16));
                assertThat(r.getString(2)).isEqualTo(Certificates.fingerprint(sertifikat));
            }
        }
    }

    @Test
    void what_is_no_handshake_is_no_fault_of_ours() throws IOException {
        Loggvakt logg = Loggvakt.fraNa(base());
        URI tls = URI.create(Sertifikatverk.adresse(MedSertifikat.NAVN).orElseThrow());
        for (String tull : List.of(
                "",
                "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "\u0016\u0003\u0001\0\u0005\u0001\0\0\u0001\u0003",
                "\u0016\u0003\u0003@\0" + "x".repeat(20_000),
                "\u0015\u0003\u0003\0\u0002\u0002(",
                "\u0080.\u0001\u0003\u0001")) {
            for (boolean brutt : new boolean[] {false, true}) {
                try (Socket forbindelse = new Socket(InetAddress.getLoopbackAddress(), tls.getPort())) {
                    forbindelse.getOutputStream().write(tull.getBytes(StandardCharsets.ISO_8859_1));
                    forbindelse.setSoLinger(brutt, 0);
                    if (!brutt) {
                        forbindelse.shutdownOutput();
                        assertThat(forbindelse.getInputStream().readAllBytes().length)
                                .isLessThan(200);
                    }
                } catch (SocketException hengtOpp) {
                    // As a function may, when it is told what is no TLS.
                    assertThat(hengtOpp).hasMessageContaining("reset");
                }
            }
        }
        try (SSLSocket avbrutt = (SSLSocket)
                verk.klient(null).getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), tls.getPort())) {
            avbrutt.startHandshake();
            avbrutt.setSoLinger(true, 0);
        }
        assertThat(logg.feil()).isEmpty();
    }

    @Test
    void a_header_is_no_certificate_when_tls_ends_here() {
        String hode = ":" + Base64.getEncoder().encodeToString(der(Sertifikatverk.NAV_SEID2)) + ":";
        Svar svar = klient(null)
                .som(miljo.utsteder().maskin(Fro.NAV_ORG), Fro.NAV)
                .medHode("Client-Cert", hode)
                .get("/digisos/api/v1/nav/kommuner");
        assertThat(svar.status()).isEqualTo(401);
        Svar uten = Klient.mot(base())
                .som(miljo.utsteder().maskin(Fro.NAV_ORG), Fro.NAV)
                .get("/digisos/api/v1/nav/kommuner");
        assertThat(uten.status()).as("nor is there a way round without TLS").isEqualTo(401);
    }

    private byte[] der(String navn) {
        try {
            return verk.sertifikat(navn).getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Klient klient(@Nullable String sertifikat) {
        return Klient.mot(Sertifikatverk.adresse(MedSertifikat.NAVN).orElseThrow(), verk.klient(sertifikat));
    }
}
