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
import no.digisos.common.security.IntegrasjonPassword;
import no.digisos.common.security.Privilegium;
import no.digisos.seeds.SakSeeds;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client;
import no.digisos.seeds.client.Client.Answer;
import no.digisos.seeds.suite.TestEnvironment;
import no.digisos.testkit.database.TestDatabase;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** What every suite of this function needs: callers, cases, and a look at the audit log. */
abstract class MetadataSuite {
    static final String FNR = "01819010001";
    static final String NAV = "/digisos/api/v1/nav";
    static final String SOKNAD_JSON = "{\"version\":\"1.0.0\"}";

    final TestEnvironment environment = TestEnvironment.current();
    final SakSeeds sakSeeds = new SakSeeds(environment.database().functions(), environment.nokler());

    Client nav() {
        return as(SeedData.NAV);
    }

    Client as(SeedData.Integrasjon integrasjon) {
        return Client.against(base()).as(environment.utsteder().machine(integrasjon.organisasjon()), integrasjon);
    }

    static String base() {
        return ConfigProvider.getConfig().getValue("test.url", String.class);
    }

    SakSeeds.Sown sak() {
        return sak(SeedData.OSLO);
    }

    SakSeeds.Sown sak(SeedData.Kommune kommune) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("Soknad.pdf", new byte[] {1, 2, 3});
        return sakSeeds.soknad(
                UUID.randomUUID(), kommune, FNR, UUID.randomUUID().toString(), files);
    }

    /** A new integration with this grant, on one fiksOrg or on all. */
    SeedData.Integrasjon integrasjon(Privilegium privilegium, @Nullable UUID fiksOrgId) throws SQLException {
        SeedData.Integrasjon fresh =
                new SeedData.Integrasjon(UUID.randomUUID(), "Ny", "310501042", "passord-kun-for-test");
        byte[] salt = IntegrasjonPassword.newSalt();
        try (Connection c = environment.database().owner().getConnection();
                PreparedStatement i = c.prepareStatement(
                        "INSERT INTO integrasjon (id, navn, autorisert_organisasjon, passord_salt, passord_hash) VALUES (?, ?, ?, ?, ?)");
                PreparedStatement t = c.prepareStatement(
                        "INSERT INTO tilgang (integrasjon_id, privilegium, fiks_org_id) VALUES (?, ?, ?)")) {
            i.setObject(1, fresh.id());
            i.setString(2, fresh.navn());
            i.setString(3, fresh.organisasjon());
            i.setBytes(4, salt);
            i.setBytes(5, IntegrasjonPassword.hash(salt, fresh.passord()));
            i.executeUpdate();
            t.setObject(1, fresh.id());
            t.setString(2, privilegium.name());
            t.setObject(3, fiksOrgId);
            t.executeUpdate();
        }
        return fresh;
    }

    /** Every audit row of this call: action, outcome, case, document, count. */
    List<String> audit(UUID sporingsId) throws SQLException {
        return texts(
                "SELECT concat_ws(' ', handling, utfall, digisos_id, dokument_id, antall) FROM audit_rad WHERE request_id = ?",
                sporingsId);
    }

    List<String> texts(String sql, Object... values) throws SQLException {
        try (Connection c = environment.database().superuser().getConnection();
                PreparedStatement statement = c.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            List<String> found = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(row.getString(1));
                }
            }
            return found;
        }
    }

    long number(String sql, Object... values) throws SQLException {
        return Long.parseLong(texts(sql, values).getFirst());
    }

    void asSuperuser(String sql) {
        TestDatabase.execute(environment.database().superuser(), sql);
    }

    static void assertError(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        JsonNode body = answer.json();
        assertThat(body.get("errorCode").asText()).isEqualTo(code);
    }
}
