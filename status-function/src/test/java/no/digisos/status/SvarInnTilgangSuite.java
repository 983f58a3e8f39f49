package no.digisos.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient;
import no.digisos.common.testkit.Klient.Svar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may call as a SvarInn receiver: an integration with the grant FAGSYSTEM, by HTTP Basic, and nobody else. */
abstract class SvarInnTilgangSuite extends KoSuite {
    private static final String LISTE = SVARINN + "/mottaker/hentNyeForsendelser";
    private static final UUID INGEN = UUID.fromString("00000000-0000-4000-8000-000000000000");

    @AfterEach
    void give_the_grant_back() {
        endre("UPDATE integrasjon SET tilbakekalt = NULL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /mottaker/hentNyeForsendelser",
                "GET /forsendelse/00000000-0000-4000-8000-000000000000",
                "POST /kvitterMottak/forsendelse/00000000-0000-4000-8000-000000000000",
                "POST /mottakFeilet/forsendelse/00000000-0000-4000-8000-000000000000"
            })
    void every_call_needs_a_login_and_the_grant(String kall) {
        assertLogin(kall(Klient.mot(base()), kall));
        assertLogin(kall(oslo(), kall));
        assertError(kall(svarinn(Fro.UTEN_TILGANG), kall), 403, "INGEN_TILGANG");
        assertError(kall(svarinn(Fro.NAV), kall), 403, "INGEN_TILGANG");
        assertThat(kall(svarinn(), kall).status()).isIn(200, 400, 404);
    }

    @Test
    void every_failing_login_has_the_same_answer() {
        Fro.Integrasjon oslo = Fro.OSLO_FAGSYSTEM;
        Map<String, Klient> feil = new LinkedHashMap<>();
        feil.put("wrong password", Klient.mot(base()).basic(oslo.id().toString(), "feil"));
        feil.put("empty password", Klient.mot(base()).basic(oslo.id().toString(), ""));
        feil.put("another's password", Klient.mot(base()).basic(oslo.id().toString(), Fro.NAV.passord()));
        for (Map.Entry<String, Klient> klient : feil.entrySet()) {
            Svar svar = klient.getValue().get(LISTE);
            assertLogin(svar);
            assertThat(svar.json().get("message").asText())
                    .as(klient.getKey())
                    .isEqualTo("Autentisering feilet for integrasjon med id " + oslo.id());
        }
        endre("UPDATE integrasjon SET tilbakekalt = now() WHERE id = '" + oslo.id() + "'");
        Svar tilbakekalt = svarinn().get(LISTE);
        assertLogin(tilbakekalt);
        assertThat(tilbakekalt.json().get("message").asText())
                .isEqualTo("Autentisering feilet for integrasjon med id " + oslo.id());
        Svar ukjent = Klient.mot(base()).basic(INGEN.toString(), oslo.passord()).get(LISTE);
        assertLogin(ukjent);
        assertThat(ukjent.json().get("message").asText())
                .isEqualTo("Autentisering feilet for integrasjon med id " + INGEN);
    }

    @Test
    void a_header_that_is_no_login_is_nobody() {
        String par = Fro.OSLO_FAGSYSTEM.id() + ":" + Fro.OSLO_FAGSYSTEM.passord();
        String kodet = Base64.getEncoder().encodeToString(par.getBytes(StandardCharsets.UTF_8));
        for (String hode : List.of("Basic", "Basic ", "Basic %%%", "Basic " + kodet.substring(4), "Digest " + kodet)) {
            assertLogin(Klient.mot(base()).medHode("Authorization", hode).get(LISTE));
        }
        assertThat(Klient.mot(base())
                        .medHode("Authorization", "bAsIc " + kodet)
                        .get(LISTE)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void the_login_of_a_receiver_opens_nothing_else() {
        assertError(svarinn().get(KO), 401, "UGYLDIG_TOKEN");
        assertThat(svarinn().get(KO).hode("WWW-Authenticate")).isEqualTo("Bearer");
    }

    private static Svar kall(Klient klient, String kall) {
        String[] ord = kall.split(" ");
        return ord[0].equals("GET") ? klient.get(SVARINN + ord[1]) : klient.post(SVARINN + ord[1], "{}");
    }

    private static void assertLogin(Svar svar) {
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(401);
        assertThat(svar.hode("WWW-Authenticate")).startsWith("Basic ");
        assertThat(svar.json().get("status").asInt()).isEqualTo(401);
    }
}
