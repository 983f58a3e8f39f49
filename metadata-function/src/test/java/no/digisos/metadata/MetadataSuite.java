package no.digisos.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.digisos.common.security.IntegrasjonPassord;
import no.digisos.common.security.Privilegium;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Saksfro;
import no.digisos.common.testkit.TestDatabase;
import no.digisos.common.testkit.Testmiljo;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** What every suite of this function needs: callers, cases, and a look at the audit log. */
abstract class MetadataSuite {
    static final String FNR = "01819010001";
    static final String NAV = "/digisos/api/v1/nav";
    static final String SOKNAD_JSON = "{\"version\":\"1.0.0\"}";

    final Testmiljo miljo = Testmiljo.gjeldende();
    final Saksfro saksfro = new Saksfro(miljo.database().functions(), miljo.nokler());

    Klient nav() {
        return som(Fro.NAV);
    }

    Klient som(Fro.Integrasjon integrasjon) {
        return Klient.mot(base()).som(miljo.utsteder().maskin(integrasjon.organisasjon()), integrasjon);
    }

    static String base() {
        return ConfigProvider.getConfig().getValue("test.url", String.class);
    }

    Saksfro.Sadd sak() {
        return sak(Fro.OSLO);
    }

    Saksfro.Sadd sak(Fro.Kommune kommune) {
        Map<String, byte[]> filer = new LinkedHashMap<>();
        filer.put("Soknad.pdf", new byte[] {1, 2, 3});
        return saksfro.soknad(UUID.randomUUID(), kommune, FNR, UUID.randomUUID().toString(), filer);
    }

    /** A new integration with this grant, on one fiksOrg or on all. */
    Fro.Integrasjon integrasjon(Privilegium privilegium, @Nullable UUID fiksOrgId) throws SQLException {
        Fro.Integrasjon ny = new Fro.Integrasjon(UUID.randomUUID(), "Ny", "310501042", "passord-kun-for-test");
        byte[] salt = IntegrasjonPassord.nyttSalt();
        try (Connection c = miljo.database().owner().getConnection();
                PreparedStatement i = c.prepareStatement(
                        "INSERT INTO integrasjon (id, navn, autorisert_organisasjon, passord_salt, passord_hash) VALUES (?, ?, ?, ?, ?)");
                PreparedStatement t = c.prepareStatement(
                        "INSERT INTO tilgang (integrasjon_id, privilegium, fiks_org_id) VALUES (?, ?, ?)")) {
            i.setObject(1, ny.id());
            i.setString(2, ny.navn());
            i.setString(3, ny.organisasjon());
            i.setBytes(4, salt);
            i.setBytes(5, IntegrasjonPassord.hash(salt, ny.passord()));
            i.executeUpdate();
            t.setObject(1, ny.id());
            t.setString(2, privilegium.name());
            t.setObject(3, fiksOrgId);
            t.executeUpdate();
        }
        return ny;
    }

    /** Every audit row of this call: action, outcome, case, document, count. */
    List<String> audit(UUID sporingsId) throws SQLException {
        return tekster(
                "SELECT concat_ws(' ', handling, utfall, digisos_id, dokument_id, antall) FROM audit_rad WHERE request_id = ?",
                sporingsId);
    }

    List<String> tekster(String sql, Object... verdier) throws SQLException {
        try (Connection c = miljo.database().superuser().getConnection();
                PreparedStatement statement = c.prepareStatement(sql)) {
            for (int i = 0; i < verdier.length; i++) {
                statement.setObject(i + 1, verdier[i]);
            }
            List<String> funnet = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    funnet.add(row.getString(1));
                }
            }
            return funnet;
        }
    }

    long tall(String sql, Object... verdier) throws SQLException {
        return Long.parseLong(tekster(sql, verdier).getFirst());
    }

    void somSuperbruker(String sql) {
        TestDatabase.execute(miljo.database().superuser(), sql);
    }

    static void assertError(Svar svar, int status, String code) {
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(status);
        JsonNode kropp = svar.json();
        assertThat(kropp.get("errorCode").asText()).isEqualTo(code);
    }
}
