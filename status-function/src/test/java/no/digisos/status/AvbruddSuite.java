package no.digisos.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Saksfro.Sadd;
import org.junit.jupiter.api.Test;

/**
 * A fagsystem that dies at any step of fetch, import and receipt gets the same message again under the same meldingId, until it
 * has said that it has it; and nothing is lost (delivery.md 1 and 4).
 */
abstract class AvbruddSuite extends KoSuite {
    private static final Duration ETTER_LEIEN = Duration.ofMinutes(16);

    @Test
    void it_dies_after_the_fetch() {
        Sadd sadd = liten();
        String forsteLeie = hent(sadd).get("leieId").asText();
        assertThat(oslo().post(KO + "/hent", "{}").status()).isEqualTo(204);
        miljo.database().setClockOffset(ETTER_LEIEN);
        JsonNode igjen = hent(sadd);
        assertThat(igjen.get("leieId").asText()).isNotEqualTo(forsteLeie);
        assertThat(igjen.get("resendt").asBoolean()).isTrue();
        assertThat(igjen.get("leveringsforsok").asInt()).isEqualTo(2);
        assertThat(igjen.at("/headere/klientMeldingId").asText())
                .isEqualTo(sadd.meldingId().toString());
    }

    @Test
    void it_dies_in_the_middle_of_a_download() throws Exception {
        Sadd sadd = soknad();
        hent(sadd);
        for (String sti : new String[] {
            KO + "/" + sadd.meldingId() + "/dokumenter/" + sadd.dokumentIder().get("Soknad.pdf"),
            KO + "/" + sadd.meldingId() + "/data"
        }) {
            lesLittOgDo(sti);
        }
        miljo.database().setClockOffset(ETTER_LEIEN);
        hent(sadd);
        assertThat(pakkUt(oslo().get(KO + "/" + sadd.meldingId() + "/data").bytes(), miljo.oslo()))
                .containsEntry("Soknad.pdf", bytes(3_000_000, 5));
    }

    @Test
    void it_dies_after_the_download() {
        Sadd sadd = liten();
        hent(sadd);
        byte[] forst = oslo().get(KO + "/" + sadd.meldingId() + "/dokumenter/"
                        + sadd.dokumentIder().get("Soknad.pdf"))
                .bytes();
        miljo.database().setClockOffset(ETTER_LEIEN);
        hent(sadd);
        assertThat(oslo().get(KO + "/" + sadd.meldingId() + "/dokumenter/"
                                + sadd.dokumentIder().get("Soknad.pdf"))
                        .bytes())
                .isEqualTo(forst);
        assertThat(verdi("SELECT dataforsok FROM leveranse WHERE id = ?", sadd.meldingId()))
                .as("both leases had data")
                .isEqualTo("2");
    }

    @Test
    void it_dies_after_the_import_and_says_so_when_it_is_back() {
        Sadd sadd = liten();
        JsonNode melding = hent(sadd);
        miljo.database().setClockOffset(ETTER_LEIEN);
        hent(sadd);
        Svar mottatt = oslo().post(
                        KO + "/" + sadd.meldingId() + "/kvittering/mottatt",
                        "{\"leieId\":" + melding.get("leieId") + "}");
        assertThat(mottatt.status()).as("proof of receipt beats a timer").isEqualTo(200);
        miljo.database().setClockOffset(ETTER_LEIEN.multipliedBy(2));
        assertThat(oslo().post(KO + "/hent", "{}").status()).isEqualTo(204);
    }

    @Test
    void the_answer_to_its_receipt_is_lost() {
        Sadd sadd = liten();
        hent(sadd);
        String sti = KO + "/" + sadd.meldingId() + "/kvittering/mottatt";
        Svar tapt = oslo().post(sti, "{\"fagsystemRef\":\"sak-7\"}");
        miljo.database().setClockOffset(Duration.ofHours(30));
        Svar igjen = oslo().post(sti, "{\"fagsystemRef\":\"en annen\"}");
        assertThat(igjen.status()).isEqualTo(200);
        assertThat(igjen.tekst()).isEqualTo(tapt.tekst());
        assertThat(verdi(
                        "SELECT count(*) FROM historikk WHERE leveranse_id = ? AND hendelse = 'BEKREFTET'",
                        sadd.meldingId()))
                .isEqualTo("1");
    }

    @Test
    void one_that_speaks_svarinn_dies_anywhere_before_its_receipt() {
        Sadd sadd = liten();
        String liste = SVARINN + "/mottaker/hentNyeForsendelser";
        for (int gang = 0; gang < 3; gang++) {
            assertThat(svarinn().get(liste).json().findValuesAsText("id"))
                    .containsExactly(sadd.meldingId().toString());
            svarinn().get(SVARINN + "/forsendelse/" + sadd.meldingId());
        }
        for (int gang = 0; gang < 2; gang++) {
            assertThat(svarinn()
                            .post(SVARINN + "/kvitterMottak/forsendelse/" + sadd.meldingId(), "")
                            .status())
                    .isEqualTo(200);
        }
        assertThat(svarinn().get(liste).json()).isEmpty();
    }

    private JsonNode hent(Sadd ventet) {
        Svar svar = oslo().post(KO + "/hent", "{\"leieSekunder\":900}");
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(200);
        assertThat(svar.json().findValuesAsText("meldingId"))
                .containsExactly(ventet.meldingId().toString());
        return svar.json().get(0);
    }

    /** Takes the first bytes and hangs up. */
    private void lesLittOgDo(String sti) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest foresporsel = HttpRequest.newBuilder(URI.create(base() + sti))
                    .header("Authorization", "Bearer " + miljo.utsteder().maskin(Fro.OSLO_FAGSYSTEM.organisasjon()))
                    .header("IntegrasjonId", Fro.OSLO_FAGSYSTEM.id().toString())
                    .header("IntegrasjonPassord", Fro.OSLO_FAGSYSTEM.passord())
                    .build();
            try (InputStream svar =
                    http.send(foresporsel, BodyHandlers.ofInputStream()).body()) {
                assertThat(svar.readNBytes(1_000)).hasSize(1_000);
            }
            http.shutdownNow();
        }
    }
}
