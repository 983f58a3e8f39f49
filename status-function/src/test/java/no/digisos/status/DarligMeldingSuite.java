package no.digisos.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Saksfro.Sadd;
import org.junit.jupiter.api.Test;

/** One bad message never stops the others, whatever is bad about it. */
abstract class DarligMeldingSuite extends KoSuite {
    private static final String LISTE = SVARINN + "/mottaker/hentNyeForsendelser";

    @Test
    void one_whose_metadata_does_not_open_is_set_aside() {
        Sadd darlig = liten();
        Sadd god = liten();
        endre("UPDATE dokument SET filnavn_forseglet = '\\x0011223344' WHERE id = '"
                + darlig.dokumentIder().get("Soknad.pdf") + "'");
        assertThat(oslo().get(KO).json().findValuesAsText("meldingId"))
                .containsExactly(god.meldingId().toString());
        assertThat(svarinn().get(LISTE).json().findValuesAsText("id"))
                .containsExactly(god.meldingId().toString());
        // The bad one is the oldest, and all that one call may lease.
        Svar hentet = oslo().post(KO + "/hent", "{\"maks\":1}");
        assertThat(hentet.status()).as(hentet.tekst()).isEqualTo(200);
        assertThat(hentet.json().at("/0/meldingId").asText())
                .isEqualTo(god.meldingId().toString());
        assertThat(oslo().post(KO + "/hent", "{}").status()).isEqualTo(204);
        assertThat(verdi(
                        "SELECT count(*) FROM historikk WHERE leveranse_id = ? AND hendelse = 'MOTTAK_FEILET'",
                        darlig.meldingId()))
                .isEqualTo("1");
        assertThat(tilstand(darlig)).as("it meets its frist like any other").isEqualTo("I_KO");
    }

    @Test
    void one_whose_content_is_gone_breaks_its_own_download_alone() {
        Sadd darlig = soknad();
        Sadd god = soknad();
        endre("DELETE FROM dokument_bit WHERE nr = 2 AND dokument_id = '"
                + darlig.dokumentIder().get("Soknad.pdf") + "'");
        assertThat(oslo().post(KO + "/hent", "{}").json()).hasSize(2);
        String sti = KO + "/" + darlig.meldingId();
        assertThatThrownBy(() -> oslo().get(sti + "/data")).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() ->
                        oslo().get(sti + "/dokumenter/" + darlig.dokumentIder().get("Soknad.pdf")))
                .isInstanceOf(RuntimeException.class);
        assertThat(pakkUt(oslo().get(KO + "/" + god.meldingId() + "/data").bytes(), miljo.oslo()))
                .hasSize(4);
    }

    @Test
    void one_whose_content_was_altered_breaks_off_instead_of_looking_whole() {
        Sadd darlig = soknad();
        endre(
                "UPDATE dokument_bit SET data = overlay(data placing '\\x00112233445566778899aabbccddeeff'::bytea from 1001)"
                        + " WHERE nr = 1 AND dokument_id = '"
                        + darlig.dokumentIder().get("Soknad.pdf") + "'");
        oslo().post(KO + "/hent", "{}");
        assertThatThrownBy(() -> oslo().get(KO + "/" + darlig.meldingId() + "/data"))
                .as("the cipher cannot tell, the hash can")
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void one_that_the_fagsystem_cannot_import_rests_while_the_others_go() {
        Sadd darlig = liten();
        Sadd etterfolger = ettersendelse(darlig.digisosId());
        Sadd god = liten();
        JsonNode melding = oslo().post(KO + "/hent", "{\"maks\":1}").json().get(0);
        assertThat(melding.get("meldingId").asText())
                .isEqualTo(darlig.meldingId().toString());
        oslo().post(
                        KO + "/" + darlig.meldingId() + "/kvittering/feilet",
                        "{\"leieId\":" + melding.get("leieId") + ",\"melding\":\"krasjet\"}");
        assertThat(oslo().post(KO + "/hent", "{}").json().findValuesAsText("meldingId"))
                .containsExactly(god.meldingId().toString());
        oslo().post(KO + "/" + god.meldingId() + "/kvittering/mottatt", "{}");
        miljo.database().setClockOffset(Duration.ofMinutes(2));
        assertThat(oslo().post(KO + "/hent", "{}").json().findValuesAsText("meldingId"))
                .as("its own case waits for it")
                .containsExactly(darlig.meldingId().toString());
        assertThat(tilstand(etterfolger)).isEqualTo("IKKE_SENDT");
    }
}
