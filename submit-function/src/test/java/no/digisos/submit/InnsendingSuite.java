package no.digisos.submit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import no.digisos.common.sak.SakDeletion;
import no.digisos.seeds.SakSeeds;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client;
import no.digisos.seeds.client.Client.Answer;
import no.digisos.seeds.client.MultipartForm;
import no.digisos.seeds.suite.TestEnvironment;

/** What the suites of submissions to a case have in common. */
abstract class InnsendingSuite {
    static final String FNR = SoknadSuite.FNR;
    static final String ANOTHER = SoknadSuite.ANOTHER;

    private static final Pattern AS_FNR = Pattern.compile("\\d{11}");

    final TestEnvironment environment = TestEnvironment.current();
    final SakSeeds sakSeeds = new SakSeeds(environment.database().functions(), environment.nokler());

    /** An id in which no eleven digits stand together, which an error message would mask. */
    static UUID id() {
        UUID id = UUID.randomUUID();
        return AS_FNR.matcher(id + "0001").find() ? id() : id;
    }

    static String ref() {
        return id().toString();
    }

    /** A case of {@link #FNR} in Oslo. */
    UUID sak() {
        return sak(SeedData.OSLO, FNR);
    }

    UUID sak(SeedData.Kommune kommune, String fnr) {
        return sakSeeds.soknad(id(), kommune, fnr, ref(), Map.of("Soknad.pdf", SoknadSuite.bytes(40, 1)))
                .digisosId();
    }

    void delete(UUID digisosId) {
        run("UPDATE leveranse SET tilstand = 'BEKREFTET', bekreftet = digisos_now(), leie_id = NULL, leie_til = NULL,"
                + " leie_data_hentet = false, venter_pa = NULL WHERE digisos_id = '" + digisosId + "'");
        assertThat(sakSeeds.delete(digisosId)).isInstanceOf(SakDeletion.Outcome.Deleted.class);
    }

    void run(String sql) {
        try (Connection c = environment.database().owner().getConnection();
                PreparedStatement s = c.prepareStatement(sql)) {
            s.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of every row. */
    List<String> read(String sql, Object... values) {
        try (Connection c = environment.database().owner().getConnection();
                PreparedStatement s = c.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                s.setObject(i + 1, values[i]);
            }
            try (ResultSet row = s.executeQuery()) {
                List<String> answer = new ArrayList<>();
                while (row.next()) {
                    answer.add(row.getString(1));
                }
                return answer;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void stage(String ref, String filnavn, byte[] content) {
        Answer answer = machine().post(mellomlagring(ref), new MultipartForm().file(filnavn, content, certificate()));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    }

    List<String> inMellomlagring(String ref) {
        Answer answer = machine().get(mellomlagring(ref));
        return answer.status() == 404
                ? List.of()
                : answer.json().at("/mellomlagringMetadataList").findValuesAsText("filnavn");
    }

    static String mellomlagring(String ref) {
        return "/digisos/api/v1/mellomlagring/" + ref;
    }

    JsonNode show(UUID digisosId) {
        Answer answer = person(FNR).get("/digisos/api/v1/soknader/" + digisosId);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    Client person(String fnr) {
        return Client.against(SoknadSuite.base()).as(environment.utsteder().person(fnr), SeedData.NAV);
    }

    Client machine() {
        return Client.against(SoknadSuite.base()).as(environment.utsteder().machine(SeedData.NAV_ORG), SeedData.NAV);
    }

    X509Certificate certificate() {
        return environment.platform().active().certificate();
    }
}
