package no.digisos.status;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import no.digisos.common.krypto.RecipientKey;
import no.digisos.common.sak.Innsendingstype;
import no.digisos.common.testkit.Apner;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient;
import no.digisos.common.testkit.Saksfro.Innlevert;
import no.digisos.common.testkit.Saksfro.Sadd;
import no.digisos.common.testkit.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the suites of the queue share: an empty queue, a clock to move, and an eye on the rows. */
abstract class KoSuite extends StatusSuite {
    static final String KO = "/digisos/mottak/api/v1/kontoer/" + Fro.OSLO.kontoId() + "/meldinger";
    static final String SVARINN = "/tjenester/svarinn";

    @BeforeEach
    void empty_the_queue() {
        TestDatabase.execute(
                miljo.database().superuser(),
                "UPDATE leveranse SET tilstand = 'TRUKKET', aarsak = 'KONTO_STENGT', trukket = now(), sendes_tidligst = now(),"
                        + " leie_id = NULL, leie_til = NULL, leie_data_hentet = false WHERE tilstand = 'I_KO'");
    }

    @AfterEach
    void reset_the_clock() {
        miljo.database().setClockOffset(Duration.ZERO);
    }

    /** A fagsystem that speaks SvarInn. */
    Klient svarinn() {
        return svarinn(Fro.OSLO_FAGSYSTEM);
    }

    static Klient svarinn(Fro.Integrasjon integrasjon) {
        return Klient.mot(base()).basic(integrasjon.id().toString(), integrasjon.passord());
    }

    /** A søknad with small documents. */
    Sadd liten() {
        return innsending(Innsendingstype.SOKNAD, UUID.randomUUID(), null, "soknad.json", "vedlegg.json", "Soknad.pdf");
    }

    Sadd ettersendelse(UUID digisosId) {
        return innsending(Innsendingstype.ETTERSENDELSE, digisosId, null, "vedlegg.json", "ettersendelse.pdf");
    }

    /** A submission whose documents have these names, in this order; each document's text is its name and place. */
    Sadd innsending(Innsendingstype type, UUID digisosId, @Nullable UUID klageId, String... navn) {
        List<Innlevert> filer = new ArrayList<>();
        for (int nr = 0; nr < navn.length; nr++) {
            filer.add(new Innlevert(navn[nr], "application/pdf", saksfro.forsegl(innhold(navn[nr], nr))));
        }
        return saksfro.innsending(
                type, digisosId, Fro.OSLO, FNR, UUID.randomUUID().toString(), klageId, filer);
    }

    static byte[] innhold(String navn, int nr) {
        return (nr + " " + navn).getBytes(StandardCharsets.UTF_8);
    }

    /** A package's files by name, in order; a name that comes twice fails. */
    static Map<String, byte[]> pakkUt(byte[] cms, RecipientKey mottaker) {
        Map<String, byte[]> filer = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(Apner.apne(cms, mottaker)))) {
            for (ZipEntry post = zip.getNextEntry(); post != null; post = zip.getNextEntry()) {
                if (filer.put(post.getName(), zip.readAllBytes()) != null) {
                    throw new AssertionError("two entries of one name: " + post.getName());
                }
            }
            return filer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] fil(Map<String, byte[]> filer, String navn) {
        return Objects.requireNonNull(filer.get(navn), navn);
    }

    void endre(String sql) {
        TestDatabase.execute(miljo.database().superuser(), sql);
    }

    /** Past its frist, and sent by SvarUt, whose answer was lost. */
    void ukjentISvarUt(Sadd sadd) {
        endre("UPDATE leveranse SET tilstand = 'SVARUT_UKJENT', aarsak = 'TTL_TIDSAVBRUDD', trukket = now(),"
                + " sendes_tidligst = now(), svarut_forsok = 1, svarut_startet = now(), leie_id = NULL, leie_til = NULL,"
                + " leie_integrasjon = NULL, leie_data_hentet = false WHERE id = '" + sadd.meldingId() + "'");
    }

    void sendtISvarUt(Sadd sadd) {
        endre(
                "UPDATE leveranse SET tilstand = 'SVARUT_SENDT', forsendelses_id = gen_random_uuid(), svarut_sendt = now(),"
                        + " leie_id = NULL, leie_til = NULL, leie_integrasjon = NULL, leie_data_hentet = false WHERE id = '"
                        + sadd.meldingId() + "'");
    }

    /** Closed by an operator, from where it was. */
    void lukket(Sadd sadd) {
        endre("UPDATE leveranse SET tilstand = 'LUKKET', lukket = now() WHERE id = '" + sadd.meldingId() + "'");
    }

    String senKvittering(Sadd sadd) {
        return verdi("SELECT (sen_kvittering IS NOT NULL)::text FROM leveranse WHERE id = ?", sadd.meldingId());
    }

    String tilstand(Sadd sadd) {
        return verdi("SELECT tilstand FROM leveranse WHERE id = ?", sadd.meldingId());
    }

    String auditrader(String handling, Sadd sadd) {
        return verdi(
                "SELECT count(*) FROM audit_rad WHERE handling = ? AND leveranse_id = ?", handling, sadd.meldingId());
    }
}
