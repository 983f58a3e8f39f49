package no.digisos.submit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.UUID;
import no.digisos.common.sak.Saksletting;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Skjema;
import org.junit.jupiter.api.Test;

/** What a citizen and nav.no see of a case that is deleted, and of a document that is withdrawn (pitfalls.md P16 and P17). */
abstract class SakslivSuite extends InnsendingSuite {
    private static final String SAKER = "/digisos/api/v1/soknader/";

    @Test
    void a_case_whose_delivery_is_undecided_is_not_deleted() {
        UUID sak = sak();
        assertThat(saksfro.slett(sak)).isInstanceOf(Saksletting.Utfall.Festet.class);
        assertThat(vis(sak).at("/originalSoknadNAV/soknadDokument/filnavn").asText())
                .isEqualTo("Soknad.pdf");
    }

    @Test
    void of_a_deleted_case_nothing_is_read_and_what_is_sent_to_it_is_410() {
        UUID sak = sak();
        UUID beholdt = sak();
        String klage = ref();
        assertThat(klage(sak, klage).status()).isEqualTo(200);
        JsonNode vist = vis(sak);
        String soknadJson = vist.at("/originalSoknadNAV/metadata").asText();
        String soknadPdf = vist.at("/originalSoknadNAV/soknadDokument/dokumentlagerDokumentId")
                .asText();
        assertThat(dokument(sak, soknadJson).status()).isEqualTo(200);
        assertThat(nedlasting(soknadPdf).status()).isEqualTo(200);

        slett(sak);

        SoknadSuite.assertError(person(FNR).get(SAKER + sak), 404, "FINNES_IKKE");
        assertThat(person(FNR).get(SAKER + "soknader").json().findValuesAsText("fiksDigisosId"))
                .contains(beholdt.toString())
                .doesNotContain(sak.toString());
        SoknadSuite.assertError(dokument(sak, soknadJson), 404, "FINNES_IKKE");
        SoknadSuite.assertError(nedlasting(soknadPdf), 404, "FINNES_IKKE");
        assertThat(samling(sak, soknadJson).tekst()).doesNotContain("form-data");
        SoknadSuite.assertError(person(FNR).get("/digisos/klage/api/v1/klager?digisosId=" + sak), 404, "FINNES_IKKE");
        assertThat(person(FNR).get("/digisos/klage/api/v1/klager").tekst()).doesNotContain(klage);

        Svar ettersendelse = person(FNR)
                .post(
                        "/digisos/api/v2/soknader/0301/" + sak + "/" + ref(),
                        new Skjema().json("vedlegg.json", SoknadSuite.vedlegg()));
        SoknadSuite.assertError(ettersendelse, 410, "SLETTET");
        SoknadSuite.assertError(klage(sak, ref()), 410, "SLETTET");
    }

    @Test
    void the_reference_of_a_deleted_case_stays_taken() {
        String ref = ref();
        Skjema skjema = new Skjema()
                .json("soknadJson", SoknadSuite.soknad(FNR, "en"))
                .json("vedleggJson", SoknadSuite.vedlegg())
                .fil("Soknad.pdf", new byte[3], sertifikat());
        Svar forste = person(FNR).post(SoknadSuite.soknadSti("0301", ref), skjema);
        slett(UUID.fromString(forste.json().asText()));
        Svar igjen = person(FNR).post(SoknadSuite.soknadSti("0301", ref), skjema);
        assertThat(igjen.status()).isEqualTo(202);
        assertThat(igjen.tekst()).isEqualTo(forste.tekst());
        assertThat(les("SELECT id FROM innsending WHERE nav_ekstern_ref_id = ?", ref))
                .hasSize(1);
    }

    @Test
    void what_was_audited_of_a_deleted_case_is_kept() {
        UUID sak = sak();
        String rader = "SELECT count(*) FROM audit_rad";
        String antall = les(rader).getFirst();
        slett(sak);
        assertThat(les(rader)).containsExactly(antall);
        assertThat(les("SELECT hendelse FROM historikk WHERE digisos_id = ? ORDER BY id", sak))
                .contains("AKSEPTERT_FIKS")
                .endsWith("SLETTET_SAK");
    }

    @Test
    void a_withdrawn_document_is_404_and_still_named_while_the_others_are_served() {
        UUID sak = saksfro.soknad(
                        id(),
                        Fro.OSLO,
                        FNR,
                        ref(),
                        Map.of("Soknad.pdf", SoknadSuite.bytes(40, 1), "annet.pdf", SoknadSuite.bytes(50, 2)))
                .digisosId();
        JsonNode vist = vis(sak);
        String soknadJson = vist.at("/originalSoknadNAV/metadata").asText();
        String vedleggJson = vist.at("/originalSoknadNAV/vedleggMetadata").asText();
        String soknadPdf = vist.at("/originalSoknadNAV/soknadDokument/dokumentlagerDokumentId")
                .asText();
        String annet =
                vist.at("/originalSoknadNAV/vedlegg/0/dokumentlagerDokumentId").asText();
        assertThat(saksfro.trekk(UUID.fromString(soknadPdf))).contains(sak);
        assertThat(saksfro.trekk(UUID.fromString(soknadJson))).contains(sak);
        assertThat(saksfro.trekk(UUID.fromString(soknadJson))).isEmpty();

        SoknadSuite.assertError(nedlasting(soknadPdf), 404, "FINNES_IKKE");
        SoknadSuite.assertError(dokument(sak, soknadJson), 404, "FINNES_IKKE");
        SoknadSuite.assertError(dokument(sak, soknadPdf), 404, "FINNES_IKKE");
        assertThat(samling(sak, soknadJson).tekst()).doesNotContain("form-data");
        assertThat(samling(sak, vedleggJson).tekst()).contains("form-data");
        assertThat(nedlasting(annet).status()).isEqualTo(200);
        assertThat(vis(sak))
                .as("clients need every document that vedlegg.json names")
                .isEqualTo(vist);
        assertThat(les("SELECT tilstand FROM leveranse WHERE digisos_id = ?", sak))
                .containsExactly("I_KO");
    }

    private Svar dokument(UUID sak, String id) {
        return person(FNR).get(SAKER + sak + "/dokumenter/" + id);
    }

    private Svar nedlasting(String id) {
        return Klient.mot(SoknadSuite.base())
                .medHode("Authorization", "Bearer " + miljo.utsteder().person(FNR))
                .get("/dokumentlager/nedlasting/niva4/" + id);
    }

    private Svar samling(UUID sak, String id) {
        Svar svar = person(FNR)
                .post(
                        SAKER + "dokumenter",
                        "{\"dokumenter\":[{\"digisosId\":\"" + sak + "\",\"dokumentlagerId\":\"" + id + "\"}]}");
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(200);
        return svar;
    }

    private Svar klage(UUID sak, String klage) {
        return person(FNR)
                .post(
                        "/digisos/klage/api/v1/" + sak + "/" + klage + "/" + klage + "/" + id(),
                        new Skjema()
                                .json("klage.json", "{}")
                                .json("vedlegg.json", SoknadSuite.vedlegg())
                                .fil("klage.pdf", new byte[9], sertifikat()));
    }
}
