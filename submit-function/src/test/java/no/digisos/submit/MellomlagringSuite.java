package no.digisos.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import no.digisos.common.krypto.PlatformKeys;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Skjema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What keeps a mellomlagring alive, and which keys its files may be encrypted for (contract.md 2 and 4). */
abstract class MellomlagringSuite extends InnsendingSuite {
    private static final Duration DAG = Duration.ofDays(1);

    @AfterEach
    void stillKlokken() {
        miljo.database().setClockOffset(Duration.ZERO);
    }

    @Test
    void an_upload_and_a_deletion_touch_it_and_a_read_does_not() {
        String ref = ref();
        mellomlagre(ref, "a.pdf", new byte[3]);
        mellomlagre(ref, "b.pdf", new byte[4]);
        String begynt = berort(ref);

        miljo.database().setClockOffset(DAG);
        String filId = maskin().get(mellomlagring(ref))
                .json()
                .at("/mellomlagringMetadataList/0/filId")
                .asText();
        assertThat(maskin().get(mellomlagring(ref) + "/" + filId).status()).isEqualTo(200);
        assertThat(berort(ref)).isEqualTo(begynt);

        assertThat(maskin().delete(mellomlagring(ref) + "/" + filId).status()).isEqualTo(204);
        String slettet = berort(ref);
        assertThat(slettet).isGreaterThan(begynt);

        miljo.database().setClockOffset(DAG.multipliedBy(2));
        mellomlagre(ref, "c.pdf", new byte[5]);
        assertThat(berort(ref)).isGreaterThan(slettet);
    }

    @Test
    void a_repeated_upload_touches_it_and_a_refused_one_does_not() {
        String ref = ref();
        byte[] cms = Skjema.krypter(new byte[3], sertifikat());
        Skjema skjema = new Skjema().fil("a.pdf", 3, cms);
        assertThat(maskin().post(mellomlagring(ref), skjema).status()).isEqualTo(202);
        String begynt = berort(ref);
        miljo.database().setClockOffset(DAG);
        SoknadSuite.assertError(
                maskin().post(mellomlagring(ref), new Skjema().fil("a.pdf", new byte[4], sertifikat())),
                409,
                "FIL_FINNES");
        assertThat(berort(ref)).isEqualTo(begynt);
        assertThat(maskin().post(mellomlagring(ref), skjema).status()).isEqualTo(202);
        assertThat(berort(ref)).isGreaterThan(begynt);
    }

    @Test
    void the_same_file_encrypted_anew_is_the_old_one() {
        String ref = ref();
        String forste = filId(legg(ref, new Skjema().fil("a.pdf", new byte[3], sertifikat())));
        assertThat(filId(legg(ref, new Skjema().fil("a.pdf", new byte[3], sertifikat()))))
                .isEqualTo(forste);
        assertThat(iMellomlagring(ref)).containsExactly("a.pdf");
    }

    @Test
    void ettersendelse_pdf_alone_gives_way_to_another_of_its_name() {
        String ref = ref();
        mellomlagre(ref, "a.pdf", new byte[3]);
        String forste = filId(legg(ref, new Skjema().fil("ettersendelse.pdf", new byte[4], sertifikat())));
        String andre = filId(legg(ref, new Skjema().fil("ettersendelse.pdf", new byte[5], sertifikat())));
        assertThat(andre).isNotEqualTo(forste);
        assertThat(iMellomlagring(ref)).containsExactly("a.pdf", "ettersendelse.pdf");
        SoknadSuite.assertError(maskin().get(mellomlagring(ref) + "/" + forste), 404, "FINNES_IKKE");
        assertThat(maskin().get(mellomlagring(ref) + "/" + andre).bytes()).isEqualTo(new byte[5]);

        for (String navn : List.of("a.pdf", "Ettersendelse.pdf", "klage.pdf")) {
            maskin().post(mellomlagring(ref), new Skjema().fil(navn, new byte[3], sertifikat()));
            SoknadSuite.assertError(legg(ref, new Skjema().fil(navn, new byte[6], sertifikat())), 409, "FIL_FINNES");
        }
        SoknadSuite.assertError(
                legg(
                        ref,
                        new Skjema()
                                .fil("ettersendelse.pdf", new byte[7], sertifikat())
                                .fil("ettersendelse.pdf", new byte[8], sertifikat())),
                409,
                "FIL_FINNES");
        assertThat(maskin().get(mellomlagring(ref) + "/" + andre).bytes())
                .as("a refused request takes nothing away")
                .isEqualTo(new byte[5]);
    }

    private Svar legg(String ref, Skjema skjema) {
        return maskin().post(mellomlagring(ref), skjema);
    }

    private static String filId(Svar svar) {
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(202);
        return svar.json().at("/mellomlagringMetadataList/0/filId").asText();
    }

    @Test
    void a_refused_submission_leaves_it_as_it_was() {
        String ref = ref();
        mellomlagre(ref, "a.pdf", new byte[3]);
        String begynt = berort(ref);
        miljo.database().setClockOffset(DAG);
        Svar svar = person(FNR)
                .post(
                        SoknadSuite.soknadSti("0301", ref),
                        new Skjema()
                                .json("soknadJson", SoknadSuite.soknad(FNR, "en"))
                                .json("vedleggJson", SoknadSuite.vedlegg("mangler.pdf"))
                                .fil("Soknad.pdf", new byte[3], sertifikat()));
        SoknadSuite.assertError(svar, 400, "VEDLEGG_MANGLER");
        assertThat(iMellomlagring(ref)).containsExactly("a.pdf");
        assertThat(berort(ref)).isEqualTo(begynt);
    }

    @Test
    void files_for_the_new_and_the_old_certificate_are_taken_side_by_side_in_one_request() {
        X509Certificate gammelt = gammelt();
        assertThat(gammelt).isNotEqualTo(sertifikat());
        String ref = ref();
        Svar svar = maskin().post(
                        mellomlagring(ref),
                        new Skjema()
                                .fil("ny.pdf", SoknadSuite.bytes(100, 1), sertifikat())
                                .fil("gammel.pdf", SoknadSuite.bytes(200, 2), gammelt));
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(202);
        String filId = svar.json().at("/mellomlagringMetadataList/1/filId").asText();
        assertThat(maskin().get(mellomlagring(ref) + "/" + filId).bytes())
                .as("sealed like any other, so it outlives the key that it came under")
                .isEqualTo(SoknadSuite.bytes(200, 2));
        assertThat(maskin().get("/digisos/api/v1/dokumentlager-public-key").tekst())
                .as("one certificate is served")
                .containsOnlyOnce("BEGIN CERTIFICATE");
    }

    private X509Certificate gammelt() {
        Path plattform = miljo.nokler().resolve("plattform");
        return PlatformKeys.load(plattform, Optional.of("gammel")).active().certificate();
    }

    private String berort(String ref) {
        return les("SELECT sist_berort FROM mellomlagring WHERE nav_ekstern_ref_id = ?", ref)
                .getFirst();
    }
}
