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
import no.digisos.common.crypto.PlatformKeys;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client.Answer;
import no.digisos.seeds.client.MultipartForm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What keeps a mellomlagring alive, and which keys its files may be encrypted for (contract.md 2 and 4). */
abstract class MellomlagringSuite extends InnsendingSuite {
    private static final Duration DAY = Duration.ofDays(1);

    @AfterEach
    void setClock() {
        environment.database().setClockOffset(Duration.ZERO);
    }

    @Test
    void an_upload_and_a_deletion_touch_it_and_a_read_does_not() {
        String ref = ref();
        stage(ref, "a.pdf", new byte[3]);
        stage(ref, "b.pdf", new byte[4]);
        String begun = touched(ref);

        environment.database().setClockOffset(DAY);
        String fileId = machine()
                .get(mellomlagring(ref))
                .json()
                .at("/mellomlagringMetadataList/0/filId")
                .asText();
        assertThat(machine().get(mellomlagring(ref) + "/" + fileId).status()).isEqualTo(200);
        assertThat(touched(ref)).isEqualTo(begun);

        assertThat(machine().delete(mellomlagring(ref) + "/" + fileId).status()).isEqualTo(204);
        String deleted = touched(ref);
        assertThat(deleted).isGreaterThan(begun);

        environment.database().setClockOffset(DAY.multipliedBy(2));
        stage(ref, "c.pdf", new byte[5]);
        assertThat(touched(ref)).isGreaterThan(deleted);
    }

    @Test
    void a_repeated_upload_touches_it_and_a_refused_one_does_not() {
        String ref = ref();
        byte[] cms = MultipartForm.encrypt(new byte[3], certificate());
        MultipartForm form = new MultipartForm().file("a.pdf", 3, cms);
        assertThat(machine().post(mellomlagring(ref), form).status()).isEqualTo(202);
        String begun = touched(ref);
        environment.database().setClockOffset(DAY);
        SoknadSuite.assertError(
                machine().post(mellomlagring(ref), new MultipartForm().file("a.pdf", new byte[4], certificate())),
                409,
                "FIL_FINNES");
        assertThat(touched(ref)).isEqualTo(begun);
        assertThat(machine().post(mellomlagring(ref), form).status()).isEqualTo(202);
        assertThat(touched(ref)).isGreaterThan(begun);
    }

    @Test
    void the_same_file_encrypted_anew_is_the_old_one() {
        String ref = ref();
        String first = fileId(add(ref, new MultipartForm().file("a.pdf", new byte[3], certificate())));
        assertThat(fileId(add(ref, new MultipartForm().file("a.pdf", new byte[3], certificate()))))
                .isEqualTo(first);
        assertThat(inMellomlagring(ref)).containsExactly("a.pdf");
    }

    @Test
    void ettersendelse_pdf_alone_gives_way_to_another_of_its_name() {
        String ref = ref();
        stage(ref, "a.pdf", new byte[3]);
        String first = fileId(add(ref, new MultipartForm().file("ettersendelse.pdf", new byte[4], certificate())));
        String other = fileId(add(ref, new MultipartForm().file("ettersendelse.pdf", new byte[5], certificate())));
        assertThat(other).isNotEqualTo(first);
        assertThat(inMellomlagring(ref)).containsExactly("a.pdf", "ettersendelse.pdf");
        SoknadSuite.assertError(machine().get(mellomlagring(ref) + "/" + first), 404, "FINNES_IKKE");
        assertThat(machine().get(mellomlagring(ref) + "/" + other).bytes()).isEqualTo(new byte[5]);

        for (String name : List.of("a.pdf", "Ettersendelse.pdf", "klage.pdf")) {
            machine().post(mellomlagring(ref), new MultipartForm().file(name, new byte[3], certificate()));
            SoknadSuite.assertError(
                    add(ref, new MultipartForm().file(name, new byte[6], certificate())), 409, "FIL_FINNES");
        }
        SoknadSuite.assertError(
                add(
                        ref,
                        new MultipartForm()
                                .file("ettersendelse.pdf", new byte[7], certificate())
                                .file("ettersendelse.pdf", new byte[8], certificate())),
                409,
                "FIL_FINNES");
        assertThat(machine().get(mellomlagring(ref) + "/" + other).bytes())
                .as("a refused request takes nothing away")
                .isEqualTo(new byte[5]);
    }

    private Answer add(String ref, MultipartForm form) {
        return machine().post(mellomlagring(ref), form);
    }

    private static String fileId(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return answer.json().at("/mellomlagringMetadataList/0/filId").asText();
    }

    @Test
    void a_refused_submission_leaves_it_as_it_was() {
        String ref = ref();
        stage(ref, "a.pdf", new byte[3]);
        String begun = touched(ref);
        environment.database().setClockOffset(DAY);
        Answer answer = person(FNR)
                .post(
                        SoknadSuite.soknadPath("0301", ref),
                        new MultipartForm()
                                .json("soknadJson", SoknadSuite.soknad(FNR, "en"))
                                .json("vedleggJson", SoknadSuite.vedlegg("mangler.pdf"))
                                .file("Soknad.pdf", new byte[3], certificate()));
        SoknadSuite.assertError(answer, 400, "VEDLEGG_MANGLER");
        assertThat(inMellomlagring(ref)).containsExactly("a.pdf");
        assertThat(touched(ref)).isEqualTo(begun);
    }

    @Test
    void files_for_the_new_and_the_old_certificate_are_taken_side_by_side_in_one_request() {
        X509Certificate old = old();
        assertThat(old).isNotEqualTo(certificate());
        String ref = ref();
        Answer answer = machine()
                .post(
                        mellomlagring(ref),
                        new MultipartForm()
                                .file("ny.pdf", SoknadSuite.bytes(100, 1), certificate())
                                .file("gammel.pdf", SoknadSuite.bytes(200, 2), old));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        String fileId = answer.json().at("/mellomlagringMetadataList/1/filId").asText();
        assertThat(machine().get(mellomlagring(ref) + "/" + fileId).bytes())
                .as("sealed like any other, so it outlives the key that it came under")
                .isEqualTo(SoknadSuite.bytes(200, 2));
        assertThat(machine().get("/digisos/api/v1/dokumentlager-public-key").text())
                .as("one certificate is served")
                .containsOnlyOnce("BEGIN CERTIFICATE");
    }

    private X509Certificate old() {
        Path platform = environment.nokler().resolve("plattform");
        return PlatformKeys.load(platform, Optional.of("gammel")).active().certificate();
    }

    private String touched(String ref) {
        return read("SELECT sist_berort FROM mellomlagring WHERE nav_ekstern_ref_id = ?", ref)
                .getFirst();
    }

    @Test
    void a_table_that_is_held_is_answered_while_it_is_and_nothing_is_lost() throws SQLException {
        String ref = ref();
        stage(ref, "a.pdf", new byte[3]);
        MultipartForm soknad = new MultipartForm()
                .json("soknadJson", SoknadSuite.soknad(FNR, "en"))
                .json("vedleggJson", SoknadSuite.vedlegg("a.pdf"))
                .file("Soknad.pdf", SoknadSuite.bytes(40, 1), certificate());
        try (Connection holder = environment.database().superuser().getConnection();
                Statement lock = holder.createStatement()) {
            holder.setAutoCommit(false);
            lock.execute("LOCK TABLE innsending");
            Answer answer = person(FNR).post(SoknadSuite.soknadPath("0301", ref), soknad);
            SoknadSuite.assertError(answer, 503, "UTILGJENGELIG");
            assertThat(answer.header("Retry-After")).isNotEmpty();
            assertThat(read("SELECT count(*) FROM pg_locks WHERE NOT granted"))
                    .as("the database gave it up itself: nobody waits for it still")
                    .containsExactly("0");
            assertThat(inMellomlagring(ref)).containsExactly("a.pdf");
        }
        assertThat(person(FNR).post(SoknadSuite.soknadPath("0301", ref), soknad).status())
                .isEqualTo(202);
        assertThat(read("SELECT count(*) FROM innsending WHERE nav_ekstern_ref_id = ?", ref))
                .containsExactly("1");
        assertThat(inMellomlagring(ref)).isEmpty();
    }

    /** So no limit on transactions that stand still can cut an upload off, however slow it is. */
    @Test
    void no_transaction_is_open_while_a_body_is_on_its_way() throws Exception {
        String ref = ref();
        MultipartForm form = new MultipartForm().file("a.pdf", SoknadSuite.bytes(3_000_000, 1), certificate());
        byte[] body = form.bytes();
        URI uri = URI.create(SoknadSuite.base());
        String before =
                read("SELECT count(*) FROM dokument WHERE tilstand = 'MOTTAS'").getFirst();
        try (Socket client = new Socket(uri.getHost(), uri.getPort())) {
            OutputStream out = client.getOutputStream();
            out.write(("POST " + mellomlagring(ref) + " HTTP/1.1\r\nHost: x\r\nContent-Type: " + form.contentType()
                            + "\r\nContent-Length: " + body.length + "\r\nAuthorization: Bearer "
                            + environment.utsteder().machine(SeedData.NAV_ORG) + "\r\nIntegrasjonId: "
                            + SeedData.NAV.id()
                            + "\r\nIntegrasjonPassord: " + SeedData.NAV.passord() + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(body, 0, body.length - 100);
            out.flush();
            // Two pieces of a mebibyte are stored, and the third is on its way.
            while (read("SELECT count(*) FROM dokument_bit b JOIN dokument d ON d.id = b.dokument_id WHERE d.tilstand = 'MOTTAS'")
                            .getFirst()
                            .equals("0")
                    || read("SELECT count(*) FROM dokument WHERE tilstand = 'MOTTAS'")
                            .getFirst()
                            .equals(before)) {
                Thread.onSpinWait();
            }
            try (Connection c = environment.database().superuser().getConnection();
                    Statement s = c.createStatement();
                    ResultSet r =
                            s.executeQuery("SELECT count(*), count(*) FILTER (WHERE state LIKE 'idle in transaction%')"
                                    + " FROM pg_stat_activity WHERE usename = 'digisos_submit'")) {
                r.next();
                assertThat(r.getInt(1)).as("connections of the function").isPositive();
                assertThat(r.getInt(2)).as("of these with a transaction open").isZero();
            }
            out.write(body, body.length - 100, 100);
            out.flush();
            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 202");
        }
        assertThat(inMellomlagring(ref)).containsExactly("a.pdf");
    }
}
