package no.digisos.common.sak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.database.Transactions;
import no.digisos.common.dokumentlager.Dokumenter;
import no.digisos.common.krypto.BlindIndex;
import no.digisos.common.krypto.KeyRing;
import no.digisos.common.krypto.Sealer;
import no.digisos.common.krypto.TestCertificates;
import no.digisos.common.leveranse.Leveransefeste;
import no.digisos.common.person.Personer;
import no.digisos.common.sak.Saksletting.Utfall;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Nokkelkatalog;
import no.digisos.common.testkit.Saksfro;
import no.digisos.common.testkit.TestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a case ends, and what keeps it from ending. */
class SakslettingTest {
    private static final String FNR = "01819010001";
    private static final String DECIDED = "SET tilstand = 'BEKREFTET', bekreftet = digisos_now()";
    private static final String SENT = "SET tilstand = 'SVARUT_SENDT', forsendelses_id = gen_random_uuid(),"
            + " svarut_sendt = digisos_now(), svarut_status = ";

    @TempDir
    static Path nokler;

    private static TestDatabase database;
    private static Transactions transactions;
    private static Saksfro fro;
    private static Saksletting sletting;

    @BeforeAll
    static void start() throws IOException {
        Nokkelkatalog.lag(nokler);
        database = TestDatabase.create();
        Fro.sa(database.owner(), TestCertificates.generate("Oslo kommune", 2048).certificate());
        transactions = new Transactions(database.functions());
        fro = new Saksfro(database.functions(), nokler);
        Sealer sealer = new Sealer(KeyRing.load(nokler.resolve("lager"), Optional.empty()));
        BlindIndex indeks = new BlindIndex(KeyRing.load(nokler.resolve("indeks"), Optional.empty()));
        sletting = new Saksletting(
                new Saker(sealer, new Personer(transactions, sealer, indeks)),
                new Dokumenter(transactions, sealer, () -> false),
                new Leveransefeste());
    }

    @BeforeEach
    void start_afresh() {
        kjor(
                "TRUNCATE leveranse, leveranse_utfall, svarut_forsok, historikk, innsending, digisos_sak, dokument CASCADE");
        kjor("UPDATE kommune SET slett_saker_etter = NULL");
        database.setClockOffset(Duration.ZERO);
    }

    @Test
    void bytes_keys_names_and_the_number_go_and_a_tombstone_stays() {
        UUID sak = avgjortSak();
        kjor("INSERT INTO dokument_nokkel SELECT id, repeat('ab', 32), '\\x01' FROM dokument");
        kjor("UPDATE leveranse SET mottatt_av_forseglet = '\\x01', fagsystem_ref_forseglet = '\\x01'");

        assertThat(slett(sak)).isEqualTo(new Utfall.Slettet(3));

        assertThat(tall("dokument_bit")).isZero();
        assertThat(tall("dokument_nokkel")).isZero();
        assertThat(tall("dokument WHERE tilstand = 'SLETTET' AND slettet IS NOT NULL"))
                .isEqualTo(3);
        assertThat(
                        tall(
                                "dokument WHERE num_nonnulls(filnavn_forseglet, nokkel_forseglet, iv, hasher_forseglet, sha256, sha512, cms_sha256) > 0"))
                .isZero();
        assertThat(tall("digisos_sak WHERE slettet IS NOT NULL AND soker_fnr_forseglet IS NULL"))
                .isEqualTo(1);
        assertThat(tall("leveranse WHERE num_nonnulls(mottatt_av_forseglet, fagsystem_ref_forseglet) > 0"))
                .isZero();
        assertThat(tall("innsending")).as("the reference stays taken").isEqualTo(1);
        assertThat(tall("leveranse")).isEqualTo(1);
        assertThat(tall("historikk WHERE hendelse = 'SLETTET_SAK'")).isEqualTo(1);
    }

    @Test
    void another_case_is_left_alone() {
        UUID sak = avgjortSak();
        UUID annen = avgjortSak();
        slett(sak);
        assertThat(tall("dokument WHERE tilstand = 'LAGRET' AND digisos_id = '" + annen + "'"))
                .isEqualTo(3);
        assertThat(tall("dokument_bit b JOIN dokument d ON d.id = b.dokument_id WHERE d.digisos_id = '" + annen + "'"))
                .isEqualTo(3);
    }

    @Test
    void what_is_gone_or_never_was_is_not_found() {
        UUID sak = avgjortSak();
        slett(sak);
        assertThat(slett(sak)).isEqualTo(new Utfall.FinnesIkke());
        assertThat(slett(UUID.randomUUID())).isEqualTo(new Utfall.FinnesIkke());
        assertThat(tall("historikk WHERE hendelse = 'SLETTET_SAK'")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET tilstand = 'I_KO'",
                "SET tilstand = 'IKKE_SENDT', i_ko_siden = NULL",
                "SET tilstand = 'TRUKKET', trukket = digisos_now(), aarsak = 'AVVIST', sendes_tidligst = digisos_now()",
                "SET tilstand = 'SVARUT_UKJENT', svarut_startet = digisos_now()",
                "SET tilstand = 'SVARUT_FEIL', sendes_tidligst = digisos_now()",
                "SET tilstand = 'STOPPET', stoppgrunn = 'INGEN_ADRESSE'",
                SENT + "NULL",
                SENT + "'MOTTATT'",
                SENT + "'MANUELT_HANDTERT'"
            })
    void a_delivery_that_may_need_the_documents_holds_them(String tilstand) {
        UUID sak = sak();
        leveranse(sak, tilstand);
        assertThat(slett(sak)).isInstanceOf(Utfall.Festet.class);
        assertThat(tall("dokument WHERE tilstand = 'LAGRET'")).isEqualTo(3);
        assertThat(tall("digisos_sak WHERE slettet IS NULL")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                DECIDED,
                "SET tilstand = 'LUKKET', lukket = digisos_now()",
                SENT + "'LEST'",
                SENT + "'PRINTET'",
                "SET tilstand = 'SVARUT_SENDT', forsendelses_id = gen_random_uuid(),"
                        + " svarut_sendt = digisos_now() - interval '61 days'"
            })
    void a_delivery_that_is_certain_holds_nothing(String tilstand) {
        UUID sak = sak();
        leveranse(sak, tilstand);
        assertThat(slett(sak)).isInstanceOf(Utfall.Slettet.class);
    }

    @Test
    void a_delivery_that_is_being_decided_at_this_moment_is_not_waited_for() {
        UUID sak = avgjortSak();
        Utfall utfall = transactions.inTransaction(c -> {
            try (PreparedStatement s = c.prepareStatement("SELECT id FROM leveranse FOR UPDATE")) {
                s.executeQuery();
            }
            return slett(sak);
        });
        assertThat(utfall).isInstanceOf(Utfall.Festet.class);
        assertThat(slett(sak)).isInstanceOf(Utfall.Slettet.class);
    }

    @Test
    void without_a_policy_no_case_is_ever_due() {
        avgjortSak();
        database.setClockOffset(Duration.ofDays(36_500));
        assertThat(forfalte(10)).isEmpty();
    }

    @Test
    void the_policy_counts_from_the_last_change_and_takes_the_oldest_first() {
        kjor("UPDATE kommune SET slett_saker_etter = '365 days' WHERE kommunenummer = '0301'");
        UUID eldst = avgjortSak();
        database.setClockOffset(Duration.ofDays(10));
        UUID yngre = avgjortSak();
        UUID beror = avgjortSak();

        database.setClockOffset(Duration.ofDays(364));
        assertThat(forfalte(10)).isEmpty();
        kjor("UPDATE digisos_sak SET sist_endret = digisos_now() WHERE digisos_id = '" + beror + "'");
        database.setClockOffset(Duration.ofDays(376));
        assertThat(forfalte(1)).containsExactly(eldst);
        assertThat(forfalte(10)).containsExactly(yngre);
        assertThat(forfalte(10)).isEmpty();
    }

    @Test
    void another_kommunes_policy_does_not_count() {
        kjor("UPDATE kommune SET slett_saker_etter = '1 day' WHERE kommunenummer <> '0301'");
        avgjortSak();
        database.setClockOffset(Duration.ofDays(400));
        assertThat(forfalte(10)).isEmpty();
    }

    @Test
    void the_policy_holds_for_the_cases_under_every_number_of_the_kommune() {
        kjor("UPDATE kommune SET slett_saker_etter = '1 day' WHERE kommunenummer = '0301'");
        UUID gammel = avgjortSak();
        UUID ny = avgjortSak();
        fro.byttNummer("0301", "0399", true, Instant.now());
        try {
            kjor("UPDATE digisos_sak SET kommunenummer = '0399' WHERE digisos_id = '" + ny + "'");
            database.setClockOffset(Duration.ofDays(2));
            assertThat(forfalte(10)).containsExactlyInAnyOrder(gammel, ny);
        } finally {
            kjor("DELETE FROM kommunenummerbytte");
        }
    }

    @Test
    void a_case_that_is_held_blocks_no_other() {
        kjor("UPDATE kommune SET slett_saker_etter = '1 day'");
        sak();
        UUID fri = avgjortSak();
        database.setClockOffset(Duration.ofDays(2));
        assertThat(forfalte(1)).containsExactly(fri);
    }

    @Test
    void a_case_that_somebody_works_on_is_left_for_the_next_run() {
        kjor("UPDATE kommune SET slett_saker_etter = '1 day'");
        UUID sak = avgjortSak();
        database.setClockOffset(Duration.ofDays(2));
        List<UUID> imens = transactions.inTransaction(c -> {
            try (PreparedStatement s = c.prepareStatement("SELECT 1 FROM digisos_sak FOR UPDATE")) {
                s.executeQuery();
            }
            return forfalte(10);
        });
        assertThat(imens).isEmpty();
        assertThat(forfalte(10)).containsExactly(sak);
    }

    private static UUID sak() {
        return fro.soknad(
                        UUID.randomUUID(),
                        Fro.OSLO,
                        FNR,
                        UUID.randomUUID().toString(),
                        Map.of("Soknad.pdf", new byte[40]))
                .digisosId();
    }

    private static UUID avgjortSak() {
        UUID sak = sak();
        leveranse(sak, DECIDED);
        return sak;
    }

    private static void leveranse(UUID sak, String sett) {
        kjor("UPDATE leveranse " + sett + " WHERE digisos_id = '" + sak + "'");
    }

    private static Utfall slett(UUID sak) {
        return transactions.inTransaction(c -> sletting.slett(c, sak));
    }

    private static List<UUID> forfalte(int maks) {
        return transactions.inTransaction(c -> sletting.slettForfalte(c, maks));
    }

    private static void kjor(String sql) {
        TestDatabase.execute(database.superuser(), sql);
    }

    private static long tall(String fra) {
        List<Long> svar = new ArrayList<>();
        try (Connection c = database.superuser().getConnection();
                PreparedStatement s = c.prepareStatement("SELECT count(*) FROM " + fra);
                ResultSet r = s.executeQuery()) {
            while (r.next()) {
                svar.add(r.getLong(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return svar.getFirst();
    }
}
