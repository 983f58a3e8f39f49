package no.digisos.submit.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
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
    void series_do_not_grow_with_what_callers_make_up() {
        Klient hvemsomhelst = Klient.mot(base());
        kall(hvemsomhelst, 1);
        long forst = serier();
        for (int i = 2; i < 60; i++) {
            kall(hvemsomhelst, i);
        }
        assertThat(serier()).isLessThanOrEqualTo(forst);
        assertThat(hvemsomhelst.get("/q/metrics").tekst())
                .contains("method=\"UNKNOWN\"")
                .contains("uri=\"UNMATCHED\"")
                .doesNotContain("FINNPAA")
                .doesNotContain(PERSON);
    }

    /** A method that nobody has, and paths that no resource answers or that none answers by this method. */
    private static void kall(Klient klient, int i) {
        klient.send("FINNPAA" + i, "/digisos/api/v1/soknader/" + PERSON + i, BodyPublishers.noBody(), null);
        klient.send("FINNPAA" + i, "/" + PERSON + i, BodyPublishers.noBody(), null);
        klient.send("PATCH", "/digisos/api/v1/soknader/" + PERSON + i, BodyPublishers.noBody(), null);
        klient.get("/%25" + PERSON + i);
        klient.get("/q/" + PERSON + i);
        klient.get("/digisos/api/v1/soknader/%7B" + i + "%7D");
    }

    private static long serier() {
        return Klient.mot(base())
                .get("/q/metrics")
                .tekst()
                .lines()
                .filter(linje -> linje.startsWith("http_server"))
                .count();
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
