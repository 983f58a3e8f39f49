package no.digisos.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import no.digisos.seeds.SakSeeds.Sown;
import no.digisos.seeds.client.Client.Answer;
import org.junit.jupiter.api.Test;

/** One bad message never stops the others, whatever is bad about it. */
abstract class BadMeldingSuite extends QueueSuite {
    private static final String LIST = SVARINN + "/mottaker/hentNyeForsendelser";

    @Test
    void one_whose_metadata_does_not_open_is_set_aside() {
        Sown bad = small();
        Sown good = small();
        change("UPDATE dokument SET filnavn_forseglet = '\\x0011223344' WHERE id = '"
                + bad.dokumentIder().get("Soknad.pdf") + "'");
        assertThat(oslo().get(QUEUE).json().findValuesAsText("meldingId"))
                .containsExactly(good.meldingId().toString());
        assertThat(svarinn().get(LIST).json().findValuesAsText("id"))
                .containsExactly(good.meldingId().toString());
        // The bad one is the oldest, and all that one call may lease.
        Answer fetched = oslo().post(QUEUE + "/hent", "{\"maks\":1}");
        assertThat(fetched.status()).as(fetched.text()).isEqualTo(200);
        assertThat(fetched.json().at("/0/meldingId").asText())
                .isEqualTo(good.meldingId().toString());
        assertThat(oslo().post(QUEUE + "/hent", "{}").status()).isEqualTo(204);
        assertThat(value(
                        "SELECT count(*) FROM historikk WHERE leveranse_id = ? AND hendelse = 'MOTTAK_FEILET'",
                        bad.meldingId()))
                .isEqualTo("1");
        assertThat(state(bad)).as("it meets its frist like any other").isEqualTo("I_KO");
    }

    @Test
    void one_whose_content_is_gone_breaks_its_own_download_alone() {
        Sown bad = soknad();
        Sown good = soknad();
        change("DELETE FROM dokument_bit WHERE nr = 2 AND dokument_id = '"
                + bad.dokumentIder().get("Soknad.pdf") + "'");
        assertThat(oslo().post(QUEUE + "/hent", "{}").json()).hasSize(2);
        String path = QUEUE + "/" + bad.meldingId();
        assertThatThrownBy(() -> oslo().get(path + "/data")).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() ->
                        oslo().get(path + "/dokumenter/" + bad.dokumentIder().get("Soknad.pdf")))
                .isInstanceOf(RuntimeException.class);
        assertThat(unpack(oslo().get(QUEUE + "/" + good.meldingId() + "/data").bytes(), environment.oslo()))
                .hasSize(4);
    }

    @Test
    void one_whose_content_was_altered_breaks_off_instead_of_looking_whole() {
        Sown bad = soknad();
        change(
                "UPDATE dokument_bit SET data = overlay(data placing '\\x00112233445566778899aabbccddeeff'::bytea from 1001)"
                        + " WHERE nr = 1 AND dokument_id = '"
                        + bad.dokumentIder().get("Soknad.pdf") + "'");
        oslo().post(QUEUE + "/hent", "{}");
        assertThatThrownBy(() -> oslo().get(QUEUE + "/" + bad.meldingId() + "/data"))
                .as("the cipher cannot tell, the hash can")
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void one_that_the_fagsystem_cannot_import_rests_while_the_others_go() {
        Sown bad = small();
        Sown successor = ettersendelse(bad.digisosId());
        Sown good = small();
        JsonNode melding = oslo().post(QUEUE + "/hent", "{\"maks\":1}").json().get(0);
        assertThat(melding.get("meldingId").asText()).isEqualTo(bad.meldingId().toString());
        oslo().post(
                        QUEUE + "/" + bad.meldingId() + "/kvittering/feilet",
                        "{\"leieId\":" + melding.get("leieId") + ",\"melding\":\"krasjet\"}");
        assertThat(oslo().post(QUEUE + "/hent", "{}").json().findValuesAsText("meldingId"))
                .containsExactly(good.meldingId().toString());
        oslo().post(QUEUE + "/" + good.meldingId() + "/kvittering/mottatt", "{}");
        environment.database().setClockOffset(Duration.ofMinutes(2));
        assertThat(oslo().post(QUEUE + "/hent", "{}").json().findValuesAsText("meldingId"))
                .as("its own case waits for it")
                .containsExactly(bad.meldingId().toString());
        assertThat(state(successor)).isEqualTo("IKKE_SENDT");
    }
}
