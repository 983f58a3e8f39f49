package no.digisos.submit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Skjema;
import org.junit.jupiter.api.Test;

/** What a citizen adds to a case (contract.md 1.3 and 1.4, pitfalls.md P4), seen from outside. */
abstract class EttersendelseSuite extends InnsendingSuite {
    private static final String ANNEN_INNSENDING =
            "navEksternRefId er brukt for en annen innsending i saken; ingenting er lagret";

    @Test
    void files_of_the_request_are_accepted_in_the_order_of_vedlegg_json_with_ettersendelse_pdf_last() {
        UUID sak = sak();
        long forrige = vis(sak).get("sistEndret").asLong();
        String ref = ref() + "0001";
        Svar svar = v1(
                sak,
                ref,
                med(SoknadSuite.vedlegg("b.png", "a å.png"))
                        .fil("a å.png", SoknadSuite.bytes(10, 1), sertifikat())
                        .fil("b.png", SoknadSuite.bytes(20, 2), sertifikat())
                        .fil("ettersendelse.pdf", SoknadSuite.bytes(30, 3), sertifikat()));
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(202);
        assertThat(svar.bytes()).isEmpty();

        JsonNode vist = vis(sak);
        JsonNode ettersendelse = vist.at("/ettersendtInfoNAV/ettersendelser/0");
        assertThat(ettersendelse.get("navEksternRefId").asText()).isEqualTo(ref);
        assertThat(ettersendelse.get("vedlegg").findValuesAsText("filnavn"))
                .containsExactly("b.png", "a å.png", "ettersendelse.pdf");
        assertThat(ettersendelse.get("timestampSendt").asLong()).isPositive();
        assertThat(vist.get("sistEndret").asLong()).isGreaterThan(forrige);
        assertThat(vist.at("/originalSoknadNAV/vedlegg")).isEmpty();
        Svar json = person(FNR)
                .get("/digisos/api/v1/soknader/" + sak + "/dokumenter/"
                        + ettersendelse.get("vedleggMetadata").asText());
        assertThat(json.tekst()).isEqualTo(SoknadSuite.vedlegg("b.png", "a å.png"));
    }

    @Test
    void files_of_mellomlagring_are_moved_whatever_their_order_and_explicit_nulls_are_fine() {
        UUID sak = sak();
        String ref = ref() + "0001";
        mellomlagre(ref, "a.png", SoknadSuite.bytes(10, 1));
        mellomlagre(ref, "b.png", SoknadSuite.bytes(20, 2));
        mellomlagre(ref, "ettersendelse.pdf", SoknadSuite.bytes(30, 3));
        String vedlegg =
                "{\"vedlegg\":[{\"type\":\"annet\",\"tilleggsinfo\":\"annet\",\"status\":\"LastetOpp\",\"filer\":["
                        + "{\"filnavn\":\"b.png\",\"sha512\":\"ab\"},{\"filnavn\":\"a.png\",\"sha512\":\"ab\"}],"
                        + "\"hendelseType\":null,\"hendelseReferanse\":null}]}";

        Svar svar = v2(sak, ref, med(vedlegg));
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(202);
        assertThat(svar.bytes()).isEmpty();
        assertThat(vedleggene(sak)).containsExactly("b.png", "a.png", "ettersendelse.pdf");
        assertThat(iMellomlagring(ref)).isEmpty();
        assertThat(les("SELECT skjemaavvik FROM innsending WHERE nav_ekstern_ref_id = ?", ref))
                .containsExactly("0");
    }

    @Test
    void an_ettersendelse_without_files_is_accepted_from_mellomlagring_but_not_in_a_request() {
        UUID sak = sak();
        String tom = "{\"vedlegg\":[]}";
        assertThat(v2(sak, ref(), med(tom)).status()).isEqualTo(202);
        assertThat(vedleggene(sak)).isEmpty();
        SoknadSuite.assertError(v1(sak, ref(), med(tom)), 400, "MANGLER_DEL");
    }

    @Test
    void it_waits_for_the_delivery_before_it() {
        UUID sak = sak();
        assertThat(v2(sak, ref(), med(SoknadSuite.vedlegg())).status()).isEqualTo(202);
        assertThat(v2(sak, ref(), med(SoknadSuite.vedlegg())).status()).isEqualTo(202);
        assertThat(les(
                        "SELECT l.melding_type || ' ' || l.tilstand || ' ' || coalesce(f.melding_type, '-')"
                                + " FROM leveranse l LEFT JOIN leveranse f ON f.id = l.venter_pa"
                                + " WHERE l.digisos_id = ? ORDER BY l.lopenummer",
                        sak))
                .containsExactly(
                        "no.nav.digisos.soknad.v1 I_KO -",
                        "no.nav.digisos.ettersendelse.v1 IKKE_SENDT no.nav.digisos.soknad.v1",
                        "no.nav.digisos.ettersendelse.v1 IKKE_SENDT no.nav.digisos.ettersendelse.v1");
        assertThat(les("SELECT hendelse FROM historikk WHERE digisos_id = ? AND innsending_id IS NOT NULL", sak))
                .filteredOn("AKSEPTERT_FIKS"::equals)
                .hasSize(3);
    }

    @Test
    void a_kommune_that_takes_no_new_soknader_takes_ettersendelser() {
        UUID sak = sak(Fro.STAVANGER, FNR);
        Svar svar = person(FNR).post("/digisos/api/v2/soknader/1103/" + sak + "/" + ref(), med(SoknadSuite.vedlegg()));
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(202);
    }

    @Test
    void a_true_repeat_gets_the_very_text_that_clients_look_for() {
        UUID sak = sak();
        String ref = ref() + "0001";
        String allerede =
                "Ettersendelse med tilhørende navEksternRefId " + ref + " finnes allerde for oppgitt DigisosId " + sak;
        byte[] bilde = Skjema.krypter(SoknadSuite.bytes(10, 1), sertifikat());
        assertThat(maskin().post(mellomlagring(ref), new Skjema().fil("a.png", 10, bilde))
                        .status())
                .isEqualTo(202);
        assertThat(v2(sak, ref, med(SoknadSuite.vedlegg("a.png"))).status()).isEqualTo(202);

        assertAvvist(v2(sak, ref, med(SoknadSuite.vedlegg("a.png"))), "ALLEREDE_MOTTATT", allerede);
        String medNull = SoknadSuite.vedlegg("a.png").replace("\"filer\"", "\"hendelseType\":null, \"filer\"");
        assertAvvist(v2(sak, ref, med(medNull)), "ALLEREDE_MOTTATT", allerede);

        assertThat(maskin().post(mellomlagring(ref), new Skjema().fil("a.png", 10, bilde))
                        .status())
                .isEqualTo(202);
        assertAvvist(v2(sak, ref, med(SoknadSuite.vedlegg("a.png"))), "ALLEREDE_MOTTATT", allerede);
        assertThat(iMellomlagring(ref)).isEmpty();
        assertThat(vedleggene(sak)).containsExactly("a.png");
    }

    @Test
    void a_try_that_failed_before_it_was_accepted_can_be_made_again_with_an_ettersendelse_pdf_of_its_own() {
        UUID sak = sak();
        String ref = ref() + "0001";
        mellomlagre(ref, "a.png", SoknadSuite.bytes(10, 1));
        mellomlagre(ref, "ettersendelse.pdf", SoknadSuite.bytes(31, 2));
        SoknadSuite.assertError(v2(sak, ref, med(SoknadSuite.vedlegg("a.png", "b.png"))), 400, "VEDLEGG_MANGLER");

        mellomlagre(ref, "ettersendelse.pdf", SoknadSuite.bytes(32, 3));
        SoknadSuite.assertError(
                maskin().post(mellomlagring(ref), new Skjema().fil("a.png", SoknadSuite.bytes(10, 4), sertifikat())),
                409,
                "FIL_FINNES");
        assertThat(v2(sak, ref, med(SoknadSuite.vedlegg("a.png"))).status()).isEqualTo(202);
        assertThat(vis(sak).at("/ettersendtInfoNAV/ettersendelser/0/vedlegg").findValuesAsText("storrelse"))
                .containsExactly("10", "32");
    }

    @Test
    void the_third_try_is_known_as_the_second_was() {
        UUID sak = sak();
        String ref = ref() + "0001";
        mellomlagre(ref, "a.png", SoknadSuite.bytes(10, 1));
        for (int forsok = 1; forsok <= 4; forsok++) {
            mellomlagre(ref, "ettersendelse.pdf", SoknadSuite.bytes(30, forsok));
            Svar svar = v2(sak, ref, med(SoknadSuite.vedlegg("a.png")));
            assertThat(svar.status()).as(svar.tekst()).isEqualTo(forsok == 1 ? 202 : 400);
            assertThat(svar.tekst().contains("finnes allerde")).isEqualTo(forsok > 1);
            assertThat(iMellomlagring(ref)).isEmpty();
        }
    }

    @Test
    void an_ettersendelse_pdf_that_vedlegg_json_names_is_a_file_like_any_other() {
        UUID sak = sak();
        String ref = ref() + "0001";
        mellomlagre(ref, "ettersendelse.pdf", SoknadSuite.bytes(10, 1));
        assertThat(v2(sak, ref, med(SoknadSuite.vedlegg("ettersendelse.pdf"))).status())
                .isEqualTo(202);
        mellomlagre(ref, "ettersendelse.pdf", SoknadSuite.bytes(10, 2));
        assertAvvist(v2(sak, ref, med(SoknadSuite.vedlegg())), "REFERANSE_I_BRUK", ANNEN_INNSENDING);
        assertThat(iMellomlagring(ref)).containsExactly("ettersendelse.pdf");
    }

    @Test
    void a_name_that_is_listed_twice_needs_two_files() {
        UUID sak = sak();
        String liste = SoknadSuite.vedlegg("a.png", "b.png", "a.png");
        Skjema en = med(liste)
                .fil("a.png", SoknadSuite.bytes(10, 1), sertifikat())
                .fil("b.png", SoknadSuite.bytes(20, 2), sertifikat());
        Svar svar = v1(sak, ref(), en);
        SoknadSuite.assertError(svar, 400, "VEDLEGG_MANGLER");
        assertThat(svar.json().get("message").asText()).endsWith("«a.png»");
        assertThat(v1(sak, ref(), en.fil("a.png", SoknadSuite.bytes(30, 3), sertifikat()))
                        .status())
                .isEqualTo(202);
        assertThat(vis(sak).at("/ettersendtInfoNAV/ettersendelser/0/vedlegg").findValuesAsText("storrelse"))
                .containsExactly("10", "20", "30");
    }

    @Test
    void a_repeat_with_the_files_in_the_request_need_not_have_them_encrypted_alike() {
        UUID sak = sak();
        String ref = ref() + "0001";
        for (int gang = 0; gang < 2; gang++) {
            Svar svar = v1(
                    sak, ref, med(SoknadSuite.vedlegg("a.png")).fil("a.png", SoknadSuite.bytes(10, 1), sertifikat()));
            assertThat(svar.status()).as(svar.tekst()).isEqualTo(gang == 0 ? 202 : 400);
            assertThat(svar.tekst()).doesNotContain(ANNEN_INNSENDING);
        }
        assertThat(vedleggene(sak)).containsExactly("a.png");
    }

    @Test
    void other_content_under_a_taken_reference_is_told_as_such_and_keeps_its_files() {
        UUID sak = sak();
        String ref = ref() + "0001";
        mellomlagre(ref, "a.png", SoknadSuite.bytes(10, 1));
        assertThat(v2(sak, ref, med(SoknadSuite.vedlegg("a.png"))).status()).isEqualTo(202);

        mellomlagre(ref, "b.png", SoknadSuite.bytes(20, 2));
        assertAvvist(v2(sak, ref, med(SoknadSuite.vedlegg("b.png"))), "REFERANSE_I_BRUK", ANNEN_INNSENDING);
        // The same list, but a file in mellomlagring that the first has not, alone or beside one that it has.
        assertAvvist(v2(sak, ref, med(SoknadSuite.vedlegg("a.png"))), "REFERANSE_I_BRUK", ANNEN_INNSENDING);
        mellomlagre(ref, "a.png", SoknadSuite.bytes(10, 1));
        assertAvvist(v2(sak, ref, med(SoknadSuite.vedlegg("a.png"))), "REFERANSE_I_BRUK", ANNEN_INNSENDING);
        assertThat(iMellomlagring(ref)).containsExactly("b.png", "a.png");
        assertThat(vedleggene(sak)).containsExactly("a.png");

        Svar v1 = v1(sak, ref, med(SoknadSuite.vedlegg("c.png")).fil("c.png", SoknadSuite.bytes(10, 1), sertifikat()));
        assertAvvist(v1, "REFERANSE_I_BRUK", ANNEN_INNSENDING);
    }

    @Test
    void a_reference_is_taken_in_its_case_alone() {
        String ref = ref() + "0001";
        assertThat(v2(sak(), ref, med(SoknadSuite.vedlegg())).status()).isEqualTo(202);
        assertThat(v2(sak(), ref, med(SoknadSuite.vedlegg())).status()).isEqualTo(202);
    }

    @Test
    void unknown_cases_and_those_of_others_are_404_and_deleted_ones_410() {
        UUID annens = sak(Fro.OSLO, ANNEN);
        UUID slettet = sak();
        slett(slettet);
        for (String versjon : List.of("v1", "v2")) {
            String sti = "/digisos/api/" + versjon + "/soknader/0301/";
            Skjema skjema = med(SoknadSuite.vedlegg()).fil("a.png", SoknadSuite.bytes(500_000, 1), sertifikat());
            SoknadSuite.assertError(
                    person(FNR).post(sti + UUID.randomUUID() + "/" + ref(), skjema), 404, "FINNES_IKKE");
            SoknadSuite.assertError(person(FNR).post(sti + annens + "/" + ref(), skjema), 404, "FINNES_IKKE");
            SoknadSuite.assertError(person(FNR).post(sti + slettet + "/" + ref(), skjema), 410, "SLETTET");
            SoknadSuite.assertError(person(ANNEN).post(sti + slettet + "/" + ref(), skjema), 404, "FINNES_IKKE");
        }
    }

    @Test
    void what_is_wrong_with_a_request_is_said() {
        UUID sak = sak();
        Skjema skjema = med(SoknadSuite.vedlegg()).fil("a.png", SoknadSuite.bytes(10, 1), sertifikat());
        SoknadSuite.assertError(
                person(FNR).post("/digisos/api/v1/soknader/4601/" + sak + "/" + ref(), skjema),
                400,
                "UGYLDIG_FORESPORSEL");
        SoknadSuite.assertError(
                person(FNR).post("/digisos/api/v1/soknader/0301/ikke-uuid/" + ref(), skjema),
                400,
                "UGYLDIG_FORESPORSEL");
        SoknadSuite.assertError(v1(sak, "feil.ref", skjema), 400, "UGYLDIG_FORESPORSEL");
        SoknadSuite.assertError(
                v1(sak, ref(), new Skjema().fil("a.png", SoknadSuite.bytes(10, 1), sertifikat())), 400, "MANGLER_DEL");
        SoknadSuite.assertError(v2(sak, ref(), med("[]")), 400, "UGYLDIG_JSON");
        SoknadSuite.assertError(
                v1(
                        sak,
                        ref(),
                        med(SoknadSuite.vedlegg())
                                .fil("a.png", 11, Skjema.krypter(SoknadSuite.bytes(10, 1), sertifikat()))),
                400,
                "FIL_IKKE_KOMPLETT");
        SoknadSuite.assertError(
                person(FNR).post("/digisos/api/v2/soknader/0301/" + sak + "/" + ref(), "{}"), 415, "FEIL_INNHOLDSTYPE");
        SoknadSuite.assertError(
                maskin().post("/digisos/api/v2/soknader/0301/" + sak + "/" + ref(), skjema), 401, "UGYLDIG_TOKEN");
    }

    @Test
    void missing_files_are_named_and_nothing_is_lost() {
        UUID sak = sak();
        String ref = ref() + "0001";
        mellomlagre(ref, "a.png", SoknadSuite.bytes(10, 1));
        Svar svar = v2(sak, ref, med(SoknadSuite.vedlegg("a.png", "b.png")));
        SoknadSuite.assertError(svar, 400, "VEDLEGG_MANGLER");
        assertThat(svar.json().get("message").asText()).contains("«b.png»").doesNotContain("a.png");
        assertThat(iMellomlagring(ref)).containsExactly("a.png");
        assertThat(v2(sak, ref, med(SoknadSuite.vedlegg("a.png"))).status()).isEqualTo(202);
    }

    @Test
    void a_file_that_is_not_the_one_named_is_refused() {
        UUID sak = sak();
        String ref = ref() + "0001";
        mellomlagre(ref, "a.png", SoknadSuite.bytes(10, 1));
        String vedlegg = SoknadSuite.vedlegg("a.png").replace("\"ab\"", "\"" + "ab".repeat(64) + "\"");
        SoknadSuite.assertError(v2(sak, ref, med(vedlegg)), 400, "FIL_IKKE_KOMPLETT");
        assertThat(iMellomlagring(ref)).containsExactly("a.png");
    }

    private List<String> vedleggene(UUID sak) {
        return vis(sak).at("/ettersendtInfoNAV/ettersendelser/0/vedlegg").findValuesAsText("filnavn");
    }

    private static void assertAvvist(Svar svar, String kode, String melding) {
        SoknadSuite.assertError(svar, 400, kode);
        assertThat(svar.json().get("message").asText()).isEqualTo(melding);
        if (!kode.equals("ALLEREDE_MOTTATT")) {
            assertThat(svar.tekst()).doesNotContain("finnes all");
        }
    }

    private Svar v1(UUID sak, String ref, Skjema skjema) {
        return person(FNR).post("/digisos/api/v1/soknader/0301/" + sak + "/" + ref, skjema);
    }

    private Svar v2(UUID sak, String ref, Skjema skjema) {
        return person(FNR).post("/digisos/api/v2/soknader/0301/" + sak + "/" + ref, skjema);
    }

    private static Skjema med(String vedleggJson) {
        return new Skjema().json("vedlegg.json", vedleggJson);
    }
}
