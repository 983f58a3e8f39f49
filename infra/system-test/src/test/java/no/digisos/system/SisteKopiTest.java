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
import no.digisos.common.testkit.Apner;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Skjema;
import no.digisos.local.stack.RunningStack;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Two fagsystems that do what every answer says, to the letter, and receipt while SvarUt, which answered 503, may have the
 * søknad: the look-up finds nothing there, so it must be in the fagsystem's store (delivery.md 3, rule I).
 */
class SisteKopiTest {
    private static final String KO = "/digisos/mottak/api/v1/kontoer/" + Fro.OSLO.kontoId() + "/meldinger";
    private static final String SVARINN = "/tjenester/svarinn";
    private static final Duration ETTER_FRISTEN = Duration.ofHours(25);
    private static final Duration ETTER_HOLDET = ETTER_FRISTEN.plusMinutes(11);
    private static final Duration ETTER_VENTETIDEN = ETTER_HOLDET.plusMinutes(35);
    private static final byte[] PDF = "%PDF-1.7 en søknad".getBytes(StandardCharsets.UTF_8);

    private static RunningStack stack;

    /** What the fagsystem has, by meldingId. */
    private final Map<String, byte[]> lager = new HashMap<>();

    @BeforeAll
    static void start() throws Exception {
        stack = Stakk.start();
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @AfterEach
    void reset() throws SQLException {
        stack.clock().set(Duration.ZERO);
    }

    @Test
    void by_the_queue() throws Exception {
        String ref = soknad();
        JsonNode melding = fagsystem().post(KO + "/hent", "{}").json().get(0);
        String id = melding.get("meldingId").asText();
        lager.put(
                id,
                fagsystem()
                        .get(KO + "/" + id + "/dokumenter/" + dokument(melding))
                        .bytes());
        ukjentISvarUt();

        Svar kvittert = fagsystem().post(KO + "/" + id + "/kvittering/mottatt", "{}");
        adlyd(id, kvittert);
        stack.clock().set(ETTER_VENTETIDEN);
        fallback();
        JsonNode status = fagsystem().get(KO + "/" + id + "/status").json();
        if (status.get("tilstand").asText().equals("SVARUT_SENDT")) {
            lager.remove(id);
        }

        assertThat(iSvarUt(ref)).isZero();
        assertThat(kvittert.status()).as(kvittert.tekst()).isEqualTo(202);
        assertThat(kvittert.json().get("avklares").asLong())
                .as("the status is asked when it knows")
                .isLessThan(stack.clock().read().now().toEpochMilli());
        assertThat(status.get("tilstand").asText()).isEqualTo("BEKREFTET");
        assertThat(apnet(id)).isEqualTo(PDF);
    }

    @Test
    void by_svarinn() throws Exception {
        String ref = soknad();
        JsonNode forsendelse =
                svarinn().get(SVARINN + "/mottaker/hentNyeForsendelser").json().get(0);
        String id = forsendelse.get("id").asText();
        lager.put(id, svarinn().get(SVARINN + "/forsendelse/" + id).bytes());
        ukjentISvarUt();

        Svar kvittert = svarinn().post(SVARINN + "/kvitterMottak/forsendelse/" + id, "");
        adlyd(id, kvittert);
        stack.clock().set(ETTER_VENTETIDEN);
        fallback();

        assertThat(iSvarUt(ref)).isZero();
        assertThat(kvittert.status()).as(kvittert.tekst()).isEqualTo(200);
        assertThat(fagsystem()
                        .get(KO + "/" + id + "/status")
                        .json()
                        .get("tilstand")
                        .asText())
                .isEqualTo("BEKREFTET");
        assertThat(apnet(id)).as("the zip").startsWith('P', 'K');
    }

    /** Keeps on 200 and 202, drops on the 409 that says so. */
    private void adlyd(String id, Svar svar) {
        if (svar.status() == 409 && svar.json().get("errorCode").asText().equals("LEVERANSE_TRUKKET")) {
            lager.remove(id);
        }
    }

    private byte[] apnet(String id) {
        byte[] kopi = Objects.requireNonNull(lager.get(id), "not in the fagsystem's store");
        return Apner.apne(kopi, stack.keys().konto(Objects.requireNonNull(Fro.OSLO.kontoId())));
    }

    /** The frist passes; it is withdrawn, held, and sent to a SvarUt that answers 503 without having taken it. */
    private static void ukjentISvarUt() throws Exception {
        stack.clock().set(ETTER_FRISTEN);
        fallback();
        kontroll().post("/feil", "{\"type\":\"STATUS\",\"antall\":1,\"status\":503}");
        stack.clock().set(ETTER_HOLDET);
        fallback();
    }

    private static void fallback() throws IOException, InterruptedException {
        assertThat(stack.runFallbackOnce().exitCode()).isZero();
    }

    private static int iSvarUt(String ref) {
        return kontroll().get("/forsendelser?eksternRef=" + ref).json().size();
    }

    private static String soknad() {
        String ref = UUID.randomUUID().toString();
        Skjema skjema = new Skjema()
                .json("soknadJson", "{\"version\":\"1.0.0\"}")
                .json("vedleggJson", "{\"vedlegg\":[]}")
                .fil("Soknad.pdf", PDF, stack.keys().platform().certificate());
        Svar svar = gateway()
                .som(stack.tokens().token("idporten", Map.of("pid", "01819010001")), Fro.NAV)
                .send(
                        "POST",
                        "/digisos/api/v2/soknader/0301/" + ref,
                        BodyPublishers.ofByteArray(skjema.bytes()),
                        skjema.innholdstype());
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(202);
        return ref;
    }

    private static String dokument(JsonNode melding) {
        for (JsonNode fil : melding.get("filmetadata")) {
            if (fil.get("filnavn").asText().equals("Soknad.pdf")) {
                return fil.get("dokumentId").asText();
            }
        }
        throw new AssertionError("no Soknad.pdf in " + melding);
    }

    private static Klient fagsystem() {
        String token = stack.tokens().token("maskinporten", Map.of("orgnr", Fro.OSLO_FAGSYSTEM.organisasjon()));
        return gateway().som(token, Fro.OSLO_FAGSYSTEM);
    }

    private static Klient svarinn() {
        return gateway().basic(Fro.OSLO_FAGSYSTEM.id().toString(), Fro.OSLO_FAGSYSTEM.passord());
    }

    private static Klient gateway() {
        return Klient.mot(stack.json().gateway().http().toString());
    }

    private static Klient kontroll() {
        return Klient.mot(stack.json().svarut().kontroll().toString());
    }
}
