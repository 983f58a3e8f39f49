package no.digisos.submit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Skjema;
import org.junit.jupiter.api.Test;

/** Klager on decisions (contract.md 7), seen from outside. */
abstract class KlageSuite extends InnsendingSuite {
    private static final String ROT = "/digisos/klage/api/v1/";

    private final UUID vedtak = id();

    @Test
    void a_klage_is_accepted_with_its_files_and_listed_as_readers_need_it() {
        UUID sak = sak();
        UUID klage = id();
        mellomlagre(klage.toString(), "b.pdf", SoknadSuite.bytes(20, 2));
        mellomlagre(klage.toString(), "a.pdf", SoknadSuite.bytes(10, 1));
        Svar sendt = send(sak, klage, klage("grunn"), vedlegg("a.pdf", "b.pdf"));
        assertThat(sendt.status()).as(sendt.tekst()).isEqualTo(200);
        assertThat(sendt.bytes()).isEmpty();
        assertThat(iMellomlagring(klage.toString())).isEmpty();

        JsonNode vist = en(sak);
        assertThat(vist.fieldNames())
                .toIterable()
                .containsExactly(
                        "fiksOrgId",
                        "digisosId",
                        "klageId",
                        "vedtakId",
                        "navEksternRefId",
                        "klageMetadata",
                        "vedleggMetadata",
                        "klageDokument",
                        "vedlegg",
                        "trekkKlageInfo",
                        "sendtKvittering",
                        "ettersendtInfoNAV",
                        "trukket");
        assertThat(vist.get("fiksOrgId").asText())
                .isEqualTo(Fro.OSLO.fiksOrgId().toString());
        assertThat(vist.get("digisosId").asText()).isEqualTo(sak.toString());
        assertThat(vist.get("klageId").asText()).isEqualTo(klage.toString());
        assertThat(vist.get("vedtakId").asText()).isEqualTo(vedtak.toString());
        assertThat(vist.get("navEksternRefId").asText()).isEqualTo(klage.toString());
        assertThat(vist.at("/klageDokument/filnavn").asText()).isEqualTo("klage.pdf");
        assertThat(vist.at("/klageDokument/storrelse").asLong()).isEqualTo(100);
        assertThat(vist.get("vedlegg").findValuesAsText("filnavn")).containsExactly("a.pdf", "b.pdf");
        assertThat(vist.get("trekkKlageInfo").isNull()).isTrue();
        assertThat(vist.at("/ettersendtInfoNAV/ettersendelser")).isEmpty();
        assertThat(vist.get("trukket").isBoolean()).isTrue();
        assertThat(vist.get("trukket").asBoolean()).isFalse();
        // The søknad's delivery comes first, so this one waits.
        assertThat(vist.at("/sendtKvittering/sendtStatus/status").asText()).isEqualTo("IKKE_SENDT");
        assertThat(vist.at("/sendtKvittering/sendtStatus/timestamp").isIntegralNumber())
                .isTrue();
        assertThat(vist.at("/sendtKvittering/sendtKanal").isNull()).isTrue();
        assertThat(vist.at("/sendtKvittering/statusListe")).hasSize(1);
        assertThat(dokument(vist.get("klageMetadata").asText(), "KLAGE_JSON")).isTrue();
        assertThat(dokument(vist.get("vedleggMetadata").asText(), "VEDLEGG_JSON"))
                .isTrue();
        assertThat(les("SELECT melding_type FROM leveranse WHERE digisos_id = ? ORDER BY lopenummer", sak))
                .containsExactly("no.nav.digisos.soknad.v1", "no.nav.digisos.klage.v1");
    }

    @Test
    void klager_are_no_part_of_the_case_as_it_is_shown() {
        UUID sak = sak();
        JsonNode for_ = vis(sak);
        assertThat(send(sak, id(), klage("grunn"), vedlegg()).status()).isEqualTo(200);
        JsonNode etter = vis(sak);
        for (String del : List.of("originalSoknadNAV", "ettersendtInfoNAV", "digisosSoker")) {
            assertThat(etter.get(del)).isEqualTo(for_.get(del));
        }
        assertThat(etter.get("sistEndret").asLong())
                .isGreaterThan(for_.get("sistEndret").asLong());
    }

    @Test
    void a_true_repeat_is_200_and_other_content_under_the_klageId_400() {
        UUID sak = sak();
        UUID klage = id();
        assertThat(send(sak, klage, klage("grunn"), vedlegg()).status()).isEqualTo(200);
        String senere = klage("grunn").replace("2026-01-01", "2026-01-02");
        assertThat(send(sak, klage, senere, vedlegg()).status()).isEqualTo(200);
        assertThat(klager(FNR, "?digisosId=" + sak)).hasSize(1);

        SoknadSuite.assertError(send(sak, klage, klage("annen grunn"), vedlegg()), 400, "REFERANSE_I_BRUK");
        Svar annetVedtak = person(FNR)
                .post(
                        ROT + sak + "/" + klage + "/" + klage + "/" + UUID.randomUUID(),
                        skjema(klage("grunn"), vedlegg()));
        SoknadSuite.assertError(annetVedtak, 400, "REFERANSE_I_BRUK");
        SoknadSuite.assertError(send(sak(), klage, klage("grunn"), vedlegg()), 400, "REFERANSE_I_BRUK");
        mellomlagre(klage.toString(), "ny.pdf", SoknadSuite.bytes(10, 1));
        SoknadSuite.assertError(send(sak, klage, klage("grunn"), vedlegg()), 400, "REFERANSE_I_BRUK");
        assertThat(iMellomlagring(klage.toString())).containsExactly("ny.pdf");
    }

    @Test
    void a_klageId_of_another_person_tells_nothing() {
        UUID klage = id();
        UUID sak = sak();
        assertThat(send(sak, klage, klage("grunn"), vedlegg()).status()).isEqualTo(200);
        UUID annens = sak(Fro.OSLO, ANNEN);
        Svar svar =
                person(ANNEN).post(ROT + annens + "/" + klage + "/" + klage + "/" + vedtak, skjema("{}", vedlegg()));
        SoknadSuite.assertError(svar, 400, "REFERANSE_I_BRUK");
        assertThat(svar.tekst()).contains("klageId er i bruk").doesNotContain(sak.toString());
    }

    @Test
    void more_attachments_come_to_the_klage() {
        UUID sak = sak();
        UUID klage = id();
        String ref = ref();
        send(sak, klage, klage("grunn"), vedlegg());
        mellomlagre(ref, "mer.pdf", SoknadSuite.bytes(10, 1));
        Svar svar = ettersend(sak, ref, klage, vedlegg("mer.pdf"));
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(200);
        assertThat(svar.bytes()).isEmpty();
        assertThat(ettersend(sak, ref, klage, vedlegg("mer.pdf")).status()).isEqualTo(200);
        // A client that finds mellomlagring empty says that there are no files.
        assertThat(ettersend(sak, ref, klage, vedlegg()).status()).isEqualTo(200);
        SoknadSuite.assertError(ettersend(sak, ref, klage, vedlegg("annen.pdf")), 400, "REFERANSE_I_BRUK");

        JsonNode ettersendelser = en(sak).at("/ettersendtInfoNAV/ettersendelser");
        assertThat(ettersendelser).hasSize(1);
        JsonNode ettersendelse = ettersendelser.get(0);
        assertThat(ettersendelse.fieldNames())
                .toIterable()
                .containsExactly("navEksternRefId", "vedleggMetadata", "vedlegg", "timestampSendt");
        assertThat(ettersendelse.get("navEksternRefId").asText()).isEqualTo(ref);
        assertThat(ettersendelse.get("vedlegg").findValuesAsText("filnavn")).containsExactly("mer.pdf");
        assertThat(ettersendelse.get("timestampSendt").asLong()).isPositive();

        SoknadSuite.assertError(ettersend(sak, ref(), UUID.randomUUID(), vedlegg()), 404, "FINNES_IKKE");
        SoknadSuite.assertError(ettersend(sak(), ref(), klage, vedlegg()), 404, "FINNES_IKKE");
        SoknadSuite.assertError(ettersend(sak, ref(), klage, vedlegg("mangler.pdf")), 400, "VEDLEGG_MANGLER");
    }

    @Test
    void a_klage_is_withdrawn_by_an_empty_request_once_for_all() {
        UUID sak = sak();
        UUID klage = id();
        send(sak, klage, klage("grunn"), vedlegg());
        for (int gang = 0; gang < 2; gang++) {
            Svar svar = person(FNR).send("POST", trekkSti(sak, klage), BodyPublishers.noBody(), null);
            assertThat(svar.status()).as(svar.tekst()).isEqualTo(200);
        }
        JsonNode vist = en(sak);
        assertThat(vist.get("trukket").asBoolean()).isTrue();
        assertThat(vist.get("trekkKlageInfo").isNull()).isTrue();
        assertThat(les("SELECT melding_type FROM leveranse WHERE digisos_id = ? ORDER BY lopenummer", sak))
                .containsExactly(
                        "no.nav.digisos.soknad.v1", "no.nav.digisos.klage.v1", "no.nav.digisos.klage.trekk.v1");
        SoknadSuite.assertError(
                person(FNR).post(trekkSti(sak, klage), new Skjema().json("trekk.json", "{\"grunn\":\"ny\"}")),
                400,
                "REFERANSE_I_BRUK");
        SoknadSuite.assertError(
                person(FNR).send("POST", trekkSti(sak, UUID.randomUUID()), BodyPublishers.noBody(), null),
                404,
                "FINNES_IKKE");
    }

    @Test
    void a_withdrawal_that_comes_again_loses_no_file() {
        UUID sak = sak();
        UUID klage = id();
        send(sak, klage, klage("grunn"), vedlegg());
        String ref = ref();
        String sti = ROT + sak + "/" + ref + "/" + klage + "/trekk";
        assertThat(person(FNR).send("POST", sti, BodyPublishers.noBody(), null).status())
                .isEqualTo(200);

        mellomlagre(ref, "ny.pdf", SoknadSuite.bytes(10, 1));
        SoknadSuite.assertError(person(FNR).send("POST", sti, BodyPublishers.noBody(), null), 400, "REFERANSE_I_BRUK");
        assertThat(iMellomlagring(ref)).containsExactly("ny.pdf");
        SoknadSuite.assertError(
                person(FNR)
                        .post(
                                trekkSti(sak, klage),
                                new Skjema().fil("trekk.pdf", SoknadSuite.bytes(50, 1), sertifikat())),
                400,
                "REFERANSE_I_BRUK");
    }

    @Test
    void a_withdrawal_may_bring_documents() {
        UUID sak = sak();
        UUID klage = id();
        send(sak, klage, klage("grunn"), vedlegg());
        Skjema skjema = new Skjema()
                .json("trekk.json", "{\"grunn\":\"ombestemt\"}")
                .json("vedlegg.json", vedlegg())
                .fil("trekk.pdf", SoknadSuite.bytes(50, 1), sertifikat());
        assertThat(person(FNR).post(trekkSti(sak, klage), skjema).status()).isEqualTo(200);
        assertThat(person(FNR).post(trekkSti(sak, klage), skjema).status()).isEqualTo(200);
        assertThat(person(FNR)
                        .send("POST", trekkSti(sak, klage), BodyPublishers.noBody(), null)
                        .status())
                .isEqualTo(200);

        JsonNode trekk = en(sak).get("trekkKlageInfo");
        assertThat(trekk.at("/trekkKlageDokument/filnavn").asText()).isEqualTo("trekk.pdf");
        assertThat(trekk.at("/sendtKvittering/sendtStatus/status").asText()).isEqualTo("IKKE_SENDT");
        assertThat(dokument(trekk.get("trekkPdfMetadata").asText(), "TREKK_JSON"))
                .isTrue();
        assertThat(dokument(trekk.get("vedleggMetadata").asText(), "VEDLEGG_JSON"))
                .isTrue();
        assertThat(trekk.get("vedlegg")).isEmpty();
    }

    @Test
    void a_person_lists_the_own_klager_alone() {
        UUID en = sak(Fro.OSLO, ANNEN);
        UUID to = sak(Fro.OSLO, ANNEN);
        UUID klage = id();
        Svar svar = person(ANNEN).post(ROT + en + "/" + klage + "/" + klage + "/" + vedtak, skjema("{}", vedlegg()));
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(200);
        assertThat(klager(ANNEN, "").findValuesAsText("klageId")).contains(klage.toString());
        assertThat(klager(FNR, "").findValuesAsText("klageId")).doesNotContain(klage.toString());
        assertThat(person(ANNEN).get(ROT + "klager?digisosId=" + to).tekst()).isEqualTo("[]");
        SoknadSuite.assertError(person(FNR).get(ROT + "klager?digisosId=" + en), 404, "FINNES_IKKE");
        SoknadSuite.assertError(person(FNR).get(ROT + "klager?digisosId=" + UUID.randomUUID()), 404, "FINNES_IKKE");
        SoknadSuite.assertError(person(FNR).get(ROT + "klager?digisosId=x"), 400, "UGYLDIG_FORESPORSEL");
        SoknadSuite.assertError(maskin().get(ROT + "klager"), 401, "UGYLDIG_TOKEN");
    }

    @Test
    void unknown_cases_and_those_of_others_are_404_and_deleted_ones_410() {
        UUID slettet = sak();
        slett(slettet);
        SoknadSuite.assertError(send(UUID.randomUUID(), id(), klage("x"), vedlegg()), 404, "FINNES_IKKE");
        SoknadSuite.assertError(send(sak(Fro.OSLO, ANNEN), id(), klage("x"), vedlegg()), 404, "FINNES_IKKE");
        SoknadSuite.assertError(send(slettet, id(), klage("x"), vedlegg()), 410, "SLETTET");
        SoknadSuite.assertError(ettersend(slettet, ref(), id(), vedlegg()), 410, "SLETTET");
        SoknadSuite.assertError(
                person(FNR).send("POST", trekkSti(slettet, id()), BodyPublishers.noBody(), null), 410, "SLETTET");
    }

    @Test
    void what_is_wrong_with_a_request_is_said() {
        UUID sak = sak();
        Svar annens = send(sak, id(), klage("x").replace(FNR, ANNEN), vedlegg());
        SoknadSuite.assertError(annens, 400, "FEIL_PERSON");
        assertThat(annens.tekst()).doesNotContain(ANNEN).doesNotContain(FNR);
        SoknadSuite.assertError(send(sak, id(), "[]", vedlegg()), 400, "UGYLDIG_JSON");
        SoknadSuite.assertError(send(sak, id(), klage("x"), vedlegg("mangler.pdf")), 400, "VEDLEGG_MANGLER");
        UUID klage = id();
        String sti = ROT + sak + "/" + klage + "/" + klage + "/" + vedtak;
        Skjema utenPdf = new Skjema().json("klage.json", klage("x")).json("vedlegg.json", vedlegg());
        SoknadSuite.assertError(person(FNR).post(sti, utenPdf), 400, "MANGLER_DEL");
        Skjema utenKlage =
                new Skjema().json("vedlegg.json", vedlegg()).fil("klage.pdf", SoknadSuite.bytes(10, 1), sertifikat());
        SoknadSuite.assertError(person(FNR).post(sti, utenKlage), 400, "MANGLER_DEL");
        Skjema utenVedlegg =
                new Skjema().json("klage.json", klage("x")).fil("klage.pdf", SoknadSuite.bytes(10, 1), sertifikat());
        SoknadSuite.assertError(person(FNR).post(sti, utenVedlegg), 400, "MANGLER_DEL");
        SoknadSuite.assertError(
                person(FNR).post(ROT + sak + "/110004PCC/" + klage + "/" + vedtak, skjema(klage("x"), vedlegg())),
                400,
                "UGYLDIG_FORESPORSEL");
        SoknadSuite.assertError(
                person(FNR).post(ROT + sak + "/" + klage + "/" + klage + "/annet", skjema(klage("x"), vedlegg())),
                400,
                "UGYLDIG_FORESPORSEL");
    }

    private JsonNode en(UUID sak) {
        JsonNode klager = klager(FNR, "?digisosId=" + sak);
        assertThat(klager).hasSize(1);
        return klager.get(0);
    }

    private JsonNode klager(String fnr, String query) {
        Svar svar = person(fnr).get(ROT + "klager" + query);
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(200);
        assertThat(svar.hode("Content-Type")).startsWith("application/json");
        return svar.json();
    }

    private boolean dokument(String id, String rolle) {
        return les("SELECT rolle FROM dokument WHERE id = ?", UUID.fromString(id))
                .equals(List.of(rolle));
    }

    private Svar send(UUID sak, UUID klage, String klageJson, String vedleggJson) {
        return person(FNR).post(ROT + sak + "/" + klage + "/" + klage + "/" + vedtak, skjema(klageJson, vedleggJson));
    }

    private Svar ettersend(UUID sak, String ref, UUID klage, String vedleggJson) {
        return person(FNR)
                .post(ROT + sak + "/" + ref + "/" + klage + "/vedlegg", new Skjema().json("vedlegg.json", vedleggJson));
    }

    private static String trekkSti(UUID sak, UUID klage) {
        return ROT + sak + "/" + ref() + "/" + klage + "/trekk";
    }

    private Skjema skjema(String klageJson, String vedleggJson) {
        return new Skjema()
                .json("klage.json", klageJson)
                .json("vedlegg.json", vedleggJson)
                .fil("klage.pdf", SoknadSuite.bytes(100, 1), sertifikat());
    }

    private static String klage(String tekst) {
        return "{\"innsendingstidspunkt\":\"2026-01-01T10:00:00.123\",\"personIdentifikator\":{\"kilde\":\"system\",\"verdi\":\""
                + FNR + "\"},\"autentisering\":{\"autentiseringsTidspunkt\":\"2026-01-01T10:00:00.123\"},"
                + "\"begrunnelse\":{\"kilde\":\"bruker\",\"klageTekst\":\"" + tekst + "\"}}";
    }

    private static String vedlegg(String... filer) {
        return SoknadSuite.vedlegg(filer).replace("LastetOpp", filer.length == 0 ? "INGEN_VEDLEGG" : "LASTET_OPP");
    }
}
