package no.digisos.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import no.digisos.common.krypto.PlatformKeys;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Skjema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What keeps a mellomlagring alive, and which keys its files may be encrypted for (contract.md 2 and 4). */
abstract class MellomlagringSuite extends InnsendingSuite {
    private static final Duration DAG = Duration.ofDays(1);

    @AfterEach
    void stillKlokken() {
        miljo.database().setClockOffset(Duration.ZERO);
    }

    @Test
    void an_upload_and_a_deletion_touch_it_and_a_read_does_not() {
        String ref = ref();
        mellomlagre(ref, "a.pdf", new byte[3]);
        mellomlagre(ref, "b.pdf", new byte[4]);
        String begynt = berort(ref);

        miljo.database().setClockOffset(DAG);
        String filId = maskin().get(mellomlagring(ref))
                .json()
                .at("/mellomlagringMetadataList/0/filId")
                .asText();
        assertThat(maskin().get(mellomlagring(ref) + "/" + filId).status()).isEqualTo(200);
        assertThat(berort(ref)).isEqualTo(begynt);

        assertThat(maskin().delete(mellomlagring(ref) + "/" + filId).status()).isEqualTo(204);
        String slettet = berort(ref);
        assertThat(slettet).isGreaterThan(begynt);

        miljo.database().setClockOffset(DAG.multipliedBy(2));
        mellomlagre(ref, "c.pdf", new byte[5]);
        assertThat(berort(ref)).isGreaterThan(slettet);
    }

    @Test
    void a_repeated_upload_touches_it_and_a_refused_one_does_not() {
        String ref = ref();
        byte[] cms = Skjema.krypter(new byte[3], sertifikat());
        Skjema skjema = new Skjema().fil("a.pdf", 3, cms);
        assertThat(maskin().post(mellomlagring(ref), skjema).status()).isEqualTo(202);
        String begynt = berort(ref);
        miljo.database().setClockOffset(DAG);
        SoknadSuite.assertError(
                maskin().post(mellomlagring(ref), new Skjema().fil("a.pdf", new byte[4], sertifikat())),
                409,
                "FIL_FINNES");
        assertThat(berort(ref)).isEqualTo(begynt);
        assertThat(maskin().post(mellomlagring(ref), skjema).status()).isEqualTo(202);
        assertThat(berort(ref)).isGreaterThan(begynt);
    }

    @Test
    void the_same_file_encrypted_anew_is_the_old_one() {
        String ref = ref();
        String forste = filId(legg(ref, new Skjema().fil("a.pdf", new byte[3], sertifikat())));
        assertThat(filId(legg(ref, new Skjema().fil("a.pdf", new byte[3], sertifikat()))))
                .isEqualTo(forste);
        assertThat(iMellomlagring(ref)).containsExactly("a.pdf");
    }

    @Test
    void ettersendelse_pdf_alone_gives_way_to_another_of_its_name() {
        String ref = ref();
        mellomlagre(ref, "a.pdf", new byte[3]);
        String forste = filId(legg(ref, new Skjema().fil("ettersendelse.pdf", new byte[4], sertifikat())));
        String andre = filId(legg(ref, new Skjema().fil("ettersendelse.pdf", new byte[5], sertifikat())));
        assertThat(andre).isNotEqualTo(forste);
        assertThat(iMellomlagring(ref)).containsExactly("a.pdf", "ettersendelse.pdf");
        SoknadSuite.assertError(maskin().get(mellomlagring(ref) + "/" + forste), 404, "FINNES_IKKE");
        assertThat(maskin().get(mellomlagring(ref) + "/" + andre).bytes()).isEqualTo(new byte[5]);

        for (String navn : List.of("a.pdf", "Ettersendelse.pdf", "klage.pdf")) {
            maskin().post(mellomlagring(ref), new Skjema().fil(navn, new byte[3], sertifikat()));
            SoknadSuite.assertError(legg(ref, new Skjema().fil(navn, new byte[6], sertifikat())), 409, "FIL_FINNES");
        }
        SoknadSuite.assertError(
                legg(
                        ref,
                        new Skjema()
                                .fil("ettersendelse.pdf", new byte[7], sertifikat())
                                .fil("ettersendelse.pdf", new byte[8], sertifikat())),
                409,
                "FIL_FINNES");
        assertThat(maskin().get(mellomlagring(ref) + "/" + andre).bytes())
                .as("a refused request takes nothing away")
                .isEqualTo(new byte[5]);
    }

    private Svar legg(String ref, Skjema skjema) {
        return maskin().post(mellomlagring(ref), skjema);
    }

    private static String filId(Svar svar) {
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(202);
        return svar.json().at("/mellomlagringMetadataList/0/filId").asText();
    }

    @Test
    void a_refused_submission_leaves_it_as_it_was() {
        String ref = ref();
        mellomlagre(ref, "a.pdf", new byte[3]);
        String begynt = berort(ref);
        miljo.database().setClockOffset(DAG);
        Svar svar = person(FNR)
                .post(
                        SoknadSuite.soknadSti("0301", ref),
                        new Skjema()
                                .json("soknadJson", SoknadSuite.soknad(FNR, "en"))
                                .json("vedleggJson", SoknadSuite.vedlegg("mangler.pdf"))
                                .fil("Soknad.pdf", new byte[3], sertifikat()));
        SoknadSuite.assertError(svar, 400, "VEDLEGG_MANGLER");
        assertThat(iMellomlagring(ref)).containsExactly("a.pdf");
        assertThat(berort(ref)).isEqualTo(begynt);
    }

    @Test
    void files_for_the_new_and_the_old_certificate_are_taken_side_by_side_in_one_request() {
        X509Certificate gammelt = gammelt();
        assertThat(gammelt).isNotEqualTo(sertifikat());
        String ref = ref();
        Svar svar = maskin().post(
                        mellomlagring(ref),
                        new Skjema()
                                .fil("ny.pdf", SoknadSuite.bytes(100, 1), sertifikat())
                                .fil("gammel.pdf", SoknadSuite.bytes(200, 2), gammelt));
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(202);
        String filId = svar.json().at("/mellomlagringMetadataList/1/filId").asText();
        assertThat(maskin().get(mellomlagring(ref) + "/" + filId).bytes())
                .as("sealed like any other, so it outlives the key that it came under")
                .isEqualTo(SoknadSuite.bytes(200, 2));
        assertThat(maskin().get("/digisos/api/v1/dokumentlager-public-key").tekst())
                .as("one certificate is served")
                .containsOnlyOnce("BEGIN CERTIFICATE");
    }

    private X509Certificate gammelt() {
        Path plattform = miljo.nokler().resolve("plattform");
        return PlatformKeys.load(plattform, Optional.of("gammel")).active().certificate();
    }

    private String berort(String ref) {
        return les("SELECT sist_berort FROM mellomlagring WHERE nav_ekstern_ref_id = ?", ref)
                .getFirst();
    }

    @Test
    void a_table_that_is_held_is_answered_while_it_is_and_nothing_is_lost() throws SQLException {
        String ref = ref();
        mellomlagre(ref, "a.pdf", new byte[3]);
        Skjema soknad = new Skjema()
                .json("soknadJson", SoknadSuite.soknad(FNR, "en"))
                .json("vedleggJson", SoknadSuite.vedlegg("a.pdf"))
                .fil("Soknad.pdf", SoknadSuite.bytes(40, 1), sertifikat());
        try (Connection holder = miljo.database().superuser().getConnection();
                Statement las = holder.createStatement()) {
            holder.setAutoCommit(false);
            las.execute("LOCK TABLE innsending");
            Svar svar = person(FNR).post(SoknadSuite.soknadSti("0301", ref), soknad);
            SoknadSuite.assertError(svar, 503, "UTILGJENGELIG");
            assertThat(svar.hode("Retry-After")).isNotEmpty();
            assertThat(les("SELECT count(*) FROM pg_locks WHERE NOT granted"))
                    .as("the database gave it up itself: nobody waits for it still")
                    .containsExactly("0");
            assertThat(iMellomlagring(ref)).containsExactly("a.pdf");
        }
        assertThat(person(FNR).post(SoknadSuite.soknadSti("0301", ref), soknad).status())
                .isEqualTo(202);
        assertThat(les("SELECT count(*) FROM innsending WHERE nav_ekstern_ref_id = ?", ref))
                .containsExactly("1");
        assertThat(iMellomlagring(ref)).isEmpty();
    }

    /** So no limit on transactions that stand still can cut an upload off, however slow it is. */
    @Test
    void no_transaction_is_open_while_a_body_is_on_its_way() throws Exception {
        String ref = ref();
        Skjema skjema = new Skjema().fil("a.pdf", SoknadSuite.bytes(3_000_000, 1), sertifikat());
        byte[] kropp = skjema.bytes();
        URI uri = URI.create(SoknadSuite.base());
        String foer =
                les("SELECT count(*) FROM dokument WHERE tilstand = 'MOTTAS'").getFirst();
        try (Socket klient = new Socket(uri.getHost(), uri.getPort())) {
            OutputStream ut = klient.getOutputStream();
            ut.write(("POST " + mellomlagring(ref) + " HTTP/1.1\r\nHost: x\r\nContent-Type: " + skjema.innholdstype()
                            + "\r\nContent-Length: " + kropp.length + "\r\nAuthorization: Bearer "
                            + miljo.utsteder().maskin(Fro.NAV_ORG) + "\r\nIntegrasjonId: " + Fro.NAV.id()
                            + "\r\nIntegrasjonPassord: " + Fro.NAV.passord() + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            ut.write(kropp, 0, kropp.length - 100);
            ut.flush();
            // Two pieces of a mebibyte are stored, and the third is on its way.
            while (les("SELECT count(*) FROM dokument_bit b JOIN dokument d ON d.id = b.dokument_id WHERE d.tilstand = 'MOTTAS'")
                            .getFirst()
                            .equals("0")
                    || les("SELECT count(*) FROM dokument WHERE tilstand = 'MOTTAS'")
                            .getFirst()
                            .equals(foer)) {
                Thread.onSpinWait();
            }
            try (Connection c = miljo.database().superuser().getConnection();
                    Statement s = c.createStatement();
                    ResultSet r =
                            s.executeQuery("SELECT count(*), count(*) FILTER (WHERE state LIKE 'idle in transaction%')"
                                    + " FROM pg_stat_activity WHERE usename = 'digisos_submit'")) {
                r.next();
                assertThat(r.getInt(1)).as("connections of the function").isPositive();
                assertThat(r.getInt(2)).as("of these with a transaction open").isZero();
            }
            ut.write(kropp, kropp.length - 100, 100);
            ut.flush();
            assertThat(new String(klient.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 202");
        }
        assertThat(iMellomlagring(ref)).containsExactly("a.pdf");
    }
}
