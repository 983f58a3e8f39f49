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
import no.digisos.local.stack.FunctionProcess;
import no.digisos.local.stack.RunningStack;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client;
import no.digisos.seeds.client.Client.Answer;
import no.digisos.seeds.client.MultipartForm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The fallback-job as a service: its own timer does what cron does otherwise. */
@ExtendWith(SharedStack.class)
class ServiceTest {
    private static final String FNR = "01819010001";
    private static final Duration ENOUGH = Duration.ofMinutes(1);

    @Test
    void the_service_sends_what_a_kommune_without_a_queue_should_have(RunningStack stack) throws Exception {
        FunctionProcess service = stack.anotherFallback(Map.of());
        service.start();
        try {
            service.awaitReady();
            assertThat(Client.against(service.health().toString()).get("").status())
                    .as("it tells that it is ready")
                    .isEqualTo(200);
            Answer sent = send(stack);
            assertThat(sent.status()).as(sent.text()).isEqualTo(202);
            String digisosId = sent.json().asText();
            assertThat(waitFor(stack, digisosId)).isEqualTo("SVARUT_SENDT");
        } finally {
            service.stop();
        }
    }

    private static Answer send(RunningStack stack) {
        byte[] pdf = "%PDF-1.7 en søknad".getBytes(StandardCharsets.UTF_8);
        MultipartForm form = new MultipartForm()
                .json("soknadJson", "{\"version\":\"1.0.0\"}")
                .json("vedleggJson", "{\"vedlegg\":[]}")
                .file("Soknad.pdf", pdf, stack.keys().platform().certificate());
        return Client.against(stack.json().gateway().http().toString())
                .as(stack.tokens().token("idporten", Map.of("pid", FNR)), SeedData.NAV)
                .post("/digisos/api/v2/soknader/" + SeedData.BERGEN.kommunenummer() + "/" + UUID.randomUUID(), form);
    }

    private static String waitFor(RunningStack stack, String digisosId) throws Exception {
        long end = System.nanoTime() + ENOUGH.toNanos();
        String state = state(stack, digisosId);
        while (!state.equals("SVARUT_SENDT") && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            state = state(stack, digisosId);
        }
        return state;
    }

    private static String state(RunningStack stack, String digisosId) throws Exception {
        try (Connection c = DriverManager.getConnection(
                        stack.json().postgres().jdbcUrl(),
                        stack.json().postgres().bruker(),
                        stack.json().postgres().passord());
                PreparedStatement statement =
                        c.prepareStatement("SELECT tilstand FROM leveranse WHERE digisos_id = ?::uuid")) {
            statement.setString(1, digisosId);
            try (ResultSet row = statement.executeQuery()) {
                assertThat(row.next()).isTrue();
                return row.getString(1);
            }
        }
    }
}
