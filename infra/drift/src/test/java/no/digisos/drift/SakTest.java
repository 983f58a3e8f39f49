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
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Omgivelser;
import no.digisos.common.testkit.Saksfro;
import no.digisos.common.testkit.TestDatabase;
import no.digisos.common.testkit.Testmiljo;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Omgivelser.class)
class SakTest {
    @Inject
    Program launcher;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Testmiljo miljo = Testmiljo.gjeldende();
    private final Saksfro fro = new Saksfro(miljo.database().functions(), miljo.nokler());

    @Test
    void a_case_is_deleted_once_its_delivery_is_settled_and_the_operator_is_named() throws JsonProcessingException {
        Saksfro.Sadd sak = sak();
        LaunchResult festet = slett(launcher, sak.digisosId());
        assertThat(festet.exitCode()).isEqualTo(1);
        JsonNode svar = MAPPER.readTree(festet.getOutput());
        assertThat(svar.get("utfall").asText()).isEqualTo("FESTET");
        assertThat(svar.at("/leveranser/0").asText()).isEqualTo(sak.meldingId().toString());
        assertThat(audit(sak.digisosId())).isEmpty();

        TestDatabase.execute(
                miljo.database().superuser(),
                "UPDATE leveranse SET tilstand = 'BEKREFTET', bekreftet = digisos_now() WHERE id = '" + sak.meldingId()
                        + "'");
        LaunchResult slettet = slett(launcher, sak.digisosId());
        assertThat(slettet.exitCode()).as(slettet.getErrorOutput()).isZero();
        assertThat(MAPPER.readTree(slettet.getOutput()).get("dokumenter").asInt())
                .isEqualTo(3);
        assertThat(audit(sak.digisosId())).containsExactly("SLETT_SAK ola@example.no Drift: etter avtale null");

        LaunchResult igjen = slett(launcher, sak.digisosId());
        assertThat(igjen.exitCode()).isEqualTo(1);
        assertThat(MAPPER.readTree(igjen.getOutput()).get("utfall").asText()).isEqualTo("FINNES_IKKE");
        assertThat(audit(sak.digisosId())).hasSize(1);
    }

    @Test
    void a_document_is_withdrawn_once_and_the_operator_is_named() throws JsonProcessingException {
        Saksfro.Sadd sak = sak();
        UUID pdf = Objects.requireNonNull(sak.dokumentIder().get("Soknad.pdf"));
        LaunchResult trukket = trekk(launcher, pdf);
        assertThat(trukket.exitCode()).as(trukket.getErrorOutput()).isZero();
        assertThat(MAPPER.readTree(trukket.getOutput()).get("digisosId").asText())
                .isEqualTo(sak.digisosId().toString());
        assertThat(audit(sak.digisosId())).containsExactly("TREKK_DOKUMENT ola@example.no Drift: etter avtale " + pdf);

        assertThat(trekk(launcher, pdf).exitCode()).isEqualTo(1);
        assertThat(trekk(launcher, UUID.randomUUID()).exitCode()).isEqualTo(1);
        assertThat(audit(sak.digisosId())).hasSize(1);
    }

    @Test
    void nothing_is_done_without_a_name_and_a_reason() {
        Saksfro.Sadd sak = sak();
        assertThat(launcher.launch("sak", "slett", sak.digisosId().toString()).exitCode())
                .isEqualTo(2);
        assertThat(launcher.launch("dokument", "trekk", "ikke-en-uuid", "--operator=ola", "--begrunnelse=x")
                        .exitCode())
                .isEqualTo(2);
    }

    private Saksfro.Sadd sak() {
        return fro.soknad(
                UUID.randomUUID(),
                Fro.OSLO,
                "01819010001",
                UUID.randomUUID().toString(),
                Map.of("Soknad.pdf", new byte[40]));
    }

    private static LaunchResult slett(Program launcher, UUID digisosId) {
        return launcher.launch(
                "sak", "slett", digisosId.toString(), "--operator=ola@example.no", "--begrunnelse=etter avtale");
    }

    private static LaunchResult trekk(Program launcher, UUID dokumentId) {
        return launcher.launch(
                "dokument", "trekk", dokumentId.toString(), "--operator=ola@example.no", "--begrunnelse=etter avtale");
    }

    private List<String> audit(UUID digisosId) {
        try (Connection c = miljo.database().owner().getConnection();
                PreparedStatement s = c.prepareStatement(
                        "SELECT handling || ' ' || operator || ' ' || hjemmel || ' '"
                                + " || coalesce(dokument_id::text, 'null') FROM audit_rad WHERE digisos_id = ? ORDER BY tidspunkt")) {
            s.setObject(1, digisosId);
            List<String> rader = new ArrayList<>();
            try (ResultSet r = s.executeQuery()) {
                while (r.next()) {
                    rader.add(r.getString(1));
                }
            }
            return rader;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
