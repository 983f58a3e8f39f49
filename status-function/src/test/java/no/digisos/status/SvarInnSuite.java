package no.digisos.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.digisos.common.sak.Innsendingstype;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Saksfro.Sadd;
import no.digisos.status.SvarInnMottakere.Lest;
import org.junit.jupiter.api.Test;

/** The queue as a fagsystem that speaks SvarInn sees it (svarut.md 6, delivery.md 7). */
abstract class SvarInnSuite extends KoSuite {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String LISTE = SVARINN + "/mottaker/hentNyeForsendelser";

    @Test
    void a_forsendelse_is_listed_until_it_is_receipted_and_downloaded_as_often_as_wanted() throws Exception {
        Sadd sadd = liten();
        assertThat(liste()).containsExactly(sadd.meldingId().toString());
        JsonNode forsendelse = svarinn().get(LISTE).json().get(0);
        String url = forsendelse.get("downloadUrl").asText();
        assertThat(url).isEqualTo(base() + SVARINN + "/forsendelse/" + sadd.meldingId());
        for (int gang = 0; gang < 2; gang++) {
            Svar svar = svarinn().get(url.substring(base().length()));
            assertThat(svar.status()).as(svar.tekst()).isEqualTo(200);
            assertThat(svar.hode("Content-Type")).isEqualTo("application/zip");
            assertThat(svar.hode("Content-Disposition"))
                    .isEqualTo("attachment; filename=\"forsendelse-" + sadd.meldingId() + ".zip\"");
            Map<String, byte[]> filer = pakkUt(svar.bytes(), miljo.oslo());
            assertThat(List.copyOf(filer.keySet()))
                    .isEqualTo(forsendelse.get("filmetadata").findValuesAsText("filnavn"));
            for (JsonNode fil : forsendelse.get("filmetadata")) {
                byte[] innhold = fil(filer, fil.get("filnavn").asText());
                assertThat(innhold).hasSize(fil.get("size").asInt());
                assertThat(HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(innhold)))
                        .isEqualTo(fil.get("sha256hash").asText());
            }
        }
        assertThat(verdi("SELECT dataforsok || ' ' || leveringsforsok FROM leveranse WHERE id = ?", sadd.meldingId()))
                .as("a download is no attempt")
                .isEqualTo("0 1");
        assertThat(liste()).containsExactly(sadd.meldingId().toString());
        Svar kvittert = svarinn().post(SVARINN + "/kvitterMottak/forsendelse/" + sadd.meldingId(), "");
        assertThat(kvittert.status()).as(kvittert.tekst()).isEqualTo(200);
        assertThat(svarinn()
                        .post(SVARINN + "/kvitterMottak/forsendelse/" + sadd.meldingId(), "")
                        .status())
                .isEqualTo(200);
        assertThat(liste()).isEmpty();
        assertThat(tilstand(sadd)).isEqualTo("BEKREFTET");
        assertThat(auditrader("LAST_NED_MELDING", sadd)).isEqualTo("2");
        assertThat(auditrader("KVITTER_MOTTATT", sadd)).isEqualTo("2");
    }

    @Test
    void a_forwarded_header_that_nobody_vouches_for_moves_no_download() {
        Sadd sadd = liten();
        assertThat(svarinn()
                        .medHode("X-Forwarded-Host", "ond.example.no")
                        .medHode("Forwarded", "host=ond.example.no;proto=https")
                        .get(LISTE)
                        .json()
                        .at("/0/downloadUrl")
                        .asText())
                .isEqualTo(base() + SVARINN + "/forsendelse/" + sadd.meldingId());
    }

    @Test
    void every_field_of_svarinn_is_there() {
        Sadd sadd = liten();
        JsonNode forsendelse = svarinn().get(LISTE).json().get(0);
        List<String> felt = new ArrayList<>();
        forsendelse.fieldNames().forEachRemaining(felt::add);
        assertThat(felt)
                .containsExactlyInAnyOrder(
                        "id",
                        "tittel",
                        "date",
                        "status",
                        "niva",
                        "avsender",
                        "mottaker",
                        "filmetadata",
                        "forsendelseType",
                        "eksternRef",
                        "svarPaForsendelse",
                        "svarSendesTil",
                        "lenker",
                        "metadataFraAvleverendeSystem",
                        "metadataForImport",
                        "downloadUrl",
                        "avgivendeSystem",
                        "taushetsbelagtPost");
        assertThat(forsendelse.get("id").asText()).isEqualTo(sadd.meldingId().toString());
        assertThat(forsendelse.get("tittel").asText()).isEqualTo("Søknad til NAV");
        assertThat(forsendelse.get("date").isIntegralNumber()).isTrue();
        assertThat(forsendelse.get("status").asText()).isEqualTo("Klar for mottak");
        assertThat(forsendelse.get("niva").asText()).isEqualTo("4");
        assertThat(forsendelse.get("forsendelseType").asText()).isEqualTo("nav.digisos");
        assertThat(forsendelse.get("taushetsbelagtPost").asBoolean()).isTrue();
        assertThat(forsendelse.at("/mottaker/navn").asText()).isEqualTo("Oslo kommune");
        assertThat(forsendelse.at("/mottaker/orgnr").asText()).isEqualTo(Fro.OSLO.organisasjonsnummer());
        assertThat(forsendelse.at("/filmetadata/0/filnavn").asText()).isEqualTo("Soknad.pdf");
    }

    @Test
    void the_sender_is_whole_and_what_is_not_known_of_an_address_is_empty() throws Exception {
        liten();
        JsonNode forsendelse = svarinn().get(LISTE).json().get(0);
        assertThat(forsendelse.get("avsender"))
                .isEqualTo(MAPPER.readTree(
                        "{\"adresselinje1\":\"\",\"adresselinje2\":\"\",\"adresselinje3\":\"\",\"navn\":\"NAV\","
                                + "\"poststed\":\"\",\"postnr\":\"\"}"));
        assertThat(forsendelse.get("svarSendesTil"))
                .isEqualTo(MAPPER.readTree(
                        "{\"adresse1\":\"\",\"adresse2\":\"\",\"adresse3\":\"\",\"postnr\":\"\",\"poststed\":\"\","
                                + "\"navn\":\"NAV\",\"land\":\"\",\"orgnr\":\"889640782\",\"fnr\":\"\"}"));
        assertThat(forsendelse.get("mottaker")).hasSize(9).allMatch(JsonNode::isTextual);
        endre("UPDATE kommune SET organisasjonsnummer_svarut = NULL, postadresse_postnummer = NULL"
                + " WHERE kommunenummer = '0301'");
        try {
            JsonNode mottaker = svarinn().get(LISTE).json().at("/0/mottaker");
            assertThat(mottaker).hasSize(9).allMatch(JsonNode::isTextual);
            assertThat(mottaker.get("navn").asText()).isEqualTo(Fro.OSLO.navn());
            assertThat(mottaker.get("orgnr").asText())
                    .as("receivers refuse a message without it")
                    .isEqualTo(Fro.OSLO.organisasjonsnummer());
        } finally {
            endre("UPDATE kommune SET organisasjonsnummer_svarut = '" + Fro.OSLO.organisasjonsnummer()
                    + "', postadresse_postnummer = '0001' WHERE kommunenummer = '0301'");
        }
    }

    /** Each receiver reads each kind of message, and the archive of each begins with what a person should see first. */
    @Test
    void the_receivers_that_exist_can_read_it() throws Exception {
        Sadd soknad = liten();
        les(soknad, "Søknad til NAV", "Soknad.pdf");
        UUID digisosId = soknad.digisosId();
        les(
                innsending(
                        Innsendingstype.ETTERSENDELSE, digisosId, null, "vedlegg.json", "a.pdf", "ettersendelse.pdf"),
                "Ettersendelse til NAV",
                "ettersendelse.pdf");
        les(
                innsending(Innsendingstype.ETTERSENDELSE, digisosId, null, "vedlegg.json", "bilde.png", "b.PDF"),
                "Ettersendelse til NAV",
                "b.PDF");
        les(
                innsending(Innsendingstype.ETTERSENDELSE, digisosId, null, "vedlegg.json", "bilde.png", "bilde.png"),
                "Ettersendelse til NAV",
                "bilde.png");
        endre("UPDATE konto SET meldingstyper = meldingstyper || '{no.nav.digisos.klage.v1}'::text[] WHERE id = '"
                + Fro.OSLO.kontoId() + "'");
        UUID klageId = UUID.randomUUID();
        les(
                innsending(
                        Innsendingstype.KLAGE, digisosId, klageId, "klage.json", "vedlegg.json", "x.pdf", "klage.pdf"),
                "Klage til NAV",
                "klage.pdf");
    }

    private void les(Sadd sadd, String tittel, String hoveddokument) throws Exception {
        JsonNode forsendelse = svarinn().get(LISTE).json().get(0);
        assertThat(forsendelse.get("id").asText()).isEqualTo(sadd.meldingId().toString());
        Svar svar = svarinn().get(forsendelse.get("downloadUrl").asText().substring(base().length()));
        assertThat(svar.hode("Content-Type"))
                .as("KS's receiver unpacks nothing else")
                .contains("application/zip");
        List<String> arkiv = List.copyOf(pakkUt(svar.bytes(), miljo.oslo()).keySet());
        assertThat(arkiv.getFirst())
                .as("KS's receiver files it as the main document")
                .isEqualTo(hoveddokument);
        assertThat(arkiv.getLast()).isEqualTo("forsendelseMetadata.json");
        assertThat(forsendelse.get("filmetadata").findValuesAsText("filnavn")).isEqualTo(arkiv);

        Lest ks = SvarInnMottakere.ksSakimport(forsendelse);
        assertThat(ks.avsender()).isEqualTo("NAV");
        assertThat(ks.tekster()).contains(tittel, "889640782").noneMatch(tekst -> tekst.contains("null"));
        Lest digdir = SvarInnMottakere.integrasjonspunkt(forsendelse);
        assertThat(digdir.avsender()).isEqualTo("889640782");
        assertThat(digdir.tekster()).contains(tittel).noneMatch(tekst -> tekst.contains("null"));
        assertThat(SvarInnMottakere.medKlasserAvKsSittEksempel(forsendelse).avsender())
                .isEqualTo("NAV");
        assertThat(SvarInnMottakere.sakssystemMedKunder(forsendelse, svar.hode("Content-Disposition"))
                        .tekster())
                .containsExactly("889640782.no_email@example.no");

        svarinn().post(SVARINN + "/kvitterMottak/forsendelse/" + sadd.meldingId(), "");
    }

    @Test
    void what_another_has_leased_is_not_listed_but_its_receipt_counts() {
        Sadd sadd = liten();
        oslo().post(KO + "/hent", "{}");
        assertThat(liste()).isEmpty();
        miljo.database().setClockOffset(Duration.ofMinutes(16));
        assertThat(liste()).containsExactly(sadd.meldingId().toString());
        assertThat(oslo().post(KO + "/hent", "{}").json().at("/0/resendt").asBoolean())
                .isTrue();
        assertThat(svarinn()
                        .post(SVARINN + "/kvitterMottak/forsendelse/" + sadd.meldingId(), "")
                        .status())
                .isEqualTo(200);
        assertThat(tilstand(sadd)).isEqualTo("BEKREFTET");
    }

    @Test
    void a_failure_is_noted_and_a_permanent_one_sends_it_another_way() {
        Sadd sadd = liten();
        assertThat(liste()).hasSize(1);
        String feilet = SVARINN + "/mottakFeilet/forsendelse/" + sadd.meldingId();
        assertError(svarinn().post(feilet, "{\"feilmelding\":\"x\"}"), 400, "UGYLDIG_FORESPORSEL");
        assertError(svarinn().post(feilet, "{\"permanent\":false}"), 400, "UGYLDIG_FORESPORSEL");
        for (String permanent : List.of("\"true\"", "1", "\"\"", "1.5")) {
            Svar svar = svarinn().post(feilet, "{\"feilmelding\":\"x\",\"permanent\":" + permanent + "}");
            assertError(svar, 400, "UGYLDIG_JSON");
            assertThat(svar.json().get("message").asText()).endsWith("/permanent");
        }
        String lang = "😀".repeat(5_000);
        assertThat(svarinn()
                        .post(feilet, "{\"feilmelding\":\"" + lang + "\",\"permanent\":false}")
                        .status())
                .isEqualTo(200);
        assertThat(svarinn()
                        .post(SVARINN + "/kvitterMottak/forsendelse/" + sadd.meldingId(), "")
                        .status())
                .as("under way since before the failure")
                .isEqualTo(200);
        assertThat(tilstand(sadd)).isEqualTo("I_KO");
        assertThat(liste()).containsExactly(sadd.meldingId().toString());
        assertThat(verdi(
                        "SELECT count(*) FROM historikk WHERE leveranse_id = ? AND hendelse = 'MOTTAK_FEILET'",
                        sadd.meldingId()))
                .isEqualTo("1");
        String permanent = "{\"feilmelding\":\"kan ikke leses\",\"permanent\":true}";
        assertThat(svarinn().post(feilet, permanent).status()).isEqualTo(200);
        assertThat(svarinn().post(feilet, permanent).status()).isEqualTo(200);
        assertThat(liste()).isEmpty();
        assertThat(verdi("SELECT tilstand || aarsak FROM leveranse WHERE id = ?", sadd.meldingId()))
                .isEqualTo("TRUKKETAVVIST");
        assertError(svarinn().get(SVARINN + "/forsendelse/" + sadd.meldingId()), 410, "SLETTET");
        assertThat(auditrader("KVITTER_AVVIST", sadd)).isEqualTo("2");
    }

    @Test
    void a_receipt_while_svarut_may_have_it_is_noted_and_a_permanent_failure_clears_it() {
        Sadd sadd = liten();
        assertThat(liste()).hasSize(1);
        ukjentISvarUt(sadd);
        String kvittering = SVARINN + "/kvitterMottak/forsendelse/" + sadd.meldingId();
        String feilet = SVARINN + "/mottakFeilet/forsendelse/" + sadd.meldingId();

        Svar svar = svarinn().post(kvittering, "");
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(200);
        assertThat(senKvittering(sadd)).isEqualTo("true");
        assertThat(svarinn()
                        .post(feilet, "{\"feilmelding\":\"kan ikke leses\",\"permanent\":true}")
                        .status())
                .isEqualTo(200);
        assertThat(senKvittering(sadd)).isEqualTo("false");
        assertThat(svarinn().post(kvittering, "").status()).isEqualTo(200);
        assertThat(senKvittering(sadd)).as("it has let go").isEqualTo("false");
    }

    @Test
    void a_failure_that_may_pass_clears_a_noted_receipt_too_since_it_is_not_listed_again() {
        Sadd sadd = liten();
        assertThat(liste()).hasSize(1);
        ukjentISvarUt(sadd);
        svarinn().post(SVARINN + "/kvitterMottak/forsendelse/" + sadd.meldingId(), "");
        assertThat(svarinn()
                        .post(
                                SVARINN + "/mottakFeilet/forsendelse/" + sadd.meldingId(),
                                "{\"feilmelding\":\"disk full\",\"permanent\":false}")
                        .status())
                .isEqualTo(200);
        assertThat(senKvittering(sadd)).isEqualTo("false");
    }

    @Test
    void a_receipt_of_what_an_operator_closed_without_svarut_is_taken() {
        Sadd sadd = liten();
        assertThat(liste()).hasSize(1);
        ukjentISvarUt(sadd);
        lukket(sadd);
        assertThat(svarinn()
                        .post(SVARINN + "/kvitterMottak/forsendelse/" + sadd.meldingId(), "")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_receipt_that_comes_too_late_is_told_so() {
        Sadd sadd = liten();
        assertThat(liste()).hasSize(1);
        sendtISvarUt(sadd);
        assertError(
                svarinn().post(SVARINN + "/kvitterMottak/forsendelse/" + sadd.meldingId(), ""),
                409,
                "LEVERANSE_TRUKKET");
    }

    @Test
    void what_follows_a_soknad_is_listed_when_that_is_decided_and_answers_it() {
        Sadd soknad = liten();
        Sadd etter = ettersendelse(soknad.digisosId());
        Sadd annen = liten();
        assertThat(liste())
                .containsExactly(
                        soknad.meldingId().toString(), annen.meldingId().toString());
        assertError(svarinn().get(SVARINN + "/forsendelse/" + etter.meldingId()), 404, "FINNES_IKKE");
        svarinn().post(SVARINN + "/kvitterMottak/forsendelse/" + soknad.meldingId(), "");
        JsonNode liste = svarinn().get(LISTE).json();
        assertThat(liste.findValuesAsText("id"))
                .as("by order of acceptance")
                .containsExactly(etter.meldingId().toString(), annen.meldingId().toString());
        assertThat(liste.at("/0/svarPaForsendelse").asText())
                .isEqualTo(soknad.meldingId().toString());
        assertThat(liste.at("/0/tittel").asText()).isEqualTo("Ettersendelse til NAV");
    }

    @Test
    void what_has_passed_its_frist_is_not_listed() {
        liten();
        miljo.database().setClockOffset(Duration.ofHours(25));
        assertThat(liste()).isEmpty();
    }

    @Test
    void a_receiver_sees_its_own_kontoer_alone() {
        Sadd sadd = liten();
        assertThat(svarinn(Fro.BERGEN_FAGSYSTEM).get(LISTE).json()).isEmpty();
        for (String sti : List.of("/kvitterMottak/forsendelse/", "/mottakFeilet/forsendelse/")) {
            assertError(
                    svarinn(Fro.BERGEN_FAGSYSTEM)
                            .post(SVARINN + sti + sadd.meldingId(), "{\"feilmelding\":\"x\",\"permanent\":true}"),
                    404,
                    "FINNES_IKKE");
        }
        assertError(
                svarinn(Fro.BERGEN_FAGSYSTEM).get(SVARINN + "/forsendelse/" + sadd.meldingId()), 404, "FINNES_IKKE");
        assertError(svarinn().get(SVARINN + "/forsendelse/" + UUID.randomUUID()), 404, "FINNES_IKKE");
        assertError(svarinn().get(SVARINN + "/forsendelse/x"), 400, "UGYLDIG_FORESPORSEL");
        assertError(svarinn().get(SVARINN + "/ukjent"), 404, "FINNES_IKKE");
    }

    private List<String> liste() {
        Svar svar = svarinn().get(LISTE);
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(200);
        return svar.json().findValuesAsText("id");
    }
}
