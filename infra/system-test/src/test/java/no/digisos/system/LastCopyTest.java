package no.digisos.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import no.digisos.local.stack.RunningStack;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client;
import no.digisos.seeds.client.Client.Answer;
import no.digisos.seeds.client.MultipartForm;
import no.digisos.seeds.client.Opener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two fagsystems that do what every answer says, to the letter, and receipt while SvarUt, which answered 503, may have the
 * søknad: the look-up finds nothing there, so it must be in the fagsystem's store (delivery.md 3, rule I).
 */
@ExtendWith(SharedStack.class)
class LastCopyTest {
    private static final String QUEUE = "/digisos/mottak/api/v1/kontoer/" + SeedData.OSLO.kontoId() + "/meldinger";
    private static final String SVARINN = "/tjenester/svarinn";
    private static final Duration AFTER_FRIST = Duration.ofHours(25);
    private static final Duration AFTER_HOLD = AFTER_FRIST.plusMinutes(11);
    private static final Duration AFTER_THE_WAIT = AFTER_HOLD.plusMinutes(35);
    private static final byte[] PDF = "%PDF-1.7 en søknad".getBytes(StandardCharsets.UTF_8);

    private static RunningStack stack;

    /** What the fagsystem has, by meldingId. */
    private final Map<String, byte[]> store = new HashMap<>();

    @BeforeAll
    static void start(RunningStack shared) {
        stack = shared;
    }

    @AfterEach
    void reset() throws SQLException {
        stack.clock().set(Duration.ZERO);
    }

    @Test
    void by_the_queue() throws Exception {
        String ref = soknad();
        JsonNode melding = fagsystem().post(QUEUE + "/hent", "{}").json().get(0);
        String id = melding.get("meldingId").asText();
        store.put(
                id,
                fagsystem()
                        .get(QUEUE + "/" + id + "/dokumenter/" + dokument(melding))
                        .bytes());
        unknownInSvarUt();

        Answer receipted = fagsystem().post(QUEUE + "/" + id + "/kvittering/mottatt", "{}");
        obey(id, receipted);
        stack.clock().set(AFTER_THE_WAIT);
        fallback();
        JsonNode status = fagsystem().get(QUEUE + "/" + id + "/status").json();
        if (status.get("tilstand").asText().equals("SVARUT_SENDT")) {
            store.remove(id);
        }

        assertThat(inSvarUt(ref)).isZero();
        assertThat(receipted.status()).as(receipted.text()).isEqualTo(202);
        assertThat(receipted.json().get("avklares").asLong())
                .as("the status is asked when it knows")
                .isLessThan(stack.clock().read().now().toEpochMilli());
        assertThat(status.get("tilstand").asText()).isEqualTo("BEKREFTET");
        assertThat(opened(id)).isEqualTo(PDF);
    }

    @Test
    void by_svarinn() throws Exception {
        String ref = soknad();
        JsonNode forsendelse =
                svarinn().get(SVARINN + "/mottaker/hentNyeForsendelser").json().get(0);
        String id = forsendelse.get("id").asText();
        store.put(id, svarinn().get(SVARINN + "/forsendelse/" + id).bytes());
        unknownInSvarUt();

        Answer receipted = svarinn().post(SVARINN + "/kvitterMottak/forsendelse/" + id, "");
        obey(id, receipted);
        stack.clock().set(AFTER_THE_WAIT);
        fallback();

        assertThat(inSvarUt(ref)).isZero();
        assertThat(receipted.status()).as(receipted.text()).isEqualTo(200);
        assertThat(fagsystem()
                        .get(QUEUE + "/" + id + "/status")
                        .json()
                        .get("tilstand")
                        .asText())
                .isEqualTo("BEKREFTET");
        assertThat(opened(id)).as("the zip").startsWith('P', 'K');
    }

    /** Keeps on 200 and 202, drops on the 409 that says so. */
    private void obey(String id, Answer answer) {
        if (answer.status() == 409 && answer.json().get("errorCode").asText().equals("LEVERANSE_TRUKKET")) {
            store.remove(id);
        }
    }

    private byte[] opened(String id) {
        byte[] copy = Objects.requireNonNull(store.get(id), "not in the fagsystem's store");
        return Opener.open(copy, stack.keys().konto(Objects.requireNonNull(SeedData.OSLO.kontoId())));
    }

    /** The frist passes; it is withdrawn, held, and sent to a SvarUt that answers 503 without having taken it. */
    private static void unknownInSvarUt() throws Exception {
        stack.clock().set(AFTER_FRIST);
        fallback();
        check().post("/feil", "{\"type\":\"STATUS\",\"antall\":1,\"status\":503}");
        stack.clock().set(AFTER_HOLD);
        fallback();
    }

    private static void fallback() throws IOException, InterruptedException {
        assertThat(stack.runFallbackOnce().exitCode()).isZero();
    }

    private static int inSvarUt(String ref) {
        return check().get("/forsendelser?eksternRef=" + ref).json().size();
    }

    private static String soknad() {
        String ref = UUID.randomUUID().toString();
        MultipartForm form = new MultipartForm()
                .json("soknadJson", "{\"version\":\"1.0.0\"}")
                .json("vedleggJson", "{\"vedlegg\":[]}")
                .file("Soknad.pdf", PDF, stack.keys().platform().certificate());
        Answer answer = gateway()
                .as(stack.tokens().token("idporten", Map.of("pid", "01819010001")), SeedData.NAV)
                .send(
                        "POST",
                        "/digisos/api/v2/soknader/0301/" + ref,
                        BodyPublishers.ofByteArray(form.bytes()),
                        form.contentType());
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return ref;
    }

    private static String dokument(JsonNode melding) {
        for (JsonNode file : melding.get("filmetadata")) {
            if (file.get("filnavn").asText().equals("Soknad.pdf")) {
                return file.get("dokumentId").asText();
            }
        }
        throw new AssertionError("no Soknad.pdf in " + melding);
    }

    private static Client fagsystem() {
        String token = stack.tokens().token("maskinporten", Map.of("orgnr", SeedData.OSLO_FAGSYSTEM.organisasjon()));
        return gateway().as(token, SeedData.OSLO_FAGSYSTEM);
    }

    private static Client svarinn() {
        return gateway().basic(SeedData.OSLO_FAGSYSTEM.id().toString(), SeedData.OSLO_FAGSYSTEM.passord());
    }

    private static Client gateway() {
        return Client.against(stack.json().gateway().http().toString());
    }

    private static Client check() {
        return Client.against(stack.json().svarut().kontroll().toString());
    }
}
