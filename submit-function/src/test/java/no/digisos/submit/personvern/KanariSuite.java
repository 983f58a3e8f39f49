package no.digisos.submit.personvern;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Skjema;
import no.digisos.common.testkit.Testmiljo;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/**
 * A bird in every field, whole requests and broken ones; then logs (our own at DEBUG, and every call), metrics and the bodies of all
 * errors are searched for feathers.
 */
abstract class KanariSuite {
    private static final String FNR = "21840620139";
    private static final String ANNEN = "21840620481";

    /** What nobody who reads logs, metrics or errors may find. */
    private static final List<String> KANARIER =
            List.of(FNR, ANNEN, "stillits", "dompap", "gr\u00f8nnsisik", "bokfink");

    private static final String NAVN = "Stillits Dompapsen";
    private static final String FILNAVN = "dompap.pdf";
    private static final String INNHOLD = "Gr\u00f8nnsisik og bokfink";

    /** Refusals that must name the file to its sender, who cannot mend it otherwise; nothing else of the request is in them. */
    private static final Set<String> NEVNER_FILEN = Set.of("VEDLEGG_MANGLER", "FIL_IKKE_KOMPLETT", "FIL_FINNES");

    private final Testmiljo miljo = Testmiljo.gjeldende();
    private final List<Svar> feil = new ArrayList<>();

    /** Where this test begins in the log, which other tests write too. */
    private int fra;

    @Test
    void no_fodselsnummer_name_or_content_is_in_logs_metrics_or_errors() {
        logg();
        fra = les().length();
        String ref = "synlig-" + UUID.randomUUID();
        String sak = hele(ref);
        brutte(sak);
        fremmede();

        String logg = logg();
        assertThat(finn(logg)).as("in the log").isEmpty();
        String maalinger = Klient.mot(base()).get("/q/metrics").tekst();
        assertThat(finn(maalinger)).as("in the metrics").isEmpty();
        for (Svar svar : feil) {
            String tekst = svar.tekst();
            if (NEVNER_FILEN.contains(svar.json().get("errorCode").asText())) {
                tekst = tekst.replace(FILNAVN, "");
            }
            assertThat(finn(tekst)).as(svar.tekst()).isEmpty();
        }

        for (Svar svar : feil) {
            // Found again by what its caller was given.
            assertThat(logg)
                    .contains("Avslått " + svar.json().get("errorId").asText() + ": " + svar.status() + " "
                            + svar.json().get("errorCode").asText());
        }

        // The search would have found them: what may be logged and measured was.
        assertThat(logg)
                .contains("SOKNAD " + ref + " er akseptert")
                .contains("POST /digisos/api/v2/soknader/0301/" + ref)
                .contains("400 UGYLDIG_JSON")
                .contains("404 FINNES_IKKE")
                .contains("DEBUG");
        assertThat(maalinger).contains("http_server_requests_seconds_count");
        assertThat(feil).hasSizeGreaterThan(20);

        // And a bird that is let loose on purpose: a reference is NAV's own, and is logged.
        String los = "Bokfink-" + UUID.randomUUID();
        krev(202, person(FNR).post("/digisos/api/v2/soknader/0301/" + los, soknad(FNR)));
        assertThat(finn(logg())).containsExactly("bokfink");
    }

    /** Requests with nothing wrong in them. */
    private String hele(String ref) {
        krev(202, maskin().post(mellomlagring(ref), fil(FILNAVN)));
        Svar sendt = krev(202, person(FNR).post("/digisos/api/v2/soknader/0301/" + ref, soknad(FNR, FILNAVN)));
        String sak = sendt.json().asText();
        krev(202, person(FNR).post("/digisos/api/v2/soknader/0301/" + ref, soknad(FNR, FILNAVN)));
        JsonNode vist =
                krev(200, person(FNR).get("/digisos/api/v1/soknader/" + sak)).json();
        krev(200, person(FNR).get("/digisos/api/v1/soknader/soknader"));
        String json = vist.at("/originalSoknadNAV/metadata").asText();
        krev(200, person(FNR).get("/digisos/api/v1/soknader/" + sak + "/dokumenter/" + json));
        krev(
                200,
                person(FNR)
                        .post(
                                "/digisos/api/v1/soknader/dokumenter",
                                "{\"dokumenter\":[{\"digisosId\":\"" + sak + "\",\"dokumentlagerId\":\"" + json
                                        + "\"}]}"));
        krev(
                200,
                Klient.mot(base())
                        .medHode("Authorization", "Bearer " + miljo.utsteder().person(FNR))
                        .get("/dokumentlager/nedlasting/niva4/"
                                + vist.at("/originalSoknadNAV/soknadDokument/dokumentlagerDokumentId")
                                        .asText()));
        String ny = UUID.randomUUID() + "0001";
        krev(202, maskin().post(mellomlagring(ny), fil(FILNAVN)));
        krev(202, person(FNR).post("/digisos/api/v2/soknader/0301/" + sak + "/" + ny, ettersendelse(FILNAVN)));
        String klage = UUID.randomUUID().toString();
        krev(
                200,
                person(FNR)
                        .post(
                                "/digisos/klage/api/v1/" + sak + "/" + klage + "/" + klage + "/" + UUID.randomUUID(),
                                new Skjema()
                                        .json("klage.json", "{\"klageTekst\":\"" + INNHOLD + "\"}")
                                        .json("vedlegg.json", vedlegg())
                                        .fil("klage.pdf", INNHOLD.getBytes(StandardCharsets.UTF_8), sertifikat())));
        // Refused, but whole.
        feil(person(FNR).post("/digisos/api/v2/soknader/0301/" + ref, soknad(FNR, FILNAVN, "annet")));
        feil(person(FNR).post("/digisos/api/v2/soknader/0301/" + sak + "/" + ny, ettersendelse(FILNAVN)));
        feil(person(FNR).post("/digisos/api/v2/soknader/0301/" + ny(), soknad(ANNEN, FILNAVN)));
        feil(person(FNR).post("/digisos/api/v2/soknader/0301/" + ny(), soknad(FNR, FILNAVN)));
        krev(202, maskin().post(mellomlagring(ref), fil(FILNAVN)));
        feil(maskin().post(
                        mellomlagring(ref),
                        new Skjema().fil(FILNAVN, "annet".getBytes(StandardCharsets.UTF_8), sertifikat())));
        feil(person(ANNEN).get("/digisos/api/v1/soknader/" + sak));
        feil(person(FNR)
                .get("/digisos/api/v1/soknader/" + sak + "/dokumenter/"
                        + vist.at("/originalSoknadNAV/soknadDokument/dokumentlagerDokumentId")
                                .asText()));
        return sak;
    }

    /** Requests that are broken where a bird sits. */
    private void brutte(String sak) {
        String sti = "/digisos/api/v2/soknader/0301/";
        for (String json : List.of(
                "{\"navn\":\"" + NAVN + "\"",
                "{" + NAVN + "}",
                "stillits",
                "\"" + NAVN + "\"",
                "[\"" + FNR + "\"]",
                "{\"" + NAVN + "\":1,\"" + NAVN + "\":" + FNR + "x}",
                "{\"a\":\"\\u12" + NAVN + "\"}")) {
            feil(person(FNR)
                    .post(sti + ny(), new Skjema().json("soknadJson", json).json("vedleggJson", "{}")));
            feil(person(FNR).post(sti + sak + "/" + ny(), new Skjema().json("vedlegg.json", json)));
            feil(person(FNR).post("/digisos/api/v1/soknader/dokumenter", json));
            feil(maskin().post(mellomlagring(ny()), new Skjema().json("metadata", json)));
        }
        feil(person(FNR)
                .post(
                        "/digisos/api/v1/soknader/dokumenter",
                        "{\"dokumenter\":[{\"digisosId\":\"" + FNR + "\",\"dokumentlagerId\":\"" + NAVN + "\"}]}"));
        feil(person(FNR)
                .post("/digisos/api/v1/soknader/dokumenter", "{\"dokumenter\":{\"" + NAVN + "\":[\"" + FNR + "\"]}}"));
        feil(maskin().post(
                        mellomlagring(ny()),
                        new Skjema().json("metadata", "{\"filnavn\":[\"" + FILNAVN + "\"],\"storrelse\":\"x\"}")));
        feil(maskin().post(mellomlagring(ny()), new Skjema().fil("dompap:stillits.pdf", new byte[3], sertifikat())));
        feil(maskin().post(
                        mellomlagring(ny()), new Skjema().fil(FILNAVN, 3, INNHOLD.getBytes(StandardCharsets.UTF_8))));
        feil(maskin().post(mellomlagring(ny()), new Skjema().fil(FILNAVN, 99, cms())));
        byte[] kuttet = java.util.Arrays.copyOf(cms(), cms().length - 10);
        feil(maskin().post(mellomlagring(ny()), new Skjema().fil(FILNAVN, 3, kuttet)));
        for (String kropp : List.of(
                "stillits",
                "--x\r\n" + NAVN + "\r\n\r\n" + INNHOLD + "\r\n--x--\r\n",
                "--x\r\nContent-Disposition: form-data; name=\"" + NAVN + "\r\n\r\n" + INNHOLD,
                "--x\r\nContent-Disposition: " + NAVN + "\r\nContent-Type: " + NAVN + "\r\n\r\n" + INNHOLD
                        + "\r\n--x--\r\n",
                "--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"" + FILNAVN + "\"\r\n\r\n" + INNHOLD
                        + "\r\n--x--\r\n")) {
            feil(raa(mellomlagring(ny()), kropp, "multipart/form-data; boundary=x"));
        }
        feil(raa(mellomlagring(ny()), INNHOLD, "text/" + "stillits"));
        feil(raa(mellomlagring(ny()), INNHOLD, "multipart/form-data; " + "stillits"));
        feil(person(FNR).post("/digisos/api/v2/soknader/" + FNR + "/" + ny(), soknad(FNR)));
        feil(person(FNR).post("/digisos/api/v2/soknader/0301/" + FNR + ".pdf", soknad(FNR)));
        feil(maskin().get(mellomlagring("x" + FNR + "y")));
        feil(person(FNR).get("/digisos/api/v1/soknader/" + FNR));
        feil(person(FNR)
                .get("/digisos/api/v1/soknader/" + UUID.randomUUID() + "/dokumenter/" + FNR + "?navn=stillits"));
        feil(person(FNR).get("/digisos/klage/api/v1/klager?digisosId=" + FNR));
        feil(person(FNR).get("/digisos/klage/api/v1/klager?digisosId=" + UUID.randomUUID() + "&sokerFnr=" + FNR));
    }

    /** Callers whom we do not know, and paths that we do not have. */
    private void fremmede() {
        Klient uten = Klient.mot(base());
        feil(uten.get("/finnes/ikke/" + FNR + "?sokerFnr=" + FNR + "&navn=stillits"));
        feil(uten.send("PUT", "/digisos/api/v1/soknader/soknader?sokerFnr=" + FNR, BodyPublishers.noBody(), null));
        feil(uten.get("/digisos/api/v1/soknader/soknader?sokerFnr=" + FNR));
        feil(uten.medHode("Authorization", "Bearer stillits." + FNR).get("/digisos/api/v1/soknader/" + FNR));
        feil(uten.medHode("Authorization", "Basic c3RpbGxpdHM6ZG9tcGFw").get("/digisos/api/v1/soknader/soknader"));
        feil(uten.som(miljo.utsteder().person(FNR, Map.of("acr", "stillits", "name", NAVN)), Fro.NAV)
                .get("/digisos/api/v1/soknader/soknader"));
        feil(uten.som(miljo.utsteder().person(FNR, Map.of("pid", "stillits")), Fro.NAV)
                .get("/digisos/api/v1/soknader/soknader"));
        feil(uten.medHode("Authorization", "Bearer " + miljo.utsteder().person(FNR))
                .medHode("IntegrasjonId", "stillits")
                .medHode("IntegrasjonPassord", "dompap")
                .get("/digisos/api/v1/soknader/soknader"));
        krev(
                200,
                person(FNR)
                        .medHode("requestid", NAVN)
                        .medHode("traceparent", "00-stillits")
                        .medHode("baggage", "navn=stillits")
                        .medHode("User-Agent", "stillits")
                        .medHode("Referer", "https://nav.no/?fnr=" + FNR)
                        .get("/digisos/api/v1/soknader/soknader?sokerFnr=" + FNR + "&navn=stillits"));
    }

    private static List<String> finn(String tekst) {
        String sma = tekst.toLowerCase(Locale.ROOT);
        return KANARIER.stream().filter(sma::contains).toList();
    }

    /** The log of what went before, all of it: our own last call is in it. */
    private String logg() {
        String merke = "/finnes/ikke/" + UUID.randomUUID();
        Klient.mot(base()).get(merke);
        long slutt = System.nanoTime() + 10_000_000_000L;
        String logg = les();
        while (!logg.contains(merke) && System.nanoTime() < slutt) {
            Thread.onSpinWait();
            logg = les();
        }
        assertThat(logg).contains(merke);
        return logg.substring(fra);
    }

    private static String les() {
        try {
            return Files.readString(Kanarilogg.FIL);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Svar krev(int status, Svar svar) {
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(status);
        return svar;
    }

    /** Which refusal it is, other suites tell. */
    private void feil(Svar svar) {
        assertThat(svar.status()).as(svar.tekst()).isBetween(400, 499);
        feil.add(svar);
    }

    private Svar raa(String sti, String kropp, String type) {
        return maskin().send("POST", sti, BodyPublishers.ofString(kropp), type);
    }

    private Skjema soknad(String fnr, String... filer) {
        return new Skjema()
                .json("tilleggsinformasjonJson", "{\"enhetsnummer\":\"0315\",\"navn\":\"" + NAVN + "\"}")
                .json(
                        "soknadJson",
                        "{\"version\":\"1.0.0\",\"data\":{\"personalia\":{\"personIdentifikator\":{\"verdi\":\"" + fnr
                                + "\"},\"navn\":{\"fornavn\":\"" + NAVN + "\"}},\"begrunnelse\":\"" + INNHOLD + "\",\""
                                + NAVN + "\":{\"ukjent\":[" + filer.length + "]}}}")
                .json("vedleggJson", vedlegg(filer))
                .fil("Soknad.pdf", INNHOLD.getBytes(StandardCharsets.UTF_8), sertifikat())
                .fil("Stillits-juridisk.pdf", INNHOLD.getBytes(StandardCharsets.UTF_8), sertifikat());
    }

    private static Skjema ettersendelse(String... filer) {
        return new Skjema().json("vedlegg.json", vedlegg(filer));
    }

    private Skjema fil(String filnavn) {
        return new Skjema().fil(filnavn, INNHOLD.getBytes(StandardCharsets.UTF_8), sertifikat());
    }

    private static String vedlegg(String... filer) {
        StringBuilder liste = new StringBuilder();
        for (String fil : filer) {
            liste.append(liste.isEmpty() ? "" : ",")
                    .append("{\"filnavn\":\"")
                    .append(fil)
                    .append("\",\"sha512\":\"ab\"}");
        }
        return "{\"vedlegg\":[{\"type\":\"" + NAVN + "\",\"tilleggsinfo\":\"" + INNHOLD
                + "\",\"status\":\"LastetOpp\",\"filer\":[" + liste + "]}]}";
    }

    private byte[] cms() {
        return Skjema.krypter(INNHOLD.getBytes(StandardCharsets.UTF_8), sertifikat());
    }

    private static String ny() {
        return UUID.randomUUID().toString();
    }

    private static String mellomlagring(String ref) {
        return "/digisos/api/v1/mellomlagring/" + ref;
    }

    private Klient person(String fnr) {
        return Klient.mot(base()).som(miljo.utsteder().person(fnr, Map.of("name", NAVN)), Fro.NAV);
    }

    private Klient maskin() {
        return Klient.mot(base()).som(miljo.utsteder().maskin(Fro.NAV_ORG), Fro.NAV);
    }

    private X509Certificate sertifikat() {
        return miljo.plattform().active().certificate();
    }

    private static String base() {
        return ConfigProvider.getConfig().getValue("test.url", String.class);
    }
}
