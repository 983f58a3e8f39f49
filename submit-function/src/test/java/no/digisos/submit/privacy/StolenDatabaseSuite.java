package no.digisos.submit.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client;
import no.digisos.seeds.client.Client.Answer;
import no.digisos.seeds.client.MultipartForm;
import no.digisos.seeds.suite.TestEnvironment;
import no.digisos.testkit.database.TestDatabase;
import no.digisos.testkit.database.Thief;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** What whoever has the database, and not the keys, learns of what was sent: docs/threat-model.md says what, and this holds it. */
abstract class StolenDatabaseSuite {
    private static final String FNR = "21840620139";
    private static final String ANOTHER = "21840620481";
    private static final String NAME = "Sidensvans Lavskrike";
    private static final String FILNAVN = "lavskrike.pdf";
    private static final String CONTENT = "N\u00f8ttekr\u00e5ke og gr\u00e5trost";
    private static final List<String> CANARIES =
            List.of(FNR, ANOTHER, "Sidensvans", "Lavskrike", "lavskrike", "N\u00f8ttekr\u00e5ke", "gr\u00e5trost");

    private static final String VEDLEGG = "{\"vedlegg\":[{\"type\":\"" + NAME + "\",\"tilleggsinfo\":\"" + CONTENT
            + "\",\"status\":\"LastetOpp\",\"filer\":[{\"filnavn\":\"" + FILNAVN + "\",\"sha512\":\"ab\"}]}]}";
    private static final String KLAGE = "{\"klageTekst\":\"" + CONTENT + "\"}";

    private final TestEnvironment environment = TestEnvironment.current();

    @Test
    void nothing_that_was_sent_is_found_guessed_or_linked() {
        Thief thief = new Thief(environment.database());
        UUID sak = everything(FNR);
        UUID anotherSak = everything(ANOTHER);

        assertThat(thief.iTables(CANARIES)).as("found").isEmpty();
        assertThat(thief.ofHashes(guesses())).as("guessed by a hash").isEmpty();
        assertThat(thief.shared(sak, anotherSak))
                .as("seen to be the same for both")
                .isEmpty();
        assertThat(thief.iFiles(CANARIES, sent())).as("left in files").isEmpty();
    }

    @Test
    void what_lies_open_is_what_the_threat_model_says() {
        Thief thief = new Thief(environment.database());
        String open = "apent-" + UUID.randomUUID();
        require(202, machine().post(mellomlagring(open), file(FILNAVN)));
        require(202, machine().post(mellomlagring(open + "-b"), file(FILNAVN)));
        require(
                202,
                person(FNR)
                        .post(
                                "/digisos/api/v2/soknader/0301/" + open,
                                soknad(FNR, open)
                                        .part(
                                                "Content-Disposition: form-data; name=\"metadata9\"\r\nContent-Type: text/plain",
                                                "{\"filnavn\":\"Kvittering.pdf\",\"mimetype\":\"application/x-" + open
                                                        + "\",\"storrelse\":3}")
                                        .part(
                                                "Content-Disposition: form-data; name=\"Kvittering.pdf\"; filename=\"Kvittering.pdf\"\r\nContent-Type: application/octet-stream",
                                                MultipartForm.encrypt(new byte[3], certificate()))));

        assertThat(thief.iTables(List.of(open)))
                .containsExactly(
                        "digisos_sak.enhetsnummer",
                        "dokument.mimetype",
                        "innsending.nav_ekstern_ref_id",
                        "leveranse.enhetsnummer",
                        "mellomlagring.nav_ekstern_ref_id");
    }

    /** The thief finds what there is to find: otherwise finding nothing says nothing. */
    @Test
    void the_thief_is_no_bad_one() {
        Thief thief = new Thief(environment.database());
        String word = "Tornskate-" + UUID.randomUUID();
        TestDatabase.execute(
                environment.database().owner(),
                "CREATE TABLE tyvegods AS SELECT '%1$s'::text AS tekst, convert_to('%1$s', 'UTF8') AS oktetter,"
                                .formatted(word)
                        + " encode(convert_to('{\"a\":\"%1$s\"}', 'UTF8'), 'base64') AS base64, encode(convert_to('%1$s', 'UTF8'), 'hex') AS hex,"
                                .formatted(word)
                        + " sha256(convert_to('%1$s', 'UTF8')) AS sha256, encode(sha512(convert_to('%1$s', 'UTF8')), 'hex') AS sha512"
                                .formatted(word));
        try {
            assertThat(thief.iTables(List.of(word)))
                    .containsExactly("tyvegods.base64", "tyvegods.hex", "tyvegods.oktetter", "tyvegods.tekst");
            assertThat(thief.ofHashes(
                            List.of("annet".getBytes(StandardCharsets.UTF_8), word.getBytes(StandardCharsets.UTF_8))))
                    .containsExactly("tyvegods.sha256 SHA-256", "tyvegods.sha512 SHA-512");
            assertThat(thief.iFiles(List.of(word), List.of()))
                    .anyMatch(file -> file.startsWith("base/"))
                    .anyMatch(file -> file.startsWith("pg_wal/"));
        } finally {
            TestDatabase.execute(environment.database().owner(), "DROP TABLE tyvegods");
        }
    }

    /** Everything that a citizen sends, and a repeat and a refusal of it; the case. */
    private UUID everything(String fnr) {
        String ref = UUID.randomUUID().toString();
        require(202, machine().post(mellomlagring(ref), file(FILNAVN)));
        require(202, machine().post(mellomlagring(ref), file("Sidensvans.pdf")));
        String undone = machine()
                .get(mellomlagring(ref))
                .json()
                .at("/mellomlagringMetadataList/1/filId")
                .asText();
        require(204, machine().delete(mellomlagring(ref) + "/" + undone));
        Answer sent = require(202, person(fnr).post("/digisos/api/v2/soknader/0301/" + ref, soknad(fnr, "0315")));
        require(202, person(fnr).post("/digisos/api/v2/soknader/0301/" + ref, soknad(fnr, "0315")));
        UUID sak = UUID.fromString(sent.json().asText());

        String fresh = UUID.randomUUID() + "0001";
        require(202, machine().post(mellomlagring(fresh), file(FILNAVN)));
        require(
                202,
                person(fnr)
                        .post(
                                "/digisos/api/v2/soknader/0301/" + sak + "/" + fresh,
                                new MultipartForm().json("vedlegg.json", VEDLEGG)));
        UUID klage = UUID.randomUUID();
        require(
                200,
                person(fnr)
                        .post(
                                "/digisos/klage/api/v1/" + sak + "/" + klage + "/" + klage + "/" + UUID.randomUUID(),
                                new MultipartForm()
                                        .json("klage.json", KLAGE)
                                        .json("vedlegg.json", "{\"vedlegg\":[]}")
                                        .file("klage.pdf", octets(CONTENT), certificate())));
        Answer refusal = person(fnr).post("/digisos/api/v2/soknader/0301/" + UUID.randomUUID(), soknad(fnr, "0315"));
        assertThat(refusal.status()).as(refusal.text()).isBetween(400, 499);
        return sak;
    }

    /** The contents as they were sent. */
    private static List<byte[]> sent() {
        return List.of(
                octets(CONTENT), octets(VEDLEGG), octets(KLAGE), octets(soknadJson(FNR)), octets(soknadJson(ANOTHER)));
    }

    /** What was sent, its words, and every number of one day. */
    private static List<byte[]> guesses() {
        List<byte[]> guesses = new ArrayList<>(sent());
        for (String word : List.of(NAME, FILNAVN, "Sidensvans.pdf", "Soknad.pdf", "klage.pdf", "0315")) {
            guesses.add(octets(word));
        }
        for (int serial = 0; serial < 100_000; serial += 1) {
            guesses.add(octets("218406%05d".formatted(serial)));
        }
        return guesses;
    }

    private MultipartForm soknad(String fnr, String enhetsnummer) {
        return new MultipartForm()
                .json(
                        "tilleggsinformasjonJson",
                        "{\"enhetsnummer\":\"" + enhetsnummer + "\",\"navn\":\"" + NAME + "\"}")
                .json("soknadJson", soknadJson(fnr))
                .json("vedleggJson", VEDLEGG)
                .file("Soknad.pdf", octets(CONTENT), certificate());
    }

    private static String soknadJson(String fnr) {
        return "{\"version\":\"1.0.0\",\"data\":{\"personalia\":{\"personIdentifikator\":{\"verdi\":\"" + fnr
                + "\"},\"navn\":{\"fornavn\":\"" + NAME + "\"}},\"begrunnelse\":\"" + CONTENT + "\"}}";
    }

    private MultipartForm file(String filnavn) {
        return new MultipartForm().file(filnavn, octets(CONTENT), certificate());
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Answer require(int status, Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        return answer;
    }

    private static String mellomlagring(String ref) {
        return "/digisos/api/v1/mellomlagring/" + ref;
    }

    private Client person(String fnr) {
        return Client.against(base()).as(environment.utsteder().person(fnr, Map.of("name", NAME)), SeedData.NAV);
    }

    private Client machine() {
        return Client.against(base()).as(environment.utsteder().machine(SeedData.NAV_ORG), SeedData.NAV);
    }

    private X509Certificate certificate() {
        return environment.platform().active().certificate();
    }

    private static String base() {
        return ConfigProvider.getConfig().getValue("test.url", String.class);
    }
}
