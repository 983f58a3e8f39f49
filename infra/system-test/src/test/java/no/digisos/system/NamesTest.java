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
import no.digisos.local.stack.RunningStack;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client;
import no.digisos.seeds.client.Client.Answer;
import no.digisos.seeds.client.MultipartForm;
import no.digisos.testkit.pdf.PdfFactory;
import no.digisos.testkit.samples.NameSamples;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What is accepted can be sent: names and types as people make them, by every way in, through to SvarUt. What cannot be kept as it
 * came, or is longer than the limit, is refused at the door, and nothing of it is accepted.
 */
@ExtendWith(SharedStack.class)
class NamesTest {
    private static final String FNR = "01819010001";
    private static final String BERGEN = SeedData.BERGEN.kommunenummer();
    private static final String KLAGE = "{\"innsendingstidspunkt\":\"2026-01-01T10:00:00.123\",\"personIdentifikator\":"
            + "{\"kilde\":\"system\",\"verdi\":\"" + FNR + "\"},\"autentisering\":{\"autentiseringsTidspunkt\":"
            + "\"2026-01-01T10:00:00.123\"},\"begrunnelse\":{\"kilde\":\"bruker\",\"klageTekst\":\"nei\"}}";
    private static final int FILES_I_ONE = 45;

    /** The default of digisos.opplasting.maks-filnavn, in characters. */
    private static final int MAX_FILNAVN = 500;

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final List<byte[]> content = List.of(
            PdfFactory.pdf(1, 0, List.of("trailer << /Encrypt 1 0 R >>")),
            PdfFactory.encrypted(List.of("låst")),
            new byte[] {1, 2, 3});

    private int nr;

    @Test
    void every_name_and_type_gets_from_every_way_in_to_svarut(RunningStack stack) throws Exception {
        for (String metadata : withoutPlace()) {
            assertRefused(mellomlagring(stack, metadata));
        }
        Map<String, Integer> sent = new LinkedHashMap<>();
        String sak = "";
        for (List<String> name : batches()) {
            for (String version : List.of("v1", "v2")) {
                String ref = UUID.randomUUID().toString();
                Answer soknad = person(stack)
                        .post(
                                "/digisos/api/" + version + "/soknader/" + BERGEN + "/" + ref,
                                files(stack, soknad(), name));
                assertThat(soknad.status()).as(soknad.text()).isEqualTo(202);
                sent.put(ref, name.size());
                sak = version.equals("v2") ? soknad.json().asText() : sak;
                ref = UUID.randomUUID().toString();
                Answer ettersendelse = person(stack)
                        .post(
                                "/digisos/api/v1/soknader/" + BERGEN + "/" + sakId(soknad) + "/" + ref,
                                files(stack, vedlegg(), name));
                assertThat(ettersendelse.status()).as(ettersendelse.text()).isEqualTo(202);
                sent.put(ref, name.size());
            }
            String klage = UUID.randomUUID().toString();
            int staged = stage(stack, klage, name);
            Answer klageSent = person(stack)
                    .post(
                            "/digisos/klage/api/v1/" + sak + "/" + klage + "/" + klage + "/" + UUID.randomUUID(),
                            files(stack, vedlegg().json("klage.json", KLAGE), List.of("klage.pdf")));
            assertThat(klageSent.status()).as(klageSent.text()).isEqualTo(200);
            sent.put(klage, staged + 1);
        }

        // A case's shipments go one after the other.
        for (int i = 0; i < 4; i++) {
            stack.runFallbackOnce();
        }

        sent.forEach((ref, files) -> {
            JsonNode inSvarUt = Client.against(stack.json().svarut().url().toString())
                    .get("/kontroll/forsendelser?eksternRef=" + ref)
                    .json();
            assertThat(inSvarUt).as(ref).hasSize(1);
            assertThat(inSvarUt.at("/0/status").asText()).as(ref).isEqualTo("KLAR_FOR_MOTTAK");
            assertThat(inSvarUt.at("/0/dokumenter").size()).as(ref).isGreaterThan(files);
        });
    }

    /** One by one, since the door of mellomlagring refuses the characters that NAV's clients refuse too (contract.md 2). */
    private int stage(RunningStack stack, String ref, List<String> name) throws JsonProcessingException {
        int taken = 0;
        for (String single : name) {
            Answer answer = Client.against(stack.json().gateway().http().toString())
                    .as(stack.tokens().token("maskinporten", Map.of()), SeedData.NAV)
                    .post("/digisos/api/v1/mellomlagring/" + ref, files(stack, new MultipartForm(), List.of(single)));
            if (answer.status() == 202) {
                taken++;
            } else {
                assertThat(answer.text()).containsAnyOf("UGYLDIG_FILNAVN", "FIL_FINNES");
            }
        }
        assertThat(taken).isPositive();
        return taken;
    }

    /** A NUL, which the database has no room for, or half a surrogate pair, which has no UTF-8. */
    private static boolean canBePreserved(String text) {
        return text.indexOf(0) < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static boolean canBeTaken(String name) {
        return canBePreserved(name) && name.length() <= MAX_FILNAVN;
    }

    /** Metadata that the door refuses. */
    private static List<String> withoutPlace() throws JsonProcessingException {
        List<String> all = new ArrayList<>();
        for (String name : NameSamples.name()) {
            if (!canBeTaken(name)) {
                all.add(metadata(name, "application/pdf"));
            }
        }
        for (String type : NameSamples.types()) {
            if (type != null && !canBePreserved(type)) {
                all.add(metadata("a.pdf", type));
            }
        }
        assertThat(all).hasSizeGreaterThan(5);
        return all;
    }

    private static String metadata(String name, String type) throws JsonProcessingException {
        return JSON.writeValueAsString(JSON.createObjectNode()
                .put("filnavn", name)
                .put("mimetype", type)
                .put("storrelse", 3));
    }

    private static Answer mellomlagring(RunningStack stack, String metadata) {
        return Client.against(stack.json().gateway().http().toString())
                .as(stack.tokens().token("maskinporten", Map.of()), SeedData.NAV)
                .post(
                        "/digisos/api/v1/mellomlagring/" + UUID.randomUUID(),
                        new MultipartForm()
                                .part(
                                        "Content-Disposition: form-data; name=\"metadata\"\r\nContent-Type: text/plain",
                                        metadata)
                                .part(
                                        "Content-Disposition: form-data; name=\"files\"; filename=\"fil\"\r\n"
                                                + "Content-Type: application/octet-stream",
                                        MultipartForm.encrypt(
                                                new byte[] {1, 2, 3},
                                                stack.keys().platform().certificate())));
    }

    private static void assertRefused(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().get("errorCode").asText()).isIn("UGYLDIG_METADATA", "UGYLDIG_FILNAVN");
    }

    private MultipartForm files(RunningStack stack, MultipartForm form, List<String> name)
            throws JsonProcessingException {
        X509Certificate certificate = stack.keys().platform().certificate();
        List<@Nullable String> types = NameSamples.types();
        types.removeIf(type -> type != null && !canBePreserved(type));
        for (String single : name) {
            byte[] file = content.get(nr % content.size());
            ObjectNode metadata = JSON.createObjectNode();
            metadata.put("filnavn", single)
                    .put("mimetype", types.get(nr % types.size()))
                    .put("storrelse", file.length);
            form.part(
                    "Content-Disposition: form-data; name=\"metadata" + nr + "\"\r\nContent-Type: text/plain",
                    JSON.writeValueAsString(metadata));
            form.part(
                    "Content-Disposition: form-data; name=\"fil" + nr + "\"; filename=\"fil\"\r\n"
                            + "Content-Type: application/octet-stream",
                    MultipartForm.encrypt(file, certificate));
            nr++;
        }
        return form;
    }

    private static List<List<String>> batches() {
        List<String> all =
                NameSamples.name().stream().filter(NamesTest::canBeTaken).toList();
        List<List<String>> batches = new ArrayList<>();
        for (int from = 0; from < all.size(); from += FILES_I_ONE) {
            batches.add(all.subList(from, Math.min(all.size(), from + FILES_I_ONE)));
        }
        return batches;
    }

    private static Client person(RunningStack stack) {
        return Client.against(stack.json().gateway().http().toString())
                .as(stack.tokens().token("idporten", Map.of("pid", FNR)), SeedData.NAV);
    }

    private static MultipartForm soknad() {
        return new MultipartForm()
                .json("soknadJson", "{\"version\":\"1.0.0\"}")
                .json("vedleggJson", "{\"vedlegg\":[]}");
    }

    private static MultipartForm vedlegg() {
        return new MultipartForm().json("vedlegg.json", "{\"vedlegg\":[]}");
    }

    private static String sakId(Answer soknad) {
        return new String(soknad.bytes(), StandardCharsets.UTF_8).replace("\"", "");
    }
}
