package no.digisos.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Skjema;
import no.digisos.local.stack.FunctionProcess;
import no.digisos.local.stack.RunningStack;
import no.digisos.local.stack.StackOptions.Fallback;
import org.junit.jupiter.api.Test;

/** The fallback-job as a service: its own timer does what cron does otherwise. */
class TjenesteTest {
    private static final String FNR = "01819010001";
    private static final Duration NOK = Duration.ofMinutes(1);

    @Test
    void the_service_sends_what_a_kommune_without_a_queue_should_have() throws Exception {
        try (RunningStack stack = Stakk.start(Fallback.TJENESTE)) {
            FunctionProcess tjeneste = stack.function("fallback-job").orElseThrow();
            assertThat(Klient.mot(tjeneste.health().toString()).get("").status())
                    .as("it tells that it is ready")
                    .isEqualTo(200);
            Svar sendt = send(stack);
            assertThat(sendt.status()).as(sendt.tekst()).isEqualTo(202);
            String digisosId = sendt.json().asText();
            assertThat(ventPa(stack, digisosId)).isEqualTo("SVARUT_SENDT");
        }
    }

    private static Svar send(RunningStack stack) {
        byte[] pdf = "%PDF-1.7 en søknad".getBytes(StandardCharsets.UTF_8);
        Skjema skjema = new Skjema()
                .json("soknadJson", "{\"version\":\"1.0.0\"}")
                .json("vedleggJson", "{\"vedlegg\":[]}")
                .fil("Soknad.pdf", pdf, stack.keys().platform().certificate());
        return Klient.mot(stack.json().gateway().http().toString())
                .som(stack.tokens().token("idporten", Map.of("pid", FNR)), Fro.NAV)
                .post("/digisos/api/v2/soknader/" + Fro.BERGEN.kommunenummer() + "/" + UUID.randomUUID(), skjema);
    }

    private static String ventPa(RunningStack stack, String digisosId) throws Exception {
        long slutt = System.nanoTime() + NOK.toNanos();
        String tilstand = tilstand(stack, digisosId);
        while (!tilstand.equals("SVARUT_SENDT") && System.nanoTime() < slutt) {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            tilstand = tilstand(stack, digisosId);
        }
        return tilstand;
    }

    private static String tilstand(RunningStack stack, String digisosId) throws Exception {
        try (Connection c = DriverManager.getConnection(
                        stack.json().postgres().jdbcUrl(),
                        stack.json().postgres().bruker(),
                        stack.json().postgres().passord());
                PreparedStatement statement =
                        c.prepareStatement("SELECT tilstand FROM leveranse WHERE digisos_id = ?::uuid")) {
            statement.setString(1, digisosId);
            try (ResultSet rad = statement.executeQuery()) {
                assertThat(rad.next()).isTrue();
                return rad.getString(1);
            }
        }
    }
}
