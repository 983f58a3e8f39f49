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
import no.digisos.common.krypto.TestCertificates;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Omgivelser;
import no.digisos.common.testkit.Saksfro;
import no.digisos.common.testkit.TestDatabase;
import no.digisos.common.testkit.Testmiljo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Omgivelser.class)
class SjekkTest {
    @Inject
    Program launcher;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Testmiljo miljo = Testmiljo.gjeldende();

    @BeforeEach
    void start_afresh() {
        TestDatabase.execute(
                miljo.database().superuser(),
                "TRUNCATE leveranse, leveranse_utfall, svarut_forsok, historikk, innsending, digisos_sak, dokument CASCADE");
    }

    @Test
    void what_is_undecided_is_counted_and_a_stopped_delivery_shows_in_the_exit_code() throws Exception {
        Saksfro saksfro = new Saksfro(miljo.database().functions(), miljo.nokler());
        for (int i = 0; i < 2; i++) {
            String ref = UUID.randomUUID().toString();
            saksfro.soknad(UUID.randomUUID(), Fro.OSLO, "01819010001", ref, Map.of());
        }
        LaunchResult sjekk = launcher.launch("sjekk");
        assertThat(sjekk.exitCode()).as(sjekk.getErrorOutput()).isZero();
        JsonNode svar = MAPPER.readTree(sjekk.getOutput());
        assertThat(svar.get("klar").asBoolean()).isTrue();
        assertThat(svar.get("klokkeavvikSekunder").asDouble()).isBetween(-5.0, 5.0);
        assertThat(svar.at("/uavgjort/I_KO/antall").asInt()).isEqualTo(2);

        TestDatabase.execute(
                miljo.database().superuser(),
                "UPDATE leveranse SET tilstand = 'STOPPET', stoppgrunn = 'INGEN_ADRESSE' WHERE id = (SELECT id FROM leveranse LIMIT 1)");
        assertThat(launcher.launch("sjekk").exitCode()).isEqualTo(1);
    }

    @Test
    void certificates_that_run_out_are_told_and_one_that_has_run_out_shows_in_the_exit_code() throws Exception {
        assertThat(MAPPER.readTree(launcher.launch("sjekk").getOutput()).get("sertifikater"))
                .isEmpty();
        byte[] foer = miljo.oslo().certificate().getEncoded();
        Instant naa = Instant.now();
        try {
            sertifikat(TestCertificates.generate("Oslo", 2048, TestCertificates.NOT_BEFORE, naa.plus(20, DAYS))
                    .certificate()
                    .getEncoded());
            LaunchResult snart = launcher.launch("sjekk");
            assertThat(snart.exitCode()).as(snart.getErrorOutput()).isZero();
            JsonNode sertifikater = MAPPER.readTree(snart.getOutput()).get("sertifikater");
            assertThat(sertifikater).hasSize(1);
            assertThat(sertifikater.at("/0/bruk").asText()).isEqualTo("KONTO");
            assertThat(sertifikater.at("/0/kommunenummer").asText()).isEqualTo(Fro.OSLO.kommunenummer());
            assertThat(sertifikater.at("/0/kontoId").asText()).isEqualTo(String.valueOf(Fro.OSLO.kontoId()));
            assertThat(sertifikater.at("/0/dager").asInt()).isBetween(19, 21);
            assertThat(MAPPER.readTree(launcher.launch("sjekk", "--sertifikat-dager", "10")
                                    .getOutput())
                            .get("sertifikater"))
                    .isEmpty();

            sertifikat(TestCertificates.generate("Oslo", 2048, TestCertificates.NOT_BEFORE, naa.minus(1, DAYS))
                    .certificate()
                    .getEncoded());
            LaunchResult utlopt = launcher.launch("sjekk");
            assertThat(utlopt.exitCode()).isEqualTo(1);
            assertThat(MAPPER.readTree(utlopt.getOutput())
                            .at("/sertifikater/0/utlopt")
                            .asBoolean())
                    .isTrue();
        } finally {
            sertifikat(foer);
        }
    }

    private void sertifikat(byte[] der) {
        TestDatabase.execute(
                miljo.database().superuser(),
                "UPDATE konto SET sertifikat = '\\x" + HexFormat.of().formatHex(der) + "' WHERE id = '"
                        + Fro.OSLO.kontoId() + "'");
    }

    @Test
    void a_command_that_does_not_exist_is_wrongly_asked() {
        LaunchResult ukjent = launcher.launch("finnes-ikke");
        assertThat(ukjent.exitCode()).isEqualTo(2);
        assertThat(ukjent.getErrorOutput()).contains("finnes-ikke");
    }
}
