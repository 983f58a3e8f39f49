package no.digisos.submit.http;

import static org.assertj.core.api.Assertions.assertThat;

import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client;
import no.digisos.seeds.client.Client.Answer;
import no.digisos.seeds.suite.TestEnvironment;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** What those who run a function ask it: whether it is ready, how it goes, what it offers. */
abstract class DriftSuite {
    private static final String PERSON = "01819010001";

    private final TestEnvironment environment = TestEnvironment.current();

    @Test
    void a_function_with_schema_and_keys_is_ready() {
        Answer answer = Client.against(base()).get("/q/health/ready");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().get("status").asText()).isEqualTo("UP");
        assertThat(answer.json().get("checks").findValuesAsText("name")).contains("skjema");
        assertThat(Client.against(base()).get("/q/health/live").status()).isEqualTo(200);
    }

    @Test
    void calls_are_counted_by_their_route_and_never_by_a_persons_case() {
        Client citizen = Client.against(base()).as(environment.utsteder().person(PERSON), SeedData.NAV);
        String illegal = "ikke-en-sak";
        assertThat(citizen.get("/digisos/api/v1/soknader/" + illegal).status()).isEqualTo(400);
        String number = Client.against(base()).get("/q/metrics").text();
        assertThat(number)
                .contains("http_server_requests_seconds_count{")
                .contains("uri=\"/digisos/api/v1/soknader/{digisosId}\"")
                .contains("jvm_memory_used_bytes")
                .doesNotContain(illegal)
                .doesNotContain(PERSON);
    }

    @Test
    void every_answer_tells_browsers_to_stay_with_TLS() {
        Client anyone = Client.against(base());
        for (Answer answer : new Answer[] {
            anyone.get("/q/health/live"),
            anyone.get("/finnes/ikke"),
            anyone.get("/digisos/api/v1/soknader/soknader"),
            anyone.withHeader("Authorization", "Bearer tull").get("/digisos/api/v1/soknader/soknader"),
            anyone.get("/dokumentlager/nedlasting/niva4/11111111-1111-4111-8111-111111111111")
        }) {
            assertThat(answer.header("Strict-Transport-Security"))
                    .as(answer.status() + answer.text())
                    .isEqualTo("max-age=31536000");
        }
    }

    @Test
    void the_api_is_described() {
        Answer answer = Client.against(base()).get("/q/openapi?format=json");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().get("paths").has("/digisos/api/v2/soknader/{kommunenummer}/{navEksternRefId}"))
                .as(answer.text())
                .isTrue();
    }

    private static String base() {
        return ConfigProvider.getConfig().getValue("test.url", String.class);
    }
}
