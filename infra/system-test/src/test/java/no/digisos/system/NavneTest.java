package no.digisos.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.digisos.common.sendeform.Navneprover;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Skjema;
import no.digisos.local.pdf.PdfFactory;
import no.digisos.local.stack.RunningStack;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What is accepted can be sent: names and types as people make them, by every way in, through to SvarUt. What cannot be kept as it
 * came, or is longer than the limit, is refused at the door, and nothing of it is accepted.
 */
class NavneTest {
    private static final String FNR = "01819010001";
    private static final String BERGEN = Fro.BERGEN.kommunenummer();
    private static final String KLAGE = "{\"innsendingstidspunkt\":\"2026-01-01T10:00:00.123\",\"personIdentifikator\":"
            + "{\"kilde\":\"system\",\"verdi\":\"" + FNR + "\"},\"autentisering\":{\"autentiseringsTidspunkt\":"
            + "\"2026-01-01T10:00:00.123\"},\"begrunnelse\":{\"kilde\":\"bruker\",\"klageTekst\":\"nei\"}}";
    private static final int FILER_I_EN = 45;

    /** The default of digisos.opplasting.maks-filnavn, in characters. */
    private static final int MAKS_FILNAVN = 500;

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final List<byte[]> innhold = List.of(
            PdfFactory.pdf(1, 0, List.of("trailer << /Encrypt 1 0 R >>")),
            PdfFactory.encrypted(List.of("låst")),
            new byte[] {1, 2, 3});

    private int nr;

    @Test
    void every_name_and_type_gets_from_every_way_in_to_svarut() throws Exception {
        try (RunningStack stack = Stakk.start()) {
            for (String metadata : utenPlass()) {
                assertNektet(mellomlagring(stack, metadata));
            }
            Map<String, Integer> sendt = new LinkedHashMap<>();
            String sak = "";
            for (List<String> navn : bolker()) {
                for (String versjon : List.of("v1", "v2")) {
                    String ref = UUID.randomUUID().toString();
                    Svar soknad = person(stack)
                            .post(
                                    "/digisos/api/" + versjon + "/soknader/" + BERGEN + "/" + ref,
                                    filer(stack, soknad(), navn));
                    assertThat(soknad.status()).as(soknad.tekst()).isEqualTo(202);
                    sendt.put(ref, navn.size());
                    sak = versjon.equals("v2") ? soknad.json().asText() : sak;
                    ref = UUID.randomUUID().toString();
                    Svar ettersendelse = person(stack)
                            .post(
                                    "/digisos/api/v1/soknader/" + BERGEN + "/" + sakId(soknad) + "/" + ref,
                                    filer(stack, vedlegg(), navn));
                    assertThat(ettersendelse.status()).as(ettersendelse.tekst()).isEqualTo(202);
                    sendt.put(ref, navn.size());
                }
                String klage = UUID.randomUUID().toString();
                int mellomlagret = mellomlagre(stack, klage, navn);
                Svar klaget = person(stack)
                        .post(
                                "/digisos/klage/api/v1/" + sak + "/" + klage + "/" + klage + "/" + UUID.randomUUID(),
                                filer(stack, vedlegg().json("klage.json", KLAGE), List.of("klage.pdf")));
                assertThat(klaget.status()).as(klaget.tekst()).isEqualTo(200);
                sendt.put(klage, mellomlagret + 1);
            }

            // A case's shipments go one after the other.
            for (int i = 0; i < 4; i++) {
                stack.runFallbackOnce();
            }

            sendt.forEach((ref, filer) -> {
                JsonNode iSvarUt = Klient.mot(stack.json().svarut().url().toString())
                        .get("/kontroll/forsendelser?eksternRef=" + ref)
                        .json();
                assertThat(iSvarUt).as(ref).hasSize(1);
                assertThat(iSvarUt.at("/0/status").asText()).as(ref).isEqualTo("KLAR_FOR_MOTTAK");
                assertThat(iSvarUt.at("/0/dokumenter").size()).as(ref).isGreaterThan(filer);
            });
        }
    }

    /** One by one, since the door of mellomlagring refuses the characters that NAV's clients refuse too (contract.md 2). */
    private int mellomlagre(RunningStack stack, String ref, List<String> navn) throws JsonProcessingException {
        int tatt = 0;
        for (String ett : navn) {
            Svar svar = Klient.mot(stack.json().gateway().http().toString())
                    .som(stack.tokens().token("maskinporten", Map.of()), Fro.NAV)
                    .post("/digisos/api/v1/mellomlagring/" + ref, filer(stack, new Skjema(), List.of(ett)));
            if (svar.status() == 202) {
                tatt++;
            } else {
                assertThat(svar.tekst()).containsAnyOf("UGYLDIG_FILNAVN", "FIL_FINNES");
            }
        }
        assertThat(tatt).isPositive();
        return tatt;
    }

    /** A NUL, which the database has no room for, or half a surrogate pair, which has no UTF-8. */
    private static boolean kanBevares(String tekst) {
        return tekst.indexOf(0) < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(tekst);
    }

    private static boolean kanTas(String navn) {
        return kanBevares(navn) && navn.length() <= MAKS_FILNAVN;
    }

    /** Metadata that the door refuses. */
    private static List<String> utenPlass() throws JsonProcessingException {
        List<String> alle = new ArrayList<>();
        for (String navn : Navneprover.navn()) {
            if (!kanTas(navn)) {
                alle.add(metadata(navn, "application/pdf"));
            }
        }
        for (String type : Navneprover.typer()) {
            if (type != null && !kanBevares(type)) {
                alle.add(metadata("a.pdf", type));
            }
        }
        assertThat(alle).hasSizeGreaterThan(5);
        return alle;
    }

    private static String metadata(String navn, String type) throws JsonProcessingException {
        return JSON.writeValueAsString(JSON.createObjectNode()
                .put("filnavn", navn)
                .put("mimetype", type)
                .put("storrelse", 3));
    }

    private static Svar mellomlagring(RunningStack stack, String metadata) {
        return Klient.mot(stack.json().gateway().http().toString())
                .som(stack.tokens().token("maskinporten", Map.of()), Fro.NAV)
                .post(
                        "/digisos/api/v1/mellomlagring/" + UUID.randomUUID(),
                        new Skjema()
                                .del(
                                        "Content-Disposition: form-data; name=\"metadata\"\r\nContent-Type: text/plain",
                                        metadata)
                                .del(
                                        "Content-Disposition: form-data; name=\"files\"; filename=\"fil\"\r\n"
                                                + "Content-Type: application/octet-stream",
                                        Skjema.krypter(
                                                new byte[] {1, 2, 3},
                                                stack.keys().platform().certificate())));
    }

    private static void assertNektet(Svar svar) {
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(400);
        assertThat(svar.json().get("errorCode").asText()).isIn("UGYLDIG_METADATA", "UGYLDIG_FILNAVN");
    }

    private Skjema filer(RunningStack stack, Skjema skjema, List<String> navn) throws JsonProcessingException {
        X509Certificate sertifikat = stack.keys().platform().certificate();
        List<@Nullable String> typer = Navneprover.typer();
        typer.removeIf(type -> type != null && !kanBevares(type));
        for (String ett : navn) {
            byte[] fil = innhold.get(nr % innhold.size());
            ObjectNode metadata = JSON.createObjectNode();
            metadata.put("filnavn", ett)
                    .put("mimetype", typer.get(nr % typer.size()))
                    .put("storrelse", fil.length);
            skjema.del(
                    "Content-Disposition: form-data; name=\"metadata" + nr + "\"\r\nContent-Type: text/plain",
                    JSON.writeValueAsString(metadata));
            skjema.del(
                    "Content-Disposition: form-data; name=\"fil" + nr + "\"; filename=\"fil\"\r\n"
                            + "Content-Type: application/octet-stream",
                    Skjema.krypter(fil, sertifikat));
            nr++;
        }
        return skjema;
    }

    private static List<List<String>> bolker() {
        List<String> alle =
                Navneprover.navn().stream().filter(NavneTest::kanTas).toList();
        List<List<String>> bolker = new ArrayList<>();
        for (int fra = 0; fra < alle.size(); fra += FILER_I_EN) {
            bolker.add(alle.subList(fra, Math.min(alle.size(), fra + FILER_I_EN)));
        }
        return bolker;
    }

    private static Klient person(RunningStack stack) {
        return Klient.mot(stack.json().gateway().http().toString())
                .som(stack.tokens().token("idporten", Map.of("pid", FNR)), Fro.NAV);
    }

    private static Skjema soknad() {
        return new Skjema().json("soknadJson", "{\"version\":\"1.0.0\"}").json("vedleggJson", "{\"vedlegg\":[]}");
    }

    private static Skjema vedlegg() {
        return new Skjema().json("vedlegg.json", "{\"vedlegg\":[]}");
    }

    private static String sakId(Svar soknad) {
        return new String(soknad.bytes(), StandardCharsets.UTF_8).replace("\"", "");
    }
}
