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
import no.digisos.common.crypto.RecipientKey;
import no.digisos.common.sak.InnsendingType;
import no.digisos.seeds.SakSeeds.Sown;
import no.digisos.seeds.SakSeeds.Submitted;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client;
import no.digisos.seeds.client.Opener;
import no.digisos.testkit.database.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the suites of the queue share: an empty queue, a clock to move, and an eye on the rows. */
abstract class QueueSuite extends StatusSuite {
    static final String QUEUE = "/digisos/mottak/api/v1/kontoer/" + SeedData.OSLO.kontoId() + "/meldinger";
    static final String SVARINN = "/tjenester/svarinn";

    @BeforeEach
    void empty_the_queue() {
        TestDatabase.execute(
                environment.database().superuser(),
                "UPDATE leveranse SET tilstand = 'TRUKKET', aarsak = 'KONTO_STENGT', trukket = now(), sendes_tidligst = now(),"
                        + " leie_id = NULL, leie_til = NULL, leie_data_hentet = false WHERE tilstand = 'I_KO'");
    }

    @AfterEach
    void reset_the_clock() {
        environment.database().setClockOffset(Duration.ZERO);
    }

    /** A fagsystem that speaks SvarInn. */
    Client svarinn() {
        return svarinn(SeedData.OSLO_FAGSYSTEM);
    }

    static Client svarinn(SeedData.Integrasjon integrasjon) {
        return Client.against(base()).basic(integrasjon.id().toString(), integrasjon.passord());
    }

    /** A søknad with small documents. */
    Sown small() {
        return innsending(InnsendingType.SOKNAD, UUID.randomUUID(), null, "soknad.json", "vedlegg.json", "Soknad.pdf");
    }

    Sown ettersendelse(UUID digisosId) {
        return innsending(InnsendingType.ETTERSENDELSE, digisosId, null, "vedlegg.json", "ettersendelse.pdf");
    }

    /** A submission whose documents have these names, in this order; each document's text is its name and place. */
    Sown innsending(InnsendingType type, UUID digisosId, @Nullable UUID klageId, String... name) {
        List<Submitted> files = new ArrayList<>();
        for (int nr = 0; nr < name.length; nr++) {
            files.add(new Submitted(name[nr], "application/pdf", sakSeeds.seal(content(name[nr], nr))));
        }
        return sakSeeds.innsending(
                type, digisosId, SeedData.OSLO, FNR, UUID.randomUUID().toString(), klageId, files);
    }

    static byte[] content(String name, int nr) {
        return (nr + " " + name).getBytes(StandardCharsets.UTF_8);
    }

    /** A package's files by name, in order; a name that comes twice fails. */
    static Map<String, byte[]> unpack(byte[] cms, RecipientKey recipient) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(Opener.open(cms, recipient)))) {
            for (ZipEntry post = zip.getNextEntry(); post != null; post = zip.getNextEntry()) {
                if (files.put(post.getName(), zip.readAllBytes()) != null) {
                    throw new AssertionError("two entries of one name: " + post.getName());
                }
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] file(Map<String, byte[]> files, String name) {
        return Objects.requireNonNull(files.get(name), name);
    }

    void change(String sql) {
        TestDatabase.execute(environment.database().superuser(), sql);
    }

    /** Past its frist, and sent by SvarUt, whose answer was lost. */
    void unknownInSvarUt(Sown sown) {
        change("UPDATE leveranse SET tilstand = 'SVARUT_UKJENT', aarsak = 'TTL_TIDSAVBRUDD', trukket = now(),"
                + " sendes_tidligst = now(), svarut_forsok = 1, svarut_startet = now(), leie_id = NULL, leie_til = NULL,"
                + " leie_integrasjon = NULL, leie_data_hentet = false WHERE id = '" + sown.meldingId() + "'");
    }

    void sentInSvarUt(Sown sown) {
        change(
                "UPDATE leveranse SET tilstand = 'SVARUT_SENDT', forsendelses_id = gen_random_uuid(), svarut_sendt = now(),"
                        + " leie_id = NULL, leie_til = NULL, leie_integrasjon = NULL, leie_data_hentet = false WHERE id = '"
                        + sown.meldingId() + "'");
    }

    /** Closed by an operator, from where it was. */
    void closed(Sown sown) {
        change("UPDATE leveranse SET tilstand = 'LUKKET', lukket = now() WHERE id = '" + sown.meldingId() + "'");
    }

    String lateKvittering(Sown sown) {
        return value("SELECT (sen_kvittering IS NOT NULL)::text FROM leveranse WHERE id = ?", sown.meldingId());
    }

    String state(Sown sown) {
        return value("SELECT tilstand FROM leveranse WHERE id = ?", sown.meldingId());
    }

    String auditRows(String action, Sown sown) {
        return value(
                "SELECT count(*) FROM audit_rad WHERE handling = ? AND leveranse_id = ?", action, sown.meldingId());
    }
}
