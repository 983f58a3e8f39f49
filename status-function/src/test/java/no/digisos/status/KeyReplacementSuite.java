package no.digisos.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.cert.CertificateEncodingException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.digisos.common.crypto.Certificates;
import no.digisos.common.crypto.RecipientKey;
import no.digisos.seeds.SakSeeds.Sown;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client.Answer;
import no.digisos.seeds.client.Opener;
import no.digisos.seeds.client.Recipients;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A konto changes its key while messages wait and while leases live (delivery.md 4): nothing becomes unreadable. */
abstract class KeyReplacementSuite extends QueueSuite {
    private final RecipientKey fresh = Recipients.generate("Oslo kommune ny", 3072);

    @AfterEach
    void give_the_konto_its_key_back() {
        replace(environment.oslo());
    }

    @Test
    void what_waited_and_what_is_leased_goes_out_forstthe_certificate_of_the_moment() {
        Sown leased = soknad();
        JsonNode melding = oslo().post(QUEUE + "/hent", "{}").json().get(0);
        Sown pending = soknad();
        assertThat(melding.get("nokkelFingeravtrykk").asText()).isEqualTo(fingerprint(environment.oslo()));

        replace(fresh);

        assertThat(oslo().get(QUEUE).json().findValuesAsText("nokkelFingeravtrykk"))
                .containsOnly(fingerprint(fresh))
                .hasSize(2);
        for (Sown sown : List.of(leased, pending)) {
            for (Map.Entry<String, UUID> dokument : sown.dokumentIder().entrySet()) {
                byte[] cms = oslo().get(path(sown, dokument.getKey())).bytes();
                assertThat(Opener.open(cms, fresh)).isNotEmpty();
                assertThatThrownBy(() -> Opener.open(cms, environment.oslo())).isInstanceOf(RuntimeException.class);
            }
            byte[] bundle = oslo().get(QUEUE + "/" + sown.meldingId() + "/data").bytes();
            assertThat(unpack(bundle, fresh)).hasSize(4);
            assertThat(unpack(
                            svarinn()
                                    .get(SVARINN + "/forsendelse/" + sown.meldingId())
                                    .bytes(),
                            fresh))
                    .hasSize(4);
        }
        String kvittering = "{\"leieId\":" + melding.get("leieId") + "}";
        assertThat(oslo().post(QUEUE + "/" + leased.meldingId() + "/kvittering/mottatt", kvittering)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_download_that_broke_off_before_the_change_starts_anew_and_whole() {
        Sown sown = soknad();
        oslo().post(QUEUE + "/hent", "{}");
        String path = path(sown, "Soknad.pdf");
        Answer begun = oslo().withHeader("Range", "bytes=0-999999").get(path);
        assertThat(begun.status()).isEqualTo(206);
        String etag = begun.header("ETag");

        replace(fresh);

        Answer rest = oslo().withHeader("Range", "bytes=1000000-")
                .withHeader("If-Range", etag)
                .get(path);
        assertThat(rest.status()).isEqualTo(200);
        assertThat(rest.header("Content-Range")).isEmpty();
        assertThat(rest.header("ETag")).isNotEqualTo(etag).contains(fingerprint(fresh));
        assertThat(Opener.open(rest.bytes(), fresh)).isEqualTo(bytes(3_000_000, 5));

        Answer downstream = oslo().withHeader("Range", "bytes=1000000-")
                .withHeader("If-Range", rest.header("ETag"))
                .get(path);
        assertThat(downstream.status()).isEqualTo(206);
        assertThat(downstream.bytes()).isEqualTo(Arrays.copyOfRange(rest.bytes(), 1_000_000, rest.bytes().length));
    }

    @Test
    void the_old_key_again_gives_the_very_same_bytes() {
        Sown sown = soknad();
        oslo().post(QUEUE + "/hent", "{}");
        Answer initial = oslo().get(path(sown, "Soknad.pdf"));
        replace(fresh);
        oslo().get(path(sown, "Soknad.pdf"));
        replace(environment.oslo());
        Answer after = oslo().get(path(sown, "Soknad.pdf"));
        assertThat(after.header("ETag")).isEqualTo(initial.header("ETag"));
        assertThat(after.bytes()).isEqualTo(initial.bytes());
    }

    @Test
    void without_any_key_the_messages_wait_forstone() {
        Sown sown = soknad();
        oslo().post(QUEUE + "/hent", "{}");
        change("UPDATE konto SET sertifikat = NULL WHERE id = '" + SeedData.OSLO.kontoId() + "'");
        for (String path : List.of(path(sown, "Soknad.pdf"), QUEUE + "/" + sown.meldingId() + "/data")) {
            assertError(oslo().get(path), 503, "UTILGJENGELIG");
        }
        assertError(svarinn().get(SVARINN + "/forsendelse/" + sown.meldingId()), 503, "UTILGJENGELIG");
        assertThat(oslo().get(QUEUE).json()).hasSize(1);
        replace(fresh);
        assertThat(Opener.open(oslo().get(path(sown, "Soknad.pdf")).bytes(), fresh))
                .isEqualTo(bytes(3_000_000, 5));
    }

    private void replace(RecipientKey key) {
        try {
            change("UPDATE konto SET sertifikat = decode('"
                    + HexFormat.of().formatHex(key.certificate().getEncoded()) + "', 'hex') WHERE id = '"
                    + SeedData.OSLO.kontoId() + "'");
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String fingerprint(RecipientKey key) {
        return Certificates.fingerprint(key.certificate());
    }

    private static String path(Sown sown, String name) {
        return QUEUE + "/" + sown.meldingId() + "/dokumenter/"
                + sown.dokumentIder().get(name);
    }
}
