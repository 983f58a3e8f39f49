package no.digisos.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import no.digisos.common.krypto.Certificates;
import no.digisos.common.sak.Innsendingstype;
import no.digisos.common.sendeform.Navneprover;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Saksfro.Innlevert;
import no.digisos.common.testkit.Saksfro.Sadd;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A whole message in one download (delivery.md 1). */
abstract class PakkeSuite extends KoSuite {
    @Test
    void it_holds_the_metadata_and_every_document_of_the_message() throws Exception {
        Sadd sadd = soknad(Map.of("bilde å.png", bytes(70_000, 3)));
        JsonNode melding = oslo().post(KO + "/hent", "{}").json().get(0);
        Svar svar = oslo().get(KO + "/" + sadd.meldingId() + "/data");
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(200);
        assertThat(svar.hode("Content-Type")).isEqualTo("application/pkcs7-mime");
        assertThat(svar.hode("Accept-Ranges")).isEqualTo("none");
        assertThat(svar.hode("ETag")).isEmpty();
        Map<String, byte[]> filer = pakkUt(svar.bytes(), miljo.oslo());
        assertThat(List.copyOf(filer.keySet()))
                .containsExactly(
                        "forsendelseMetadata.json", "soknad.json", "vedlegg.json", "Soknad.pdf", "bilde å.png");
        assertThat(new String(filer.get("forsendelseMetadata.json"), StandardCharsets.UTF_8))
                .isEqualTo("{\"eksternRef\":" + melding.get("eksternRef") + ",\"digisosId\":\"" + sadd.digisosId()
                        + "\"}");
        for (JsonNode fil : melding.get("filmetadata")) {
            assertThat(sha256(fil(filer, fil.get("filnavn").asText())))
                    .isEqualTo(fil.get("sha256hash").asText());
        }
    }

    @Test
    void it_counts_as_data_downloaded_once_a_lease_and_is_in_the_audit_log_with_the_key() {
        Sadd sadd = liten();
        oslo().post(KO + "/hent", "{}");
        oslo().get(KO + "/" + sadd.meldingId() + "/data");
        oslo().get(KO + "/" + sadd.meldingId() + "/data");
        assertThat(verdi("SELECT dataforsok FROM leveranse WHERE id = ?", sadd.meldingId()))
                .isEqualTo("1");
        assertThat(verdi(
                        "SELECT count(*) FROM audit_rad WHERE handling = 'LAST_NED_MELDING' AND leveranse_id = ?"
                                + " AND sertifikat_avtrykk = ?",
                        sadd.meldingId(),
                        Certificates.fingerprint(miljo.oslo().certificate())))
                .isEqualTo("2");
    }

    @Test
    void no_name_leaves_the_directory_or_hides_another_file() {
        String[] navn = {
            "vedlegg.json",
            "likt.pdf",
            "likt.pdf",
            "LIKT.PDF",
            "forsendelseMetadata.json",
            "../../etc/passwd",
            "..",
            "/rot.pdf",
            "C:\\Windows\\x.dll",
            "a\u0000b\nc.pdf",
            "bl\u00e5.pdf",
            "bla\u030a.pdf",
            "文書 😀.pdf",
            "x".repeat(400) + ".pdf",
            "navn.",
            "navn",
        };
        Sadd sadd = innsending(Innsendingstype.SOKNAD, UUID.randomUUID(), null, navn);
        oslo().post(KO + "/hent", "{}");
        Map<String, byte[]> filer =
                pakkUt(oslo().get(KO + "/" + sadd.meldingId() + "/data").bytes(), miljo.oslo());
        List<String> navnene = List.copyOf(filer.keySet());
        assertThat(navnene)
                .containsExactly(
                        "forsendelseMetadata.json",
                        "vedlegg.json",
                        "likt.pdf",
                        "likt-2.pdf",
                        "LIKT-3.PDF",
                        "forsendelseMetadata-2.json",
                        ".._.._etc_passwd",
                        "dokument",
                        "_rot.pdf",
                        "C__Windows_x.dll",
                        "a_b_c.pdf",
                        "bl\u00e5.pdf",
                        "bla\u030a-2.pdf",
                        "文書 😀.pdf",
                        "x".repeat(222) + ".pdf",
                        "navn",
                        "navn-2");
        for (int nr = 0; nr < navn.length; nr++) {
            assertThat(filer.get(navnene.get(nr + 1))).isEqualTo(innhold(navn[nr], nr));
        }
    }

    @Test
    void the_names_and_types_that_people_send_can_all_be_unpacked_anywhere() {
        List<String> navn = Navneprover.navn();
        List<@Nullable String> typer = Navneprover.typer();
        List<Innlevert> innlevert = new ArrayList<>();
        for (int nr = 0; nr < navn.size(); nr++) {
            innlevert.add(new Innlevert(
                    navn.get(nr), typer.get(nr % typer.size()), saksfro.forsegl(innhold(navn.get(nr), nr))));
        }
        Sadd sadd = saksfro.innsending(
                Innsendingstype.SOKNAD,
                UUID.randomUUID(),
                Fro.OSLO,
                FNR,
                UUID.randomUUID().toString(),
                null,
                innlevert);
        JsonNode melding = oslo().post(KO + "/hent", "{}").json().get(0);
        assertThat(melding.get("filmetadata").findValuesAsText("mimetype"))
                .hasSize(navn.size())
                .allSatisfy(type -> assertThat(type).matches("[a-z0-9][^\\s/;]*/[a-z0-9][^\\s/;]*"));
        Map<String, byte[]> filer =
                pakkUt(oslo().get(KO + "/" + sadd.meldingId() + "/data").bytes(), miljo.oslo());
        assertThat(filer).hasSize(navn.size() + 1);
        List<String> navnene = List.copyOf(filer.keySet());
        assertThat(navnene)
                .allSatisfy(ett -> assertThat(ett)
                        .doesNotMatch(
                                "(?is)(con|prn|aux|nul|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3])(\\..*)?")
                        .doesNotContainPattern(
                                "[*:\"\\\\/<>|?\\p{Cntrl}\u202a-\u202e\u2066-\u2069]|[. \u00a0\u3000\u200b]$")
                        .hasSizeLessThanOrEqualTo(226));
        assertThat(navnene.stream()
                        .map(ett ->
                                Normalizer.normalize(ett, Normalizer.Form.NFC).toLowerCase(Locale.ROOT))
                        .distinct())
                .hasSize(navn.size() + 1);
    }

    @Test
    void what_follows_a_soknad_tells_where_it_went_and_a_klage_its_id() {
        endre("UPDATE konto SET meldingstyper = meldingstyper || '{no.nav.digisos.klage.v1}'::text[] WHERE id = '"
                + Fro.OSLO.kontoId() + "'");
        Sadd soknad = liten();
        oslo().post(KO + "/hent", "{}");
        oslo().post(KO + "/" + soknad.meldingId() + "/kvittering/mottatt", "{}");
        UUID klageId = UUID.randomUUID();
        Sadd klage = innsending(Innsendingstype.KLAGE, soknad.digisosId(), klageId, "klage.json", "klage.pdf");
        JsonNode melding = oslo().post(KO + "/hent", "{}").json().get(0);
        Map<String, byte[]> filer =
                pakkUt(oslo().get(KO + "/" + klage.meldingId() + "/data").bytes(), miljo.oslo());
        assertThat(new String(filer.get("forsendelseMetadata.json"), StandardCharsets.UTF_8))
                .isEqualTo("{\"eksternRef\":" + melding.get("eksternRef") + ",\"digisosId\":\"" + soknad.digisosId()
                        + "\",\"klageId\":\"" + klageId
                        + "\",\"soknadLeveranseId\":{\"sendtKanal\":\"FIKS_IO\",\"id\":\"" + soknad.meldingId()
                        + "\"}}");
    }

    @Test
    void it_is_there_after_the_receipt_and_gone_after_the_rejection() {
        Sadd mottatt = liten();
        Sadd avvist = liten();
        oslo().post(KO + "/hent", "{}");
        oslo().post(KO + "/" + mottatt.meldingId() + "/kvittering/mottatt", "{}");
        oslo().post(KO + "/" + avvist.meldingId() + "/kvittering/avvist", "{\"melding\":\"nei\"}");
        assertThat(oslo().get(KO + "/" + mottatt.meldingId() + "/data").status())
                .isEqualTo(200);
        assertError(oslo().get(KO + "/" + avvist.meldingId() + "/data"), 410, "SLETTET");
        assertError(oslo().get(KO + "/" + UUID.randomUUID() + "/data"), 404, "FINNES_IKKE");
        assertError(
                fagsystem(Fro.BERGEN_FAGSYSTEM).get(KO + "/" + mottatt.meldingId() + "/data"), 403, "INGEN_TILGANG");
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
