package no.digisos.submit.http;

import static org.assertj.core.api.Assertions.assertThat;

import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Testmiljo;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** What those who run a function ask it: whether it is ready, how it goes, what it offers. */
abstract class DriftSuite {
    private static final String PERSON = "01819010001";

    private final Testmiljo miljo = Testmiljo.gjeldende();

    @Test
    void a_function_with_schema_and_keys_is_ready() {
        Svar svar = Klient.mot(base()).get("/q/health/ready");
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(200);
        assertThat(svar.json().get("status").asText()).isEqualTo("UP");
        assertThat(svar.json().get("checks").findValuesAsText("name")).contains("skjema");
        assertThat(Klient.mot(base()).get("/q/health/live").status()).isEqualTo(200);
    }

    @Test
    void calls_are_counted_by_their_route_and_never_by_a_persons_case() {
        Klient borger = Klient.mot(base()).som(miljo.utsteder().person(PERSON), Fro.NAV);
        String ulovlig = "ikke-en-sak";
        assertThat(borger.get("/digisos/api/v1/soknader/" + ulovlig).status()).isEqualTo(400);
        String tall = Klient.mot(base()).get("/q/metrics").tekst();
        assertThat(tall)
                .contains("http_server_requests_seconds_count{")
                .contains("uri=\"/digisos/api/v1/soknader/{digisosId}\"")
                .contains("jvm_memory_used_bytes")
                .doesNotContain(ulovlig)
                .doesNotContain(PERSON);
    }

    @Test
    void every_answer_tells_browsers_to_stay_with_TLS() {
        Klient hvemsomhelst = Klient.mot(base());
        for (Svar svar : new Svar[] {
            hvemsomhelst.get("/q/health/live"),
            hvemsomhelst.get("/finnes/ikke"),
            hvemsomhelst.get("/digisos/api/v1/soknader/soknader"),
            hvemsomhelst.medHode("Authorization", "Bearer tull").get("/digisos/api/v1/soknader/soknader"),
            hvemsomhelst.get("/dokumentlager/nedlasting/niva4/11111111-1111-4111-8111-111111111111")
        }) {
            assertThat(svar.hode("Strict-Transport-Security"))
                    .as(svar.status() + svar.tekst())
                    .isEqualTo("max-age=31536000");
        }
    }

    @Test
    void the_api_is_described() {
        Svar svar = Klient.mot(base()).get("/q/openapi?format=json");
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(200);
        assertThat(svar.json().get("paths").has("/digisos/api/v2/soknader/{kommunenummer}/{navEksternRefId}"))
                .as(svar.tekst())
                .isTrue();
    }

    private static String base() {
        return ConfigProvider.getConfig().getValue("test.url", String.class);
    }
}
