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
import no.digisos.common.sak.Innsendingstype;
import no.digisos.common.testkit.Apner;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Saksfro.Sadd;
import no.digisos.common.testkit.Skjema;
import no.digisos.common.testkit.Tyv;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The queue as a fagsystem sees it (delivery.md 1). */
abstract class MottakSuite extends KoSuite {
    @Test
    void a_message_is_leased_downloaded_opened_and_receipted() throws Exception {
        Sadd sadd = soknad(Map.of("bilde å.png", bytes(17, 3)));
        Svar hentet = oslo().post(KO + "/hent", "{\"maks\":5,\"leieSekunder\":900}");
        assertThat(hentet.status()).as(hentet.tekst()).isEqualTo(200);
        JsonNode melding = hentet.json().get(0);
        assertThat(melding.get("meldingId").asText()).isEqualTo(sadd.meldingId().toString());
        assertThat(melding.get("meldingType").asText()).isEqualTo("no.nav.digisos.soknad.v1");
        assertThat(melding.get("digisosId").asText()).isEqualTo(sadd.digisosId().toString());
        assertThat(melding.at("/headere/klientKorrelasjonsId").asText())
                .isEqualTo(sadd.digisosId().toString());
        assertThat(melding.get("filmetadata").findValuesAsText("filnavn"))
                .containsExactly("soknad.json", "vedlegg.json", "Soknad.pdf", "bilde å.png");
        assertThat(melding.get("ttl").asLong()).isBetween(86_000_000L, 86_400_000L);
        assertThat(oslo().post(KO + "/hent", "").status()).isEqualTo(204);

        for (JsonNode fil : melding.get("filmetadata")) {
            Svar svar = oslo().get(KO + "/" + sadd.meldingId() + "/dokumenter/"
                    + fil.get("dokumentId").asText());
            assertThat(svar.status()).as(svar.tekst()).isEqualTo(200);
            byte[] klartekst = Apner.apne(svar.bytes(), miljo.oslo());
            assertThat(klartekst).hasSize(fil.get("size").asInt());
            assertThat(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(klartekst)))
                    .isEqualTo(fil.get("sha256hash").asText());
        }

        String kvittering =
                "{\"leieId\":" + melding.get("leieId") + ",\"mottattAv\":\"Kari\",\"fagsystemRef\":\"sak-1\"}";
        Svar mottatt = oslo().post(KO + "/" + sadd.meldingId() + "/kvittering/mottatt", kvittering);
        assertThat(mottatt.status()).as(mottatt.tekst()).isEqualTo(200);
        assertThat(mottatt.json().get("tilstand").asText()).isEqualTo("BEKREFTET");
        assertThat(mottatt.json().get("fagsystemRef").asText()).isEqualTo("sak-1");
        Svar igjen = oslo().post(KO + "/" + sadd.meldingId() + "/kvittering/mottatt", "{}");
        assertThat(igjen.tekst()).isEqualTo(mottatt.tekst());
        assertThat(status(sadd)).isEqualTo("BEKREFTET");
        assertError(
                oslo().post(KO + "/" + sadd.meldingId() + "/kvittering/avvist", "{\"melding\":\"x\"}"),
                409,
                "ALLEREDE_BEKREFTET");
    }

    @Test
    void a_download_goes_on_where_it_broke_off_and_is_the_same_every_time() {
        Sadd sadd = soknad();
        oslo().post(KO + "/hent", "{}");
        String sti = KO + "/" + sadd.meldingId() + "/dokumenter/"
                + sadd.dokumentIder().get("Soknad.pdf");
        Svar hel = oslo().get(sti);
        assertThat(hel.hode("Accept-Ranges")).isEqualTo("bytes");
        String etag = hel.hode("ETag");
        Svar rest = oslo().medHode("Range", "bytes=1000000-")
                .medHode("If-Range", etag)
                .get(sti);
        assertThat(rest.status()).isEqualTo(206);
        assertThat(rest.hode("Content-Range"))
                .isEqualTo("bytes 1000000-" + (hel.bytes().length - 1) + "/" + hel.bytes().length);
        assertThat(rest.bytes()).isEqualTo(Arrays.copyOfRange(hel.bytes(), 1_000_000, hel.bytes().length));
        assertThat(oslo().medHode("Range", "bytes=-10").get(sti).bytes())
                .isEqualTo(Arrays.copyOfRange(hel.bytes(), hel.bytes().length - 10, hel.bytes().length));
        assertThat(oslo().medHode("Range", "bytes=0-9")
                        .medHode("If-Range", "\"annen\"")
                        .get(sti)
                        .status())
                .isEqualTo(200);
        assertError(oslo().medHode("Range", "bytes=99999999-").get(sti), 416, "UGYLDIG_OMRADE");
        assertThat(oslo().get(sti).bytes()).isEqualTo(hel.bytes());
    }

    @Test
    void a_lease_is_extended_given_back_and_lost() {
        Sadd sadd = soknad();
        String leieId = oslo().post(KO + "/hent", "{}").json().at("/0/leieId").asText();
        Svar forlenget =
                oslo().post(KO + "/" + sadd.meldingId() + "/leie", "{\"leieId\":\"" + leieId + "\",\"sekunder\":3600}");
        assertThat(forlenget.status()).as(forlenget.tekst()).isEqualTo(200);
        assertThat(oslo().delete(KO + "/" + sadd.meldingId() + "/leie?leieId=" + leieId)
                        .status())
                .isEqualTo(204);
        assertError(
                oslo().post(KO + "/" + sadd.meldingId() + "/kvittering/feilet", "{\"leieId\":\"" + leieId + "\"}"),
                409,
                "LEIE_UTLOPT");
        String ny = oslo().post(KO + "/hent", "{}").json().at("/0/leieId").asText();
        assertThat(ny).isNotEqualTo(leieId);
        Svar feilet = oslo().post(
                        KO + "/" + sadd.meldingId() + "/kvittering/feilet",
                        "{\"leieId\":\"" + ny + "\",\"melding\":\"disk full\"}");
        assertThat(feilet.status()).as(feilet.tekst()).isEqualTo(200);
        assertThat(oslo().post(KO + "/hent", "{}").status()).isEqualTo(204);
        miljo.database().setClockOffset(Duration.ofMinutes(2));
        assertThat(oslo().post(KO + "/hent", "{}").json().at("/0/meldingId").asText())
                .isEqualTo(sadd.meldingId().toString());
    }

    @Test
    void a_lease_on_a_message_that_is_gone_is_not_extended() {
        Sadd sadd = liten();
        String leieId = oslo().post(KO + "/hent", "{}").json().at("/0/leieId").asText();
        oslo().post(KO + "/" + sadd.meldingId() + "/kvittering/avvist", "{\"melding\":\"feil kommune\"}");
        assertError(
                oslo().post(KO + "/" + sadd.meldingId() + "/leie", "{\"leieId\":\"" + leieId + "\"}"),
                409,
                "LEIE_UTLOPT");
        assertThat(oslo().delete(KO + "/" + sadd.meldingId() + "/leie?leieId=" + leieId)
                        .status())
                .as("it was given back already")
                .isEqualTo(204);
    }

    @Test
    void a_lease_says_that_svarut_has_the_message_only_when_it_has() {
        Sadd sadd = liten();
        String leieId = oslo().post(KO + "/hent", "{}").json().at("/0/leieId").asText();
        String leie = KO + "/" + sadd.meldingId() + "/leie";
        ukjentISvarUt(sadd);
        assertError(oslo().post(leie, "{\"leieId\":\"" + leieId + "\"}"), 409, "LEIE_UTLOPT");
        sendtISvarUt(sadd);
        assertError(oslo().post(leie, "{\"leieId\":\"" + leieId + "\"}"), 409, "LEVERANSE_TRUKKET");
    }

    @Test
    void a_receipt_while_svarut_may_have_it_keeps_the_copy_and_the_status_tells_when_it_is_known() {
        Sadd sadd = liten();
        oslo().post(KO + "/hent", "{}");
        ukjentISvarUt(sadd);
        String mottatt = KO + "/" + sadd.meldingId() + "/kvittering/mottatt";

        Svar svar = oslo().post(mottatt, "{\"fagsystemRef\":\"sak-1\"}");
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(202);
        assertThat(svar.json().fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("meldingId", "tilstand", "status", "avklares");
        assertThat(svar.json().get("meldingId").asText())
                .isEqualTo(sadd.meldingId().toString());
        assertThat(svar.json().get("tilstand").asText()).isEqualTo("SVARUT_UKJENT");
        assertThat(svar.json().get("status").asText()).isEqualTo("TTL_TIDSAVBRUDD");
        assertThat(svar.json().get("avklares").asLong())
                .isEqualTo(lest(sadd, "svarut_startet + interval '30 minutes'"));
        assertThat(oslo().post(mottatt, "{}").tekst()).as("a repeat").isEqualTo(svar.tekst());
        assertThat(avklares(sadd)).isEqualTo(svar.json().get("avklares").asLong());
        assertThat(senKvittering(sadd)).isEqualTo("true");

        miljo.database().setClockOffset(Duration.ofMinutes(45));
        long foer = lest(sadd, "digisos_now()");
        assertThat(avklares(sadd)).as("SvarUt has not answered yet").isGreaterThan(foer);

        sendtISvarUt(sadd);
        JsonNode sendt = oslo().get(KO + "/" + sadd.meldingId() + "/status").json();
        assertThat(sendt.get("tilstand").asText()).isEqualTo("SVARUT_SENDT");
        assertThat(sendt.has("avklares")).isFalse();
        Svar forSent = oslo().post(mottatt, "{}");
        assertError(forSent, 409, "LEVERANSE_TRUKKET");
        assertThat(forSent.tekst()).contains(sendt.get("forsendelsesId").asText());
    }

    @Test
    void a_rejection_clears_a_noted_receipt_and_no_later_one_counts() {
        Sadd sadd = liten();
        oslo().post(KO + "/hent", "{}");
        ukjentISvarUt(sadd);
        String kvittering = KO + "/" + sadd.meldingId() + "/kvittering/";
        assertThat(oslo().post(kvittering + "mottatt", "{}").status()).isEqualTo(202);

        Svar avvist = oslo().post(kvittering + "avvist", "{\"melding\":\"feil kommune\"}");
        assertThat(avvist.status()).as(avvist.tekst()).isEqualTo(200);
        assertThat(oslo().post(kvittering + "mottatt", "{}").status())
                .as("delayed")
                .isEqualTo(202);

        assertThat(senKvittering(sadd)).isEqualTo("false");
        assertThat(verdi(
                        "SELECT string_agg(hendelse, ' ' ORDER BY id) FROM historikk WHERE leveranse_id = ?",
                        sadd.meldingId()))
                .endsWith("SEN_KVITTERING AVVIST_ETTER_TREKK");
    }

    @Test
    void what_an_operator_closed_without_svarut_is_kept() {
        Sadd uten = liten();
        Sadd hosSvarUt = liten();
        oslo().post(KO + "/hent", "{}");
        ukjentISvarUt(uten);
        lukket(uten);
        sendtISvarUt(hosSvarUt);
        lukket(hosSvarUt);

        Svar svar = oslo().post(KO + "/" + uten.meldingId() + "/kvittering/mottatt", "{}");
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(202);
        assertThat(svar.json().has("avklares")).as("nothing to wait for").isFalse();
        assertError(
                oslo().post(KO + "/" + hosSvarUt.meldingId() + "/kvittering/mottatt", "{}"), 409, "LEVERANSE_TRUKKET");
    }

    @Test
    void every_look_at_a_message_and_every_change_of_its_lease_is_in_the_audit_log() {
        Sadd sadd = liten();
        String leieId = oslo().post(KO + "/hent", "{}").json().at("/0/leieId").asText();
        oslo().get(KO + "/" + sadd.meldingId() + "/status");
        oslo().post(KO + "/" + sadd.meldingId() + "/leie", "{\"leieId\":\"" + leieId + "\"}");
        oslo().delete(KO + "/" + sadd.meldingId() + "/leie?leieId=" + leieId);
        for (String handling : List.of("LES_LEVERINGSSTATUS", "FORLENG_LEIE", "GI_TILBAKE_LEIE")) {
            assertThat(auditrader(handling, sadd)).as(handling).isEqualTo("1");
        }
    }

    @Test
    void a_message_tells_its_klage_and_where_its_soknad_went() {
        endre("UPDATE konto SET meldingstyper = meldingstyper || '{no.nav.digisos.klage.v1}'::text[] WHERE id = '"
                + Fro.OSLO.kontoId() + "'");
        Sadd bekreftet = liten();
        Sadd sendt = liten();
        oslo().post(KO + "/hent", "{}");
        oslo().post(KO + "/" + bekreftet.meldingId() + "/kvittering/mottatt", "{}");
        UUID forsendelsesId = UUID.randomUUID();
        endre("UPDATE leveranse SET tilstand = 'SVARUT_SENDT', forsendelses_id = '" + forsendelsesId
                + "', svarut_sendt = now(), leie_id = NULL, leie_til = NULL WHERE id = '" + sendt.meldingId() + "'");
        UUID klageId = UUID.randomUUID();
        Sadd klage = innsending(Innsendingstype.KLAGE, bekreftet.digisosId(), klageId, "klage.json", "klage.pdf");
        Sadd etter = ettersendelse(sendt.digisosId());
        JsonNode meldinger = oslo().post(KO + "/hent", "{}").json();
        assertThat(meldinger.findValuesAsText("meldingId"))
                .containsExactly(klage.meldingId().toString(), etter.meldingId().toString());
        assertThat(meldinger.at("/0/klageId").asText()).isEqualTo(klageId.toString());
        assertThat(meldinger.at("/0/soknadLeveranseId").toString())
                .isEqualTo("{\"sendtKanal\":\"FIKS_IO\",\"id\":\"" + bekreftet.meldingId() + "\"}");
        assertThat(meldinger.at("/1/klageId").isMissingNode()).isTrue();
        assertThat(meldinger.at("/1/soknadLeveranseId").toString())
                .isEqualTo("{\"sendtKanal\":\"SVARUT\",\"id\":\"" + forsendelsesId + "\"}");
    }

    @Test
    void a_rejected_message_leaves_the_queue_and_its_documents() {
        Sadd sadd = soknad();
        oslo().post(KO + "/hent", "{}");
        Svar avvist = oslo().post(KO + "/" + sadd.meldingId() + "/kvittering/avvist", "{\"melding\":\"feil kommune\"}");
        assertThat(avvist.status()).as(avvist.tekst()).isEqualTo(200);
        assertThat(avvist.json().get("tilstand").asText()).isEqualTo("TRUKKET");
        assertThat(avvist.json().get("kanal").asText()).isEqualTo("SVARUT");
        assertError(
                oslo().get(KO + "/" + sadd.meldingId() + "/dokumenter/"
                        + sadd.dokumentIder().get("Soknad.pdf")),
                410,
                "SLETTET");
        assertThat(oslo().get(KO).json()).isEmpty();
    }

    @Test
    void looking_has_no_effect() {
        Sadd sadd = soknad();
        assertThat(oslo().get(KO).json().findValuesAsText("meldingId"))
                .containsExactly(sadd.meldingId().toString());
        assertThat(oslo().get(KO + "/" + sadd.meldingId())
                        .json()
                        .get("leveringsforsok")
                        .asInt())
                .isZero();
        assertError(oslo().post(KO + "/" + sadd.meldingId() + "/kvittering/mottatt", "{}"), 409, "IKKE_UTLEVERT");
        assertError(oslo().get(KO + "?antall=201"), 400, "UGYLDIG_FORESPORSEL");
    }

    @Test
    void what_is_asked_for_stays_inside_the_limits() {
        assertError(oslo().post(KO + "/hent", "{\"maks\":21}"), 400, "UGYLDIG_FORESPORSEL");
        assertError(oslo().post(KO + "/hent", "{\"leieSekunder\":10}"), 400, "UGYLDIG_FORESPORSEL");
        assertError(oslo().post(KO + "/hent", "{\"ventSekunder\":31}"), 400, "UGYLDIG_FORESPORSEL");
        assertError(oslo().post(KO + "/hent", "{\"maks\":\"mange\"}"), 400, "UGYLDIG_JSON");
        assertError(oslo().post(KO + "/hent", "["), 400, "UGYLDIG_JSON");
    }

    @Test
    void a_fagsystem_sees_its_own_kontoer_alone() {
        Sadd sadd = soknad();
        assertError(fagsystem(Fro.BERGEN_FAGSYSTEM).get(KO), 403, "INGEN_TILGANG");
        assertError(fagsystem(Fro.BERGEN_FAGSYSTEM).get(KO + "/" + sadd.meldingId() + "/status"), 403, "INGEN_TILGANG");
        assertError(oslo().get(KO.replace("0301aaaa", "0301bbbb")), 403, "INGEN_TILGANG");
        assertError(fagsystem(Fro.UTEN_TILGANG).get(KO), 403, "INGEN_TILGANG");
        assertError(oslo().get(KO + "/" + UUID.randomUUID()), 404, "FINNES_IKKE");
        assertError(oslo().get(KO + "/" + sadd.meldingId() + "/dokumenter/" + UUID.randomUUID()), 404, "FINNES_IKKE");
    }

    private long avklares(Sadd sadd) {
        return oslo().get(KO + "/" + sadd.meldingId() + "/status")
                .json()
                .get("avklares")
                .asLong();
    }

    /** A time of the row, in epoch milliseconds. */
    private long lest(Sadd sadd, String uttrykk) {
        return Long.parseLong(verdi(
                "SELECT floor(extract(epoch FROM " + uttrykk + ") * 1000)::bigint FROM leveranse WHERE id = ?",
                sadd.meldingId()));
    }

    private String status(Sadd sadd) {
        return oslo().get(KO + "/" + sadd.meldingId() + "/status")
                .json()
                .get("status")
                .asText();
    }

    @Test
    void a_place_beyond_the_end_is_told_where_the_end_is() {
        Sadd sadd = soknad();
        oslo().post(KO + "/hent", "{}");
        String sti = KO + "/" + sadd.meldingId() + "/dokumenter/"
                + sadd.dokumentIder().get("Soknad.pdf");
        int storrelse = oslo().get(sti).bytes().length;
        for (String omrade : List.of(storrelse + "-", "99999999999999999999999-", "-0")) {
            Svar svar = oslo().medHode("Range", "bytes=" + omrade).get(sti);
            assertError(svar, 416, "UGYLDIG_OMRADE");
            assertThat(svar.hode("Content-Range")).isEqualTo("bytes */" + storrelse);
        }
        Svar siste = oslo().medHode("Range", "Bytes=" + (storrelse - 1) + "-99999999999999999999999")
                .get(sti);
        assertThat(siste.status()).isEqualTo(206);
        assertThat(siste.bytes()).hasSize(1);
    }

    @Test
    void what_the_fagsystem_has_is_not_sent_again_and_a_look_counts_for_nothing() throws Exception {
        Sadd sadd = soknad();
        oslo().post(KO + "/hent", "{}");
        String sti = KO + "/" + sadd.meldingId() + "/dokumenter/"
                + sadd.dokumentIder().get("Soknad.pdf");
        Svar hode = oslo().send("HEAD", sti, BodyPublishers.noBody(), null);
        assertThat(hode.status()).isEqualTo(200);
        assertThat(verdi("SELECT forste_data_hentet IS NULL FROM leveranse WHERE id = ?", sadd.meldingId()))
                .isIn("t", "true");
        Svar hel = oslo().get(sti);
        assertThat(hode.hode("Content-Length")).isEqualTo(String.valueOf(hel.bytes().length));
        String etag = hel.hode("ETag");
        assertThat(hode.hode("ETag")).isEqualTo(etag);
        for (String felt : List.of(etag, "*", "W/" + etag, "\"annen\", " + etag)) {
            Svar uendret = oslo().medHode("If-None-Match", felt).get(sti);
            assertThat(uendret.status()).as(felt).isEqualTo(304);
            assertThat(uendret.bytes()).isEmpty();
            assertThat(uendret.hode("ETag")).isEqualTo(etag);
        }
        assertThat(oslo().medHode("If-None-Match", "\"annen\"").get(sti).bytes())
                .isEqualTo(hel.bytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"maks\":\"5\"}", "{\"maks\":1.5}", "{\"maks\":true}"})
    void what_is_no_number_is_refused_by_its_name(String kropp) {
        Svar svar = oslo().post(KO + "/hent", kropp);
        assertError(svar, 400, "UGYLDIG_JSON");
        assertThat(svar.json().get("message").asText()).endsWith("/maks");
        Svar leie = oslo().post(KO + "/hent", kropp.replace("maks", "leieSekunder"));
        assertError(leie, 400, "UGYLDIG_JSON");
        assertThat(leie.json().get("message").asText()).endsWith("/leieSekunder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fra=x", "fra=1.5", "fra=-1", "antall=x", "antall=0", "antall=201"})
    void a_parameter_that_is_no_number_is_refused_by_its_name(String parameter) {
        Svar svar = oslo().get(KO + "?" + parameter);
        assertError(svar, 400, "UGYLDIG_FORESPORSEL");
        assertThat(svar.json().get("message").asText()).startsWith(parameter.substring(0, parameter.indexOf('=')));
    }

    @Test
    void a_NUL_is_refused_and_never_a_fault_of_ours() {
        Sadd sadd = soknad();
        oslo().post(KO + "/hent", "{}");
        Svar svar = oslo().post(KO + "/" + sadd.meldingId() + "/kvittering/mottatt", "{\"fagsystemRef\":\"a\\u0000\"}");
        assertError(svar, 400, "UGYLDIG_JSON");
        assertThat(svar.json().get("message").asText()).contains("/fagsystemRef");
        assertError(oslo().get(KO + "/%00"), 400, "UGYLDIG_FORESPORSEL");
        assertError(oslo().get(KO + "?fra=%00"), 400, "UGYLDIG_FORESPORSEL");
    }

    /** What a fagsystem says and sends is as little to be read in a stolen database as what a citizen does (docs/threat-model.md). */
    @Test
    void nothing_that_a_fagsystem_says_is_found_guessed_or_linked_in_a_stolen_database() {
        String saker = "/digisos/api/v1/" + Fro.OSLO.fiksOrgId();
        String fnr = "15857210074";
        String nokkel = "Jernspurv-" + fnr;
        String oppdatering = """
                {"sak":{"soker":{"version":"1.0.0","avsender":{"systemnavn":"Jernspurv","systemversjon":"1"},"hendelser":[
                  {"type":"soknadsStatus","hendelsestidspunkt":"2026-10-04T13:37:00.134Z","status":"MOTTATT"}]}},
                 "type":"no.nav.digisos.digisos.soker.v1"}""";
        byte[] vedtak = "Jernspurv har krav".getBytes(StandardCharsets.UTF_8);
        List<String> kanarier = List.of("Jernspurv", "jernspurv", fnr);
        Tyv tyv = new Tyv(miljo.database());

        List<UUID> apnet = new ArrayList<>();
        for (Fro.Integrasjon integrasjon : List.of(Fro.OSLO_FAGSYSTEM, Fro.OSLO_NAVTEST)) {
            for (int gang = 0; gang < 2; gang++) {
                Svar ny = fagsystem(integrasjon)
                        .medHode("Idempotency-Key", nokkel)
                        .post(saker + "/ny?sokerFnr=" + fnr, oppdatering);
                assertThat(ny.status()).as(ny.tekst()).isEqualTo(200);
                apnet.add(UUID.fromString(ny.json().asText()));
            }
        }
        assertThat(apnet.get(1)).as("the repeat").isEqualTo(apnet.get(0));
        assertThat(apnet.get(2)).as("another integration's").isNotEqualTo(apnet.get(0));
        for (UUID sak : List.of(apnet.get(0), apnet.get(2))) {
            Svar lastetOpp = oslo().post(
                            saker + "/" + sak + "/filer",
                            new Skjema()
                                    .fil(
                                            "Jernspurv.pdf",
                                            vedtak,
                                            miljo.plattform().active().certificate()));
            assertThat(lastetOpp.status()).as(lastetOpp.tekst()).isBetween(200, 299);
        }
        Sadd avvist = liten();
        Sadd mottatt = liten();
        oslo().post(KO + "/hent", "{\"maks\":2}");
        Svar avvisning = oslo().post(
                        KO + "/" + avvist.meldingId() + "/kvittering/avvist",
                        "{\"melding\":\"Jernspurv " + fnr + "\"}");
        assertThat(avvisning.status()).as(avvisning.tekst()).isEqualTo(200);
        Svar kvittering = oslo().post(
                        KO + "/" + mottatt.meldingId() + "/kvittering/mottatt",
                        "{\"mottattAv\":\"Jernspurv\",\"fagsystemRef\":\"Jernspurv-7\"}");
        assertThat(kvittering.status()).as(kvittering.tekst()).isEqualTo(200);

        List<byte[]> sendt =
                List.of(vedtak, oppdatering.getBytes(StandardCharsets.UTF_8), nokkel.getBytes(StandardCharsets.UTF_8));
        List<byte[]> gjetninger = new ArrayList<>(sendt);
        for (String ord : List.of(fnr, FNR, "Jernspurv", "Jernspurv.pdf", "Jernspurv-7")) {
            gjetninger.add(ord.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(tyv.iTabellene(kanarier)).as("found").isEmpty();
        assertThat(tyv.avHasher(gjetninger)).as("guessed by a hash").isEmpty();
        // The person is the same, and the index says so: that is what it is for.
        assertThat(tyv.felles(apnet.get(0), apnet.get(2)))
                .as("seen to be the same")
                .isSubsetOf("audit_rad.person_indeks", "digisos_sak.soker_indeks");
        assertThat(tyv.iFilene(kanarier, sendt)).as("left in files").isEmpty();
    }

    @Test
    void a_receipt_for_a_row_that_is_held_is_answered_while_it_is_and_counts_when_repeated() throws Exception {
        Sadd sadd = liten();
        oslo().post(KO + "/hent", "{}");
        String kvittering = KO + "/" + sadd.meldingId() + "/kvittering/mottatt";
        try (Connection holder = miljo.database().superuser().getConnection();
                Statement las = holder.createStatement()) {
            holder.setAutoCommit(false);
            las.execute("SELECT FROM leveranse WHERE id = '" + sadd.meldingId() + "' FOR UPDATE");
            Svar svar = oslo().post(kvittering, "{}");
            assertError(svar, 503, "UTILGJENGELIG");
            assertThat(svar.hode("Retry-After")).isNotEmpty();
            assertThat(verdi("SELECT count(*) FROM pg_locks WHERE NOT granted"))
                    .as("the database gave it up itself: nobody waits for it still")
                    .isEqualTo("0");
            assertThat(verdi("SELECT tilstand FROM leveranse WHERE id = ?", sadd.meldingId()))
                    .isEqualTo("I_KO");
        }
        assertThat(oslo().post(kvittering, "{}").status()).isEqualTo(200);
        assertThat(status(sadd)).isEqualTo("BEKREFTET");
    }
}
