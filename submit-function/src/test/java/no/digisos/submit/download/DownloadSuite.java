package no.digisos.submit.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client;
import no.digisos.seeds.client.Client.Answer;
import no.digisos.seeds.client.MultipartForm;
import no.digisos.seeds.suite.LogGuard;
import no.digisos.seeds.suite.TestEnvironment;
import no.digisos.seeds.suite.TokenIssuers;
import no.digisos.submit.innsyn.Citizen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The links that a citizen follows in a browser, seen from outside (contract.md 3 «Files in the citizen's browser»). */
abstract class DownloadSuite {
    private static final String PATH = "/dokumentlager/nedlasting/niva4/";
    private static final TokenIssuers ISSUER = TestEnvironment.current().utsteder();

    private static final byte[] CONTENT = content();

    @Test
    void a_document_comes_decrypted_under_its_own_name() {
        Citizen.Sak sak = Citizen.ONE.send(
                new Citizen.FileEntry("Kvittering for blåbær & «søt».pdf", "application/pdf", CONTENT));
        Answer answer = withToken(Citizen.ONE).get(PATH + sak.vedlegg("Kvittering for blåbær & «søt».pdf"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.bytes()).isEqualTo(CONTENT);
        assertThat(answer.header("Content-Length")).isEqualTo(String.valueOf(CONTENT.length));
        assertThat(answer.header("Content-Type")).isEqualTo("application/pdf");
        assertThat(answer.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"Kvittering for blabaer & _sot_.pdf\"; filename*=UTF-8''"
                        + "Kvittering%20for%20bl%C3%A5b%C3%A6r%20&%20%C2%ABs%C3%B8t%C2%BB.pdf");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Content-Security-Policy")).startsWith("default-src 'none'");
    }

    @ParameterizedTest
    @CsvSource({
        // name, stated type, served type, shown inline
        "a.pdf, application/pdf, application/pdf, true",
        "b.png, image/png, image/png, true",
        "c.jpg, image/jpeg, image/jpeg, true",
        "d.gif, image/gif, image/gif, true",
        "e.webp, image/webp, image/webp, true",
        "f.pdf, application/octet-stream, application/pdf, true",
        "g.JPEG, application/octet-stream, image/jpeg, true",
        "h.pdf, APPLICATION/PDF; charset=x, application/pdf, true",
        "i.html, text/html, text/html, false",
        "j.svg, image/svg+xml, image/svg+xml, false",
        "k.bin, application/octet-stream, application/octet-stream, false",
        "l.txt, tull, application/octet-stream, false",
        "m.pdf, text/html, text/html, false",
    })
    void only_pdf_and_images_are_shown_in_the_browser(String name, String stated, String type, boolean shown) {
        String id =
                Citizen.ONE.send(new Citizen.FileEntry(name, stated, CONTENT)).vedlegg(name);
        Answer answer = withToken(Citizen.ONE).get(PATH + id + "?inline=true");
        assertThat(answer.header("Content-Type")).isEqualTo(type);
        assertThat(answer.header("Content-Disposition")).startsWith(shown ? "inline; " : "attachment; ");
        if (!type.equals("application/pdf")) {
            assertThat(answer.header("Content-Security-Policy")).startsWith("sandbox;");
        }
        assertThat(withToken(Citizen.ONE).get(PATH + id).header("Content-Disposition"))
                .startsWith("attachment; ");
    }

    @Test
    void every_document_of_an_own_case_is_there_and_nothing_of_anothers() {
        Citizen.Sak sak = Citizen.ONE.send();
        for (String id : new String[] {sak.soknadPdf(), sak.soknadJson(), sak.vedleggJson()}) {
            assertThat(withToken(Citizen.ONE).get(PATH + id).status()).isEqualTo(200);
            assertFailure(withToken(Citizen.ANOTHER).get(PATH + id), 404, "FINNES_IKKE");
        }
        assertThat(withToken(Citizen.ONE).get(PATH + sak.soknadJson()).header("Content-Type"))
                .isEqualTo("application/json");
        assertFailure(withToken(Citizen.ONE).get(PATH + UUID.randomUUID()), 404, "FINNES_IKKE");
        assertFailure(withToken(Citizen.ONE).get(PATH + "tull"), 400, "UGYLDIG_FORESPORSEL");
    }

    @Test
    void what_only_lies_in_mellomlagring_is_nobodys_yet() {
        String ref = UUID.randomUUID().toString();
        Answer stored = Client.against(Citizen.base())
                .as(ISSUER.machine(SeedData.NAV_ORG), SeedData.NAV)
                .post(
                        "/digisos/api/v1/mellomlagring/" + ref,
                        new MultipartForm()
                                .file(
                                        "a.pdf",
                                        CONTENT,
                                        TestEnvironment.current()
                                                .platform()
                                                .active()
                                                .certificate()));
        String id = stored.json().at("/mellomlagringMetadataList/0/filId").asText();
        assertFailure(withToken(Citizen.ONE).get(PATH + id), 404, "FINNES_IKKE");
    }

    @Test
    void a_token_that_is_sent_is_what_counts() {
        String id = Citizen.ONE.send().soknadPdf();
        assertFailure(withToken("tull").get(PATH + id), 401, "UGYLDIG_TOKEN");
        assertFailure(withToken(ISSUER.machine(SeedData.NAV_ORG)).get(PATH + id), 401, "UGYLDIG_TOKEN");
        assertFailure(
                withToken(ISSUER.person(Citizen.ONE.fnr(), Map.of("acr", "idporten-loa-substantial")))
                        .get(PATH + id),
                401,
                "UGYLDIG_TOKEN");
    }

    @Test
    void a_token_of_a_client_that_is_not_named_is_worth_nothing_here() {
        String id = Citizen.ONE.send().soknadPdf();
        assertFailure(
                withToken(ISSUER.person(Citizen.ONE.fnr(), Map.of("client_id", "en-annen-tjeneste")))
                        .get(PATH + id),
                401,
                "UGYLDIG_TOKEN");
        assertThat(withToken(ISSUER.person(Citizen.ONE.fnr())).get(PATH + id).status())
                .isEqualTo(200);
    }

    @Test
    void a_browser_logs_in_once_and_gets_the_document_it_came_for() {
        Citizen.Sak sak = Citizen.ONE.send(new Citizen.FileEntry("bilde.png", "image/png", CONTENT));
        String address = Citizen.base() + PATH + sak.vedlegg("bilde.png") + "?inline=true";
        ISSUER.nextLogin(Citizen.ONE.fnr(), Map.of());
        Browser browser = new Browser();
        HttpResponse<byte[]> answer = browser.follow(address);
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(CONTENT);
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .hasValueSatisfying(h -> assertThat(h).startsWith("inline; filename=\"bilde.png\""));

        String login = browser.visited().get(1).getRawQuery();
        assertThat(login)
                .contains("code_challenge_method=S256", "code_challenge=", "nonce=", "response_type=code")
                .contains("acr_values=idporten-loa-high")
                .contains("niva4%2Finnlogget");
        assertThat(browser.cookies()).allSatisfy(cookie -> {
            assertThat(cookie.isHttpOnly()).isTrue();
            assertThat(cookie.getPath()).isEqualTo(PATH);
            assertThat(cookie.getValue()).doesNotContain(Citizen.ONE.fnr());
        });

        // The session lasts, without another login and without anything kept on our side.
        int visit = browser.visited().size();
        assertThat(browser.follow(Citizen.base() + PATH + sak.soknadPdf()).statusCode())
                .isEqualTo(200);
        assertThat(browser.visited()).hasSize(visit + 1);
        // And is no way in elsewhere.
        assertThat(browser.follow(Citizen.base() + "/digisos/api/v1/soknader/" + sak.digisosId())
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void somebody_elses_document_stays_hidden_after_login() {
        String id = Citizen.ONE.send().soknadPdf();
        ISSUER.nextLogin(Citizen.ANOTHER.fnr(), Map.of());
        HttpResponse<byte[]> answer = new Browser().follow(Citizen.base() + PATH + id);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    }

    @Test
    void too_low_a_login_is_refused() {
        String id = Citizen.ONE.send().soknadPdf();
        ISSUER.nextLogin(Citizen.ONE.fnr(), Map.of("acr", "idporten-loa-substantial"));
        assertThat(new Browser().follow(Citizen.base() + PATH + id).statusCode())
                .isEqualTo(401);
    }

    @Test
    void a_session_that_was_tampered_with_leads_to_the_login() {
        String id = Citizen.ONE.send().soknadPdf();
        ISSUER.nextLogin(Citizen.ONE.fnr(), Map.of());
        Browser browser = new Browser();
        assertThat(browser.follow(Citizen.base() + PATH + id).statusCode()).isEqualTo(200);
        browser.replaceCookie("tull");
        ISSUER.nextLogin(Citizen.ONE.fnr(), Map.of());
        assertThat(browser.follow(Citizen.base() + PATH + id).statusCode()).isEqualTo(200);
    }

    @Test
    void a_login_that_comes_back_refused_is_an_error_in_the_one_shape() {
        String id = Citizen.ONE.send().soknadPdf();
        Browser browser = new Browser();
        HttpResponse<byte[]> toLogin = browser.hop(URI.create(Citizen.base() + PATH + id));
        assertThat(toLogin.statusCode()).isEqualTo(302);
        String state = toLogin.headers().firstValue("Location").orElseThrow().replaceAll(".*[?&]state=([^&]+).*", "$1");
        HttpResponse<byte[]> answer =
                browser.hop(URI.create(Citizen.base() + PATH + "innlogget?error=access_denied&state=" + state));
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    }

    @Test
    void an_answer_to_a_login_that_this_browser_never_began_is_not_taken() {
        HttpResponse<byte[]> answer =
                new Browser().hop(URI.create(Citizen.base() + PATH + "innlogget?code=tull&state=tull"));
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location"))
                .hasValueSatisfying(l -> assertThat(l).contains("/authorize"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "error=access_denied&state=STATE",
                "error=server_error&error_description=%0AERROR&state=STATE",
                "code=tull&state=STATE",
                "code=tull&code=annet&state=STATE",
                "code=tull&state=tull",
                "code=tull&state=STATE&state=tull",
                "code=tull",
                "state=STATE",
                "tull=1&state=STATE",
                "code=%00&state=STATE",
                ""
            })
    void a_login_that_a_stranger_makes_up_an_end_for_is_no_fault_of_ours(String end) {
        LogGuard log = LogGuard.fromNow(Citizen.base());
        Browser browser = new Browser();
        HttpResponse<byte[]> toLogin = browser.hop(URI.create(Citizen.base() + PATH + UUID.randomUUID()));
        String state = toLogin.headers().firstValue("Location").orElseThrow().replaceAll(".*[?&]state=([^&]+).*", "$1");
        HttpResponse<byte[]> answer =
                browser.hop(URI.create(Citizen.base() + PATH + "innlogget?" + end.replace("STATE", state)));
        assertThat(answer.statusCode()).as(text(answer)).isBetween(300, 499);
        browser.cookies().forEach(cookie -> cookie.setValue("tull"));
        assertThat(browser.hop(URI.create(Citizen.base() + PATH + "innlogget?" + end.replace("STATE", state)))
                        .statusCode())
                .isBetween(300, 499);
        assertThat(log.failure()).isEmpty();
    }

    private static Client withToken(Citizen citizen) {
        return withToken(citizen.token());
    }

    /** No integration: the browser has none. */
    private static Client withToken(String token) {
        return Client.against(Citizen.base()).withHeader("Authorization", "Bearer " + token);
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static byte[] content() {
        byte[] content = new byte[300_000];
        new Random(5).nextBytes(content);
        return content;
    }

    private static void assertFailure(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.json().get("errorCode").asText()).isEqualTo(code);
    }
}
