package no.digisos.submit.innsyn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client;
import no.digisos.seeds.client.Client.Answer;
import no.digisos.seeds.client.MultipartForm;
import no.digisos.seeds.suite.TestEnvironment;
import no.digisos.testkit.database.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many JSON documents in one call, seen from outside (contract.md 3 «Bulk documents»). */
abstract class DokumentCollectionSuite {
    private static final String PATH = "/digisos/api/v1/soknader/dokumenter";

    @Test
    void every_document_is_a_part_named_by_case_and_document_in_the_order_of_the_request() {
        Citizen.Sak one = Citizen.ONE.send();
        Citizen.Sak to = Citizen.ONE.send();
        Answer answer = fetch(
                ref(to.digisosId(), to.soknadJson()),
                ref(one.digisosId(), one.soknadJson()),
                ref(to.digisosId(), to.vedleggJson()));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("multipart/mixed; boundary=");
        Map<String, String> parts = parts(answer);
        assertThat(parts)
                .containsOnlyKeys(
                        to.digisosId() + "_" + to.soknadJson(),
                        one.digisosId() + "_" + one.soknadJson(),
                        to.digisosId() + "_" + to.vedleggJson());
        assertThat(parts.keySet().iterator().next()).isEqualTo(to.digisosId() + "_" + to.soknadJson());
        assertThat(parts.get(one.digisosId() + "_" + one.soknadJson())).isEqualTo(Citizen.ONE.soknad());
        assertThat(parts.get(to.digisosId() + "_" + to.vedleggJson())).startsWith("{\"vedlegg\":[");
    }

    @Test
    void what_was_sent_comes_back_byte_for_byte() {
        String odd = "x\" ,\n  \"tall\" : [ 1e400, 1.50, 0.12345678901234567890 ], \"tegn\":\"\\ud83d\\ude00 \\u00e5 å";
        Citizen.Sak sak = Citizen.ONE.send(odd);
        assertThat(Citizen.ONE
                        .throughNav()
                        .get("/digisos/api/v1/soknader/" + sak.digisosId() + "/dokumenter/" + sak.soknadJson())
                        .text())
                .isEqualTo(Citizen.ONE.soknad(odd));
    }

    @Test
    void what_cannot_be_kept_is_refused_with_its_place() {
        for (String character : List.of("\\u0000", "\\ud83d")) {
            Answer answer = Citizen.ONE
                    .throughNav()
                    .post(
                            "/digisos/api/v2/soknader/0301/" + UUID.randomUUID(),
                            new MultipartForm()
                                    .json("soknadJson", Citizen.ONE.soknad(character))
                                    .json("vedleggJson", "{\"vedlegg\":[]}"));
            assertFailure(answer, 400, "UGYLDIG_JSON");
            assertThat(answer.json().get("message").asText()).contains("/data/begrunnelse");
            Answer metadata = Client.against(Citizen.base())
                    .as(TestEnvironment.current().utsteder().machine(SeedData.NAV_ORG), SeedData.NAV)
                    .post(
                            "/digisos/api/v1/mellomlagring/" + UUID.randomUUID(),
                            new MultipartForm()
                                    .json(
                                            "metadata",
                                            "{\"filnavn\":\"a.pdf\",\"mimetype\":\"a/" + character
                                                    + "b\",\"storrelse\":3}"));
            assertFailure(metadata, 400, "UGYLDIG_METADATA");
            assertThat(metadata.json().get("message").asText()).contains("/mimetype");
        }
    }

    @Test
    void what_the_caller_may_not_see_is_left_out() {
        Citizen.Sak own = Citizen.ONE.send();
        Citizen.Sak foreign = Citizen.ANOTHER.send();
        Answer answer = fetch(
                ref(foreign.digisosId(), foreign.soknadJson()),
                // a document of another's case, claimed to be of an own one
                ref(own.digisosId(), foreign.soknadJson()),
                ref(foreign.digisosId(), own.soknadJson()),
                ref(own.digisosId(), own.soknadPdf()),
                ref(own.digisosId(), UUID.randomUUID().toString()),
                ref(UUID.randomUUID().toString(), own.soknadJson()),
                ref(own.digisosId(), own.vedleggJson()),
                ref(own.digisosId(), own.vedleggJson()));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(parts(answer)).containsOnlyKeys(own.digisosId() + "_" + own.vedleggJson());
    }

    @Test
    void no_parts_is_a_whole_answer() {
        for (Answer answer : new Answer[] {
            fetch(), fetch(ref(UUID.randomUUID().toString(), UUID.randomUUID().toString()))
        }) {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).isEqualTo("--" + boundary(answer) + "--\r\n");
        }
    }

    @Test
    void a_document_that_cannot_be_read_gives_no_answer_that_looks_whole() {
        Citizen.Sak sak = Citizen.ONE.send();
        TestDatabase.execute(
                TestEnvironment.current().database().owner(),
                "DELETE FROM dokument_bit WHERE dokument_id = '" + sak.vedleggJson() + "'");
        // Nothing had been sent: an error of its own.
        Answer answer = fetch(ref(sak.digisosId(), sak.soknadJson()), ref(sak.digisosId(), sak.vedleggJson()));
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void an_answer_under_way_is_broken_off_rather_than_ended() {
        // More than is held back before the first byte leaves.
        Citizen.Sak large = Citizen.ONE.send("x".repeat(1_000_000));
        Citizen.Sak damaged = Citizen.ONE.send();
        TestDatabase.execute(
                TestEnvironment.current().database().owner(),
                "DELETE FROM dokument_bit WHERE dokument_id = '" + damaged.vedleggJson() + "'");
        assertThatThrownBy(() -> fetch(
                        ref(large.digisosId(), large.soknadJson()), ref(damaged.digisosId(), damaged.vedleggJson())))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void more_documents_than_allowed_and_broken_references_are_refused() {
        String[] many = new String[101];
        Arrays.setAll(
                many, i -> ref(UUID.randomUUID().toString(), UUID.randomUUID().toString()));
        assertFailure(fetch(many), 400, "UGYLDIG_FORESPORSEL");
        assertThat(fetch(Arrays.copyOf(many, 100)).status()).isEqualTo(200);
        assertFailure(post("{}"), 400, "UGYLDIG_FORESPORSEL");
        assertFailure(post("{\"dokumenter\":[null]}"), 400, "UGYLDIG_FORESPORSEL");
        assertFailure(
                post("{\"dokumenter\":[{\"digisosId\":\"" + UUID.randomUUID() + "\"}]}"), 400, "UGYLDIG_FORESPORSEL");
        assertFailure(
                post("{\"dokumenter\":[{\"digisosId\":\"tull\",\"dokumentlagerId\":\"tull\"}]}"), 400, "UGYLDIG_JSON");
        assertFailure(post("[]"), 400, "UGYLDIG_JSON");
    }

    @Test
    void staff_are_refused_plainly() {
        Client machine = Client.against(Citizen.base())
                .as(TestEnvironment.current().utsteder().machine(SeedData.NAV_ORG), SeedData.NAV);
        assertFailure(machine.post(PATH, "{\"dokumenter\":[]}"), 403, "INGEN_TILGANG");
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/mixed", "application/json", "*/*", "text/html"})
    void the_answer_is_the_same_whatever_is_accepted(String accept) {
        Answer answer = Citizen.ONE.throughNav().withHeader("Accept", accept).post(PATH, "{\"dokumenter\":[]}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("multipart/mixed");
    }

    private static Answer fetch(String... references) {
        return post("{\"dokumenter\":[" + Arrays.stream(references).collect(Collectors.joining(",")) + "]}");
    }

    private static Answer post(String json) {
        return Citizen.ONE.throughNav().post(PATH, json);
    }

    private static String ref(String digisosId, String dokumentlagerId) {
        return "{\"digisosId\":\"" + digisosId + "\",\"dokumentlagerId\":\"" + dokumentlagerId + "\"}";
    }

    private static String boundary(Answer answer) {
        String type = answer.header("Content-Type");
        return type.substring(type.indexOf("boundary=") + "boundary=".length());
    }

    /** The parts by name, read as strictly as innsyn-api reads them: a part without a name counts for nothing. */
    private static Map<String, String> parts(Answer answer) {
        Map<String, String> parts = new LinkedHashMap<>();
        String boundary = "--" + boundary(answer);
        assertThat(answer.text()).startsWith(boundary).endsWith(boundary + "--\r\n");
        for (String part : answer.text().split(boundary + "(--)?\r\n")) {
            if (!part.isEmpty()) {
                String header = part.substring(0, part.indexOf("\r\n\r\n"));
                assertThat(header).contains("Content-Type: application/json");
                String name = header.replaceAll("(?s).*form-data; name=\"([^\"]+)\".*", "$1");
                parts.put(name, part.substring(header.length() + 4, part.length() - 2));
            }
        }
        return parts;
    }

    private static void assertFailure(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.json().get("errorCode").asText()).isEqualTo(code);
    }
}
