package no.digisos.common.leveranse;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.CertificateEncodingException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import no.digisos.common.kommune.Kontosertifikat;
import no.digisos.common.kommune.Kontosertifikater;
import no.digisos.common.krypto.RecipientKey;
import no.digisos.common.krypto.TestCertificates;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A konto's certificate does not end in silence. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SertifikatvarselTest {
    private static final Instant FRA = TestCertificates.NOT_BEFORE;
    private static final Duration DAG = Duration.ofDays(1);

    private final Scene scene = new Scene();
    private final Sertifikatvarsel varsel = new Sertifikatvarsel(scene.transactions, new Kontosertifikater());
    private final RecipientKey forste = utloperOm(DAG.multipliedBy(20));
    private final RecipientKey andre = utloperOm(DAG.multipliedBy(50));

    @BeforeEach
    void nullstill() {
        scene.nullstill();
        bruk(forste);
    }

    @AfterAll
    void close() throws SQLException {
        scene.close();
    }

    @Test
    void each_step_of_a_certificate_is_told_once_and_none_after_a_later_one() {
        assertThat(varsel.varsle(eneste(), 30)).isTrue();
        assertThat(varsel.varsle(eneste(), 30)).isFalse();
        assertThat(varsel.varsle(eneste(), 7)).isTrue();
        assertThat(varsel.varsle(eneste(), 60)).as("it says less").isFalse();
        assertThat(varsel.varsle(eneste(), 30)).isFalse();
        assertThat(scene.tekster("SELECT utfall FROM varsel ORDER BY id"))
                .as("what is not sent yet is not sent beside what came after it")
                .containsExactly("UAKTUELT", "null");
        assertThat(scene.verdi(
                        "SELECT slag || ' ' || kommunenummer || ' ' || grunn FROM varsel WHERE avsluttet IS NULL"))
                .startsWith("SERTIFIKAT 0301 Konto «k» (" + Scene.KONTO + "): sertifikatet utløper ")
                .endsWith("dager)");
    }

    @Test
    void any_number_of_instances_at_once_tell_it_once() throws Exception {
        Kontosertifikat sertifikat = eneste();
        try (ExecutorService instanser = Executors.newFixedThreadPool(4)) {
            Callable<Boolean> en = () -> varsel.varsle(sertifikat, 30);
            List<Boolean> svar = instanser.invokeAll(List.of(en, en, en, en)).stream()
                    .map(Future::resultNow)
                    .toList();
            assertThat(svar).containsOnlyOnce(true);
        }
        assertThat(scene.antall("SELECT count(*) FROM varsel")).isEqualTo(1);
    }

    @Test
    void a_new_certificate_begins_anew_and_one_that_comes_back_is_not_told_again() {
        varsel.varsle(eneste(), 30);
        bruk(andre);
        assertThat(varsel.varsle(eneste(), 60)).isTrue();
        bruk(forste);
        assertThat(varsel.varsle(eneste(), 30)).isFalse();
    }

    @Test
    void what_is_no_longer_so_is_not_sent() {
        for (String endring : List.of(
                "UPDATE konto SET aktiv = false",
                "UPDATE kommune SET bruker_fiks_io = false",
                "UPDATE konto SET sertifikat = NULL")) {
            scene.nullstill();
            bruk(forste);
            varsel.varsle(eneste(), 30);
            assertThat(varsel.trekkUaktuelle()).isZero();
            scene.kjor(endring);
            assertThat(varsel.trekkUaktuelle()).as(endring).isEqualTo(1);
            assertThat(scene.tekster("SELECT utfall FROM varsel")).containsExactly("UAKTUELT");
            assertThat(varsel.iBruk()).as(endring).isEmpty();
        }
        scene.nullstill();
        bruk(forste);
        varsel.varsle(eneste(), 30);
        bruk(andre);
        assertThat(varsel.trekkUaktuelle()).as("renewed").isEqualTo(1);
    }

    @Test
    void what_is_released_while_the_certificate_has_run_out_says_so() throws SQLException {
        Kanalvalg kanalvalg = new Kanalvalg(new Sertifikatkontroll());
        LeveranseOpprettelse opprettelse =
                new LeveranseOpprettelse(new LeveranseFrigivelse(scene.transactions, kanalvalg));
        assertThat(motta(opprettelse, Meldingstype.SOKNAD).tilstand()).isEqualTo(Tilstand.I_KO);

        scene.spol(DAG.multipliedBy(21));
        Leveranse utlopt = motta(opprettelse, Meldingstype.SOKNAD);
        assertThat(utlopt.tilstand()).isEqualTo(Tilstand.TRUKKET);
        assertThat(utlopt.aarsak()).isEqualTo(Aarsak.SERTIFIKAT_UTLOPT);
        assertThat(PublisertStatus.av(utlopt)).isEqualTo("IKKE_SENDT");
        assertThat(scene.historikk(utlopt.id())).containsExactly("SERTIFIKAT_UTLOPT");
        assertThat(scene.svarUt.klareForSending(10))
                .extracting(Leveranse::id)
                .as("at once: nobody has it who might receipt it")
                .contains(utlopt.id());

        assertThat(motta(opprettelse, Meldingstype.KLAGE).aarsak())
                .as("the konto does not take it, whatever its certificate")
                .isEqualTo(Aarsak.INGEN_KONTO);
        scene.kjor("UPDATE konto SET sertifikat = '\\x0102'");
        assertThat(motta(opprettelse, Meldingstype.SOKNAD).aarsak())
                .as("no certificate at all")
                .isEqualTo(Aarsak.INGEN_KONTO);
        bruk(andre);
        assertThat(motta(opprettelse, Meldingstype.SOKNAD).tilstand())
                .as("renewed")
                .isEqualTo(Tilstand.I_KO);
    }

    @Test
    void what_never_entered_the_queue_has_not_fallen_out_of_it() throws SQLException {
        LeveranseOpprettelse opprettelse = new LeveranseOpprettelse(
                new LeveranseFrigivelse(scene.transactions, new Kanalvalg(new Sertifikatkontroll())));
        scene.spol(DAG.multipliedBy(21));
        motta(opprettelse, Meldingstype.SOKNAD);
        Leveringsoversikt.Kommunebilde bilde = scene.transactions
                .autoCommit(c -> new Leveringsoversikt().alle(c, DAG))
                .getFirst();
        assertThat(bilde.mottatt()).isEqualTo(1);
        assertThat(bilde.falt()).isZero();
    }

    private Leveranse motta(LeveranseOpprettelse opprettelse, Meldingstype type) {
        NyLeveranse ny = scene.ny(scene.sak(), null, type, false);
        return scene.transactions.inTransaction(c -> {
            Scene.lasSak(c, ny.digisosId());
            return opprettelse.opprett(c, ny);
        });
    }

    private Kontosertifikat eneste() {
        List<Kontosertifikat> alle = varsel.iBruk();
        assertThat(alle).hasSize(1);
        return alle.getFirst();
    }

    /** The default konto's; the other konto's stays what it is in the scene: no certificate. */
    private void bruk(RecipientKey nokkel) {
        try {
            scene.kjor(
                    "UPDATE konto SET sertifikat = ? WHERE id = ?",
                    nokkel.certificate().getEncoded(),
                    Scene.KONTO);
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RecipientKey utloperOm(Duration varighet) {
        return TestCertificates.generate("k", 2048, FRA, Instant.now().plus(varighet));
    }
}
