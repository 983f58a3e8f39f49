package no.digisos.submit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client;
import no.digisos.seeds.client.Client.Answer;
import no.digisos.seeds.client.MultipartForm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of contract.md that the other suites do not tell of: headers, exact keys and types, answers to odd requests. */
abstract class ContractSuite extends InnsendingSuite {
    private static final String SAKER = "/digisos/api/v1/soknader/soknader";
    private static final String KEY = "/digisos/api/v1/dokumentlager-public-key";
    private static final String LOWER_CASE_UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    // --- 0.2: who calls

    @Test
    void the_public_key_needs_an_identity_too() {
        assertFailure(Client.against(SoknadSuite.base()).get(KEY), 401, "UGYLDIG_TOKEN");
        assertFailure(
                Client.against(SoknadSuite.base())
                        .withHeader(
                                "Authorization",
                                "Bearer " + environment.utsteder().machine(SeedData.NAV_ORG))
                        .get(KEY),
                401,
                "UGYLDIG_INTEGRASJON");
    }

    @Test
    void any_known_integration_gets_the_public_key_with_whatever_token_and_accept() throws CertificateException {
        Client without = Client.against(SoknadSuite.base());
        for (Client client : List.of(
                machine(),
                person(FNR),
                without.as(
                        environment.utsteder().machine(SeedData.WITHOUT_GRANT.organisasjon()),
                        SeedData.WITHOUT_GRANT))) {
            for (String accept : List.of("application/json", "*/*", "application/x-x509-ca-cert", "text/html")) {
                Answer answer = client.withHeader("Accept", accept).get(KEY);
                assertThat(answer.status()).as(answer.text()).isEqualTo(200);
                assertThat(CertificateFactory.getInstance("X.509")
                                .generateCertificates(new ByteArrayInputStream(answer.bytes())))
                        .hasSize(1)
                        .first()
                        .isEqualTo(certificate());
            }
        }
        assertThat(certificate().getPublicKey().getAlgorithm()).isEqualTo("RSA");
    }

    @ParameterizedTest
    @ValueSource(strings = {"idporten-loa-high", "Level4"})
    void the_high_levels_of_login_are_taken_under_both_names(String acr) {
        assertThat(Client.against(SoknadSuite.base())
                        .as(environment.utsteder().person(FNR, Map.of("acr", acr)), SeedData.NAV)
                        .get(SAKER)
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "bearer", "BEARER", "bEaReR"})
    void the_scheme_is_compared_without_case_and_unknown_headers_are_ignored(String form) {
        assertThat(Client.against(SoknadSuite.base())
                        .withHeader(
                                "Authorization",
                                form + " " + environment.utsteder().person(FNR))
                        .withHeader(
                                "IntegrasjonId", SeedData.NAV.id().toString().toUpperCase(Locale.ROOT))
                        .withHeader("IntegrasjonPassord", SeedData.NAV.passord())
                        .withHeader("requestid", "ikke-en-uuid")
                        .withHeader("Nav-Call-Id", "x")
                        .withHeader("traceparent", "tull")
                        .withHeader("Accept-Encoding", "gzip")
                        .get(SAKER)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_failing_identity_is_told_in_the_texts_that_clients_know() {
        Client without = Client.against(SoknadSuite.base());
        String expired = environment.utsteder().machine(SeedData.NAV_ORG, Map.of(), -3600);
        String withoutScope = environment.utsteder().machine(SeedData.NAV_ORG, Map.of("scope", "ks:annet"), 60);
        for (Answer answer : List.of(
                without.get(KEY),
                without.as("tull", SeedData.NAV).get(KEY),
                without.as(expired, SeedData.NAV).get(KEY),
                without.as(withoutScope, SeedData.NAV).get(KEY),
                machine().get(SAKER),
                person(FNR).get(mellomlagring(ref())))) {
            assertFailure(answer, 401, "UGYLDIG_TOKEN");
            assertThat(answer.json().get("message").asText()).startsWith("Klarte ikke å validere access_token");
        }
        SeedData.Integrasjon failure = new SeedData.Integrasjon(SeedData.NAV.id(), "", SeedData.NAV_ORG, "feil");
        String anotherOrg = environment.utsteder().machine(SeedData.WITHOUT_GRANT.organisasjon());
        for (Client client : List.of(
                without.as(environment.utsteder().machine(SeedData.NAV_ORG), failure),
                without.as(anotherOrg, SeedData.NAV))) {
            Answer answer = client.get(KEY);
            assertFailure(answer, 401, "UGYLDIG_INTEGRASJON");
            assertThat(answer.json().get("message").asText())
                    .isEqualTo("Autentisering feilet for integrasjon med id " + SeedData.NAV.id());
        }
    }

    // --- 0.4 and 3: exact keys and types

    @Test
    void a_case_has_these_keys_and_no_others_and_its_lists_are_never_null() {
        UUID sak = sak();
        JsonNode empty = show(sak);
        assertKeys(
                empty,
                "fiksDigisosId",
                "sokerFnr",
                "fiksOrgId",
                "kommunenummer",
                "sistEndret",
                "originalSoknadNAV",
                "ettersendtInfoNAV",
                "digisosSoker",
                "tilleggsinformasjon");
        assertThat(empty.get("fiksDigisosId").asText()).matches(LOWER_CASE_UUID).isEqualTo(sak.toString());
        assertThat(empty.get("sokerFnr").asText()).isEqualTo(FNR);
        assertThat(empty.get("fiksOrgId").asText())
                .isEqualTo(SeedData.OSLO.fiksOrgId().toString());
        assertThat(empty.get("kommunenummer").asText()).isEqualTo("0301");
        assertMillis(empty.get("sistEndret"));
        assertKeys(
                empty.get("originalSoknadNAV"),
                "navEksternRefId",
                "metadata",
                "vedleggMetadata",
                "soknadDokument",
                "vedlegg",
                "timestampSendt");
        assertThat(empty.at("/originalSoknadNAV/metadata").asText()).matches(LOWER_CASE_UUID);
        assertThat(empty.at("/originalSoknadNAV/vedleggMetadata").asText()).matches(LOWER_CASE_UUID);
        assertMillis(empty.at("/originalSoknadNAV/timestampSendt"));
        assertThat(empty.at("/originalSoknadNAV/vedlegg").isArray()).isTrue();
        assertDokumentInfo(empty.at("/originalSoknadNAV/soknadDokument"), "Soknad.pdf", 40);
        assertKeys(empty.get("ettersendtInfoNAV"), "ettersendelser");
        assertThat(empty.at("/ettersendtInfoNAV/ettersendelser").isArray()).isTrue();
        assertThat(empty.get("digisosSoker").isNull()).isTrue();
        assertKeys(empty.get("tilleggsinformasjon"), "enhetsnummer");
        assertThat(empty.at("/tilleggsinformasjon/enhetsnummer").isNull()).isTrue();

        assertThat(v2(sak, ref() + "0001", "{\"vedlegg\":[]}").status()).isEqualTo(202);
        byte[] json = "{\"version\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8);
        UUID metadata = sakSeeds.update(sak, json, Map.of("vedtak.pdf", new byte[17]));
        JsonNode full = show(sak);
        assertKeys(
                full.at("/ettersendtInfoNAV/ettersendelser/0"),
                "navEksternRefId",
                "vedleggMetadata",
                "vedlegg",
                "timestampSendt");
        assertThat(full.at("/ettersendtInfoNAV/ettersendelser/0/vedlegg").isArray())
                .isTrue();
        assertMillis(full.at("/ettersendtInfoNAV/ettersendelser/0/timestampSendt"));
        assertKeys(full.get("digisosSoker"), "metadata", "dokumenter", "timestampSistOppdatert");
        assertThat(full.at("/digisosSoker/metadata").asText()).isEqualTo(metadata.toString());
        assertMillis(full.at("/digisosSoker/timestampSistOppdatert"));
        assertDokumentInfo(full.at("/digisosSoker/dokumenter/0"), "vedtak.pdf", 17);
        assertThat(full.get("sistEndret").asLong())
                .isGreaterThan(empty.get("sistEndret").asLong());

        Answer dokument = person(FNR).get(dokumentPath(sak, metadata));
        assertThat(dokument.header("Content-Type")).isEqualTo("application/json");
        assertThat(dokument.bytes()).isEqualTo(json);
        sakSeeds.update(sak, json, Map.of());
        assertThat(show(sak).at("/digisosSoker/metadata").asText())
                .as("each update has a document of its own: clients cache them by id")
                .isNotEqualTo(metadata.toString());
    }

    @Test
    void a_case_that_the_kommune_opened_has_no_soknad_and_takes_ettersendelser() {
        UUID sak = sakSeeds.paperSak(SeedData.OSLO, FNR);
        assertThat(show(sak).get("originalSoknadNAV").isNull()).isTrue();
        String ref = sak + "0001";
        stage(ref, "a.png", SoknadSuite.bytes(10, 1));
        assertThat(v2(sak, ref, SoknadSuite.vedlegg("a.png")).status()).isEqualTo(202);
        assertThat(show(sak)
                        .at("/ettersendtInfoNAV/ettersendelser/0/navEksternRefId")
                        .asText())
                .isEqualTo(ref);
    }

    @Test
    void the_list_is_the_persons_cases_alone_and_empty_when_there_are_none() {
        Answer none = person("21840620058").get(SAKER);
        assertThat(none.status()).isEqualTo(200);
        assertThat(none.header("Content-Type")).isEqualTo("application/json");
        assertThat(none.text()).isEqualTo("[]");

        UUID own = sak();
        UUID others = sak(SeedData.OSLO, ANOTHER);
        JsonNode list = person(FNR).get(SAKER).json();
        assertThat(list.findValuesAsText("fiksDigisosId"))
                .contains(own.toString())
                .doesNotContain(others.toString());
        assertThat(list.findValuesAsText("sokerFnr")).containsOnly(FNR);
    }

    @Test
    void ids_are_read_in_either_case_and_an_id_of_another_form_is_400() {
        UUID sak = sak();
        assertThat(person(FNR)
                        .get("/digisos/api/v1/soknader/" + sak.toString().toUpperCase(Locale.ROOT))
                        .json()
                        .get("fiksDigisosId")
                        .asText())
                .isEqualTo(sak.toString());
        assertFailure(person(FNR).get("/digisos/api/v1/soknader/1-1-1-1-1"), 400, "UGYLDIG_FORESPORSEL");
        assertFailure(person(FNR).get("/digisos/api/v1/soknader/" + sak + "/dokumenter/x"), 400, "UGYLDIG_FORESPORSEL");
        assertFailure(person(FNR).get(dokumentPath(sak, UUID.randomUUID())), 404, "FINNES_IKKE");
        assertFailure(person(FNR).get(dokumentPath(UUID.randomUUID(), UUID.randomUUID())), 404, "FINNES_IKKE");
        assertFailure(person(FNR).get("/digisos/api/v1/soknader/" + UUID.randomUUID()), 404, "FINNES_IKKE");
    }

    @Test
    void a_document_of_one_case_is_not_found_in_another() {
        UUID one = sak();
        UUID to = sak();
        UUID metadata =
                UUID.fromString(show(one).at("/originalSoknadNAV/metadata").asText());
        assertFailure(person(FNR).get(dokumentPath(to, metadata)), 404, "FINNES_IKKE");
        assertFailure(person(ANOTHER).get(dokumentPath(one, metadata)), 404, "FINNES_IKKE");
    }

    // --- 0.5: what is accepted never decides

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "*/*,application/json", "text/html", "application/pdf"})
    void no_answer_is_ever_406(String accept) {
        UUID sak = sak();
        String ref = ref() + "0001";
        Client machine = machine().withHeader("Accept", accept);
        Client person = person(FNR).withHeader("Accept", accept);
        Answer stored =
                machine.post(mellomlagring(ref), new MultipartForm().file("a.png", new byte[10], certificate()));
        assertThat(stored.status()).isEqualTo(202);
        assertThat(stored.header("Content-Type")).isEqualTo("application/json");
        String fileId = stored.json().at("/mellomlagringMetadataList/0/filId").asText();
        assertThat(machine.get(mellomlagring(ref)).status()).isEqualTo(200);
        Answer file = machine.get(mellomlagring(ref) + "/" + fileId);
        assertThat(file.status()).isEqualTo(200);
        assertThat(file.bytes()).isEqualTo(new byte[10]);
        Answer sent = person.post(
                "/digisos/api/v2/soknader/0301/" + sak + "/" + ref,
                new MultipartForm().json("vedlegg.json", SoknadSuite.vedlegg("a.png")));
        assertThat(sent.status()).isEqualTo(202);
        assertThat(sent.bytes()).isEmpty();
        assertThat(person.get(SAKER).header("Content-Type")).isEqualTo("application/json");
        assertThat(person.get("/digisos/klage/api/v1/klager").status()).isEqualTo(200);
    }

    // --- 0.7: references

    @Test
    void a_reference_has_at_most_sixty_characters_of_the_allowed_ones() {
        String sixty = (ref() + ref()).substring(0, 60);
        assertThat(machine().delete(mellomlagring(sixty)).status()).isEqualTo(204);
        assertThat(machine().delete(mellomlagring("110004PCC")).status()).isEqualTo(204);
        assertThat(machine().delete(mellomlagring("a_B-9")).status()).isEqualTo(204);
        for (String failure : List.of(sixty + "x", "a.b", "a%20b", "%C3%A5", "a:b")) {
            assertFailure(machine().delete(mellomlagring(failure)), 400, "UGYLDIG_FORESPORSEL");
        }
    }

    // --- 1.1: the søknad

    @Test
    void the_json_parts_come_in_any_order_and_the_document_is_known_by_its_name() {
        Answer sent = person(FNR)
                .post(
                        SoknadSuite.soknadPath("0301", ref()),
                        new MultipartForm()
                                .json("vedleggJson", SoknadSuite.vedlegg())
                                .json("soknadJson", SoknadSuite.soknad(FNR, "en"))
                                .file("Brukerkvittering.pdf", new byte[3], certificate())
                                .file("SOKNAD.pdf", new byte[4], certificate())
                                .file("Soknad-juridisk.pdf", new byte[5], certificate()));
        assertThat(sent.status()).as(sent.text()).isEqualTo(202);
        assertThat(sent.header("Content-Type")).isEqualTo("application/json");
        assertThat(sent.text()).matches("\"" + LOWER_CASE_UUID + "\"");
        JsonNode soknad = show(UUID.fromString(sent.json().asText())).get("originalSoknadNAV");
        assertDokumentInfo(soknad.get("soknadDokument"), "SOKNAD.pdf", 4);
        assertThat(soknad.get("vedlegg").findValuesAsText("filnavn"))
                .containsExactly("Brukerkvittering.pdf", "Soknad-juridisk.pdf");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"enhetsnummer\":null}", "{\"enhetsnummer\":\"\"}", "{\"ny\":1,\"enhetsnummer\":7}"})
    void what_is_not_said_of_the_office_is_no_office(String tilleggsinformasjon) {
        Answer sent = person(FNR)
                .post(
                        SoknadSuite.soknadPath("0301", ref()),
                        new MultipartForm()
                                .json("tilleggsinformasjonJson", tilleggsinformasjon)
                                .json("soknadJson", SoknadSuite.soknad(FNR, "en"))
                                .json("vedleggJson", SoknadSuite.vedlegg())
                                .file("Soknad.pdf", new byte[3], certificate()));
        assertThat(sent.status()).as(sent.text()).isEqualTo(202);
        assertThat(show(UUID.fromString(sent.json().asText()))
                        .at("/tilleggsinformasjon/enhetsnummer")
                        .isNull())
                .isTrue();
    }

    @Test
    void a_soknad_that_names_nobody_is_the_one_that_is_logged_in() {
        Answer sent = person(FNR)
                .post(
                        SoknadSuite.soknadPath("0301", ref()),
                        new MultipartForm()
                                .json("soknadJson", "{\"version\":\"1.0.0\",\"data\":{\"nytt\":{\"felt\":[null]}}}")
                                .json("vedleggJson", "{}")
                                .file("Soknad.pdf", new byte[3], certificate()));
        assertThat(sent.status()).as(sent.text()).isEqualTo(202);
        assertThat(show(UUID.fromString(sent.json().asText())).get("sokerFnr").asText())
                .isEqualTo(FNR);
    }

    // --- 2: mellomlagring

    @Test
    void mellomlagring_has_these_keys_and_the_list_is_oldest_first() {
        String ref = ref();
        Answer first = machine()
                .post(mellomlagring(ref), new MultipartForm().file("b å (1).pdf", new byte[11], certificate()));
        assertKeys(first.json(), "navEksternRefId", "mellomlagringMetadataList");
        assertThat(first.json().get("navEksternRefId").asText()).isEqualTo(ref);
        JsonNode file = first.json().at("/mellomlagringMetadataList/0");
        assertKeys(file, "filnavn", "filId", "storrelse", "mimetype");
        assertThat(file.get("filnavn").asText()).isEqualTo("b å (1).pdf");
        assertThat(file.get("filId").asText()).matches(LOWER_CASE_UUID);
        assertThat(file.get("storrelse").isIntegralNumber()).isTrue();
        assertThat(file.get("mimetype").asText()).isEqualTo("application/pdf");

        stage(ref, "a.pdf", new byte[12]);
        JsonNode list = machine().get(mellomlagring(ref)).json();
        assertKeys(list, "navEksternRefId", "mellomlagringMetadataList");
        assertThat(list.at("/mellomlagringMetadataList").findValuesAsText("filnavn"))
                .containsExactly("b å (1).pdf", "a.pdf");
        Answer fetched =
                machine().get(mellomlagring(ref) + "/" + file.get("filId").asText());
        assertThat(fetched.header("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(fetched.bytes()).isEqualTo(new byte[11]);
    }

    @Test
    void a_file_whose_mimetype_nobody_knows_has_one_all_the_same() {
        String ref = ref();
        for (String mimetype : List.of(",\"mimetype\":null", "")) {
            Answer answer = machine()
                    .post(
                            mellomlagring(ref),
                            new MultipartForm()
                                    .json(
                                            "metadata",
                                            "{\"filnavn\":\"a" + mimetype.length() + ".bin\"" + mimetype
                                                    + ",\"storrelse\":5}")
                                    .part(
                                            "Content-Disposition: form-data; name=\"files\"; filename=\"x\"",
                                            MultipartForm.encrypt(new byte[5], certificate())));
            assertThat(answer.status()).as(answer.text()).isEqualTo(202);
            assertThat(answer.json().at("/mellomlagringMetadataList/0/mimetype").asText())
                    .isEqualTo("application/octet-stream");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", ":", "<", ">", "|", "?", "/"})
    void a_name_with_a_character_that_clients_look_for_a_refusal_of_is_refused_and_nothing_is_kept(String character) {
        String ref = ref();
        Answer answer = machine()
                .post(
                        mellomlagring(ref),
                        new MultipartForm()
                                .file("god.pdf", new byte[4], certificate())
                                .json("metadata", "{\"filnavn\":\"a" + character + "b.pdf\",\"storrelse\":5}")
                                .part(
                                        "Content-Disposition: form-data; name=\"files\"; filename=\"x\"",
                                        MultipartForm.encrypt(new byte[5], certificate())));
        assertFailure(answer, 400, "UGYLDIG_FILNAVN");
        assertFailure(machine().get(mellomlagring(ref)), 404, "FINNES_IKKE");
    }

    @Test
    void quotes_and_backslashes_are_names_like_others_everywhere() {
        String name = "et \"sitat\" og C\\sti.pdf";
        String metadata = "{\"filnavn\":\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\",\"storrelse\":5}";
        String part = "Content-Disposition: form-data; name=\"" + name + "\"; filename=\"" + name + "\"";
        byte[] cms = MultipartForm.encrypt(new byte[5], certificate());
        String ref = ref();
        Answer stored = machine()
                .post(
                        mellomlagring(ref),
                        new MultipartForm().json("metadata", metadata).part(part, cms));
        assertThat(stored.status()).as(stored.text()).isEqualTo(202);
        assertThat(inMellomlagring(ref)).containsExactly(name);

        String list = "{\"vedlegg\":[{\"status\":\"LastetOpp\",\"filer\":[" + metadata + "]}]}";
        UUID sak = sak();
        String path = "/soknader/0301/" + sak + "/";
        MultipartForm v2 = new MultipartForm().json("vedlegg.json", list);
        assertThat(person(FNR).post("/digisos/api/v2" + path + ref, v2).status())
                .isEqualTo(202);
        MultipartForm v1 = new MultipartForm()
                .json("vedlegg.json", list)
                .json("metadata0", metadata)
                .part(part, cms);
        assertThat(person(FNR).post("/digisos/api/v1" + path + ref(), v1).status())
                .isEqualTo(202);
        assertThat(show(sak).get("ettersendtInfoNAV").findValuesAsText("filnavn"))
                .containsExactly(name, name);
    }

    @Test
    void a_name_may_be_long_and_not_without_end() {
        String ref = ref();
        stage(ref, "å".repeat(496) + ".pdf", new byte[4]);
        Answer answer = machine()
                .post(
                        mellomlagring(ref),
                        new MultipartForm().file("å".repeat(497) + ".pdf", new byte[5], certificate()));
        assertFailure(answer, 400, "UGYLDIG_FILNAVN");
        assertThat(answer.json().get("message").asText()).contains("500 tegn");
        assertThat(inMellomlagring(ref)).hasSize(1);
    }

    @Test
    void what_is_not_there_is_404_and_no_empty_list() {
        String ref = ref();
        assertFailure(machine().get(mellomlagring(ref)), 404, "FINNES_IKKE");
        assertFailure(machine().get(mellomlagring(ref) + "/" + id()), 404, "FINNES_IKKE");
        assertFailure(machine().get(mellomlagring(ref) + "/x"), 400, "UGYLDIG_FORESPORSEL");
        assertFailure(machine().post(mellomlagring(ref), new MultipartForm()), 400, "MANGLER_DEL");
        Answer empty = machine().delete(mellomlagring(ref));
        assertThat(empty.status()).isEqualTo(204);
        assertThat(empty.bytes()).isEmpty();
    }

    @Test
    void mellomlagring_belongs_to_the_organisation_that_put_it_there() {
        UUID integrasjon = SeedData.WITHOUT_GRANT.id();
        run("INSERT INTO tilgang (integrasjon_id, privilegium) VALUES ('" + integrasjon + "', 'MELLOMLAGRING'), ('"
                + integrasjon + "', 'INNSENDING')");
        try {
            String organisation = SeedData.WITHOUT_GRANT.organisasjon();
            Client another = Client.against(SoknadSuite.base())
                    .as(environment.utsteder().machine(organisation), SeedData.WITHOUT_GRANT);
            UUID sak = sak();
            String ref = ref() + "0001";
            stage(ref, "a.png", new byte[10]);
            String fileId = machine()
                    .get(mellomlagring(ref))
                    .json()
                    .at("/mellomlagringMetadataList/0/filId")
                    .asText();
            assertFailure(another.get(mellomlagring(ref)), 404, "FINNES_IKKE");
            assertFailure(another.get(mellomlagring(ref) + "/" + fileId), 404, "FINNES_IKKE");
            assertFailure(another.delete(mellomlagring(ref) + "/" + fileId), 404, "FINNES_IKKE");
            assertThat(another.delete(mellomlagring(ref)).status()).isEqualTo(204);

            Client personOther = Client.against(SoknadSuite.base())
                    .as(
                            environment
                                    .utsteder()
                                    .person(
                                            FNR,
                                            Map.of(
                                                    "consumer",
                                                    Map.of(
                                                            "authority",
                                                            "iso6523-actorid-upis",
                                                            "ID",
                                                            "0192:" + organisation))),
                            SeedData.WITHOUT_GRANT);
            MultipartForm form = new MultipartForm().json("vedlegg.json", SoknadSuite.vedlegg("a.png"));
            String path = "/digisos/api/v2/soknader/0301/" + sak + "/" + ref;
            assertFailure(personOther.post(path, form), 400, "VEDLEGG_MANGLER");
            assertThat(person(FNR).post(path, form).status()).isEqualTo(202);
        } finally {
            run("DELETE FROM tilgang WHERE integrasjon_id = '" + integrasjon + "'");
        }
    }

    @Test
    void files_that_come_after_the_move_begin_a_new_mellomlagring() {
        String ref = ref();
        stage(ref, "a.png", new byte[10]);
        Answer sent = person(FNR)
                .post(
                        SoknadSuite.soknadPath("0301", ref),
                        new MultipartForm()
                                .json("soknadJson", SoknadSuite.soknad(FNR, "en"))
                                .json("vedleggJson", SoknadSuite.vedlegg("a.png"))
                                .file("Soknad.pdf", new byte[3], certificate()));
        assertThat(sent.status()).as(sent.text()).isEqualTo(202);
        stage(ref, "a.png", new byte[11]);
        assertThat(inMellomlagring(ref)).containsExactly("a.png");
        assertThat(show(UUID.fromString(sent.json().asText()))
                        .at("/originalSoknadNAV/vedlegg")
                        .findValuesAsText("storrelse"))
                .containsExactly("10");
    }

    @Test
    void a_repeat_with_a_new_file_is_refused_by_the_text_that_clients_parse_and_leaves_it() {
        String ref = ref();
        MultipartForm form = new MultipartForm()
                .json("soknadJson", SoknadSuite.soknad(FNR, "en"))
                .json("vedleggJson", SoknadSuite.vedlegg("a.png"))
                .file("Soknad.pdf", new byte[3], certificate());
        stage(ref, "a.png", new byte[10]);
        Answer first = person(FNR).post(SoknadSuite.soknadPath("0301", ref), form);
        stage(ref, "b.png", new byte[10]);
        Answer again = person(FNR).post(SoknadSuite.soknadPath("0301", ref), form);
        assertFailure(again, 400, "ALLEREDE_MOTTATT");
        assertThat(again.json().get("message").asText())
                .isEqualTo("Soknad med tilhørende navEksternRefId " + ref
                        + " finnes allerede i Fiks-Digisos med DigisosId "
                        + first.json().asText());
        assertThat(inMellomlagring(ref)).containsExactly("b.png");
    }

    // --- 0.9: sizes

    @Test
    void a_file_of_just_the_limit_is_accepted_however_much_encryption_adds() {
        String ref = ref();
        stage(ref, "stor.pdf", new byte[50 << 20]);
        assertThat(machine()
                        .get(mellomlagring(ref))
                        .json()
                        .at("/mellomlagringMetadataList/0/storrelse")
                        .asLong())
                .isEqualTo(50 << 20);
        assertThat(machine().delete(mellomlagring(ref)).status()).isEqualTo(204);
    }

    @Test
    void a_file_over_the_limit_is_413_and_the_limit_is_named() {
        byte[] cms = MultipartForm.encrypt(new byte[(50 << 20) + 1], certificate());
        Answer answer = machine().post(mellomlagring(ref()), new MultipartForm().file("stor.pdf", (50 << 20) + 1, cms));
        assertFailure(answer, 413, "FOR_STOR");
        assertThat(answer.json().get("message").asText()).contains("50 MiB");
    }

    @Test
    void an_empty_file_is_a_file() {
        String ref = ref();
        stage(ref, "tom.txt", new byte[0]);
        JsonNode file = machine().get(mellomlagring(ref)).json().at("/mellomlagringMetadataList/0");
        assertThat(file.get("storrelse").asLong()).isZero();
        Answer fetched =
                machine().get(mellomlagring(ref) + "/" + file.get("filId").asText());
        assertThat(fetched.status()).isEqualTo(200);
        assertThat(fetched.bytes()).isEmpty();
    }

    // --- 7: klage

    @Test
    void what_the_list_of_klager_refers_to_is_read_by_its_citizen() {
        UUID sak = sak();
        String klage = ref();
        String klageJson = "{\"begrunnelse\":{\"klageTekst\":\"blåbær\"}}";
        String vedleggJson =
                "{\"vedlegg\":[{\"type\":\"klage\",\"status\":\"INGEN_VEDLEGG\",\"klageId\":\"" + klage + "\"}]}";
        MultipartForm form = new MultipartForm()
                .json("klage.json", klageJson)
                .json("vedlegg.json", vedleggJson)
                .file("klage.pdf", new byte[9], certificate());
        String root = "/digisos/klage/api/v1/";
        assertThat(person(FNR)
                        .post(root + sak + "/" + klage + "/" + klage + "/" + id(), form)
                        .status())
                .isEqualTo(200);
        assertThat(person(FNR)
                        .post(
                                root + sak + "/" + ref() + "/" + klage + "/trekk",
                                new MultipartForm()
                                        .json("trekk.json", "{\"grunn\":\"x\"}")
                                        .json("vedlegg.json", "{\"vedlegg\":[]}")
                                        .file("trekk.pdf", new byte[8], certificate()))
                        .status())
                .isEqualTo(200);

        JsonNode shown =
                person(FNR).get(root + "klager?digisosId=" + sak).json().get(0);
        assertThat(loaded(sak, shown.get("klageMetadata"))).isEqualTo(klageJson);
        assertThat(loaded(sak, shown.get("vedleggMetadata"))).isEqualTo(vedleggJson);
        assertThat(loaded(sak, shown.at("/trekkKlageInfo/trekkPdfMetadata"))).isEqualTo("{\"grunn\":\"x\"}");
        assertThat(loaded(sak, shown.at("/trekkKlageInfo/vedleggMetadata"))).isEqualTo("{\"vedlegg\":[]}");
        assertKeys(shown.get("sendtKvittering"), "sendtKanal", "meldingId", "sendtStatus", "statusListe");
        assertKeys(shown.at("/sendtKvittering/sendtStatus"), "status", "timestamp");
        assertKeys(shown.get("ettersendtInfoNAV"), "ettersendelser");
        assertDokumentInfo(shown.get("klageDokument"), "klage.pdf", 9);
        UUID pdf = UUID.fromString(
                shown.at("/klageDokument/dokumentlagerDokumentId").asText());
        assertFailure(person(FNR).get(dokumentPath(sak, pdf)), 403, "INGEN_TILGANG");
        assertFailure(
                person(ANOTHER)
                        .get(dokumentPath(
                                sak, UUID.fromString(shown.get("klageMetadata").asText()))),
                404,
                "FINNES_IKKE");
        Answer bulk = person(FNR)
                .post(
                        "/digisos/api/v1/soknader/dokumenter",
                        "{\"dokumenter\":[{\"digisosId\":\"" + sak + "\",\"dokumentlagerId\":\""
                                + shown.get("klageMetadata").asText() + "\"}]}");
        assertThat(bulk.text()).contains(klageJson);
    }

    @Test
    void a_person_without_klager_has_an_empty_list() {
        Answer answer = person("21840620058").get("/digisos/klage/api/v1/klager");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.text()).isEqualTo("[]");
    }

    @Test
    void an_empty_body_is_never_a_crash() {
        UUID sak = sak();
        for (String path : List.of(
                SoknadSuite.soknadPath("0301", ref()),
                "/digisos/api/v1/soknader/0301/" + ref(),
                "/digisos/api/v1/soknader/0301/" + sak + "/" + ref(),
                "/digisos/api/v2/soknader/0301/" + sak + "/" + ref(),
                "/digisos/klage/api/v1/" + sak + "/" + ref() + "/" + id() + "/" + id())) {
            Answer without = person(FNR).send("POST", path, BodyPublishers.noBody(), null);
            assertFailure(without, 415, "FEIL_INNHOLDSTYPE");
            Answer empty = person(FNR).send("POST", path, BodyPublishers.noBody(), "multipart/form-data; boundary=x");
            assertThat(empty.status()).as(empty.text()).isEqualTo(400);
        }
    }

    private Answer v2(UUID sak, String ref, String vedleggJson) {
        return person(FNR)
                .post(
                        "/digisos/api/v2/soknader/0301/" + sak + "/" + ref,
                        new MultipartForm().json("vedlegg.json", vedleggJson));
    }

    private String loaded(UUID sak, JsonNode dokumentId) {
        Answer answer = person(FNR).get(dokumentPath(sak, UUID.fromString(dokumentId.asText())));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        return answer.text();
    }

    private static String dokumentPath(UUID sak, UUID dokument) {
        return "/digisos/api/v1/soknader/" + sak + "/dokumenter/" + dokument;
    }

    private static void assertFailure(Answer answer, int status, String code) {
        SoknadSuite.assertError(answer, status, code);
    }

    private static void assertKeys(JsonNode object, String... keys) {
        assertThat(object.isObject()).as(object.toString()).isTrue();
        assertThat(object.fieldNames()).toIterable().containsExactlyInAnyOrder(keys);
    }

    private static void assertMillis(JsonNode time) {
        assertThat(time.isIntegralNumber()).isTrue();
        assertThat(time.asLong()).isBetween(1_600_000_000_000L, 10_000_000_000_000L);
    }

    private static void assertDokumentInfo(JsonNode info, String filnavn, long storrelse) {
        assertKeys(info, "filnavn", "dokumentlagerDokumentId", "storrelse");
        assertThat(info.get("filnavn").asText()).isEqualTo(filnavn);
        assertThat(info.get("dokumentlagerDokumentId").asText()).matches(LOWER_CASE_UUID);
        assertThat(info.get("storrelse").isIntegralNumber()).isTrue();
        assertThat(info.get("storrelse").asLong()).isEqualTo(storrelse);
    }
}
