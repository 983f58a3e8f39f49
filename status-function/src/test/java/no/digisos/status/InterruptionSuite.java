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
import no.digisos.seeds.SakSeeds.Sown;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client.Answer;
import org.junit.jupiter.api.Test;

/**
 * A fagsystem that dies at any step of fetch, import and receipt gets the same message again under the same meldingId, until it
 * has said that it has it; and nothing is lost (delivery.md 1 and 4).
 */
abstract class InterruptionSuite extends QueueSuite {
    private static final Duration AFTER_LEASE = Duration.ofMinutes(16);

    @Test
    void it_dies_after_the_fetch() {
        Sown sown = small();
        String firstLease = fetch(sown).get("leieId").asText();
        assertThat(oslo().post(QUEUE + "/hent", "{}").status()).isEqualTo(204);
        environment.database().setClockOffset(AFTER_LEASE);
        JsonNode again = fetch(sown);
        assertThat(again.get("leieId").asText()).isNotEqualTo(firstLease);
        assertThat(again.get("resendt").asBoolean()).isTrue();
        assertThat(again.get("leveringsforsok").asInt()).isEqualTo(2);
        assertThat(again.at("/headere/klientMeldingId").asText())
                .isEqualTo(sown.meldingId().toString());
    }

    @Test
    void it_dies_in_the_middle_of_a_download() throws Exception {
        Sown sown = soknad();
        fetch(sown);
        for (String path : new String[] {
            QUEUE + "/" + sown.meldingId() + "/dokumenter/"
                    + sown.dokumentIder().get("Soknad.pdf"),
            QUEUE + "/" + sown.meldingId() + "/data"
        }) {
            readSomeAndDie(path);
        }
        environment.database().setClockOffset(AFTER_LEASE);
        fetch(sown);
        assertThat(unpack(oslo().get(QUEUE + "/" + sown.meldingId() + "/data").bytes(), environment.oslo()))
                .containsEntry("Soknad.pdf", bytes(3_000_000, 5));
    }

    @Test
    void it_dies_after_the_download() {
        Sown sown = small();
        fetch(sown);
        byte[] initial = oslo().get(QUEUE + "/" + sown.meldingId() + "/dokumenter/"
                        + sown.dokumentIder().get("Soknad.pdf"))
                .bytes();
        environment.database().setClockOffset(AFTER_LEASE);
        fetch(sown);
        assertThat(oslo().get(QUEUE + "/" + sown.meldingId() + "/dokumenter/"
                                + sown.dokumentIder().get("Soknad.pdf"))
                        .bytes())
                .isEqualTo(initial);
        assertThat(value("SELECT dataforsok FROM leveranse WHERE id = ?", sown.meldingId()))
                .as("both leases had data")
                .isEqualTo("2");
    }

    @Test
    void it_dies_after_the_import_and_says_so_when_it_is_back() {
        Sown sown = small();
        JsonNode melding = fetch(sown);
        environment.database().setClockOffset(AFTER_LEASE);
        fetch(sown);
        Answer mottatt = oslo().post(
                        QUEUE + "/" + sown.meldingId() + "/kvittering/mottatt",
                        "{\"leieId\":" + melding.get("leieId") + "}");
        assertThat(mottatt.status()).as("proof of receipt beats a timer").isEqualTo(200);
        environment.database().setClockOffset(AFTER_LEASE.multipliedBy(2));
        assertThat(oslo().post(QUEUE + "/hent", "{}").status()).isEqualTo(204);
    }

    @Test
    void the_answer_to_its_receipt_is_lost() {
        Sown sown = small();
        fetch(sown);
        String path = QUEUE + "/" + sown.meldingId() + "/kvittering/mottatt";
        Answer lost = oslo().post(path, "{\"fagsystemRef\":\"sak-7\"}");
        environment.database().setClockOffset(Duration.ofHours(30));
        Answer again = oslo().post(path, "{\"fagsystemRef\":\"en annen\"}");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text()).isEqualTo(lost.text());
        assertThat(value(
                        "SELECT count(*) FROM historikk WHERE leveranse_id = ? AND hendelse = 'BEKREFTET'",
                        sown.meldingId()))
                .isEqualTo("1");
    }

    @Test
    void one_that_speaks_svarinn_dies_anywhere_before_its_receipt() {
        Sown sown = small();
        String list = SVARINN + "/mottaker/hentNyeForsendelser";
        for (int round = 0; round < 3; round++) {
            assertThat(svarinn().get(list).json().findValuesAsText("id"))
                    .containsExactly(sown.meldingId().toString());
            svarinn().get(SVARINN + "/forsendelse/" + sown.meldingId());
        }
        for (int round = 0; round < 2; round++) {
            assertThat(svarinn()
                            .post(SVARINN + "/kvitterMottak/forsendelse/" + sown.meldingId(), "")
                            .status())
                    .isEqualTo(200);
        }
        assertThat(svarinn().get(list).json()).isEmpty();
    }

    private JsonNode fetch(Sown expected) {
        Answer answer = oslo().post(QUEUE + "/hent", "{\"leieSekunder\":900}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().findValuesAsText("meldingId"))
                .containsExactly(expected.meldingId().toString());
        return answer.json().get(0);
    }

    /** Takes the first bytes and hangs up. */
    private void readSomeAndDie(String path) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(base() + path))
                    .header(
                            "Authorization",
                            "Bearer " + environment.utsteder().machine(SeedData.OSLO_FAGSYSTEM.organisasjon()))
                    .header("IntegrasjonId", SeedData.OSLO_FAGSYSTEM.id().toString())
                    .header("IntegrasjonPassord", SeedData.OSLO_FAGSYSTEM.passord())
                    .build();
            try (InputStream answer =
                    http.send(request, BodyHandlers.ofInputStream()).body()) {
                assertThat(answer.readNBytes(1_000)).hasSize(1_000);
            }
            http.shutdownNow();
        }
    }
}
