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
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Skjema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of contract.md that the other suites do not tell of: headers, exact keys and types, answers to odd requests. */
abstract class KontraktSuite extends InnsendingSuite {
    private static final String SAKER = "/digisos/api/v1/soknader/soknader";
    private static final String NOKKEL = "/digisos/api/v1/dokumentlager-public-key";
    private static final String LITEN_UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    // --- 0.2: who calls

    @Test
    void the_public_key_needs_an_identity_too() {
        assertFeil(Klient.mot(SoknadSuite.base()).get(NOKKEL), 401, "UGYLDIG_TOKEN");
        assertFeil(
                Klient.mot(SoknadSuite.base())
                        .medHode("Authorization", "Bearer " + miljo.utsteder().maskin(Fro.NAV_ORG))
                        .get(NOKKEL),
                401,
                "UGYLDIG_INTEGRASJON");
    }

    @Test
    void any_known_integration_gets_the_public_key_with_whatever_token_and_accept() throws CertificateException {
        Klient uten = Klient.mot(SoknadSuite.base());
        for (Klient klient : List.of(
                maskin(),
                person(FNR),
                uten.som(miljo.utsteder().maskin(Fro.UTEN_TILGANG.organisasjon()), Fro.UTEN_TILGANG))) {
            for (String accept : List.of("application/json", "*/*", "application/x-x509-ca-cert", "text/html")) {
                Svar svar = klient.medHode("Accept", accept).get(NOKKEL);
                assertThat(svar.status()).as(svar.tekst()).isEqualTo(200);
                assertThat(CertificateFactory.getInstance("X.509")
                                .generateCertificates(new ByteArrayInputStream(svar.bytes())))
                        .hasSize(1)
                        .first()
                        .isEqualTo(sertifikat());
            }
        }
        assertThat(sertifikat().getPublicKey().getAlgorithm()).isEqualTo("RSA");
    }

    @ParameterizedTest
    @ValueSource(strings = {"idporten-loa-high", "Level4"})
    void the_high_levels_of_login_are_taken_under_both_names(String acr) {
        assertThat(Klient.mot(SoknadSuite.base())
                        .som(miljo.utsteder().person(FNR, Map.of("acr", acr)), Fro.NAV)
                        .get(SAKER)
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "bearer", "BEARER", "bEaReR"})
    void the_scheme_is_compared_without_case_and_unknown_headers_are_ignored(String skjema) {
        assertThat(Klient.mot(SoknadSuite.base())
                        .medHode(
                                "Authorization", skjema + " " + miljo.utsteder().person(FNR))
                        .medHode("IntegrasjonId", Fro.NAV.id().toString().toUpperCase(Locale.ROOT))
                        .medHode("IntegrasjonPassord", Fro.NAV.passord())
                        .medHode("requestid", "ikke-en-uuid")
                        .medHode("Nav-Call-Id", "x")
                        .medHode("traceparent", "tull")
                        .medHode("Accept-Encoding", "gzip")
                        .get(SAKER)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_failing_identity_is_told_in_the_texts_that_clients_know() {
        Klient uten = Klient.mot(SoknadSuite.base());
        String utlopt = miljo.utsteder().maskin(Fro.NAV_ORG, Map.of(), -3600);
        String utenScope = miljo.utsteder().maskin(Fro.NAV_ORG, Map.of("scope", "ks:annet"), 60);
        for (Svar svar : List.of(
                uten.get(NOKKEL),
                uten.som("tull", Fro.NAV).get(NOKKEL),
                uten.som(utlopt, Fro.NAV).get(NOKKEL),
                uten.som(utenScope, Fro.NAV).get(NOKKEL),
                maskin().get(SAKER),
                person(FNR).get(mellomlagring(ref())))) {
            assertFeil(svar, 401, "UGYLDIG_TOKEN");
            assertThat(svar.json().get("message").asText()).startsWith("Klarte ikke å validere access_token");
        }
        Fro.Integrasjon feil = new Fro.Integrasjon(Fro.NAV.id(), "", Fro.NAV_ORG, "feil");
        String annenOrg = miljo.utsteder().maskin(Fro.UTEN_TILGANG.organisasjon());
        for (Klient klient :
                List.of(uten.som(miljo.utsteder().maskin(Fro.NAV_ORG), feil), uten.som(annenOrg, Fro.NAV))) {
            Svar svar = klient.get(NOKKEL);
            assertFeil(svar, 401, "UGYLDIG_INTEGRASJON");
            assertThat(svar.json().get("message").asText())
                    .isEqualTo("Autentisering feilet for integrasjon med id " + Fro.NAV.id());
        }
    }

    // --- 0.4 and 3: exact keys and types

    @Test
    void a_case_has_these_keys_and_no_others_and_its_lists_are_never_null() {
        UUID sak = sak();
        JsonNode tom = vis(sak);
        assertNokler(
                tom,
                "fiksDigisosId",
                "sokerFnr",
                "fiksOrgId",
                "kommunenummer",
                "sistEndret",
                "originalSoknadNAV",
                "ettersendtInfoNAV",
                "digisosSoker",
                "tilleggsinformasjon");
        assertThat(tom.get("fiksDigisosId").asText()).matches(LITEN_UUID).isEqualTo(sak.toString());
        assertThat(tom.get("sokerFnr").asText()).isEqualTo(FNR);
        assertThat(tom.get("fiksOrgId").asText()).isEqualTo(Fro.OSLO.fiksOrgId().toString());
        assertThat(tom.get("kommunenummer").asText()).isEqualTo("0301");
        assertMillisekunder(tom.get("sistEndret"));
        assertNokler(
                tom.get("originalSoknadNAV"),
                "navEksternRefId",
                "metadata",
                "vedleggMetadata",
                "soknadDokument",
                "vedlegg",
                "timestampSendt");
        assertThat(tom.at("/originalSoknadNAV/metadata").asText()).matches(LITEN_UUID);
        assertThat(tom.at("/originalSoknadNAV/vedleggMetadata").asText()).matches(LITEN_UUID);
        assertMillisekunder(tom.at("/originalSoknadNAV/timestampSendt"));
        assertThat(tom.at("/originalSoknadNAV/vedlegg").isArray()).isTrue();
        assertDokumentInfo(tom.at("/originalSoknadNAV/soknadDokument"), "Soknad.pdf", 40);
        assertNokler(tom.get("ettersendtInfoNAV"), "ettersendelser");
        assertThat(tom.at("/ettersendtInfoNAV/ettersendelser").isArray()).isTrue();
        assertThat(tom.get("digisosSoker").isNull()).isTrue();
        assertNokler(tom.get("tilleggsinformasjon"), "enhetsnummer");
        assertThat(tom.at("/tilleggsinformasjon/enhetsnummer").isNull()).isTrue();

        assertThat(v2(sak, ref() + "0001", "{\"vedlegg\":[]}").status()).isEqualTo(202);
        byte[] json = "{\"version\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8);
        UUID metadata = saksfro.oppdater(sak, json, Map.of("vedtak.pdf", new byte[17]));
        JsonNode full = vis(sak);
        assertNokler(
                full.at("/ettersendtInfoNAV/ettersendelser/0"),
                "navEksternRefId",
                "vedleggMetadata",
                "vedlegg",
                "timestampSendt");
        assertThat(full.at("/ettersendtInfoNAV/ettersendelser/0/vedlegg").isArray())
                .isTrue();
        assertMillisekunder(full.at("/ettersendtInfoNAV/ettersendelser/0/timestampSendt"));
        assertNokler(full.get("digisosSoker"), "metadata", "dokumenter", "timestampSistOppdatert");
        assertThat(full.at("/digisosSoker/metadata").asText()).isEqualTo(metadata.toString());
        assertMillisekunder(full.at("/digisosSoker/timestampSistOppdatert"));
        assertDokumentInfo(full.at("/digisosSoker/dokumenter/0"), "vedtak.pdf", 17);
        assertThat(full.get("sistEndret").asLong())
                .isGreaterThan(tom.get("sistEndret").asLong());

        Svar dokument = person(FNR).get(dokumentSti(sak, metadata));
        assertThat(dokument.hode("Content-Type")).isEqualTo("application/json");
        assertThat(dokument.bytes()).isEqualTo(json);
        saksfro.oppdater(sak, json, Map.of());
        assertThat(vis(sak).at("/digisosSoker/metadata").asText())
                .as("each update has a document of its own: clients cache them by id")
                .isNotEqualTo(metadata.toString());
    }

    @Test
    void a_case_that_the_kommune_opened_has_no_soknad_and_takes_ettersendelser() {
        UUID sak = saksfro.papirsak(Fro.OSLO, FNR);
        assertThat(vis(sak).get("originalSoknadNAV").isNull()).isTrue();
        String ref = sak + "0001";
        mellomlagre(ref, "a.png", SoknadSuite.bytes(10, 1));
        assertThat(v2(sak, ref, SoknadSuite.vedlegg("a.png")).status()).isEqualTo(202);
        assertThat(vis(sak).at("/ettersendtInfoNAV/ettersendelser/0/navEksternRefId")
                        .asText())
                .isEqualTo(ref);
    }

    @Test
    void the_list_is_the_persons_cases_alone_and_empty_when_there_are_none() {
        Svar ingen = person("21840620058").get(SAKER);
        assertThat(ingen.status()).isEqualTo(200);
        assertThat(ingen.hode("Content-Type")).isEqualTo("application/json");
        assertThat(ingen.tekst()).isEqualTo("[]");

        UUID egen = sak();
        UUID annens = sak(Fro.OSLO, ANNEN);
        JsonNode liste = person(FNR).get(SAKER).json();
        assertThat(liste.findValuesAsText("fiksDigisosId"))
                .contains(egen.toString())
                .doesNotContain(annens.toString());
        assertThat(liste.findValuesAsText("sokerFnr")).containsOnly(FNR);
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
        assertFeil(person(FNR).get("/digisos/api/v1/soknader/1-1-1-1-1"), 400, "UGYLDIG_FORESPORSEL");
        assertFeil(person(FNR).get("/digisos/api/v1/soknader/" + sak + "/dokumenter/x"), 400, "UGYLDIG_FORESPORSEL");
        assertFeil(person(FNR).get(dokumentSti(sak, UUID.randomUUID())), 404, "FINNES_IKKE");
        assertFeil(person(FNR).get(dokumentSti(UUID.randomUUID(), UUID.randomUUID())), 404, "FINNES_IKKE");
        assertFeil(person(FNR).get("/digisos/api/v1/soknader/" + UUID.randomUUID()), 404, "FINNES_IKKE");
    }

    @Test
    void a_document_of_one_case_is_not_found_in_another() {
        UUID en = sak();
        UUID to = sak();
        UUID metadata =
                UUID.fromString(vis(en).at("/originalSoknadNAV/metadata").asText());
        assertFeil(person(FNR).get(dokumentSti(to, metadata)), 404, "FINNES_IKKE");
        assertFeil(person(ANNEN).get(dokumentSti(en, metadata)), 404, "FINNES_IKKE");
    }

    // --- 0.5: what is accepted never decides

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "*/*,application/json", "text/html", "application/pdf"})
    void no_answer_is_ever_406(String accept) {
        UUID sak = sak();
        String ref = ref() + "0001";
        Klient maskin = maskin().medHode("Accept", accept);
        Klient person = person(FNR).medHode("Accept", accept);
        Svar lagret = maskin.post(mellomlagring(ref), new Skjema().fil("a.png", new byte[10], sertifikat()));
        assertThat(lagret.status()).isEqualTo(202);
        assertThat(lagret.hode("Content-Type")).isEqualTo("application/json");
        String filId = lagret.json().at("/mellomlagringMetadataList/0/filId").asText();
        assertThat(maskin.get(mellomlagring(ref)).status()).isEqualTo(200);
        Svar fil = maskin.get(mellomlagring(ref) + "/" + filId);
        assertThat(fil.status()).isEqualTo(200);
        assertThat(fil.bytes()).isEqualTo(new byte[10]);
        Svar sendt = person.post(
                "/digisos/api/v2/soknader/0301/" + sak + "/" + ref,
                new Skjema().json("vedlegg.json", SoknadSuite.vedlegg("a.png")));
        assertThat(sendt.status()).isEqualTo(202);
        assertThat(sendt.bytes()).isEmpty();
        assertThat(person.get(SAKER).hode("Content-Type")).isEqualTo("application/json");
        assertThat(person.get("/digisos/klage/api/v1/klager").status()).isEqualTo(200);
    }

    // --- 0.7: references

    @Test
    void a_reference_has_at_most_sixty_characters_of_the_allowed_ones() {
        String seksti = (ref() + ref()).substring(0, 60);
        assertThat(maskin().delete(mellomlagring(seksti)).status()).isEqualTo(204);
        assertThat(maskin().delete(mellomlagring("110004PCC")).status()).isEqualTo(204);
        assertThat(maskin().delete(mellomlagring("a_B-9")).status()).isEqualTo(204);
        for (String feil : List.of(seksti + "x", "a.b", "a%20b", "%C3%A5", "a:b")) {
            assertFeil(maskin().delete(mellomlagring(feil)), 400, "UGYLDIG_FORESPORSEL");
        }
    }

    // --- 1.1: the søknad

    @Test
    void the_json_parts_come_in_any_order_and_the_document_is_known_by_its_name() {
        Svar sendt = person(FNR)
                .post(
                        SoknadSuite.soknadSti("0301", ref()),
                        new Skjema()
                                .json("vedleggJson", SoknadSuite.vedlegg())
                                .json("soknadJson", SoknadSuite.soknad(FNR, "en"))
                                .fil("Brukerkvittering.pdf", new byte[3], sertifikat())
                                .fil("SOKNAD.pdf", new byte[4], sertifikat())
                                .fil("Soknad-juridisk.pdf", new byte[5], sertifikat()));
        assertThat(sendt.status()).as(sendt.tekst()).isEqualTo(202);
        assertThat(sendt.hode("Content-Type")).isEqualTo("application/json");
        assertThat(sendt.tekst()).matches("\"" + LITEN_UUID + "\"");
        JsonNode soknad = vis(UUID.fromString(sendt.json().asText())).get("originalSoknadNAV");
        assertDokumentInfo(soknad.get("soknadDokument"), "SOKNAD.pdf", 4);
        assertThat(soknad.get("vedlegg").findValuesAsText("filnavn"))
                .containsExactly("Brukerkvittering.pdf", "Soknad-juridisk.pdf");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"enhetsnummer\":null}", "{\"enhetsnummer\":\"\"}", "{\"ny\":1,\"enhetsnummer\":7}"})
    void what_is_not_said_of_the_office_is_no_office(String tilleggsinformasjon) {
        Svar sendt = person(FNR)
                .post(
                        SoknadSuite.soknadSti("0301", ref()),
                        new Skjema()
                                .json("tilleggsinformasjonJson", tilleggsinformasjon)
                                .json("soknadJson", SoknadSuite.soknad(FNR, "en"))
                                .json("vedleggJson", SoknadSuite.vedlegg())
                                .fil("Soknad.pdf", new byte[3], sertifikat()));
        assertThat(sendt.status()).as(sendt.tekst()).isEqualTo(202);
        assertThat(vis(UUID.fromString(sendt.json().asText()))
                        .at("/tilleggsinformasjon/enhetsnummer")
                        .isNull())
                .isTrue();
    }

    @Test
    void a_soknad_that_names_nobody_is_the_one_that_is_logged_in() {
        Svar sendt = person(FNR)
                .post(
                        SoknadSuite.soknadSti("0301", ref()),
                        new Skjema()
                                .json("soknadJson", "{\"version\":\"1.0.0\",\"data\":{\"nytt\":{\"felt\":[null]}}}")
                                .json("vedleggJson", "{}")
                                .fil("Soknad.pdf", new byte[3], sertifikat()));
        assertThat(sendt.status()).as(sendt.tekst()).isEqualTo(202);
        assertThat(vis(UUID.fromString(sendt.json().asText())).get("sokerFnr").asText())
                .isEqualTo(FNR);
    }

    // --- 2: mellomlagring

    @Test
    void mellomlagring_has_these_keys_and_the_list_is_oldest_first() {
        String ref = ref();
        Svar forste = maskin().post(mellomlagring(ref), new Skjema().fil("b å (1).pdf", new byte[11], sertifikat()));
        assertNokler(forste.json(), "navEksternRefId", "mellomlagringMetadataList");
        assertThat(forste.json().get("navEksternRefId").asText()).isEqualTo(ref);
        JsonNode fil = forste.json().at("/mellomlagringMetadataList/0");
        assertNokler(fil, "filnavn", "filId", "storrelse", "mimetype");
        assertThat(fil.get("filnavn").asText()).isEqualTo("b å (1).pdf");
        assertThat(fil.get("filId").asText()).matches(LITEN_UUID);
        assertThat(fil.get("storrelse").isIntegralNumber()).isTrue();
        assertThat(fil.get("mimetype").asText()).isEqualTo("application/pdf");

        mellomlagre(ref, "a.pdf", new byte[12]);
        JsonNode liste = maskin().get(mellomlagring(ref)).json();
        assertNokler(liste, "navEksternRefId", "mellomlagringMetadataList");
        assertThat(liste.at("/mellomlagringMetadataList").findValuesAsText("filnavn"))
                .containsExactly("b å (1).pdf", "a.pdf");
        Svar hentet = maskin().get(mellomlagring(ref) + "/" + fil.get("filId").asText());
        assertThat(hentet.hode("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(hentet.bytes()).isEqualTo(new byte[11]);
    }

    @Test
    void a_file_whose_mimetype_nobody_knows_has_one_all_the_same() {
        String ref = ref();
        for (String mimetype : List.of(",\"mimetype\":null", "")) {
            Svar svar = maskin().post(
                            mellomlagring(ref),
                            new Skjema()
                                    .json(
                                            "metadata",
                                            "{\"filnavn\":\"a" + mimetype.length() + ".bin\"" + mimetype
                                                    + ",\"storrelse\":5}")
                                    .del(
                                            "Content-Disposition: form-data; name=\"files\"; filename=\"x\"",
                                            Skjema.krypter(new byte[5], sertifikat())));
            assertThat(svar.status()).as(svar.tekst()).isEqualTo(202);
            assertThat(svar.json().at("/mellomlagringMetadataList/0/mimetype").asText())
                    .isEqualTo("application/octet-stream");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", ":", "<", ">", "|", "?", "/"})
    void a_name_with_a_character_that_clients_look_for_a_refusal_of_is_refused_and_nothing_is_kept(String tegn) {
        String ref = ref();
        Svar svar = maskin().post(
                        mellomlagring(ref),
                        new Skjema()
                                .fil("god.pdf", new byte[4], sertifikat())
                                .json("metadata", "{\"filnavn\":\"a" + tegn + "b.pdf\",\"storrelse\":5}")
                                .del(
                                        "Content-Disposition: form-data; name=\"files\"; filename=\"x\"",
                                        Skjema.krypter(new byte[5], sertifikat())));
        assertFeil(svar, 400, "UGYLDIG_FILNAVN");
        assertFeil(maskin().get(mellomlagring(ref)), 404, "FINNES_IKKE");
    }

    @Test
    void quotes_and_backslashes_are_names_like_others_everywhere() {
        String navn = "et \"sitat\" og C\\sti.pdf";
        String metadata = "{\"filnavn\":\"" + navn.replace("\\", "\\\\").replace("\"", "\\\"") + "\",\"storrelse\":5}";
        String del = "Content-Disposition: form-data; name=\"" + navn + "\"; filename=\"" + navn + "\"";
        byte[] cms = Skjema.krypter(new byte[5], sertifikat());
        String ref = ref();
        Svar lagret = maskin().post(
                        mellomlagring(ref),
                        new Skjema().json("metadata", metadata).del(del, cms));
        assertThat(lagret.status()).as(lagret.tekst()).isEqualTo(202);
        assertThat(iMellomlagring(ref)).containsExactly(navn);

        String liste = "{\"vedlegg\":[{\"status\":\"LastetOpp\",\"filer\":[" + metadata + "]}]}";
        UUID sak = sak();
        String sti = "/soknader/0301/" + sak + "/";
        Skjema v2 = new Skjema().json("vedlegg.json", liste);
        assertThat(person(FNR).post("/digisos/api/v2" + sti + ref, v2).status()).isEqualTo(202);
        Skjema v1 = new Skjema()
                .json("vedlegg.json", liste)
                .json("metadata0", metadata)
                .del(del, cms);
        assertThat(person(FNR).post("/digisos/api/v1" + sti + ref(), v1).status())
                .isEqualTo(202);
        assertThat(vis(sak).get("ettersendtInfoNAV").findValuesAsText("filnavn"))
                .containsExactly(navn, navn);
    }

    @Test
    void a_name_may_be_long_and_not_without_end() {
        String ref = ref();
        mellomlagre(ref, "å".repeat(496) + ".pdf", new byte[4]);
        Svar svar = maskin().post(
                        mellomlagring(ref), new Skjema().fil("å".repeat(497) + ".pdf", new byte[5], sertifikat()));
        assertFeil(svar, 400, "UGYLDIG_FILNAVN");
        assertThat(svar.json().get("message").asText()).contains("500 tegn");
        assertThat(iMellomlagring(ref)).hasSize(1);
    }

    @Test
    void what_is_not_there_is_404_and_no_empty_list() {
        String ref = ref();
        assertFeil(maskin().get(mellomlagring(ref)), 404, "FINNES_IKKE");
        assertFeil(maskin().get(mellomlagring(ref) + "/" + id()), 404, "FINNES_IKKE");
        assertFeil(maskin().get(mellomlagring(ref) + "/x"), 400, "UGYLDIG_FORESPORSEL");
        assertFeil(maskin().post(mellomlagring(ref), new Skjema()), 400, "MANGLER_DEL");
        Svar tom = maskin().delete(mellomlagring(ref));
        assertThat(tom.status()).isEqualTo(204);
        assertThat(tom.bytes()).isEmpty();
    }

    @Test
    void mellomlagring_belongs_to_the_organisation_that_put_it_there() {
        UUID integrasjon = Fro.UTEN_TILGANG.id();
        kjor("INSERT INTO tilgang (integrasjon_id, privilegium) VALUES ('" + integrasjon + "', 'MELLOMLAGRING'), ('"
                + integrasjon + "', 'INNSENDING')");
        try {
            String organisasjon = Fro.UTEN_TILGANG.organisasjon();
            Klient annen = Klient.mot(SoknadSuite.base()).som(miljo.utsteder().maskin(organisasjon), Fro.UTEN_TILGANG);
            UUID sak = sak();
            String ref = ref() + "0001";
            mellomlagre(ref, "a.png", new byte[10]);
            String filId = maskin().get(mellomlagring(ref))
                    .json()
                    .at("/mellomlagringMetadataList/0/filId")
                    .asText();
            assertFeil(annen.get(mellomlagring(ref)), 404, "FINNES_IKKE");
            assertFeil(annen.get(mellomlagring(ref) + "/" + filId), 404, "FINNES_IKKE");
            assertFeil(annen.delete(mellomlagring(ref) + "/" + filId), 404, "FINNES_IKKE");
            assertThat(annen.delete(mellomlagring(ref)).status()).isEqualTo(204);

            Klient personAnnen = Klient.mot(SoknadSuite.base())
                    .som(
                            miljo.utsteder()
                                    .person(
                                            FNR,
                                            Map.of(
                                                    "consumer",
                                                    Map.of(
                                                            "authority",
                                                            "iso6523-actorid-upis",
                                                            "ID",
                                                            "0192:" + organisasjon))),
                            Fro.UTEN_TILGANG);
            Skjema skjema = new Skjema().json("vedlegg.json", SoknadSuite.vedlegg("a.png"));
            String sti = "/digisos/api/v2/soknader/0301/" + sak + "/" + ref;
            assertFeil(personAnnen.post(sti, skjema), 400, "VEDLEGG_MANGLER");
            assertThat(person(FNR).post(sti, skjema).status()).isEqualTo(202);
        } finally {
            kjor("DELETE FROM tilgang WHERE integrasjon_id = '" + integrasjon + "'");
        }
    }

    @Test
    void files_that_come_after_the_move_begin_a_new_mellomlagring() {
        String ref = ref();
        mellomlagre(ref, "a.png", new byte[10]);
        Svar sendt = person(FNR)
                .post(
                        SoknadSuite.soknadSti("0301", ref),
                        new Skjema()
                                .json("soknadJson", SoknadSuite.soknad(FNR, "en"))
                                .json("vedleggJson", SoknadSuite.vedlegg("a.png"))
                                .fil("Soknad.pdf", new byte[3], sertifikat()));
        assertThat(sendt.status()).as(sendt.tekst()).isEqualTo(202);
        mellomlagre(ref, "a.png", new byte[11]);
        assertThat(iMellomlagring(ref)).containsExactly("a.png");
        assertThat(vis(UUID.fromString(sendt.json().asText()))
                        .at("/originalSoknadNAV/vedlegg")
                        .findValuesAsText("storrelse"))
                .containsExactly("10");
    }

    @Test
    void a_repeat_with_a_new_file_is_refused_by_the_text_that_clients_parse_and_leaves_it() {
        String ref = ref();
        Skjema skjema = new Skjema()
                .json("soknadJson", SoknadSuite.soknad(FNR, "en"))
                .json("vedleggJson", SoknadSuite.vedlegg("a.png"))
                .fil("Soknad.pdf", new byte[3], sertifikat());
        mellomlagre(ref, "a.png", new byte[10]);
        Svar forste = person(FNR).post(SoknadSuite.soknadSti("0301", ref), skjema);
        mellomlagre(ref, "b.png", new byte[10]);
        Svar igjen = person(FNR).post(SoknadSuite.soknadSti("0301", ref), skjema);
        assertFeil(igjen, 400, "ALLEREDE_MOTTATT");
        assertThat(igjen.json().get("message").asText())
                .isEqualTo("Soknad med tilhørende navEksternRefId " + ref
                        + " finnes allerede i Fiks-Digisos med DigisosId "
                        + forste.json().asText());
        assertThat(iMellomlagring(ref)).containsExactly("b.png");
    }

    // --- 0.9: sizes

    @Test
    void a_file_of_just_the_limit_is_accepted_however_much_encryption_adds() {
        String ref = ref();
        mellomlagre(ref, "stor.pdf", new byte[50 << 20]);
        assertThat(maskin().get(mellomlagring(ref))
                        .json()
                        .at("/mellomlagringMetadataList/0/storrelse")
                        .asLong())
                .isEqualTo(50 << 20);
        assertThat(maskin().delete(mellomlagring(ref)).status()).isEqualTo(204);
    }

    @Test
    void a_file_over_the_limit_is_413_and_the_limit_is_named() {
        byte[] cms = Skjema.krypter(new byte[(50 << 20) + 1], sertifikat());
        Svar svar = maskin().post(mellomlagring(ref()), new Skjema().fil("stor.pdf", (50 << 20) + 1, cms));
        assertFeil(svar, 413, "FOR_STOR");
        assertThat(svar.json().get("message").asText()).contains("50 MiB");
    }

    @Test
    void an_empty_file_is_a_file() {
        String ref = ref();
        mellomlagre(ref, "tom.txt", new byte[0]);
        JsonNode fil = maskin().get(mellomlagring(ref)).json().at("/mellomlagringMetadataList/0");
        assertThat(fil.get("storrelse").asLong()).isZero();
        Svar hentet = maskin().get(mellomlagring(ref) + "/" + fil.get("filId").asText());
        assertThat(hentet.status()).isEqualTo(200);
        assertThat(hentet.bytes()).isEmpty();
    }

    // --- 7: klage

    @Test
    void what_the_list_of_klager_refers_to_is_read_by_its_citizen() {
        UUID sak = sak();
        String klage = ref();
        String klageJson = "{\"begrunnelse\":{\"klageTekst\":\"blåbær\"}}";
        String vedleggJson =
                "{\"vedlegg\":[{\"type\":\"klage\",\"status\":\"INGEN_VEDLEGG\",\"klageId\":\"" + klage + "\"}]}";
        Skjema skjema = new Skjema()
                .json("klage.json", klageJson)
                .json("vedlegg.json", vedleggJson)
                .fil("klage.pdf", new byte[9], sertifikat());
        String rot = "/digisos/klage/api/v1/";
        assertThat(person(FNR)
                        .post(rot + sak + "/" + klage + "/" + klage + "/" + id(), skjema)
                        .status())
                .isEqualTo(200);
        assertThat(person(FNR)
                        .post(
                                rot + sak + "/" + ref() + "/" + klage + "/trekk",
                                new Skjema()
                                        .json("trekk.json", "{\"grunn\":\"x\"}")
                                        .json("vedlegg.json", "{\"vedlegg\":[]}")
                                        .fil("trekk.pdf", new byte[8], sertifikat()))
                        .status())
                .isEqualTo(200);

        JsonNode vist = person(FNR).get(rot + "klager?digisosId=" + sak).json().get(0);
        assertThat(lest(sak, vist.get("klageMetadata"))).isEqualTo(klageJson);
        assertThat(lest(sak, vist.get("vedleggMetadata"))).isEqualTo(vedleggJson);
        assertThat(lest(sak, vist.at("/trekkKlageInfo/trekkPdfMetadata"))).isEqualTo("{\"grunn\":\"x\"}");
        assertThat(lest(sak, vist.at("/trekkKlageInfo/vedleggMetadata"))).isEqualTo("{\"vedlegg\":[]}");
        assertNokler(vist.get("sendtKvittering"), "sendtKanal", "meldingId", "sendtStatus", "statusListe");
        assertNokler(vist.at("/sendtKvittering/sendtStatus"), "status", "timestamp");
        assertNokler(vist.get("ettersendtInfoNAV"), "ettersendelser");
        assertDokumentInfo(vist.get("klageDokument"), "klage.pdf", 9);
        UUID pdf = UUID.fromString(
                vist.at("/klageDokument/dokumentlagerDokumentId").asText());
        assertFeil(person(FNR).get(dokumentSti(sak, pdf)), 403, "INGEN_TILGANG");
        assertFeil(
                person(ANNEN)
                        .get(dokumentSti(
                                sak, UUID.fromString(vist.get("klageMetadata").asText()))),
                404,
                "FINNES_IKKE");
        Svar bulk = person(FNR)
                .post(
                        "/digisos/api/v1/soknader/dokumenter",
                        "{\"dokumenter\":[{\"digisosId\":\"" + sak + "\",\"dokumentlagerId\":\""
                                + vist.get("klageMetadata").asText() + "\"}]}");
        assertThat(bulk.tekst()).contains(klageJson);
    }

    @Test
    void a_person_without_klager_has_an_empty_list() {
        Svar svar = person("21840620058").get("/digisos/klage/api/v1/klager");
        assertThat(svar.status()).isEqualTo(200);
        assertThat(svar.hode("Content-Type")).isEqualTo("application/json");
        assertThat(svar.tekst()).isEqualTo("[]");
    }

    @Test
    void an_empty_body_is_never_a_crash() {
        UUID sak = sak();
        for (String sti : List.of(
                SoknadSuite.soknadSti("0301", ref()),
                "/digisos/api/v1/soknader/0301/" + ref(),
                "/digisos/api/v1/soknader/0301/" + sak + "/" + ref(),
                "/digisos/api/v2/soknader/0301/" + sak + "/" + ref(),
                "/digisos/klage/api/v1/" + sak + "/" + ref() + "/" + id() + "/" + id())) {
            Svar uten = person(FNR).send("POST", sti, BodyPublishers.noBody(), null);
            assertFeil(uten, 415, "FEIL_INNHOLDSTYPE");
            Svar tom = person(FNR).send("POST", sti, BodyPublishers.noBody(), "multipart/form-data; boundary=x");
            assertThat(tom.status()).as(tom.tekst()).isEqualTo(400);
        }
    }

    private Svar v2(UUID sak, String ref, String vedleggJson) {
        return person(FNR)
                .post(
                        "/digisos/api/v2/soknader/0301/" + sak + "/" + ref,
                        new Skjema().json("vedlegg.json", vedleggJson));
    }

    private String lest(UUID sak, JsonNode dokumentId) {
        Svar svar = person(FNR).get(dokumentSti(sak, UUID.fromString(dokumentId.asText())));
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(200);
        assertThat(svar.hode("Content-Type")).isEqualTo("application/json");
        return svar.tekst();
    }

    private static String dokumentSti(UUID sak, UUID dokument) {
        return "/digisos/api/v1/soknader/" + sak + "/dokumenter/" + dokument;
    }

    private static void assertFeil(Svar svar, int status, String kode) {
        SoknadSuite.assertError(svar, status, kode);
    }

    private static void assertNokler(JsonNode objekt, String... nokler) {
        assertThat(objekt.isObject()).as(objekt.toString()).isTrue();
        assertThat(objekt.fieldNames()).toIterable().containsExactlyInAnyOrder(nokler);
    }

    private static void assertMillisekunder(JsonNode tid) {
        assertThat(tid.isIntegralNumber()).isTrue();
        assertThat(tid.asLong()).isBetween(1_600_000_000_000L, 10_000_000_000_000L);
    }

    private static void assertDokumentInfo(JsonNode info, String filnavn, long storrelse) {
        assertNokler(info, "filnavn", "dokumentlagerDokumentId", "storrelse");
        assertThat(info.get("filnavn").asText()).isEqualTo(filnavn);
        assertThat(info.get("dokumentlagerDokumentId").asText()).matches(LITEN_UUID);
        assertThat(info.get("storrelse").isIntegralNumber()).isTrue();
        assertThat(info.get("storrelse").asLong()).isEqualTo(storrelse);
    }
}
