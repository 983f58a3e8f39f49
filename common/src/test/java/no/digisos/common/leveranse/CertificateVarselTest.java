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
import no.digisos.common.crypto.RecipientKey;
import no.digisos.common.crypto.TestCertificates;
import no.digisos.common.kommune.KontoCertificate;
import no.digisos.common.kommune.KontoCertificates;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A konto's certificate does not end in silence. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CertificateVarselTest {
    private static final Instant FROM = TestCertificates.NOT_BEFORE;
    private static final Duration DAY = Duration.ofDays(1);

    private final Scene scene = new Scene();
    private final CertificateVarsel varsel = new CertificateVarsel(scene.transactions, new KontoCertificates());
    private final RecipientKey first = expiresIn(DAY.multipliedBy(20));
    private final RecipientKey other = expiresIn(DAY.multipliedBy(50));

    @BeforeEach
    void reset() {
        scene.reset();
        use(first);
    }

    @AfterAll
    void close() throws SQLException {
        scene.close();
    }

    @Test
    void each_step_of_a_certificate_is_told_once_and_none_after_a_later_one() {
        assertThat(varsel.warn(sole(), 30)).isTrue();
        assertThat(varsel.warn(sole(), 30)).isFalse();
        assertThat(varsel.warn(sole(), 7)).isTrue();
        assertThat(varsel.warn(sole(), 60)).as("it says less").isFalse();
        assertThat(varsel.warn(sole(), 30)).isFalse();
        assertThat(scene.texts("SELECT utfall FROM varsel ORDER BY id"))
                .as("what is not sent yet is not sent beside what came after it")
                .containsExactly("UAKTUELT", "null");
        assertThat(scene.value(
                        "SELECT slag || ' ' || kommunenummer || ' ' || grunn FROM varsel WHERE avsluttet IS NULL"))
                .startsWith("SERTIFIKAT 0301 Konto «k» (" + Scene.KONTO + "): sertifikatet utløper ")
                .endsWith("dager)");
    }

    @Test
    void any_number_of_instances_at_once_tell_it_once() throws Exception {
        KontoCertificate certificate = sole();
        try (ExecutorService instances = Executors.newFixedThreadPool(4)) {
            Callable<Boolean> one = () -> varsel.warn(certificate, 30);
            List<Boolean> answer = instances.invokeAll(List.of(one, one, one, one)).stream()
                    .map(Future::resultNow)
                    .toList();
            assertThat(answer).containsOnlyOnce(true);
        }
        assertThat(scene.count("SELECT count(*) FROM varsel")).isEqualTo(1);
    }

    @Test
    void a_new_certificate_begins_anew_and_one_that_comes_back_is_not_told_again() {
        varsel.warn(sole(), 30);
        use(other);
        assertThat(varsel.warn(sole(), 60)).isTrue();
        use(first);
        assertThat(varsel.warn(sole(), 30)).isFalse();
    }

    @Test
    void what_is_no_longer_so_is_not_sent() {
        for (String change : List.of(
                "UPDATE konto SET aktiv = false",
                "UPDATE kommune SET bruker_fiks_io = false",
                "UPDATE konto SET sertifikat = NULL")) {
            scene.reset();
            use(first);
            varsel.warn(sole(), 30);
            assertThat(varsel.withdrawObsolete()).isZero();
            scene.run(change);
            assertThat(varsel.withdrawObsolete()).as(change).isEqualTo(1);
            assertThat(scene.texts("SELECT utfall FROM varsel")).containsExactly("UAKTUELT");
            assertThat(varsel.iUse()).as(change).isEmpty();
        }
        scene.reset();
        use(first);
        varsel.warn(sole(), 30);
        use(other);
        assertThat(varsel.withdrawObsolete()).as("renewed").isEqualTo(1);
    }

    @Test
    void what_is_released_while_the_certificate_has_run_out_says_so() throws SQLException {
        ChannelChoice channelChoice = new ChannelChoice(new CertificateCheck());
        LeveranseCreation creation = new LeveranseCreation(new LeveranseRelease(scene.transactions, channelChoice));
        assertThat(receive(creation, MeldingType.SOKNAD).tilstand()).isEqualTo(LeveranseState.I_KO);

        scene.advance(DAY.multipliedBy(21));
        Leveranse expired = receive(creation, MeldingType.SOKNAD);
        assertThat(expired.tilstand()).isEqualTo(LeveranseState.TRUKKET);
        assertThat(expired.aarsak()).isEqualTo(WithdrawalReason.SERTIFIKAT_UTLOPT);
        assertThat(PublishedStatus.of(expired)).isEqualTo("IKKE_SENDT");
        assertThat(scene.history(expired.id())).containsExactly("SERTIFIKAT_UTLOPT");
        assertThat(scene.svarUt.readyForSending(10))
                .extracting(Leveranse::id)
                .as("at once: nobody has it who might receipt it")
                .contains(expired.id());

        assertThat(receive(creation, MeldingType.KLAGE).aarsak())
                .as("the konto does not take it, whatever its certificate")
                .isEqualTo(WithdrawalReason.INGEN_KONTO);
        scene.run("UPDATE konto SET sertifikat = '\\x0102'");
        assertThat(receive(creation, MeldingType.SOKNAD).aarsak())
                .as("no certificate at all")
                .isEqualTo(WithdrawalReason.INGEN_KONTO);
        use(other);
        assertThat(receive(creation, MeldingType.SOKNAD).tilstand())
                .as("renewed")
                .isEqualTo(LeveranseState.I_KO);
    }

    @Test
    void what_never_entered_the_queue_has_not_fallen_out_of_it() throws SQLException {
        LeveranseCreation creation = new LeveranseCreation(
                new LeveranseRelease(scene.transactions, new ChannelChoice(new CertificateCheck())));
        scene.advance(DAY.multipliedBy(21));
        receive(creation, MeldingType.SOKNAD);
        DeliveryOverview.KommuneSnapshot picture = scene.transactions
                .autoCommit(c -> new DeliveryOverview().all(c, DAY))
                .getFirst();
        assertThat(picture.mottatt()).isEqualTo(1);
        assertThat(picture.falt()).isZero();
    }

    private Leveranse receive(LeveranseCreation creation, MeldingType type) {
        NewLeveranse fresh = scene.fresh(scene.sak(), null, type, false);
        return scene.transactions.inTransaction(c -> {
            Scene.lockSak(c, fresh.digisosId());
            return creation.create(c, fresh);
        });
    }

    private KontoCertificate sole() {
        List<KontoCertificate> all = varsel.iUse();
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    /** The default konto's; the other konto's stays what it is in the scene: no certificate. */
    private void use(RecipientKey key) {
        try {
            scene.run(
                    "UPDATE konto SET sertifikat = ? WHERE id = ?",
                    key.certificate().getEncoded(),
                    Scene.KONTO);
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RecipientKey expiresIn(Duration duration) {
        return TestCertificates.generate("k", 2048, FROM, Instant.now().plus(duration));
    }
}
