package no.digisos.submit.nedlasting;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Loggvakt;
import no.digisos.common.testkit.Skjema;
import no.digisos.common.testkit.Testmiljo;
import no.digisos.common.testkit.Utsteder;
import no.digisos.submit.innsyn.Borger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The links that a citizen follows in a browser, seen from outside (contract.md 3 «Files in the citizen's browser»). */
abstract class NedlastingSuite {
    private static final String STI = "/dokumentlager/nedlasting/niva4/";
    private static final Utsteder UTSTEDER = Testmiljo.gjeldende().utsteder();

    private static final byte[] INNHOLD = innhold();

    @Test
    void a_document_comes_decrypted_under_its_own_name() {
        Borger.Sak sak =
                Borger.EN.sender(new Borger.Fil("Kvittering for blåbær & «søt».pdf", "application/pdf", INNHOLD));
        Svar svar = medToken(Borger.EN).get(STI + sak.vedlegg("Kvittering for blåbær & «søt».pdf"));
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(200);
        assertThat(svar.bytes()).isEqualTo(INNHOLD);
        assertThat(svar.hode("Content-Length")).isEqualTo(String.valueOf(INNHOLD.length));
        assertThat(svar.hode("Content-Type")).isEqualTo("application/pdf");
        assertThat(svar.hode("Content-Disposition"))
                .isEqualTo("attachment; filename=\"Kvittering for blabaer & _sot_.pdf\"; filename*=UTF-8''"
                        + "Kvittering%20for%20bl%C3%A5b%C3%A6r%20&%20%C2%ABs%C3%B8t%C2%BB.pdf");
        assertThat(svar.hode("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(svar.hode("Cache-Control")).isEqualTo("no-store");
        assertThat(svar.hode("Content-Security-Policy")).startsWith("default-src 'none'");
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
    void only_pdf_and_images_are_shown_in_the_browser(String navn, String oppgitt, String type, boolean vises) {
        String id = Borger.EN.sender(new Borger.Fil(navn, oppgitt, INNHOLD)).vedlegg(navn);
        Svar svar = medToken(Borger.EN).get(STI + id + "?inline=true");
        assertThat(svar.hode("Content-Type")).isEqualTo(type);
        assertThat(svar.hode("Content-Disposition")).startsWith(vises ? "inline; " : "attachment; ");
        if (!type.equals("application/pdf")) {
            assertThat(svar.hode("Content-Security-Policy")).startsWith("sandbox;");
        }
        assertThat(medToken(Borger.EN).get(STI + id).hode("Content-Disposition"))
                .startsWith("attachment; ");
    }

    @Test
    void every_document_of_an_own_case_is_there_and_nothing_of_anothers() {
        Borger.Sak sak = Borger.EN.sender();
        for (String id : new String[] {sak.soknadPdf(), sak.soknadJson(), sak.vedleggJson()}) {
            assertThat(medToken(Borger.EN).get(STI + id).status()).isEqualTo(200);
            assertFeil(medToken(Borger.ANNEN).get(STI + id), 404, "FINNES_IKKE");
        }
        assertThat(medToken(Borger.EN).get(STI + sak.soknadJson()).hode("Content-Type"))
                .isEqualTo("application/json");
        assertFeil(medToken(Borger.EN).get(STI + UUID.randomUUID()), 404, "FINNES_IKKE");
        assertFeil(medToken(Borger.EN).get(STI + "tull"), 400, "UGYLDIG_FORESPORSEL");
    }

    @Test
    void what_only_lies_in_mellomlagring_is_nobodys_yet() {
        String ref = UUID.randomUUID().toString();
        Svar lagret = Klient.mot(Borger.base())
                .som(UTSTEDER.maskin(Fro.NAV_ORG), Fro.NAV)
                .post(
                        "/digisos/api/v1/mellomlagring/" + ref,
                        new Skjema()
                                .fil(
                                        "a.pdf",
                                        INNHOLD,
                                        Testmiljo.gjeldende()
                                                .plattform()
                                                .active()
                                                .certificate()));
        String id = lagret.json().at("/mellomlagringMetadataList/0/filId").asText();
        assertFeil(medToken(Borger.EN).get(STI + id), 404, "FINNES_IKKE");
    }

    @Test
    void a_token_that_is_sent_is_what_counts() {
        String id = Borger.EN.sender().soknadPdf();
        assertFeil(medToken("tull").get(STI + id), 401, "UGYLDIG_TOKEN");
        assertFeil(medToken(UTSTEDER.maskin(Fro.NAV_ORG)).get(STI + id), 401, "UGYLDIG_TOKEN");
        assertFeil(
                medToken(UTSTEDER.person(Borger.EN.fnr(), Map.of("acr", "idporten-loa-substantial")))
                        .get(STI + id),
                401,
                "UGYLDIG_TOKEN");
    }

    @Test
    void a_token_of_a_client_that_is_not_named_is_worth_nothing_here() {
        String id = Borger.EN.sender().soknadPdf();
        assertFeil(
                medToken(UTSTEDER.person(Borger.EN.fnr(), Map.of("client_id", "en-annen-tjeneste")))
                        .get(STI + id),
                401,
                "UGYLDIG_TOKEN");
        assertThat(medToken(UTSTEDER.person(Borger.EN.fnr())).get(STI + id).status())
                .isEqualTo(200);
    }

    @Test
    void a_browser_logs_in_once_and_gets_the_document_it_came_for() {
        Borger.Sak sak = Borger.EN.sender(new Borger.Fil("bilde.png", "image/png", INNHOLD));
        String adresse = Borger.base() + STI + sak.vedlegg("bilde.png") + "?inline=true";
        UTSTEDER.nesteInnlogging(Borger.EN.fnr(), Map.of());
        Nettleser nettleser = new Nettleser();
        HttpResponse<byte[]> svar = nettleser.folg(adresse);
        assertThat(svar.statusCode()).as(tekst(svar)).isEqualTo(200);
        assertThat(svar.body()).isEqualTo(INNHOLD);
        assertThat(svar.headers().firstValue("Content-Disposition"))
                .hasValueSatisfying(h -> assertThat(h).startsWith("inline; filename=\"bilde.png\""));

        String innlogging = nettleser.besokt().get(1).getRawQuery();
        assertThat(innlogging)
                .contains("code_challenge_method=S256", "code_challenge=", "nonce=", "response_type=code")
                .contains("acr_values=idporten-loa-high")
                .contains("niva4%2Finnlogget");
        assertThat(nettleser.kaker()).allSatisfy(kake -> {
            assertThat(kake.isHttpOnly()).isTrue();
            assertThat(kake.getPath()).isEqualTo(STI);
            assertThat(kake.getValue()).doesNotContain(Borger.EN.fnr());
        });

        // The session lasts, without another login and without anything kept on our side.
        int besok = nettleser.besokt().size();
        assertThat(nettleser.folg(Borger.base() + STI + sak.soknadPdf()).statusCode())
                .isEqualTo(200);
        assertThat(nettleser.besokt()).hasSize(besok + 1);
        // And is no way in elsewhere.
        assertThat(nettleser
                        .folg(Borger.base() + "/digisos/api/v1/soknader/" + sak.digisosId())
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void somebody_elses_document_stays_hidden_after_login() {
        String id = Borger.EN.sender().soknadPdf();
        UTSTEDER.nesteInnlogging(Borger.ANNEN.fnr(), Map.of());
        HttpResponse<byte[]> svar = new Nettleser().folg(Borger.base() + STI + id);
        assertThat(svar.statusCode()).isEqualTo(404);
        assertThat(svar.headers().firstValue("Content-Type")).hasValue("application/json");
    }

    @Test
    void too_low_a_login_is_refused() {
        String id = Borger.EN.sender().soknadPdf();
        UTSTEDER.nesteInnlogging(Borger.EN.fnr(), Map.of("acr", "idporten-loa-substantial"));
        assertThat(new Nettleser().folg(Borger.base() + STI + id).statusCode()).isEqualTo(401);
    }

    @Test
    void a_session_that_was_tampered_with_leads_to_the_login() {
        String id = Borger.EN.sender().soknadPdf();
        UTSTEDER.nesteInnlogging(Borger.EN.fnr(), Map.of());
        Nettleser nettleser = new Nettleser();
        assertThat(nettleser.folg(Borger.base() + STI + id).statusCode()).isEqualTo(200);
        nettleser.byttKake("tull");
        UTSTEDER.nesteInnlogging(Borger.EN.fnr(), Map.of());
        assertThat(nettleser.folg(Borger.base() + STI + id).statusCode()).isEqualTo(200);
    }

    @Test
    void a_login_that_comes_back_refused_is_an_error_in_the_one_shape() {
        String id = Borger.EN.sender().soknadPdf();
        Nettleser nettleser = new Nettleser();
        HttpResponse<byte[]> tilInnlogging = nettleser.hopp(URI.create(Borger.base() + STI + id));
        assertThat(tilInnlogging.statusCode()).isEqualTo(302);
        String state =
                tilInnlogging.headers().firstValue("Location").orElseThrow().replaceAll(".*[?&]state=([^&]+).*", "$1");
        HttpResponse<byte[]> svar =
                nettleser.hopp(URI.create(Borger.base() + STI + "innlogget?error=access_denied&state=" + state));
        assertThat(svar.statusCode()).as(tekst(svar)).isEqualTo(401);
        assertThat(svar.headers().firstValue("Content-Type")).hasValue("application/json");
    }

    @Test
    void an_answer_to_a_login_that_this_browser_never_began_is_not_taken() {
        HttpResponse<byte[]> svar =
                new Nettleser().hopp(URI.create(Borger.base() + STI + "innlogget?code=tull&state=tull"));
        assertThat(svar.statusCode()).isEqualTo(302);
        assertThat(svar.headers().firstValue("Location"))
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
    void a_login_that_a_stranger_makes_up_an_end_for_is_no_fault_of_ours(String slutt) {
        Loggvakt logg = Loggvakt.fraNa(Borger.base());
        Nettleser nettleser = new Nettleser();
        HttpResponse<byte[]> tilInnlogging = nettleser.hopp(URI.create(Borger.base() + STI + UUID.randomUUID()));
        String state =
                tilInnlogging.headers().firstValue("Location").orElseThrow().replaceAll(".*[?&]state=([^&]+).*", "$1");
        HttpResponse<byte[]> svar =
                nettleser.hopp(URI.create(Borger.base() + STI + "innlogget?" + slutt.replace("STATE", state)));
        assertThat(svar.statusCode()).as(tekst(svar)).isBetween(300, 499);
        nettleser.kaker().forEach(kake -> kake.setValue("tull"));
        assertThat(nettleser
                        .hopp(URI.create(Borger.base() + STI + "innlogget?" + slutt.replace("STATE", state)))
                        .statusCode())
                .isBetween(300, 499);
        assertThat(logg.feil()).isEmpty();
    }

    private static Klient medToken(Borger borger) {
        return medToken(borger.token());
    }

    /** No integration: the browser has none. */
    private static Klient medToken(String token) {
        return Klient.mot(Borger.base()).medHode("Authorization", "Bearer " + token);
    }

    private static String tekst(HttpResponse<byte[]> svar) {
        return new String(svar.body(), StandardCharsets.UTF_8);
    }

    private static byte[] innhold() {
        byte[] innhold = new byte[300_000];
        new Random(5).nextBytes(innhold);
        return innhold;
    }

    private static void assertFeil(Svar svar, int status, String kode) {
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(status);
        assertThat(svar.hode("Content-Type")).isEqualTo("application/json");
        assertThat(svar.json().get("errorCode").asText()).isEqualTo(kode);
    }
}
