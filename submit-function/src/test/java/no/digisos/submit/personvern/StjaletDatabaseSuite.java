package no.digisos.submit.personvern;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Skjema;
import no.digisos.common.testkit.TestDatabase;
import no.digisos.common.testkit.Testmiljo;
import no.digisos.common.testkit.Tyv;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** What whoever has the database, and not the keys, learns of what was sent: docs/threat-model.md says what, and this holds it. */
abstract class StjaletDatabaseSuite {
    private static final String FNR = "21840620139";
    private static final String ANNEN = "21840620481";
    private static final String NAVN = "Sidensvans Lavskrike";
    private static final String FILNAVN = "lavskrike.pdf";
    private static final String INNHOLD = "N\u00f8ttekr\u00e5ke og gr\u00e5trost";
    private static final List<String> KANARIER =
            List.of(FNR, ANNEN, "Sidensvans", "Lavskrike", "lavskrike", "N\u00f8ttekr\u00e5ke", "gr\u00e5trost");

    private static final String VEDLEGG = "{\"vedlegg\":[{\"type\":\"" + NAVN + "\",\"tilleggsinfo\":\"" + INNHOLD
            + "\",\"status\":\"LastetOpp\",\"filer\":[{\"filnavn\":\"" + FILNAVN + "\",\"sha512\":\"ab\"}]}]}";
    private static final String KLAGE = "{\"klageTekst\":\"" + INNHOLD + "\"}";

    private final Testmiljo miljo = Testmiljo.gjeldende();

    @Test
    void nothing_that_was_sent_is_found_guessed_or_linked() {
        Tyv tyv = new Tyv(miljo.database());
        UUID sak = alt(FNR);
        UUID annenSak = alt(ANNEN);

        assertThat(tyv.iTabellene(KANARIER)).as("found").isEmpty();
        assertThat(tyv.avHasher(gjetninger())).as("guessed by a hash").isEmpty();
        assertThat(tyv.felles(sak, annenSak)).as("seen to be the same for both").isEmpty();
        assertThat(tyv.iFilene(KANARIER, sendt())).as("left in files").isEmpty();
    }

    @Test
    void what_lies_open_is_what_the_threat_model_says() {
        Tyv tyv = new Tyv(miljo.database());
        String apent = "apent-" + UUID.randomUUID();
        krev(202, maskin().post(mellomlagring(apent), fil(FILNAVN)));
        krev(202, maskin().post(mellomlagring(apent + "-b"), fil(FILNAVN)));
        krev(
                202,
                person(FNR)
                        .post(
                                "/digisos/api/v2/soknader/0301/" + apent,
                                soknad(FNR, apent)
                                        .del(
                                                "Content-Disposition: form-data; name=\"metadata9\"\r\nContent-Type: text/plain",
                                                "{\"filnavn\":\"Kvittering.pdf\",\"mimetype\":\"application/x-" + apent
                                                        + "\",\"storrelse\":3}")
                                        .del(
                                                "Content-Disposition: form-data; name=\"Kvittering.pdf\"; filename=\"Kvittering.pdf\"\r\nContent-Type: application/octet-stream",
                                                Skjema.krypter(new byte[3], sertifikat()))));

        assertThat(tyv.iTabellene(List.of(apent)))
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
        Tyv tyv = new Tyv(miljo.database());
        String ord = "Tornskate-" + UUID.randomUUID();
        TestDatabase.execute(
                miljo.database().owner(),
                "CREATE TABLE tyvegods AS SELECT '%1$s'::text AS tekst, convert_to('%1$s', 'UTF8') AS oktetter,"
                                .formatted(ord)
                        + " encode(convert_to('{\"a\":\"%1$s\"}', 'UTF8'), 'base64') AS base64, encode(convert_to('%1$s', 'UTF8'), 'hex') AS hex,"
                                .formatted(ord)
                        + " sha256(convert_to('%1$s', 'UTF8')) AS sha256, encode(sha512(convert_to('%1$s', 'UTF8')), 'hex') AS sha512"
                                .formatted(ord));
        try {
            assertThat(tyv.iTabellene(List.of(ord)))
                    .containsExactly("tyvegods.base64", "tyvegods.hex", "tyvegods.oktetter", "tyvegods.tekst");
            assertThat(tyv.avHasher(
                            List.of("annet".getBytes(StandardCharsets.UTF_8), ord.getBytes(StandardCharsets.UTF_8))))
                    .containsExactly("tyvegods.sha256 SHA-256", "tyvegods.sha512 SHA-512");
            assertThat(tyv.iFilene(List.of(ord), List.of()))
                    .anyMatch(fil -> fil.startsWith("base/"))
                    .anyMatch(fil -> fil.startsWith("pg_wal/"));
        } finally {
            TestDatabase.execute(miljo.database().owner(), "DROP TABLE tyvegods");
        }
    }

    /** Everything that a citizen sends, and a repeat and a refusal of it; the case. */
    private UUID alt(String fnr) {
        String ref = UUID.randomUUID().toString();
        krev(202, maskin().post(mellomlagring(ref), fil(FILNAVN)));
        krev(202, maskin().post(mellomlagring(ref), fil("Sidensvans.pdf")));
        String angret = maskin().get(mellomlagring(ref))
                .json()
                .at("/mellomlagringMetadataList/1/filId")
                .asText();
        krev(204, maskin().delete(mellomlagring(ref) + "/" + angret));
        Svar sendt = krev(202, person(fnr).post("/digisos/api/v2/soknader/0301/" + ref, soknad(fnr, "0315")));
        krev(202, person(fnr).post("/digisos/api/v2/soknader/0301/" + ref, soknad(fnr, "0315")));
        UUID sak = UUID.fromString(sendt.json().asText());

        String ny = UUID.randomUUID() + "0001";
        krev(202, maskin().post(mellomlagring(ny), fil(FILNAVN)));
        krev(
                202,
                person(fnr)
                        .post(
                                "/digisos/api/v2/soknader/0301/" + sak + "/" + ny,
                                new Skjema().json("vedlegg.json", VEDLEGG)));
        UUID klage = UUID.randomUUID();
        krev(
                200,
                person(fnr)
                        .post(
                                "/digisos/klage/api/v1/" + sak + "/" + klage + "/" + klage + "/" + UUID.randomUUID(),
                                new Skjema()
                                        .json("klage.json", KLAGE)
                                        .json("vedlegg.json", "{\"vedlegg\":[]}")
                                        .fil("klage.pdf", oktetter(INNHOLD), sertifikat())));
        Svar avslag = person(fnr).post("/digisos/api/v2/soknader/0301/" + UUID.randomUUID(), soknad(fnr, "0315"));
        assertThat(avslag.status()).as(avslag.tekst()).isBetween(400, 499);
        return sak;
    }

    /** The contents as they were sent. */
    private static List<byte[]> sendt() {
        return List.of(
                oktetter(INNHOLD),
                oktetter(VEDLEGG),
                oktetter(KLAGE),
                oktetter(soknadJson(FNR)),
                oktetter(soknadJson(ANNEN)));
    }

    /** What was sent, its words, and every number of one day. */
    private static List<byte[]> gjetninger() {
        List<byte[]> gjetninger = new ArrayList<>(sendt());
        for (String ord : List.of(NAVN, FILNAVN, "Sidensvans.pdf", "Soknad.pdf", "klage.pdf", "0315")) {
            gjetninger.add(oktetter(ord));
        }
        for (int lopenummer = 0; lopenummer < 100_000; lopenummer += 1) {
            gjetninger.add(oktetter("218406%05d".formatted(lopenummer)));
        }
        return gjetninger;
    }

    private Skjema soknad(String fnr, String enhetsnummer) {
        return new Skjema()
                .json(
                        "tilleggsinformasjonJson",
                        "{\"enhetsnummer\":\"" + enhetsnummer + "\",\"navn\":\"" + NAVN + "\"}")
                .json("soknadJson", soknadJson(fnr))
                .json("vedleggJson", VEDLEGG)
                .fil("Soknad.pdf", oktetter(INNHOLD), sertifikat());
    }

    private static String soknadJson(String fnr) {
        return "{\"version\":\"1.0.0\",\"data\":{\"personalia\":{\"personIdentifikator\":{\"verdi\":\"" + fnr
                + "\"},\"navn\":{\"fornavn\":\"" + NAVN + "\"}},\"begrunnelse\":\"" + INNHOLD + "\"}}";
    }

    private Skjema fil(String filnavn) {
        return new Skjema().fil(filnavn, oktetter(INNHOLD), sertifikat());
    }

    private static byte[] oktetter(String tekst) {
        return tekst.getBytes(StandardCharsets.UTF_8);
    }

    private static Svar krev(int status, Svar svar) {
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(status);
        return svar;
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
