package no.digisos.metadata.tilgang;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import javax.net.ssl.SSLSocket;
import no.digisos.common.krypto.Certificates;
import no.digisos.common.security.IntegrasjonPassord;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Loggvakt;
import no.digisos.common.testkit.Saksfro;
import no.digisos.common.testkit.Testmiljo;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every endpoint of this function, called by everybody. */
abstract class TilgangSuite {
    private static final String FNR = "01819010001";
    private static final Fro.Integrasjon OMBUD = new Fro.Integrasjon(
            UUID.fromString("c0000000-0000-4000-8000-0000000000a1"),
            "Personvernombud",
            Fro.NAV_ORG,
            "ombud-kun-for-test");
    private static final Fro.Integrasjon NAV_UTEN_TILGANG = new Fro.Integrasjon(
            UUID.fromString("c0000000-0000-4000-8000-0000000000a2"), "NAV uten", Fro.NAV_ORG, "uten-kun-for-test");

    private final Testmiljo miljo = Testmiljo.gjeldende();
    private final Sertifikatverk verk = Sertifikatverk.gjeldende();
    private final Saksfro.Sadd sak = new Saksfro(miljo.database().functions(), miljo.nokler())
            .soknad(UUID.randomUUID(), Fro.OSLO, FNR, UUID.randomUUID().toString(), Map.of("Soknad.pdf", new byte[] {1
            }));

    /**
     * An endpoint.
     *
     * @param mal as the OpenAPI document names it
     * @param kropp null for GET
     * @param rette the integration that has the grant
     */
    private record Endepunkt(
            String metode, String mal, @Nullable String kropp, Fro.Integrasjon rette) {}

    private static final String FNR_KROPP = "{\"fnr\":\"" + FNR + "\"}";

    private static final List<Endepunkt> ALLE = List.of(
            new Endepunkt("POST", "/digisos/api/v1/nav/soknader/soknader", FNR_KROPP, Fro.NAV),
            new Endepunkt("POST", "/digisos/api/v1/nav/soknader/status", "{\"digisosIdListe\":[]}", Fro.NAV),
            new Endepunkt("GET", "/digisos/api/v1/nav/soknader/{digisosId}", null, Fro.NAV),
            new Endepunkt(
                    "GET", "/digisos/api/v1/nav/soknader/{digisosId}/dokumenter/{dokumentlagerId}", null, Fro.NAV),
            new Endepunkt("GET", "/digisos/api/v1/nav/kommuner", null, Fro.NAV),
            new Endepunkt("GET", "/digisos/api/v1/nav/kommuner/{kommunenummer}", null, Fro.NAV),
            new Endepunkt("GET", "/digisos/levering/api/v1/soknader/{digisosId}/historikk", null, Fro.NAV),
            new Endepunkt("GET", "/digisos/levering/api/v1/kommuner", null, Fro.NAV),
            new Endepunkt("GET", "/digisos/levering/api/v1/kommuner/{kommunenummer}", null, Fro.NAV),
            new Endepunkt("GET", "/audit-sok/api/v1/sok", null, OMBUD),
            new Endepunkt("POST", "/audit-sok/api/v1/sok", FNR_KROPP, OMBUD));

    @Test
    void the_matrix_has_every_endpoint() {
        JsonNode stier = Klient.mot(ConfigProvider.getConfig().getValue("test.url", String.class))
                .get("/q/openapi?format=json")
                .json()
                .get("paths");
        Set<String> publisert = new TreeSet<>();
        stier.properties()
                .forEach(sti -> sti.getValue().fieldNames().forEachRemaining(metode -> {
                    if (Set.of("get", "post", "put", "delete", "patch", "head", "options")
                            .contains(metode)) {
                        publisert.add(metode.toUpperCase(Locale.ROOT) + " " + sti.getKey());
                    }
                }));
        assertThat(publisert)
                .containsExactlyInAnyOrderElementsOf(
                        ALLE.stream().map(e -> e.metode() + " " + e.mal()).toList());
    }

    @TestFactory
    List<DynamicTest> everybody_at_every_endpoint() throws SQLException {
        sa(OMBUD, "AUDIT");
        sa(NAV_UTEN_TILGANG, null);
        List<DynamicTest> tester = new ArrayList<>();
        for (Endepunkt e : ALLE) {
            String nav = miljo.utsteder().maskin(Fro.NAV_ORG);
            Fro.Integrasjon rette = e.rette();
            Fro.Integrasjon feilPassord = new Fro.Integrasjon(rette.id(), "", rette.organisasjon(), "feil");
            test(tester, e, "nobody", Sertifikatverk.NAV_SEID2, null, rette, 401, "UGYLDIG_TOKEN");
            test(tester, e, "no integration", Sertifikatverk.NAV_SEID2, nav, null, 401, "UGYLDIG_INTEGRASJON");
            test(tester, e, "wrong password", Sertifikatverk.NAV_SEID2, nav, feilPassord, 401, "UGYLDIG_INTEGRASJON");
            test(
                    tester,
                    e,
                    "wrong issuer",
                    Sertifikatverk.NAV_SEID2,
                    miljo.utsteder().token("fremmed", "x", krav(Fro.NAV_ORG, "ks:fiks"), 3600),
                    rette,
                    401,
                    "UGYLDIG_TOKEN");
            test(
                    tester,
                    e,
                    "a citizen",
                    Sertifikatverk.NAV_SEID2,
                    miljo.utsteder().person(FNR),
                    rette,
                    401,
                    "UGYLDIG_TOKEN");
            test(
                    tester,
                    e,
                    "expired token",
                    Sertifikatverk.NAV_SEID2,
                    miljo.utsteder().maskin(Fro.NAV_ORG, Map.of(), -3600),
                    rette,
                    401,
                    "UGYLDIG_TOKEN");
            test(
                    tester,
                    e,
                    "wrong scope",
                    Sertifikatverk.NAV_SEID2,
                    miljo.utsteder().maskin(Fro.NAV_ORG, Map.of("scope", "ks:fiksx"), 3600),
                    rette,
                    401,
                    "UGYLDIG_TOKEN");
            test(
                    tester,
                    e,
                    "another organisation's token and certificate",
                    Sertifikatverk.ANNEN,
                    miljo.utsteder().maskin(Fro.OSLO_FAGSYSTEM.organisasjon()),
                    rette,
                    401,
                    "UGYLDIG_INTEGRASJON");
            test(tester, e, "no certificate", null, nav, rette, 401, "UGYLDIG_SERTIFIKAT");
            test(tester, e, "untrusted certificate", Sertifikatverk.FALSK, nav, rette, 401, "UGYLDIG_SERTIFIKAT");
            test(tester, e, "another's certificate", Sertifikatverk.ANNEN, nav, rette, 401, "UGYLDIG_INTEGRASJON");
            test(tester, e, "no grant", Sertifikatverk.NAV_SEID2, nav, NAV_UTEN_TILGANG, 403, "INGEN_TILGANG");
            test(tester, e, "the right one, SEID 1", Sertifikatverk.NAV_SEID1, nav, rette, 200, null);
            test(tester, e, "the right one, SEID 2", Sertifikatverk.NAV_SEID2, nav, rette, 200, null);
        }
        return tester;
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
        Loggvakt logg = Loggvakt.fraNa(ConfigProvider.getConfig().getValue("test.url", String.class));
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
        Svar uten = Klient.mot(ConfigProvider.getConfig().getValue("test.url", String.class))
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

    private void test(
            List<DynamicTest> tester,
            Endepunkt e,
            String hvem,
            @Nullable String sertifikat,
            @Nullable String token,
            Fro.@Nullable Integrasjon integrasjon,
            int status,
            @Nullable String kode) {
        tester.add(DynamicTest.dynamicTest(e.metode() + " " + e.mal() + ": " + hvem, () -> {
            Klient klient = klient(sertifikat);
            if (token != null) {
                klient = klient.medHode("Authorization", "Bearer " + token);
            }
            if (integrasjon != null) {
                klient = klient.medHode("IntegrasjonId", integrasjon.id().toString())
                        .medHode("IntegrasjonPassord", integrasjon.passord());
            }
            String sti = e.mal()
                            .replace("{digisosId}", sak.digisosId().toString())
                            .replace(
                                    "{dokumentlagerId}",
                                    sak.dokument("soknad.json").toString())
                            .replace("{kommunenummer}", "0301")
                    + "?sporingsId=" + UUID.randomUUID();
            Svar svar = e.kropp() == null ? klient.get(sti) : klient.post(sti, e.kropp());
            assertThat(svar.status()).as(svar.tekst()).isEqualTo(status);
            if (kode != null) {
                assertThat(svar.json().get("errorCode").asText()).isEqualTo(kode);
                assertThat(svar.tekst())
                        .doesNotContain("navEksternRefId", "fiksDigisosId", "statusListe", "antallTreff");
            }
        }));
    }

    private Klient klient(@Nullable String sertifikat) {
        return Klient.mot(Sertifikatverk.adresse(MedSertifikat.NAVN).orElseThrow(), verk.klient(sertifikat));
    }

    private static Map<String, Object> krav(String organisasjon, String scope) {
        return Map.of(
                "scope", scope, "consumer", Map.of("authority", "iso6523-actorid-upis", "ID", "0192:" + organisasjon));
    }

    private void sa(Fro.Integrasjon ny, @Nullable String privilegium) throws SQLException {
        byte[] salt = IntegrasjonPassord.nyttSalt();
        try (Connection c = miljo.database().owner().getConnection();
                PreparedStatement i = c.prepareStatement(
                        "INSERT INTO integrasjon (id, navn, autorisert_organisasjon, passord_salt, passord_hash) VALUES (?, ?, ?, ?, ?)");
                PreparedStatement t =
                        c.prepareStatement("INSERT INTO tilgang (integrasjon_id, privilegium) VALUES (?, ?)")) {
            i.setObject(1, ny.id());
            i.setString(2, ny.navn());
            i.setString(3, ny.organisasjon());
            i.setBytes(4, salt);
            i.setBytes(5, IntegrasjonPassord.hash(salt, ny.passord()));
            i.executeUpdate();
            if (privilegium != null) {
                t.setObject(1, ny.id());
                t.setString(2, privilegium);
                t.executeUpdate();
            }
        }
    }
}
