package no.digisos.drift;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.main.LaunchResult;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import no.digisos.seeds.SakSeeds;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.suite.Surroundings;
import no.digisos.seeds.suite.TestEnvironment;
import no.digisos.testkit.database.TestDatabase;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class SakTest {
    @Inject
    Program launcher;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final TestEnvironment environment = TestEnvironment.current();
    private final SakSeeds seed = new SakSeeds(environment.database().functions(), environment.nokler());

    @Test
    void a_case_is_deleted_once_its_delivery_is_settled_and_the_operator_is_named() throws JsonProcessingException {
        SakSeeds.Sown sak = sak();
        LaunchResult held = delete(launcher, sak.digisosId());
        assertThat(held.exitCode()).isEqualTo(1);
        JsonNode answer = MAPPER.readTree(held.getOutput());
        assertThat(answer.get("utfall").asText()).isEqualTo("FESTET");
        assertThat(answer.at("/leveranser/0").asText())
                .isEqualTo(sak.meldingId().toString());
        assertThat(audit(sak.digisosId())).isEmpty();

        TestDatabase.execute(
                environment.database().superuser(),
                "UPDATE leveranse SET tilstand = 'BEKREFTET', bekreftet = digisos_now() WHERE id = '" + sak.meldingId()
                        + "'");
        LaunchResult deleted = delete(launcher, sak.digisosId());
        assertThat(deleted.exitCode()).as(deleted.getErrorOutput()).isZero();
        assertThat(MAPPER.readTree(deleted.getOutput()).get("dokumenter").asInt())
                .isEqualTo(3);
        assertThat(audit(sak.digisosId())).containsExactly("SLETT_SAK ola@example.no Drift: etter avtale null");

        LaunchResult again = delete(launcher, sak.digisosId());
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(MAPPER.readTree(again.getOutput()).get("utfall").asText()).isEqualTo("FINNES_IKKE");
        assertThat(audit(sak.digisosId())).hasSize(1);
    }

    @Test
    void a_document_is_withdrawn_once_and_the_operator_is_named() throws JsonProcessingException {
        SakSeeds.Sown sak = sak();
        UUID pdf = Objects.requireNonNull(sak.dokumentIder().get("Soknad.pdf"));
        LaunchResult withdrawn = withdraw(launcher, pdf);
        assertThat(withdrawn.exitCode()).as(withdrawn.getErrorOutput()).isZero();
        assertThat(MAPPER.readTree(withdrawn.getOutput()).get("digisosId").asText())
                .isEqualTo(sak.digisosId().toString());
        assertThat(audit(sak.digisosId())).containsExactly("TREKK_DOKUMENT ola@example.no Drift: etter avtale " + pdf);

        assertThat(withdraw(launcher, pdf).exitCode()).isEqualTo(1);
        assertThat(withdraw(launcher, UUID.randomUUID()).exitCode()).isEqualTo(1);
        assertThat(audit(sak.digisosId())).hasSize(1);
    }

    @Test
    void nothing_is_done_without_a_name_and_a_reason() {
        SakSeeds.Sown sak = sak();
        assertThat(launcher.launch("sak", "slett", sak.digisosId().toString()).exitCode())
                .isEqualTo(2);
        assertThat(launcher.launch("dokument", "trekk", "ikke-en-uuid", "--operator=ola", "--begrunnelse=x")
                        .exitCode())
                .isEqualTo(2);
    }

    private SakSeeds.Sown sak() {
        return seed.soknad(
                UUID.randomUUID(),
                SeedData.OSLO,
                "01819010001",
                UUID.randomUUID().toString(),
                Map.of("Soknad.pdf", new byte[40]));
    }

    private static LaunchResult delete(Program launcher, UUID digisosId) {
        return launcher.launch(
                "sak", "slett", digisosId.toString(), "--operator=ola@example.no", "--begrunnelse=etter avtale");
    }

    private static LaunchResult withdraw(Program launcher, UUID dokumentId) {
        return launcher.launch(
                "dokument", "trekk", dokumentId.toString(), "--operator=ola@example.no", "--begrunnelse=etter avtale");
    }

    private List<String> audit(UUID digisosId) {
        try (Connection c = environment.database().owner().getConnection();
                PreparedStatement s = c.prepareStatement(
                        "SELECT handling || ' ' || operator || ' ' || hjemmel || ' '"
                                + " || coalesce(dokument_id::text, 'null') FROM audit_rad WHERE digisos_id = ? ORDER BY tidspunkt")) {
            s.setObject(1, digisosId);
            List<String> rows = new ArrayList<>();
            try (ResultSet r = s.executeQuery()) {
                while (r.next()) {
                    rows.add(r.getString(1));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
