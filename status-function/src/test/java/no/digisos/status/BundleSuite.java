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
import no.digisos.common.crypto.Certificates;
import no.digisos.common.sak.InnsendingType;
import no.digisos.seeds.SakSeeds.Sown;
import no.digisos.seeds.SakSeeds.Submitted;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client.Answer;
import no.digisos.testkit.samples.NameSamples;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A whole message in one download (delivery.md 1). */
abstract class BundleSuite extends QueueSuite {
    @Test
    void it_holds_the_metadata_and_every_document_of_the_message() throws Exception {
        Sown sown = soknad(Map.of("bilde å.png", bytes(70_000, 3)));
        JsonNode melding = oslo().post(QUEUE + "/hent", "{}").json().get(0);
        Answer answer = oslo().get(QUEUE + "/" + sown.meldingId() + "/data");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/pkcs7-mime");
        assertThat(answer.header("Accept-Ranges")).isEqualTo("none");
        assertThat(answer.header("ETag")).isEmpty();
        Map<String, byte[]> files = unpack(answer.bytes(), environment.oslo());
        assertThat(List.copyOf(files.keySet()))
                .containsExactly(
                        "forsendelseMetadata.json", "soknad.json", "vedlegg.json", "Soknad.pdf", "bilde å.png");
        assertThat(new String(files.get("forsendelseMetadata.json"), StandardCharsets.UTF_8))
                .isEqualTo("{\"eksternRef\":" + melding.get("eksternRef") + ",\"digisosId\":\"" + sown.digisosId()
                        + "\"}");
        for (JsonNode file : melding.get("filmetadata")) {
            assertThat(sha256(file(files, file.get("filnavn").asText())))
                    .isEqualTo(file.get("sha256hash").asText());
        }
    }

    @Test
    void it_counts_as_data_downloaded_once_a_lease_and_is_in_the_audit_log_with_the_key() {
        Sown sown = small();
        oslo().post(QUEUE + "/hent", "{}");
        oslo().get(QUEUE + "/" + sown.meldingId() + "/data");
        oslo().get(QUEUE + "/" + sown.meldingId() + "/data");
        assertThat(value("SELECT dataforsok FROM leveranse WHERE id = ?", sown.meldingId()))
                .isEqualTo("1");
        assertThat(value(
                        "SELECT count(*) FROM audit_rad WHERE handling = 'LAST_NED_MELDING' AND leveranse_id = ?"
                                + " AND sertifikat_avtrykk = ?",
                        sown.meldingId(),
                        Certificates.fingerprint(environment.oslo().certificate())))
                .isEqualTo("2");
    }

    @Test
    void no_name_leaves_the_directory_or_hides_another_file() {
        String[] name = {
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
        Sown sown = innsending(InnsendingType.SOKNAD, UUID.randomUUID(), null, name);
        oslo().post(QUEUE + "/hent", "{}");
        Map<String, byte[]> files =
                unpack(oslo().get(QUEUE + "/" + sown.meldingId() + "/data").bytes(), environment.oslo());
        List<String> names = List.copyOf(files.keySet());
        assertThat(names)
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
        for (int nr = 0; nr < name.length; nr++) {
            assertThat(files.get(names.get(nr + 1))).isEqualTo(content(name[nr], nr));
        }
    }

    @Test
    void the_names_and_types_that_people_send_can_all_be_unpacked_anywhere() {
        List<String> name = NameSamples.name();
        List<@Nullable String> types = NameSamples.types();
        List<Submitted> submitted = new ArrayList<>();
        for (int nr = 0; nr < name.size(); nr++) {
            submitted.add(new Submitted(
                    name.get(nr), types.get(nr % types.size()), sakSeeds.seal(content(name.get(nr), nr))));
        }
        Sown sown = sakSeeds.innsending(
                InnsendingType.SOKNAD,
                UUID.randomUUID(),
                SeedData.OSLO,
                FNR,
                UUID.randomUUID().toString(),
                null,
                submitted);
        JsonNode melding = oslo().post(QUEUE + "/hent", "{}").json().get(0);
        assertThat(melding.get("filmetadata").findValuesAsText("mimetype"))
                .hasSize(name.size())
                .allSatisfy(type -> assertThat(type).matches("[a-z0-9][^\\s/;]*/[a-z0-9][^\\s/;]*"));
        Map<String, byte[]> files =
                unpack(oslo().get(QUEUE + "/" + sown.meldingId() + "/data").bytes(), environment.oslo());
        assertThat(files).hasSize(name.size() + 1);
        List<String> names = List.copyOf(files.keySet());
        assertThat(names)
                .allSatisfy(single -> assertThat(single)
                        .doesNotMatch(
                                "(?is)(con|prn|aux|nul|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3])(\\..*)?")
                        .doesNotContainPattern(
                                "[*:\"\\\\/<>|?\\p{Cntrl}\u202a-\u202e\u2066-\u2069]|[. \u00a0\u3000\u200b]$")
                        .hasSizeLessThanOrEqualTo(226));
        assertThat(names.stream()
                        .map(single -> Normalizer.normalize(single, Normalizer.Form.NFC)
                                .toLowerCase(Locale.ROOT))
                        .distinct())
                .hasSize(name.size() + 1);
    }

    @Test
    void what_follows_a_soknad_tells_where_it_went_and_a_klage_its_id() {
        change("UPDATE konto SET meldingstyper = meldingstyper || '{no.nav.digisos.klage.v1}'::text[] WHERE id = '"
                + SeedData.OSLO.kontoId() + "'");
        Sown soknad = small();
        oslo().post(QUEUE + "/hent", "{}");
        oslo().post(QUEUE + "/" + soknad.meldingId() + "/kvittering/mottatt", "{}");
        UUID klageId = UUID.randomUUID();
        Sown klage = innsending(InnsendingType.KLAGE, soknad.digisosId(), klageId, "klage.json", "klage.pdf");
        JsonNode melding = oslo().post(QUEUE + "/hent", "{}").json().get(0);
        Map<String, byte[]> files =
                unpack(oslo().get(QUEUE + "/" + klage.meldingId() + "/data").bytes(), environment.oslo());
        assertThat(new String(files.get("forsendelseMetadata.json"), StandardCharsets.UTF_8))
                .isEqualTo("{\"eksternRef\":" + melding.get("eksternRef") + ",\"digisosId\":\"" + soknad.digisosId()
                        + "\",\"klageId\":\"" + klageId
                        + "\",\"soknadLeveranseId\":{\"sendtKanal\":\"FIKS_IO\",\"id\":\"" + soknad.meldingId()
                        + "\"}}");
    }

    @Test
    void it_is_there_after_the_receipt_and_gone_after_the_rejection() {
        Sown mottatt = small();
        Sown avvist = small();
        oslo().post(QUEUE + "/hent", "{}");
        oslo().post(QUEUE + "/" + mottatt.meldingId() + "/kvittering/mottatt", "{}");
        oslo().post(QUEUE + "/" + avvist.meldingId() + "/kvittering/avvist", "{\"melding\":\"nei\"}");
        assertThat(oslo().get(QUEUE + "/" + mottatt.meldingId() + "/data").status())
                .isEqualTo(200);
        assertError(oslo().get(QUEUE + "/" + avvist.meldingId() + "/data"), 410, "SLETTET");
        assertError(oslo().get(QUEUE + "/" + UUID.randomUUID() + "/data"), 404, "FINNES_IKKE");
        assertError(
                fagsystem(SeedData.BERGEN_FAGSYSTEM).get(QUEUE + "/" + mottatt.meldingId() + "/data"),
                403,
                "INGEN_TILGANG");
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
