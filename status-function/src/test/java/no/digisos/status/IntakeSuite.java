package no.digisos.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.digisos.common.sak.InnsendingType;
import no.digisos.seeds.SakSeeds.Sown;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client.Answer;
import no.digisos.seeds.client.MultipartForm;
import no.digisos.seeds.client.Opener;
import no.digisos.testkit.database.Thief;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The queue as a fagsystem sees it (delivery.md 1). */
abstract class IntakeSuite extends QueueSuite {
    @Test
    void a_message_is_leased_downloaded_opened_and_receipted() throws Exception {
        Sown sown = soknad(Map.of("bilde å.png", bytes(17, 3)));
        Answer fetched = oslo().post(QUEUE + "/hent", "{\"maks\":5,\"leieSekunder\":900}");
        assertThat(fetched.status()).as(fetched.text()).isEqualTo(200);
        JsonNode melding = fetched.json().get(0);
        assertThat(melding.get("meldingId").asText()).isEqualTo(sown.meldingId().toString());
        assertThat(melding.get("meldingType").asText()).isEqualTo("no.nav.digisos.soknad.v1");
        assertThat(melding.get("digisosId").asText()).isEqualTo(sown.digisosId().toString());
        assertThat(melding.at("/headere/klientKorrelasjonsId").asText())
                .isEqualTo(sown.digisosId().toString());
        assertThat(melding.get("filmetadata").findValuesAsText("filnavn"))
                .containsExactly("soknad.json", "vedlegg.json", "Soknad.pdf", "bilde å.png");
        assertThat(melding.get("ttl").asLong()).isBetween(86_000_000L, 86_400_000L);
        assertThat(oslo().post(QUEUE + "/hent", "").status()).isEqualTo(204);

        for (JsonNode file : melding.get("filmetadata")) {
            Answer answer = oslo().get(QUEUE + "/" + sown.meldingId() + "/dokumenter/"
                    + file.get("dokumentId").asText());
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            byte[] plaintext = Opener.open(answer.bytes(), environment.oslo());
            assertThat(plaintext).hasSize(file.get("size").asInt());
            assertThat(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(plaintext)))
                    .isEqualTo(file.get("sha256hash").asText());
        }

        String kvittering =
                "{\"leieId\":" + melding.get("leieId") + ",\"mottattAv\":\"Kari\",\"fagsystemRef\":\"sak-1\"}";
        Answer mottatt = oslo().post(QUEUE + "/" + sown.meldingId() + "/kvittering/mottatt", kvittering);
        assertThat(mottatt.status()).as(mottatt.text()).isEqualTo(200);
        assertThat(mottatt.json().get("tilstand").asText()).isEqualTo("BEKREFTET");
        assertThat(mottatt.json().get("fagsystemRef").asText()).isEqualTo("sak-1");
        Answer again = oslo().post(QUEUE + "/" + sown.meldingId() + "/kvittering/mottatt", "{}");
        assertThat(again.text()).isEqualTo(mottatt.text());
        assertThat(status(sown)).isEqualTo("BEKREFTET");
        assertError(
                oslo().post(QUEUE + "/" + sown.meldingId() + "/kvittering/avvist", "{\"melding\":\"x\"}"),
                409,
                "ALLEREDE_BEKREFTET");
    }

    @Test
    void a_download_goes_on_where_it_broke_off_and_is_the_same_every_time() {
        Sown sown = soknad();
        oslo().post(QUEUE + "/hent", "{}");
        String path = QUEUE + "/" + sown.meldingId() + "/dokumenter/"
                + sown.dokumentIder().get("Soknad.pdf");
        Answer whole = oslo().get(path);
        assertThat(whole.header("Accept-Ranges")).isEqualTo("bytes");
        String etag = whole.header("ETag");
        Answer rest = oslo().withHeader("Range", "bytes=1000000-")
                .withHeader("If-Range", etag)
                .get(path);
        assertThat(rest.status()).isEqualTo(206);
        assertThat(rest.header("Content-Range"))
                .isEqualTo("bytes 1000000-" + (whole.bytes().length - 1) + "/" + whole.bytes().length);
        assertThat(rest.bytes()).isEqualTo(Arrays.copyOfRange(whole.bytes(), 1_000_000, whole.bytes().length));
        assertThat(oslo().withHeader("Range", "bytes=-10").get(path).bytes())
                .isEqualTo(Arrays.copyOfRange(whole.bytes(), whole.bytes().length - 10, whole.bytes().length));
        assertThat(oslo().withHeader("Range", "bytes=0-9")
                        .withHeader("If-Range", "\"annen\"")
                        .get(path)
                        .status())
                .isEqualTo(200);
        assertError(oslo().withHeader("Range", "bytes=99999999-").get(path), 416, "UGYLDIG_OMRADE");
        assertThat(oslo().get(path).bytes()).isEqualTo(whole.bytes());
    }

    @Test
    void a_lease_is_extended_given_back_and_lost() {
        Sown sown = soknad();
        String leieId =
                oslo().post(QUEUE + "/hent", "{}").json().at("/0/leieId").asText();
        Answer extended = oslo().post(
                        QUEUE + "/" + sown.meldingId() + "/leie", "{\"leieId\":\"" + leieId + "\",\"sekunder\":3600}");
        assertThat(extended.status()).as(extended.text()).isEqualTo(200);
        assertThat(oslo().delete(QUEUE + "/" + sown.meldingId() + "/leie?leieId=" + leieId)
                        .status())
                .isEqualTo(204);
        assertError(
                oslo().post(QUEUE + "/" + sown.meldingId() + "/kvittering/feilet", "{\"leieId\":\"" + leieId + "\"}"),
                409,
                "LEIE_UTLOPT");
        String fresh = oslo().post(QUEUE + "/hent", "{}").json().at("/0/leieId").asText();
        assertThat(fresh).isNotEqualTo(leieId);
        Answer feilet = oslo().post(
                        QUEUE + "/" + sown.meldingId() + "/kvittering/feilet",
                        "{\"leieId\":\"" + fresh + "\",\"melding\":\"disk full\"}");
        assertThat(feilet.status()).as(feilet.text()).isEqualTo(200);
        assertThat(oslo().post(QUEUE + "/hent", "{}").status()).isEqualTo(204);
        environment.database().setClockOffset(Duration.ofMinutes(2));
        assertThat(oslo().post(QUEUE + "/hent", "{}").json().at("/0/meldingId").asText())
                .isEqualTo(sown.meldingId().toString());
    }

    @Test
    void a_lease_on_a_message_that_is_gone_is_not_extended() {
        Sown sown = small();
        String leieId =
                oslo().post(QUEUE + "/hent", "{}").json().at("/0/leieId").asText();
        oslo().post(QUEUE + "/" + sown.meldingId() + "/kvittering/avvist", "{\"melding\":\"feil kommune\"}");
        assertError(
                oslo().post(QUEUE + "/" + sown.meldingId() + "/leie", "{\"leieId\":\"" + leieId + "\"}"),
                409,
                "LEIE_UTLOPT");
        assertThat(oslo().delete(QUEUE + "/" + sown.meldingId() + "/leie?leieId=" + leieId)
                        .status())
                .as("it was given back already")
                .isEqualTo(204);
    }

    @Test
    void a_lease_says_that_svarut_has_the_message_only_when_it_has() {
        Sown sown = small();
        String leieId =
                oslo().post(QUEUE + "/hent", "{}").json().at("/0/leieId").asText();
        String lease = QUEUE + "/" + sown.meldingId() + "/leie";
        unknownInSvarUt(sown);
        assertError(oslo().post(lease, "{\"leieId\":\"" + leieId + "\"}"), 409, "LEIE_UTLOPT");
        sentInSvarUt(sown);
        assertError(oslo().post(lease, "{\"leieId\":\"" + leieId + "\"}"), 409, "LEVERANSE_TRUKKET");
    }

    @Test
    void a_receipt_while_svarut_may_have_it_keeps_the_copy_and_the_status_tells_when_it_is_known() {
        Sown sown = small();
        oslo().post(QUEUE + "/hent", "{}");
        unknownInSvarUt(sown);
        String mottatt = QUEUE + "/" + sown.meldingId() + "/kvittering/mottatt";

        Answer answer = oslo().post(mottatt, "{\"fagsystemRef\":\"sak-1\"}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(answer.json().fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("meldingId", "tilstand", "status", "avklares");
        assertThat(answer.json().get("meldingId").asText())
                .isEqualTo(sown.meldingId().toString());
        assertThat(answer.json().get("tilstand").asText()).isEqualTo("SVARUT_UKJENT");
        assertThat(answer.json().get("status").asText()).isEqualTo("TTL_TIDSAVBRUDD");
        assertThat(answer.json().get("avklares").asLong())
                .isEqualTo(loaded(sown, "svarut_startet + interval '30 minutes'"));
        assertThat(oslo().post(mottatt, "{}").text()).as("a repeat").isEqualTo(answer.text());
        assertThat(resolvedAt(sown)).isEqualTo(answer.json().get("avklares").asLong());
        assertThat(lateKvittering(sown)).isEqualTo("true");

        environment.database().setClockOffset(Duration.ofMinutes(45));
        long before = loaded(sown, "digisos_now()");
        assertThat(resolvedAt(sown)).as("SvarUt has not answered yet").isGreaterThan(before);

        sentInSvarUt(sown);
        JsonNode sent = oslo().get(QUEUE + "/" + sown.meldingId() + "/status").json();
        assertThat(sent.get("tilstand").asText()).isEqualTo("SVARUT_SENDT");
        assertThat(sent.has("avklares")).isFalse();
        Answer tooLate = oslo().post(mottatt, "{}");
        assertError(tooLate, 409, "LEVERANSE_TRUKKET");
        assertThat(tooLate.text()).contains(sent.get("forsendelsesId").asText());
    }

    @Test
    void a_rejection_clears_a_noted_receipt_and_no_later_one_counts() {
        Sown sown = small();
        oslo().post(QUEUE + "/hent", "{}");
        unknownInSvarUt(sown);
        String kvittering = QUEUE + "/" + sown.meldingId() + "/kvittering/";
        assertThat(oslo().post(kvittering + "mottatt", "{}").status()).isEqualTo(202);

        Answer avvist = oslo().post(kvittering + "avvist", "{\"melding\":\"feil kommune\"}");
        assertThat(avvist.status()).as(avvist.text()).isEqualTo(200);
        assertThat(oslo().post(kvittering + "mottatt", "{}").status())
                .as("delayed")
                .isEqualTo(202);

        assertThat(lateKvittering(sown)).isEqualTo("false");
        assertThat(value(
                        "SELECT string_agg(hendelse, ' ' ORDER BY id) FROM historikk WHERE leveranse_id = ?",
                        sown.meldingId()))
                .endsWith("SEN_KVITTERING AVVIST_ETTER_TREKK");
    }

    @Test
    void what_an_operator_closed_without_svarut_is_kept() {
        Sown without = small();
        Sown atSvarUt = small();
        oslo().post(QUEUE + "/hent", "{}");
        unknownInSvarUt(without);
        closed(without);
        sentInSvarUt(atSvarUt);
        closed(atSvarUt);

        Answer answer = oslo().post(QUEUE + "/" + without.meldingId() + "/kvittering/mottatt", "{}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(answer.json().has("avklares")).as("nothing to wait for").isFalse();
        assertError(
                oslo().post(QUEUE + "/" + atSvarUt.meldingId() + "/kvittering/mottatt", "{}"),
                409,
                "LEVERANSE_TRUKKET");
    }

    @Test
    void every_look_at_a_message_and_every_change_of_its_lease_is_in_the_audit_log() {
        Sown sown = small();
        String leieId =
                oslo().post(QUEUE + "/hent", "{}").json().at("/0/leieId").asText();
        oslo().get(QUEUE + "/" + sown.meldingId() + "/status");
        oslo().post(QUEUE + "/" + sown.meldingId() + "/leie", "{\"leieId\":\"" + leieId + "\"}");
        oslo().delete(QUEUE + "/" + sown.meldingId() + "/leie?leieId=" + leieId);
        for (String action : List.of("LES_LEVERINGSSTATUS", "FORLENG_LEIE", "GI_TILBAKE_LEIE")) {
            assertThat(auditRows(action, sown)).as(action).isEqualTo("1");
        }
    }

    @Test
    void a_message_tells_its_klage_and_where_its_soknad_went() {
        change("UPDATE konto SET meldingstyper = meldingstyper || '{no.nav.digisos.klage.v1}'::text[] WHERE id = '"
                + SeedData.OSLO.kontoId() + "'");
        Sown confirmed = small();
        Sown sent = small();
        oslo().post(QUEUE + "/hent", "{}");
        oslo().post(QUEUE + "/" + confirmed.meldingId() + "/kvittering/mottatt", "{}");
        UUID forsendelsesId = UUID.randomUUID();
        change("UPDATE leveranse SET tilstand = 'SVARUT_SENDT', forsendelses_id = '" + forsendelsesId
                + "', svarut_sendt = now(), leie_id = NULL, leie_til = NULL WHERE id = '" + sent.meldingId() + "'");
        UUID klageId = UUID.randomUUID();
        Sown klage = innsending(InnsendingType.KLAGE, confirmed.digisosId(), klageId, "klage.json", "klage.pdf");
        Sown after = ettersendelse(sent.digisosId());
        JsonNode meldinger = oslo().post(QUEUE + "/hent", "{}").json();
        assertThat(meldinger.findValuesAsText("meldingId"))
                .containsExactly(klage.meldingId().toString(), after.meldingId().toString());
        assertThat(meldinger.at("/0/klageId").asText()).isEqualTo(klageId.toString());
        assertThat(meldinger.at("/0/soknadLeveranseId").toString())
                .isEqualTo("{\"sendtKanal\":\"FIKS_IO\",\"id\":\"" + confirmed.meldingId() + "\"}");
        assertThat(meldinger.at("/1/klageId").isMissingNode()).isTrue();
        assertThat(meldinger.at("/1/soknadLeveranseId").toString())
                .isEqualTo("{\"sendtKanal\":\"SVARUT\",\"id\":\"" + forsendelsesId + "\"}");
    }

    @Test
    void a_rejected_message_leaves_the_queue_and_its_documents() {
        Sown sown = soknad();
        oslo().post(QUEUE + "/hent", "{}");
        Answer avvist =
                oslo().post(QUEUE + "/" + sown.meldingId() + "/kvittering/avvist", "{\"melding\":\"feil kommune\"}");
        assertThat(avvist.status()).as(avvist.text()).isEqualTo(200);
        assertThat(avvist.json().get("tilstand").asText()).isEqualTo("TRUKKET");
        assertThat(avvist.json().get("kanal").asText()).isEqualTo("SVARUT");
        assertError(
                oslo().get(QUEUE + "/" + sown.meldingId() + "/dokumenter/"
                        + sown.dokumentIder().get("Soknad.pdf")),
                410,
                "SLETTET");
        assertThat(oslo().get(QUEUE).json()).isEmpty();
    }

    @Test
    void looking_has_no_effect() {
        Sown sown = soknad();
        assertThat(oslo().get(QUEUE).json().findValuesAsText("meldingId"))
                .containsExactly(sown.meldingId().toString());
        assertThat(oslo().get(QUEUE + "/" + sown.meldingId())
                        .json()
                        .get("leveringsforsok")
                        .asInt())
                .isZero();
        assertError(oslo().post(QUEUE + "/" + sown.meldingId() + "/kvittering/mottatt", "{}"), 409, "IKKE_UTLEVERT");
        assertError(oslo().get(QUEUE + "?antall=201"), 400, "UGYLDIG_FORESPORSEL");
    }

    @Test
    void what_is_asked_for_stays_inside_the_limits() {
        assertError(oslo().post(QUEUE + "/hent", "{\"maks\":21}"), 400, "UGYLDIG_FORESPORSEL");
        assertError(oslo().post(QUEUE + "/hent", "{\"leieSekunder\":10}"), 400, "UGYLDIG_FORESPORSEL");
        assertError(oslo().post(QUEUE + "/hent", "{\"ventSekunder\":31}"), 400, "UGYLDIG_FORESPORSEL");
        assertError(oslo().post(QUEUE + "/hent", "{\"maks\":\"mange\"}"), 400, "UGYLDIG_JSON");
        assertError(oslo().post(QUEUE + "/hent", "["), 400, "UGYLDIG_JSON");
    }

    @Test
    void a_fagsystem_sees_its_own_kontoer_alone() {
        Sown sown = soknad();
        assertError(fagsystem(SeedData.BERGEN_FAGSYSTEM).get(QUEUE), 403, "INGEN_TILGANG");
        assertError(
                fagsystem(SeedData.BERGEN_FAGSYSTEM).get(QUEUE + "/" + sown.meldingId() + "/status"),
                403,
                "INGEN_TILGANG");
        assertError(oslo().get(QUEUE.replace("0301aaaa", "0301bbbb")), 403, "INGEN_TILGANG");
        assertError(fagsystem(SeedData.WITHOUT_GRANT).get(QUEUE), 403, "INGEN_TILGANG");
        assertError(oslo().get(QUEUE + "/" + UUID.randomUUID()), 404, "FINNES_IKKE");
        assertError(
                oslo().get(QUEUE + "/" + sown.meldingId() + "/dokumenter/" + UUID.randomUUID()), 404, "FINNES_IKKE");
    }

    private long resolvedAt(Sown sown) {
        return oslo().get(QUEUE + "/" + sown.meldingId() + "/status")
                .json()
                .get("avklares")
                .asLong();
    }

    /** A time of the row, in epoch milliseconds. */
    private long loaded(Sown sown, String expression) {
        return Long.parseLong(value(
                "SELECT floor(extract(epoch FROM " + expression + ") * 1000)::bigint FROM leveranse WHERE id = ?",
                sown.meldingId()));
    }

    private String status(Sown sown) {
        return oslo().get(QUEUE + "/" + sown.meldingId() + "/status")
                .json()
                .get("status")
                .asText();
    }

    @Test
    void a_place_beyond_the_end_is_told_where_the_end_is() {
        Sown sown = soknad();
        oslo().post(QUEUE + "/hent", "{}");
        String path = QUEUE + "/" + sown.meldingId() + "/dokumenter/"
                + sown.dokumentIder().get("Soknad.pdf");
        int storrelse = oslo().get(path).bytes().length;
        for (String byteRange : List.of(storrelse + "-", "99999999999999999999999-", "-0")) {
            Answer answer = oslo().withHeader("Range", "bytes=" + byteRange).get(path);
            assertError(answer, 416, "UGYLDIG_OMRADE");
            assertThat(answer.header("Content-Range")).isEqualTo("bytes */" + storrelse);
        }
        Answer last = oslo().withHeader("Range", "Bytes=" + (storrelse - 1) + "-99999999999999999999999")
                .get(path);
        assertThat(last.status()).isEqualTo(206);
        assertThat(last.bytes()).hasSize(1);
    }

    @Test
    void what_the_fagsystem_has_is_not_sent_again_and_a_look_counts_for_nothing() throws Exception {
        Sown sown = soknad();
        oslo().post(QUEUE + "/hent", "{}");
        String path = QUEUE + "/" + sown.meldingId() + "/dokumenter/"
                + sown.dokumentIder().get("Soknad.pdf");
        Answer header = oslo().send("HEAD", path, BodyPublishers.noBody(), null);
        assertThat(header.status()).isEqualTo(200);
        assertThat(value("SELECT forste_data_hentet IS NULL FROM leveranse WHERE id = ?", sown.meldingId()))
                .isIn("t", "true");
        Answer whole = oslo().get(path);
        assertThat(header.header("Content-Length")).isEqualTo(String.valueOf(whole.bytes().length));
        String etag = whole.header("ETag");
        assertThat(header.header("ETag")).isEqualTo(etag);
        for (String field : List.of(etag, "*", "W/" + etag, "\"annen\", " + etag)) {
            Answer unchanged = oslo().withHeader("If-None-Match", field).get(path);
            assertThat(unchanged.status()).as(field).isEqualTo(304);
            assertThat(unchanged.bytes()).isEmpty();
            assertThat(unchanged.header("ETag")).isEqualTo(etag);
        }
        assertThat(oslo().withHeader("If-None-Match", "\"annen\"").get(path).bytes())
                .isEqualTo(whole.bytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"maks\":\"5\"}", "{\"maks\":1.5}", "{\"maks\":true}"})
    void what_is_no_number_is_refused_by_its_name(String body) {
        Answer answer = oslo().post(QUEUE + "/hent", body);
        assertError(answer, 400, "UGYLDIG_JSON");
        assertThat(answer.json().get("message").asText()).endsWith("/maks");
        Answer lease = oslo().post(QUEUE + "/hent", body.replace("maks", "leieSekunder"));
        assertError(lease, 400, "UGYLDIG_JSON");
        assertThat(lease.json().get("message").asText()).endsWith("/leieSekunder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fra=x", "fra=1.5", "fra=-1", "antall=x", "antall=0", "antall=201"})
    void a_parameter_that_is_no_number_is_refused_by_its_name(String parameter) {
        Answer answer = oslo().get(QUEUE + "?" + parameter);
        assertError(answer, 400, "UGYLDIG_FORESPORSEL");
        assertThat(answer.json().get("message").asText()).startsWith(parameter.substring(0, parameter.indexOf('=')));
    }

    @Test
    void a_NUL_is_refused_and_never_a_fault_of_ours() {
        Sown sown = soknad();
        oslo().post(QUEUE + "/hent", "{}");
        Answer answer =
                oslo().post(QUEUE + "/" + sown.meldingId() + "/kvittering/mottatt", "{\"fagsystemRef\":\"a\\u0000\"}");
        assertError(answer, 400, "UGYLDIG_JSON");
        assertThat(answer.json().get("message").asText()).contains("/fagsystemRef");
        assertError(oslo().get(QUEUE + "/%00"), 400, "UGYLDIG_FORESPORSEL");
        assertError(oslo().get(QUEUE + "?fra=%00"), 400, "UGYLDIG_FORESPORSEL");
    }

    /** What a fagsystem says and sends is as little to be read in a stolen database as what a citizen does (docs/threat-model.md). */
    @Test
    void nothing_that_a_fagsystem_says_is_found_guessed_or_linked_in_a_stolen_database() {
        String saker = "/digisos/api/v1/" + SeedData.OSLO.fiksOrgId();
        String fnr = "15857210074";
        String key = "Jernspurv-" + fnr;
        String oppdatering = """
                {"sak":{"soker":{"version":"1.0.0","avsender":{"systemnavn":"Jernspurv","systemversjon":"1"},"hendelser":[
                  {"type":"soknadsStatus","hendelsestidspunkt":"2026-10-04T13:37:00.134Z","status":"MOTTATT"}]}},
                 "type":"no.nav.digisos.digisos.soker.v1"}""";
        byte[] vedtak = "Jernspurv har krav".getBytes(StandardCharsets.UTF_8);
        List<String> canaries = List.of("Jernspurv", "jernspurv", fnr);
        Thief thief = new Thief(environment.database());

        List<UUID> opened = new ArrayList<>();
        for (SeedData.Integrasjon integrasjon : List.of(SeedData.OSLO_FAGSYSTEM, SeedData.OSLO_NAV_TEST)) {
            for (int round = 0; round < 2; round++) {
                Answer fresh = fagsystem(integrasjon)
                        .withHeader("Idempotency-Key", key)
                        .post(saker + "/ny?sokerFnr=" + fnr, oppdatering);
                assertThat(fresh.status()).as(fresh.text()).isEqualTo(200);
                opened.add(UUID.fromString(fresh.json().asText()));
            }
        }
        assertThat(opened.get(1)).as("the repeat").isEqualTo(opened.get(0));
        assertThat(opened.get(2)).as("another integration's").isNotEqualTo(opened.get(0));
        for (UUID sak : List.of(opened.get(0), opened.get(2))) {
            Answer uploaded = oslo().post(
                            saker + "/" + sak + "/filer",
                            new MultipartForm()
                                    .file(
                                            "Jernspurv.pdf",
                                            vedtak,
                                            environment.platform().active().certificate()));
            assertThat(uploaded.status()).as(uploaded.text()).isBetween(200, 299);
        }
        Sown avvist = small();
        Sown mottatt = small();
        oslo().post(QUEUE + "/hent", "{\"maks\":2}");
        Answer rejection = oslo().post(
                        QUEUE + "/" + avvist.meldingId() + "/kvittering/avvist",
                        "{\"melding\":\"Jernspurv " + fnr + "\"}");
        assertThat(rejection.status()).as(rejection.text()).isEqualTo(200);
        Answer kvittering = oslo().post(
                        QUEUE + "/" + mottatt.meldingId() + "/kvittering/mottatt",
                        "{\"mottattAv\":\"Jernspurv\",\"fagsystemRef\":\"Jernspurv-7\"}");
        assertThat(kvittering.status()).as(kvittering.text()).isEqualTo(200);

        List<byte[]> sent =
                List.of(vedtak, oppdatering.getBytes(StandardCharsets.UTF_8), key.getBytes(StandardCharsets.UTF_8));
        List<byte[]> guesses = new ArrayList<>(sent);
        for (String word : List.of(fnr, FNR, "Jernspurv", "Jernspurv.pdf", "Jernspurv-7")) {
            guesses.add(word.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(thief.iTables(canaries)).as("found").isEmpty();
        assertThat(thief.ofHashes(guesses)).as("guessed by a hash").isEmpty();
        // The person is the same, and the index says so: that is what it is for.
        assertThat(thief.shared(opened.get(0), opened.get(2)))
                .as("seen to be the same")
                .isSubsetOf("audit_rad.person_indeks", "digisos_sak.soker_indeks");
        assertThat(thief.iFiles(canaries, sent)).as("left in files").isEmpty();
    }

    @Test
    void a_receipt_for_a_row_that_is_held_is_answered_while_it_is_and_counts_when_repeated() throws Exception {
        Sown sown = small();
        oslo().post(QUEUE + "/hent", "{}");
        String kvittering = QUEUE + "/" + sown.meldingId() + "/kvittering/mottatt";
        try (Connection holder = environment.database().superuser().getConnection();
                Statement lock = holder.createStatement()) {
            holder.setAutoCommit(false);
            lock.execute("SELECT FROM leveranse WHERE id = '" + sown.meldingId() + "' FOR UPDATE");
            Answer answer = oslo().post(kvittering, "{}");
            assertError(answer, 503, "UTILGJENGELIG");
            assertThat(answer.header("Retry-After")).isNotEmpty();
            assertThat(value("SELECT count(*) FROM pg_locks WHERE NOT granted"))
                    .as("the database gave it up itself: nobody waits for it still")
                    .isEqualTo("0");
            assertThat(value("SELECT tilstand FROM leveranse WHERE id = ?", sown.meldingId()))
                    .isEqualTo("I_KO");
        }
        assertThat(oslo().post(kvittering, "{}").status()).isEqualTo(200);
        assertThat(status(sown)).isEqualTo("BEKREFTET");
    }
}
