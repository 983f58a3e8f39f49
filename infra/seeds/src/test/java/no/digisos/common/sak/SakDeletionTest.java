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
import no.digisos.common.crypto.BlindIndex;
import no.digisos.common.crypto.KeyRing;
import no.digisos.common.crypto.Sealer;
import no.digisos.common.database.Transactions;
import no.digisos.common.dokumentlager.DokumentTable;
import no.digisos.common.leveranse.LeveranseHold;
import no.digisos.common.person.PersonIndex;
import no.digisos.common.sak.SakDeletion.Outcome;
import no.digisos.seeds.SakSeeds;
import no.digisos.seeds.SeedData;
import no.digisos.testkit.database.TestDatabase;
import no.digisos.testkit.tls.KeyDirectory;
import no.digisos.testkit.tls.SelfSigned;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a case ends, and what keeps it from ending. */
class SakDeletionTest {
    private static final String FNR = "01819010001";
    private static final String DECIDED = "SET tilstand = 'BEKREFTET', bekreftet = digisos_now()";
    private static final String SENT = "SET tilstand = 'SVARUT_SENDT', forsendelses_id = gen_random_uuid(),"
            + " svarut_sendt = digisos_now(), svarut_status = ";

    @TempDir
    static Path keys;

    private static TestDatabase database;
    private static Transactions transactions;
    private static SakSeeds seed;
    private static SakDeletion deletion;

    @BeforeAll
    static void start() throws IOException {
        KeyDirectory.make(keys);
        database = TestDatabase.create();
        SeedData.sow(database.owner(), SelfSigned.generate("Oslo kommune", 2048).certificate());
        transactions = new Transactions(database.functions());
        seed = new SakSeeds(database.functions(), keys);
        Sealer sealer = new Sealer(KeyRing.load(keys.resolve("lager"), Optional.empty()));
        BlindIndex index = new BlindIndex(KeyRing.load(keys.resolve("indeks"), Optional.empty()));
        deletion = new SakDeletion(
                new SakTable(transactions, sealer, new PersonIndex(transactions, sealer, index)),
                new DokumentTable(transactions, sealer, () -> false),
                new LeveranseHold());
    }

    @BeforeEach
    void start_afresh() {
        run(
                "TRUNCATE leveranse, leveranse_utfall, svarut_forsok, historikk, innsending, digisos_sak, dokument CASCADE");
        run("UPDATE kommune SET slett_saker_etter = NULL");
        database.setClockOffset(Duration.ZERO);
    }

    @Test
    void bytes_keys_names_and_the_number_go_and_a_tombstone_stays() {
        UUID sak = decidedSak();
        run("INSERT INTO dokument_nokkel SELECT id, repeat('ab', 32), '\\x01' FROM dokument");
        run("UPDATE leveranse SET mottatt_av_forseglet = '\\x01', fagsystem_ref_forseglet = '\\x01'");

        assertThat(delete(sak)).isEqualTo(new Outcome.Deleted(3));

        assertThat(number("dokument_bit")).isZero();
        assertThat(number("dokument_nokkel")).isZero();
        assertThat(number("dokument WHERE tilstand = 'SLETTET' AND slettet IS NOT NULL"))
                .isEqualTo(3);
        assertThat(
                        number(
                                "dokument WHERE num_nonnulls(filnavn_forseglet, nokkel_forseglet, iv, hasher_forseglet, sha256, sha512, cms_sha256) > 0"))
                .isZero();
        assertThat(number("digisos_sak WHERE slettet IS NOT NULL AND soker_fnr_forseglet IS NULL"))
                .isEqualTo(1);
        assertThat(number("leveranse WHERE num_nonnulls(mottatt_av_forseglet, fagsystem_ref_forseglet) > 0"))
                .isZero();
        assertThat(number("innsending")).as("the reference stays taken").isEqualTo(1);
        assertThat(number("leveranse")).isEqualTo(1);
        assertThat(number("historikk WHERE hendelse = 'SLETTET_SAK'")).isEqualTo(1);
    }

    @Test
    void another_case_is_left_alone() {
        UUID sak = decidedSak();
        UUID another = decidedSak();
        delete(sak);
        assertThat(number("dokument WHERE tilstand = 'LAGRET' AND digisos_id = '" + another + "'"))
                .isEqualTo(3);
        assertThat(number("dokument_bit b JOIN dokument d ON d.id = b.dokument_id WHERE d.digisos_id = '" + another
                        + "'"))
                .isEqualTo(3);
    }

    @Test
    void what_is_gone_or_never_was_is_not_found() {
        UUID sak = decidedSak();
        delete(sak);
        assertThat(delete(sak)).isEqualTo(new Outcome.NotFound());
        assertThat(delete(UUID.randomUUID())).isEqualTo(new Outcome.NotFound());
        assertThat(number("historikk WHERE hendelse = 'SLETTET_SAK'")).isEqualTo(1);
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
    void a_delivery_that_may_need_the_documents_holds_them(String state) {
        UUID sak = sak();
        leveranse(sak, state);
        assertThat(delete(sak)).isInstanceOf(Outcome.Held.class);
        assertThat(number("dokument WHERE tilstand = 'LAGRET'")).isEqualTo(3);
        assertThat(number("digisos_sak WHERE slettet IS NULL")).isEqualTo(1);
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
    void a_delivery_that_is_certain_holds_nothing(String state) {
        UUID sak = sak();
        leveranse(sak, state);
        assertThat(delete(sak)).isInstanceOf(Outcome.Deleted.class);
    }

    @Test
    void a_delivery_that_is_being_decided_at_this_moment_is_not_waited_for() {
        UUID sak = decidedSak();
        Outcome outcome = another().inTransaction(c -> {
            try (PreparedStatement s = c.prepareStatement("SELECT id FROM leveranse FOR UPDATE")) {
                s.executeQuery();
            }
            return delete(sak);
        });
        assertThat(outcome).isInstanceOf(Outcome.Held.class);
        assertThat(delete(sak)).isInstanceOf(Outcome.Deleted.class);
    }

    @Test
    void without_a_policy_no_case_is_ever_due() {
        decidedSak();
        database.setClockOffset(Duration.ofDays(36_500));
        assertThat(due(10)).isEmpty();
    }

    @Test
    void the_policy_counts_from_the_last_change_and_takes_the_oldest_first() {
        run("UPDATE kommune SET slett_saker_etter = '365 days' WHERE kommunenummer = '0301'");
        UUID oldest = decidedSak();
        database.setClockOffset(Duration.ofDays(10));
        UUID younger = decidedSak();
        UUID touch = decidedSak();

        database.setClockOffset(Duration.ofDays(364));
        assertThat(due(10)).isEmpty();
        run("UPDATE digisos_sak SET sist_endret = digisos_now() WHERE digisos_id = '" + touch + "'");
        database.setClockOffset(Duration.ofDays(376));
        assertThat(due(1)).containsExactly(oldest);
        assertThat(due(10)).containsExactly(younger);
        assertThat(due(10)).isEmpty();
    }

    @Test
    void another_kommunes_policy_does_not_count() {
        run("UPDATE kommune SET slett_saker_etter = '1 day' WHERE kommunenummer <> '0301'");
        decidedSak();
        database.setClockOffset(Duration.ofDays(400));
        assertThat(due(10)).isEmpty();
    }

    @Test
    void the_policy_holds_for_the_cases_under_every_number_of_the_kommune() {
        run("UPDATE kommune SET slett_saker_etter = '1 day' WHERE kommunenummer = '0301'");
        UUID old = decidedSak();
        UUID fresh = decidedSak();
        seed.replaceNumber("0301", "0399", true, Instant.now());
        try {
            run("UPDATE digisos_sak SET kommunenummer = '0399' WHERE digisos_id = '" + fresh + "'");
            database.setClockOffset(Duration.ofDays(2));
            assertThat(due(10)).containsExactlyInAnyOrder(old, fresh);
        } finally {
            run("DELETE FROM kommunenummerbytte");
        }
    }

    @Test
    void a_case_that_is_held_blocks_no_other() {
        run("UPDATE kommune SET slett_saker_etter = '1 day'");
        sak();
        UUID free = decidedSak();
        database.setClockOffset(Duration.ofDays(2));
        assertThat(due(1)).containsExactly(free);
    }

    @Test
    void a_case_that_somebody_works_on_is_left_for_the_next_run() {
        run("UPDATE kommune SET slett_saker_etter = '1 day'");
        UUID sak = decidedSak();
        database.setClockOffset(Duration.ofDays(2));
        List<UUID> meanwhile = another().inTransaction(c -> {
            try (PreparedStatement s = c.prepareStatement("SELECT 1 FROM digisos_sak FOR UPDATE")) {
                s.executeQuery();
            }
            return due(10);
        });
        assertThat(meanwhile).isEmpty();
        assertThat(due(10)).containsExactly(sak);
    }

    private static UUID sak() {
        return seed.soknad(
                        UUID.randomUUID(),
                        SeedData.OSLO,
                        FNR,
                        UUID.randomUUID().toString(),
                        Map.of("Soknad.pdf", new byte[40]))
                .digisosId();
    }

    private static UUID decidedSak() {
        UUID sak = sak();
        leveranse(sak, DECIDED);
        return sak;
    }

    private static void leveranse(UUID sak, String assignments) {
        run("UPDATE leveranse " + assignments + " WHERE digisos_id = '" + sak + "'");
    }

    /** Somebody else's. */
    private static Transactions another() {
        return new Transactions(database.functions());
    }

    private static Outcome delete(UUID sak) {
        return transactions.inTransaction(c -> deletion.delete(c, sak));
    }

    private static List<UUID> due(int max) {
        return transactions.inTransaction(c -> deletion.deleteDue(c, max));
    }

    private static void run(String sql) {
        TestDatabase.execute(database.superuser(), sql);
    }

    private static long number(String from) {
        List<Long> answer = new ArrayList<>();
        try (Connection c = database.superuser().getConnection();
                PreparedStatement s = c.prepareStatement("SELECT count(*) FROM " + from);
                ResultSet r = s.executeQuery()) {
            while (r.next()) {
                answer.add(r.getLong(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return answer.getFirst();
    }
}
