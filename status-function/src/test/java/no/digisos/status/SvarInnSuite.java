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
import no.digisos.common.sak.InnsendingType;
import no.digisos.seeds.SakSeeds.Sown;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client.Answer;
import no.digisos.status.SvarInnReceivers.Loaded;
import org.junit.jupiter.api.Test;

/** The queue as a fagsystem that speaks SvarInn sees it (svarut.md 6, delivery.md 7). */
abstract class SvarInnSuite extends QueueSuite {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String LIST = SVARINN + "/mottaker/hentNyeForsendelser";

    @Test
    void a_forsendelse_is_listed_until_it_is_receipted_and_downloaded_as_often_as_wanted() throws Exception {
        Sown sown = small();
        assertThat(list()).containsExactly(sown.meldingId().toString());
        JsonNode forsendelse = svarinn().get(LIST).json().get(0);
        String url = forsendelse.get("downloadUrl").asText();
        assertThat(url).isEqualTo(base() + SVARINN + "/forsendelse/" + sown.meldingId());
        for (int round = 0; round < 2; round++) {
            Answer answer = svarinn().get(url.substring(base().length()));
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(answer.header("Content-Type")).isEqualTo("application/zip");
            assertThat(answer.header("Content-Disposition"))
                    .isEqualTo("attachment; filename=\"forsendelse-" + sown.meldingId() + ".zip\"");
            Map<String, byte[]> files = unpack(answer.bytes(), environment.oslo());
            assertThat(List.copyOf(files.keySet()))
                    .isEqualTo(forsendelse.get("filmetadata").findValuesAsText("filnavn"));
            for (JsonNode file : forsendelse.get("filmetadata")) {
                byte[] content = file(files, file.get("filnavn").asText());
                assertThat(content).hasSize(file.get("size").asInt());
                assertThat(HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(content)))
                        .isEqualTo(file.get("sha256hash").asText());
            }
        }
        assertThat(value("SELECT dataforsok || ' ' || leveringsforsok FROM leveranse WHERE id = ?", sown.meldingId()))
                .as("a download is no attempt")
                .isEqualTo("0 1");
        assertThat(list()).containsExactly(sown.meldingId().toString());
        Answer receipted = svarinn().post(SVARINN + "/kvitterMottak/forsendelse/" + sown.meldingId(), "");
        assertThat(receipted.status()).as(receipted.text()).isEqualTo(200);
        assertThat(svarinn()
                        .post(SVARINN + "/kvitterMottak/forsendelse/" + sown.meldingId(), "")
                        .status())
                .isEqualTo(200);
        assertThat(list()).isEmpty();
        assertThat(state(sown)).isEqualTo("BEKREFTET");
        assertThat(auditRows("LAST_NED_MELDING", sown)).isEqualTo("2");
        assertThat(auditRows("KVITTER_MOTTATT", sown)).isEqualTo("2");
    }

    @Test
    void a_forwarded_header_that_nobody_vouches_for_moves_no_download() {
        Sown sown = small();
        assertThat(svarinn()
                        .withHeader("X-Forwarded-Host", "ond.example.no")
                        .withHeader("Forwarded", "host=ond.example.no;proto=https")
                        .get(LIST)
                        .json()
                        .at("/0/downloadUrl")
                        .asText())
                .isEqualTo(base() + SVARINN + "/forsendelse/" + sown.meldingId());
    }

    @Test
    void every_field_of_svarinn_is_there() {
        Sown sown = small();
        JsonNode forsendelse = svarinn().get(LIST).json().get(0);
        List<String> field = new ArrayList<>();
        forsendelse.fieldNames().forEachRemaining(field::add);
        assertThat(field)
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
        assertThat(forsendelse.get("id").asText()).isEqualTo(sown.meldingId().toString());
        assertThat(forsendelse.get("tittel").asText()).isEqualTo("Søknad til NAV");
        assertThat(forsendelse.get("date").isIntegralNumber()).isTrue();
        assertThat(forsendelse.get("status").asText()).isEqualTo("Klar for mottak");
        assertThat(forsendelse.get("niva").asText()).isEqualTo("4");
        assertThat(forsendelse.get("forsendelseType").asText()).isEqualTo("nav.digisos");
        assertThat(forsendelse.get("taushetsbelagtPost").asBoolean()).isTrue();
        assertThat(forsendelse.at("/mottaker/navn").asText()).isEqualTo("Oslo kommune");
        assertThat(forsendelse.at("/mottaker/orgnr").asText()).isEqualTo(SeedData.OSLO.organisasjonsnummer());
        assertThat(forsendelse.at("/filmetadata/0/filnavn").asText()).isEqualTo("Soknad.pdf");
    }

    @Test
    void the_sender_is_whole_and_what_is_not_known_of_an_address_is_empty() throws Exception {
        small();
        JsonNode forsendelse = svarinn().get(LIST).json().get(0);
        assertThat(forsendelse.get("avsender"))
                .isEqualTo(MAPPER.readTree(
                        "{\"adresselinje1\":\"\",\"adresselinje2\":\"\",\"adresselinje3\":\"\",\"navn\":\"NAV\","
                                + "\"poststed\":\"\",\"postnr\":\"\"}"));
        assertThat(forsendelse.get("svarSendesTil"))
                .isEqualTo(MAPPER.readTree(
                        "{\"adresse1\":\"\",\"adresse2\":\"\",\"adresse3\":\"\",\"postnr\":\"\",\"poststed\":\"\","
                                + "\"navn\":\"NAV\",\"land\":\"\",\"orgnr\":\"889640782\",\"fnr\":\"\"}"));
        assertThat(forsendelse.get("mottaker")).hasSize(9).allMatch(JsonNode::isTextual);
        change("UPDATE kommune SET organisasjonsnummer_svarut = NULL, postadresse_postnummer = NULL"
                + " WHERE kommunenummer = '0301'");
        try {
            JsonNode recipient = svarinn().get(LIST).json().at("/0/mottaker");
            assertThat(recipient).hasSize(9).allMatch(JsonNode::isTextual);
            assertThat(recipient.get("navn").asText()).isEqualTo(SeedData.OSLO.navn());
            assertThat(recipient.get("orgnr").asText())
                    .as("receivers refuse a message without it")
                    .isEqualTo(SeedData.OSLO.organisasjonsnummer());
        } finally {
            change("UPDATE kommune SET organisasjonsnummer_svarut = '" + SeedData.OSLO.organisasjonsnummer()
                    + "', postadresse_postnummer = '0001' WHERE kommunenummer = '0301'");
        }
    }

    /** Each receiver reads each kind of message, and the archive of each begins with what a person should see first. */
    @Test
    void the_receivers_that_exist_can_read_it() throws Exception {
        Sown soknad = small();
        read(soknad, "Søknad til NAV", "Soknad.pdf");
        UUID digisosId = soknad.digisosId();
        read(
                innsending(InnsendingType.ETTERSENDELSE, digisosId, null, "vedlegg.json", "a.pdf", "ettersendelse.pdf"),
                "Ettersendelse til NAV",
                "ettersendelse.pdf");
        read(
                innsending(InnsendingType.ETTERSENDELSE, digisosId, null, "vedlegg.json", "bilde.png", "b.PDF"),
                "Ettersendelse til NAV",
                "b.PDF");
        read(
                innsending(InnsendingType.ETTERSENDELSE, digisosId, null, "vedlegg.json", "bilde.png", "bilde.png"),
                "Ettersendelse til NAV",
                "bilde.png");
        change("UPDATE konto SET meldingstyper = meldingstyper || '{no.nav.digisos.klage.v1}'::text[] WHERE id = '"
                + SeedData.OSLO.kontoId() + "'");
        UUID klageId = UUID.randomUUID();
        read(
                innsending(
                        InnsendingType.KLAGE, digisosId, klageId, "klage.json", "vedlegg.json", "x.pdf", "klage.pdf"),
                "Klage til NAV",
                "klage.pdf");
    }

    private void read(Sown sown, String title, String mainDokument) throws Exception {
        JsonNode forsendelse = svarinn().get(LIST).json().get(0);
        assertThat(forsendelse.get("id").asText()).isEqualTo(sown.meldingId().toString());
        Answer answer = svarinn().get(forsendelse.get("downloadUrl").asText().substring(base().length()));
        assertThat(answer.header("Content-Type"))
                .as("KS's receiver unpacks nothing else")
                .contains("application/zip");
        List<String> archive =
                List.copyOf(unpack(answer.bytes(), environment.oslo()).keySet());
        assertThat(archive.getFirst())
                .as("KS's receiver files it as the main document")
                .isEqualTo(mainDokument);
        assertThat(archive.getLast()).isEqualTo("forsendelseMetadata.json");
        assertThat(forsendelse.get("filmetadata").findValuesAsText("filnavn")).isEqualTo(archive);

        Loaded ks = SvarInnReceivers.ksSakImport(forsendelse);
        assertThat(ks.avsender()).isEqualTo("NAV");
        assertThat(ks.tekster()).contains(title, "889640782").noneMatch(text -> text.contains("null"));
        Loaded digdir = SvarInnReceivers.digdirIntegrasjonspunkt(forsendelse);
        assertThat(digdir.avsender()).isEqualTo("889640782");
        assertThat(digdir.tekster()).contains(title).noneMatch(text -> text.contains("null"));
        assertThat(SvarInnReceivers.withClassesOfKsOwnExample(forsendelse).avsender())
                .isEqualTo("NAV");
        assertThat(SvarInnReceivers.caseSystemWithCustomers(forsendelse, answer.header("Content-Disposition"))
                        .tekster())
                .containsExactly("889640782.no_email@example.no");

        svarinn().post(SVARINN + "/kvitterMottak/forsendelse/" + sown.meldingId(), "");
    }

    @Test
    void what_another_has_leased_is_not_listed_but_its_receipt_counts() {
        Sown sown = small();
        oslo().post(QUEUE + "/hent", "{}");
        assertThat(list()).isEmpty();
        environment.database().setClockOffset(Duration.ofMinutes(16));
        assertThat(list()).containsExactly(sown.meldingId().toString());
        assertThat(oslo().post(QUEUE + "/hent", "{}").json().at("/0/resendt").asBoolean())
                .isTrue();
        assertThat(svarinn()
                        .post(SVARINN + "/kvitterMottak/forsendelse/" + sown.meldingId(), "")
                        .status())
                .isEqualTo(200);
        assertThat(state(sown)).isEqualTo("BEKREFTET");
    }

    @Test
    void a_failure_is_noted_and_a_permanent_one_sends_it_another_way() {
        Sown sown = small();
        assertThat(list()).hasSize(1);
        String feilet = SVARINN + "/mottakFeilet/forsendelse/" + sown.meldingId();
        assertError(svarinn().post(feilet, "{\"feilmelding\":\"x\"}"), 400, "UGYLDIG_FORESPORSEL");
        assertError(svarinn().post(feilet, "{\"permanent\":false}"), 400, "UGYLDIG_FORESPORSEL");
        for (String permanent : List.of("\"true\"", "1", "\"\"", "1.5")) {
            Answer answer = svarinn().post(feilet, "{\"feilmelding\":\"x\",\"permanent\":" + permanent + "}");
            assertError(answer, 400, "UGYLDIG_JSON");
            assertThat(answer.json().get("message").asText()).endsWith("/permanent");
        }
        String lengthy = "😀".repeat(5_000);
        assertThat(svarinn()
                        .post(feilet, "{\"feilmelding\":\"" + lengthy + "\",\"permanent\":false}")
                        .status())
                .isEqualTo(200);
        assertThat(svarinn()
                        .post(SVARINN + "/kvitterMottak/forsendelse/" + sown.meldingId(), "")
                        .status())
                .as("under way since before the failure")
                .isEqualTo(200);
        assertThat(state(sown)).isEqualTo("I_KO");
        assertThat(list()).containsExactly(sown.meldingId().toString());
        assertThat(value(
                        "SELECT count(*) FROM historikk WHERE leveranse_id = ? AND hendelse = 'MOTTAK_FEILET'",
                        sown.meldingId()))
                .isEqualTo("1");
        String permanent = "{\"feilmelding\":\"kan ikke leses\",\"permanent\":true}";
        assertThat(svarinn().post(feilet, permanent).status()).isEqualTo(200);
        assertThat(svarinn().post(feilet, permanent).status()).isEqualTo(200);
        assertThat(list()).isEmpty();
        assertThat(value("SELECT tilstand || aarsak FROM leveranse WHERE id = ?", sown.meldingId()))
                .isEqualTo("TRUKKETAVVIST");
        assertError(svarinn().get(SVARINN + "/forsendelse/" + sown.meldingId()), 410, "SLETTET");
        assertThat(auditRows("KVITTER_AVVIST", sown)).isEqualTo("2");
    }

    @Test
    void a_receipt_while_svarut_may_have_it_is_noted_and_a_permanent_failure_clears_it() {
        Sown sown = small();
        assertThat(list()).hasSize(1);
        unknownInSvarUt(sown);
        String kvittering = SVARINN + "/kvitterMottak/forsendelse/" + sown.meldingId();
        String feilet = SVARINN + "/mottakFeilet/forsendelse/" + sown.meldingId();

        Answer answer = svarinn().post(kvittering, "");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(lateKvittering(sown)).isEqualTo("true");
        assertThat(svarinn()
                        .post(feilet, "{\"feilmelding\":\"kan ikke leses\",\"permanent\":true}")
                        .status())
                .isEqualTo(200);
        assertThat(lateKvittering(sown)).isEqualTo("false");
        assertThat(svarinn().post(kvittering, "").status()).isEqualTo(200);
        assertThat(lateKvittering(sown)).as("it has let go").isEqualTo("false");
    }

    @Test
    void a_failure_that_may_pass_clears_a_noted_receipt_too_since_it_is_not_listed_again() {
        Sown sown = small();
        assertThat(list()).hasSize(1);
        unknownInSvarUt(sown);
        svarinn().post(SVARINN + "/kvitterMottak/forsendelse/" + sown.meldingId(), "");
        assertThat(svarinn()
                        .post(
                                SVARINN + "/mottakFeilet/forsendelse/" + sown.meldingId(),
                                "{\"feilmelding\":\"disk full\",\"permanent\":false}")
                        .status())
                .isEqualTo(200);
        assertThat(lateKvittering(sown)).isEqualTo("false");
    }

    @Test
    void a_receipt_of_what_an_operator_closed_without_svarut_is_taken() {
        Sown sown = small();
        assertThat(list()).hasSize(1);
        unknownInSvarUt(sown);
        closed(sown);
        assertThat(svarinn()
                        .post(SVARINN + "/kvitterMottak/forsendelse/" + sown.meldingId(), "")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_receipt_that_comes_too_late_is_told_so() {
        Sown sown = small();
        assertThat(list()).hasSize(1);
        sentInSvarUt(sown);
        assertError(
                svarinn().post(SVARINN + "/kvitterMottak/forsendelse/" + sown.meldingId(), ""),
                409,
                "LEVERANSE_TRUKKET");
    }

    @Test
    void what_follows_a_soknad_is_listed_when_that_is_decided_and_answers_it() {
        Sown soknad = small();
        Sown after = ettersendelse(soknad.digisosId());
        Sown another = small();
        assertThat(list())
                .containsExactly(
                        soknad.meldingId().toString(), another.meldingId().toString());
        assertError(svarinn().get(SVARINN + "/forsendelse/" + after.meldingId()), 404, "FINNES_IKKE");
        svarinn().post(SVARINN + "/kvitterMottak/forsendelse/" + soknad.meldingId(), "");
        JsonNode list = svarinn().get(LIST).json();
        assertThat(list.findValuesAsText("id"))
                .as("by order of acceptance")
                .containsExactly(
                        after.meldingId().toString(), another.meldingId().toString());
        assertThat(list.at("/0/svarPaForsendelse").asText())
                .isEqualTo(soknad.meldingId().toString());
        assertThat(list.at("/0/tittel").asText()).isEqualTo("Ettersendelse til NAV");
    }

    @Test
    void what_has_passed_its_frist_is_not_listed() {
        small();
        environment.database().setClockOffset(Duration.ofHours(25));
        assertThat(list()).isEmpty();
    }

    @Test
    void a_receiver_sees_its_own_kontoer_alone() {
        Sown sown = small();
        assertThat(svarinn(SeedData.BERGEN_FAGSYSTEM).get(LIST).json()).isEmpty();
        for (String path : List.of("/kvitterMottak/forsendelse/", "/mottakFeilet/forsendelse/")) {
            assertError(
                    svarinn(SeedData.BERGEN_FAGSYSTEM)
                            .post(SVARINN + path + sown.meldingId(), "{\"feilmelding\":\"x\",\"permanent\":true}"),
                    404,
                    "FINNES_IKKE");
        }
        assertError(
                svarinn(SeedData.BERGEN_FAGSYSTEM).get(SVARINN + "/forsendelse/" + sown.meldingId()),
                404,
                "FINNES_IKKE");
        assertError(svarinn().get(SVARINN + "/forsendelse/" + UUID.randomUUID()), 404, "FINNES_IKKE");
        assertError(svarinn().get(SVARINN + "/forsendelse/x"), 400, "UGYLDIG_FORESPORSEL");
        assertError(svarinn().get(SVARINN + "/ukjent"), 404, "FINNES_IKKE");
    }

    private List<String> list() {
        Answer answer = svarinn().get(LIST);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().findValuesAsText("id");
    }
}
