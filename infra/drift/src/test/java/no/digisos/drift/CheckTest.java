package no.digisos.drift;

import static java.time.temporal.ChronoUnit.DAYS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.main.LaunchResult;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import no.digisos.seeds.SakSeeds;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.suite.Surroundings;
import no.digisos.seeds.suite.TestEnvironment;
import no.digisos.testkit.database.TestDatabase;
import no.digisos.testkit.tls.SelfSigned;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class CheckTest {
    @Inject
    Program launcher;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final TestEnvironment environment = TestEnvironment.current();

    @BeforeEach
    void start_afresh() {
        TestDatabase.execute(
                environment.database().superuser(),
                "TRUNCATE leveranse, leveranse_utfall, svarut_forsok, historikk, innsending, digisos_sak, dokument CASCADE");
    }

    @Test
    void what_is_undecided_is_counted_and_a_stopped_delivery_shows_in_the_exit_code() throws Exception {
        SakSeeds sakSeeds = new SakSeeds(environment.database().functions(), environment.nokler());
        for (int i = 0; i < 2; i++) {
            String ref = UUID.randomUUID().toString();
            sakSeeds.soknad(UUID.randomUUID(), SeedData.OSLO, "01819010001", ref, Map.of());
        }
        LaunchResult check = launcher.launch("sjekk");
        assertThat(check.exitCode()).as(check.getErrorOutput()).isZero();
        JsonNode answer = MAPPER.readTree(check.getOutput());
        assertThat(answer.get("klar").asBoolean()).isTrue();
        assertThat(answer.get("klokkeavvikSekunder").asDouble()).isBetween(-5.0, 5.0);
        assertThat(answer.at("/uavgjort/I_KO/antall").asInt()).isEqualTo(2);

        TestDatabase.execute(
                environment.database().superuser(),
                "UPDATE leveranse SET tilstand = 'STOPPET', stoppgrunn = 'INGEN_ADRESSE' WHERE id = (SELECT id FROM leveranse LIMIT 1)");
        assertThat(launcher.launch("sjekk").exitCode()).isEqualTo(1);
    }

    @Test
    void certificates_that_run_out_are_told_and_one_that_has_run_out_shows_in_the_exit_code() throws Exception {
        assertThat(MAPPER.readTree(launcher.launch("sjekk").getOutput()).get("sertifikater"))
                .isEmpty();
        byte[] before = environment.oslo().certificate().getEncoded();
        Instant now = Instant.now();
        try {
            certificate(SelfSigned.generate("Oslo", 2048, SelfSigned.NOT_BEFORE, now.plus(20, DAYS))
                    .certificate()
                    .getEncoded());
            LaunchResult soon = launcher.launch("sjekk");
            assertThat(soon.exitCode()).as(soon.getErrorOutput()).isZero();
            JsonNode certificates = MAPPER.readTree(soon.getOutput()).get("sertifikater");
            assertThat(certificates).hasSize(1);
            assertThat(certificates.at("/0/bruk").asText()).isEqualTo("KONTO");
            assertThat(certificates.at("/0/kommunenummer").asText()).isEqualTo(SeedData.OSLO.kommunenummer());
            assertThat(certificates.at("/0/kontoId").asText()).isEqualTo(String.valueOf(SeedData.OSLO.kontoId()));
            assertThat(certificates.at("/0/dager").asInt()).isBetween(19, 21);
            assertThat(MAPPER.readTree(launcher.launch("sjekk", "--sertifikat-dager", "10")
                                    .getOutput())
                            .get("sertifikater"))
                    .isEmpty();

            certificate(SelfSigned.generate("Oslo", 2048, SelfSigned.NOT_BEFORE, now.minus(1, DAYS))
                    .certificate()
                    .getEncoded());
            LaunchResult expired = launcher.launch("sjekk");
            assertThat(expired.exitCode()).isEqualTo(1);
            assertThat(MAPPER.readTree(expired.getOutput())
                            .at("/sertifikater/0/utlopt")
                            .asBoolean())
                    .isTrue();
        } finally {
            certificate(before);
        }
    }

    private void certificate(byte[] der) {
        TestDatabase.execute(
                environment.database().superuser(),
                "UPDATE konto SET sertifikat = '\\x" + HexFormat.of().formatHex(der) + "' WHERE id = '"
                        + SeedData.OSLO.kontoId() + "'");
    }

    @Test
    void a_command_that_does_not_exist_is_wrongly_asked() {
        LaunchResult unknown = launcher.launch("finnes-ikke");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.getErrorOutput()).contains("finnes-ikke");
    }
}
