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
import no.digisos.common.krypto.Certificates;
import no.digisos.common.krypto.RecipientKey;
import no.digisos.common.krypto.TestCertificates;
import no.digisos.common.testkit.Apner;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Saksfro.Sadd;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A konto changes its key while messages wait and while leases live (delivery.md 4): nothing becomes unreadable. */
abstract class NokkelbytteSuite extends KoSuite {
    private final RecipientKey ny = TestCertificates.generate("Oslo kommune ny", 3072);

    @AfterEach
    void give_the_konto_its_key_back() {
        bytt(miljo.oslo());
    }

    @Test
    void what_waited_and_what_is_leased_goes_out_forstthe_certificate_of_the_moment() {
        Sadd leid = soknad();
        JsonNode melding = oslo().post(KO + "/hent", "{}").json().get(0);
        Sadd venter = soknad();
        assertThat(melding.get("nokkelFingeravtrykk").asText()).isEqualTo(avtrykk(miljo.oslo()));

        bytt(ny);

        assertThat(oslo().get(KO).json().findValuesAsText("nokkelFingeravtrykk"))
                .containsOnly(avtrykk(ny))
                .hasSize(2);
        for (Sadd sadd : List.of(leid, venter)) {
            for (Map.Entry<String, UUID> dokument : sadd.dokumentIder().entrySet()) {
                byte[] cms = oslo().get(sti(sadd, dokument.getKey())).bytes();
                assertThat(Apner.apne(cms, ny)).isNotEmpty();
                assertThatThrownBy(() -> Apner.apne(cms, miljo.oslo())).isInstanceOf(RuntimeException.class);
            }
            byte[] pakke = oslo().get(KO + "/" + sadd.meldingId() + "/data").bytes();
            assertThat(pakkUt(pakke, ny)).hasSize(4);
            assertThat(pakkUt(
                            svarinn()
                                    .get(SVARINN + "/forsendelse/" + sadd.meldingId())
                                    .bytes(),
                            ny))
                    .hasSize(4);
        }
        String kvittering = "{\"leieId\":" + melding.get("leieId") + "}";
        assertThat(oslo().post(KO + "/" + leid.meldingId() + "/kvittering/mottatt", kvittering)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_download_that_broke_off_before_the_change_starts_anew_and_whole() {
        Sadd sadd = soknad();
        oslo().post(KO + "/hent", "{}");
        String sti = sti(sadd, "Soknad.pdf");
        Svar begynt = oslo().medHode("Range", "bytes=0-999999").get(sti);
        assertThat(begynt.status()).isEqualTo(206);
        String etag = begynt.hode("ETag");

        bytt(ny);

        Svar resten = oslo().medHode("Range", "bytes=1000000-")
                .medHode("If-Range", etag)
                .get(sti);
        assertThat(resten.status()).isEqualTo(200);
        assertThat(resten.hode("Content-Range")).isEmpty();
        assertThat(resten.hode("ETag")).isNotEqualTo(etag).contains(avtrykk(ny));
        assertThat(Apner.apne(resten.bytes(), ny)).isEqualTo(bytes(3_000_000, 5));

        Svar videre = oslo().medHode("Range", "bytes=1000000-")
                .medHode("If-Range", resten.hode("ETag"))
                .get(sti);
        assertThat(videre.status()).isEqualTo(206);
        assertThat(videre.bytes()).isEqualTo(Arrays.copyOfRange(resten.bytes(), 1_000_000, resten.bytes().length));
    }

    @Test
    void the_old_key_again_gives_the_very_same_bytes() {
        Sadd sadd = soknad();
        oslo().post(KO + "/hent", "{}");
        Svar forst = oslo().get(sti(sadd, "Soknad.pdf"));
        bytt(ny);
        oslo().get(sti(sadd, "Soknad.pdf"));
        bytt(miljo.oslo());
        Svar etter = oslo().get(sti(sadd, "Soknad.pdf"));
        assertThat(etter.hode("ETag")).isEqualTo(forst.hode("ETag"));
        assertThat(etter.bytes()).isEqualTo(forst.bytes());
    }

    @Test
    void without_any_key_the_messages_wait_forstone() {
        Sadd sadd = soknad();
        oslo().post(KO + "/hent", "{}");
        endre("UPDATE konto SET sertifikat = NULL WHERE id = '" + Fro.OSLO.kontoId() + "'");
        for (String sti : List.of(sti(sadd, "Soknad.pdf"), KO + "/" + sadd.meldingId() + "/data")) {
            assertError(oslo().get(sti), 503, "UTILGJENGELIG");
        }
        assertError(svarinn().get(SVARINN + "/forsendelse/" + sadd.meldingId()), 503, "UTILGJENGELIG");
        assertThat(oslo().get(KO).json()).hasSize(1);
        bytt(ny);
        assertThat(Apner.apne(oslo().get(sti(sadd, "Soknad.pdf")).bytes(), ny)).isEqualTo(bytes(3_000_000, 5));
    }

    private void bytt(RecipientKey nokkel) {
        try {
            endre("UPDATE konto SET sertifikat = decode('"
                    + HexFormat.of().formatHex(nokkel.certificate().getEncoded()) + "', 'hex') WHERE id = '"
                    + Fro.OSLO.kontoId() + "'");
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String avtrykk(RecipientKey nokkel) {
        return Certificates.fingerprint(nokkel.certificate());
    }

    private static String sti(Sadd sadd, String navn) {
        return KO + "/" + sadd.meldingId() + "/dokumenter/"
                + sadd.dokumentIder().get(navn);
    }
}
