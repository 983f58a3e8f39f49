package no.digisos.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client;
import no.digisos.seeds.client.Client.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may call as a SvarInn receiver: an integration with the grant FAGSYSTEM, by HTTP Basic, and nobody else. */
abstract class SvarInnGrantSuite extends QueueSuite {
    private static final String LIST = SVARINN + "/mottaker/hentNyeForsendelser";
    private static final UUID NONE = UUID.fromString("00000000-0000-4000-8000-000000000000");

    @AfterEach
    void give_the_grant_back() {
        change("UPDATE integrasjon SET tilbakekalt = NULL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /mottaker/hentNyeForsendelser",
                "GET /forsendelse/00000000-0000-4000-8000-000000000000",
                "POST /kvitterMottak/forsendelse/00000000-0000-4000-8000-000000000000",
                "POST /mottakFeilet/forsendelse/00000000-0000-4000-8000-000000000000"
            })
    void every_call_needs_a_login_and_the_grant(String call) {
        assertLogin(call(Client.against(base()), call));
        assertLogin(call(oslo(), call));
        assertError(call(svarinn(SeedData.WITHOUT_GRANT), call), 403, "INGEN_TILGANG");
        assertError(call(svarinn(SeedData.NAV), call), 403, "INGEN_TILGANG");
        assertThat(call(svarinn(), call).status()).isIn(200, 400, 404);
    }

    @Test
    void every_failing_login_has_the_same_answer() {
        SeedData.Integrasjon oslo = SeedData.OSLO_FAGSYSTEM;
        Map<String, Client> failure = new LinkedHashMap<>();
        failure.put("wrong password", Client.against(base()).basic(oslo.id().toString(), "feil"));
        failure.put("empty password", Client.against(base()).basic(oslo.id().toString(), ""));
        failure.put("another's password", Client.against(base()).basic(oslo.id().toString(), SeedData.NAV.passord()));
        for (Map.Entry<String, Client> client : failure.entrySet()) {
            Answer answer = client.getValue().get(LIST);
            assertLogin(answer);
            assertThat(answer.json().get("message").asText())
                    .as(client.getKey())
                    .isEqualTo("Autentisering feilet for integrasjon med id " + oslo.id());
        }
        change("UPDATE integrasjon SET tilbakekalt = now() WHERE id = '" + oslo.id() + "'");
        Answer revoked = svarinn().get(LIST);
        assertLogin(revoked);
        assertThat(revoked.json().get("message").asText())
                .isEqualTo("Autentisering feilet for integrasjon med id " + oslo.id());
        Answer unknown =
                Client.against(base()).basic(NONE.toString(), oslo.passord()).get(LIST);
        assertLogin(unknown);
        assertThat(unknown.json().get("message").asText())
                .isEqualTo("Autentisering feilet for integrasjon med id " + NONE);
    }

    @Test
    void a_header_that_is_no_login_is_nobody() {
        String pair = SeedData.OSLO_FAGSYSTEM.id() + ":" + SeedData.OSLO_FAGSYSTEM.passord();
        String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        for (String header :
                List.of("Basic", "Basic ", "Basic %%%", "Basic " + encoded.substring(4), "Digest " + encoded)) {
            assertLogin(
                    Client.against(base()).withHeader("Authorization", header).get(LIST));
        }
        assertThat(Client.against(base())
                        .withHeader("Authorization", "bAsIc " + encoded)
                        .get(LIST)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void the_login_of_a_receiver_opens_nothing_else() {
        assertError(svarinn().get(QUEUE), 401, "UGYLDIG_TOKEN");
        assertThat(svarinn().get(QUEUE).header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    private static Answer call(Client client, String call) {
        String[] word = call.split(" ");
        return word[0].equals("GET") ? client.get(SVARINN + word[1]) : client.post(SVARINN + word[1], "{}");
    }

    private static void assertLogin(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Basic ");
        assertThat(answer.json().get("status").asInt()).isEqualTo(401);
    }
}
