package no.digisos.common.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import no.digisos.common.audit.AuditBrudd.Slag;
import no.digisos.common.audit.AuditKontroll.Kontrollsvar;
import no.digisos.common.database.Transactions;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.leveranse.Forbindelser;
import no.digisos.common.testkit.AuditWriter;
import no.digisos.common.testkit.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Broken chains are kept away from, told of, closed by an operator, and never hidden. Each chain has five rows to begin with. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BruttKjedeTest {
    private static final int KJEDER = 64;
    private static final int RADER = 5;
    private static final int HEL = 18;
    private static final int KJEDE = 17;
    private static final Logger LOGGER = Logger.getLogger(Kjedevakt.class.getName());

    private final TestDatabase database = TestDatabase.create();
    private final Forbindelser forbindelser = new Forbindelser(database.functions());
    private final List<LogRecord> logget = new CopyOnWriteArrayList<>();
    private final Handler lytter = new Lytter();
    private final AtomicLong nanoTid = new AtomicLong();
    private Testnokler nokler = new Testnokler();
    private SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private Kjedevakt vakt = nokler.vakt(nanoTid::get);
    private AuditLogg logg = new AuditLogg(nokler, vakt);
    private AuditKontroll kontroll = new AuditKontroll(new Transactions(forbindelser), nokler);
    private Kjedelukker lukker = new Kjedelukker(kontroll, logg);

    /** What someone with every right in the database, but not the key, may do to a chain, and what is found. */
    enum Inngrep {
        LAST_ROW_CHANGED("UPDATE audit_rad SET utfall = 'NEKTET' WHERE nr = 5", 5, Slag.ENDRET),
        LAST_ROW_AT_NO_TIME("UPDATE audit_rad SET tidspunkt = 'infinity' WHERE nr = 5", 5, Slag.ENDRET),
        KEY_MISSING("UPDATE audit_rad SET nokkel_id = 'borte' WHERE nr = 5", 5, Slag.UKJENT_NOKKEL),
        TAIL_CUT("DELETE FROM audit_rad WHERE nr >= 4", 4, 5, Slag.AVKUTTET),
        LAST_BUT_ONE_REMOVED("DELETE FROM audit_rad WHERE nr = 4", 4, Slag.MANGLER),
        ROW_PUT_IN_BEYOND(
                "INSERT INTO audit_rad (kjede, nr, tidspunkt, handling, utfall, hjemmel, nokkel_id, mac) SELECT kjede, 6,"
                        + " tidspunkt, handling, utfall, hjemmel, nokkel_id, mac FROM audit_rad WHERE nr = 5",
                6,
                Slag.SATT_INN),
        HEAD_SET_BACK(
                "UPDATE audit_kjede k SET antall = 3, hode = r.mac FROM audit_rad r WHERE r.kjede = k.kjede AND r.nr = 3"
                        + " AND k.kjede",
                3,
                Slag.HODE_ENDRET),
        HEAD_EMPTIED(
                "UPDATE audit_kjede SET antall = 0, hode = decode(repeat('00', 32), 'hex') WHERE true",
                0,
                Slag.HODE_ENDRET),
        HEAD_HASH_CHANGED(
                "UPDATE audit_kjede SET hode = set_byte(hode, 0, get_byte(hode, 0) # 1) WHERE true",
                5,
                Slag.HODE_ENDRET),
        HEAD_COUNT_RAISED("UPDATE audit_kjede SET antall = 7 WHERE true", 6, 7, Slag.AVKUTTET),
        HEAD_COUNT_ABSURD("UPDATE audit_kjede SET antall = -9223372036854775808 WHERE true", 0, Slag.HODE_ENDRET),
        HEAD_REMOVED("SET session_replication_role = replica; DELETE FROM audit_kjede WHERE true", 5, Slag.HODE_ENDRET);

        private final String sql;
        private final long nr;
        private final long til;
        private final Slag slag;

        Inngrep(String sql, long nr, Slag slag) {
            this(sql, nr, nr, slag);
        }

        Inngrep(String sql, long nr, long til, Slag slag) {
            this.sql = sql;
            this.nr = nr;
            this.til = til;
            this.slag = slag;
        }

        String mot(String kjeder) {
            return sql.endsWith(" k.kjede") ? sql + kjeder : sql + " AND kjede" + kjeder;
        }

        AuditBrudd funn(int kjede) {
            return new AuditBrudd(kjede, nr, til, slag);
        }
    }

    @BeforeAll
    void fem_rader_i_hver() throws SQLException {
        try (Connection c = database.superuser().getConnection()) {
            c.setAutoCommit(false);
            for (int kjede = 0; kjede < KJEDER; kjede++) {
                int bare = kjede;
                c.createStatement()
                        .execute("CREATE TEMP TABLE IF NOT EXISTS gjemt AS SELECT * FROM audit_kjede LIMIT 0");
                c.createStatement().execute("INSERT INTO gjemt SELECT * FROM audit_kjede WHERE kjede <> " + bare);
                c.createStatement()
                        .execute("SET session_replication_role = replica; DELETE FROM audit_kjede WHERE kjede <> "
                                + bare);
                logg.leggTil(c, IntStream.range(0, RADER).mapToObj(i -> rad()).toList());
                c.createStatement().execute("INSERT INTO audit_kjede SELECT * FROM gjemt; TRUNCATE gjemt");
            }
            c.createStatement().execute("CREATE TABLE rader AS SELECT * FROM audit_rad");
            c.createStatement()
                    .execute("CREATE TABLE hoder AS SELECT * FROM audit_kjede; GRANT SELECT ON rader, hoder TO PUBLIC");
            c.commit();
        }
    }

    @BeforeEach
    void lytt() {
        LOGGER.addHandler(lytter);
        somDeVar();
    }

    private void somDeVar() {
        nokler = new Testnokler();
        nystart();
        forfalsk("TRUNCATE audit_rad, audit_kjede");
        forfalsk("INSERT INTO audit_kjede SELECT * FROM hoder; INSERT INTO audit_rad SELECT * FROM rader");
        logget.clear();
    }

    @AfterEach
    void slutt_a_lytte() {
        LOGGER.removeHandler(lytter);
    }

    @AfterAll
    void close() throws SQLException {
        forbindelser.close();
    }

    @ParameterizedTest
    @EnumSource(Inngrep.class)
    void a_broken_chain_gets_no_more_rows_and_fails_no_call(Inngrep inngrep) throws SQLException {
        forfalsk(inngrep.mot(" <> " + HEL));
        for (int i = 0; i < 30; i++) {
            AuditWriter.write(forbindelser, logg, rad());
        }
        assertThat(tall("SELECT antall FROM audit_kjede WHERE kjede = " + HEL)).isEqualTo(RADER + 30);
        // Nobody comes by a head that is gone, so it takes the look that goes with the anchors.
        anker().skriv();
        assertThat(alarmer()).hasSize(KJEDER - 1).doesNotHaveDuplicates().allMatch(a -> a.contains("er brutt ved rad"));
        assertThat(brutte()).isEqualTo(KJEDER - 1);
        assertThat(kontroll.verify(null).brudd())
                .containsExactlyElementsOf(IntStream.range(0, KJEDER)
                        .filter(kjede -> kjede != HEL)
                        .mapToObj(inngrep::funn)
                        .toList());
    }

    @Test
    void an_alarm_is_raised_once_for_each_chain_and_interval() throws SQLException {
        forfalsk(Inngrep.TAIL_CUT.mot(" IN (3, 4)"));
        finn();
        finn();
        AuditWriter.write(forbindelser, logg, rad());
        assertThat(alarmer()).hasSize(2);
        nanoTid.addAndGet(Duration.ofMinutes(1).toNanos());
        AuditWriter.write(forbindelser, logg, rad());
        assertThat(alarmer()).hasSize(4);
    }

    @Test
    void what_was_found_is_remembered_for_a_while_and_a_chain_that_was_repaired_is_then_used_again()
            throws SQLException {
        forfalsk(Inngrep.HEAD_SET_BACK.mot(" = " + KJEDE));
        finn();
        assertThat(brutte()).isEqualTo(1);
        forfalsk(
                "UPDATE audit_kjede k SET antall = h.antall, hode = h.hode FROM hoder h WHERE h.kjede = k.kjede AND k.kjede = "
                        + KJEDE);
        medLedige(List.of(KJEDE, HEL), () -> {
            for (int i = 0; i < 10; i++) {
                AuditWriter.write(forbindelser, logg, rad());
            }
        });
        assertThat(tall("SELECT antall FROM audit_kjede WHERE kjede = " + KJEDE))
                .isEqualTo(RADER);
        nanoTid.addAndGet(Duration.ofMinutes(1).toNanos());
        medLedige(List.of(KJEDE), () -> AuditWriter.write(forbindelser, logg, rad()));
        assertThat(tall("SELECT antall FROM audit_kjede WHERE kjede = " + KJEDE))
                .isEqualTo(RADER + 1);
        assertThat(brutte()).isZero();
        assertThat(kontroll.verify(null).helt()).isTrue();
    }

    @Test
    @Timeout(120)
    void no_caller_of_a_batch_pays_for_a_broken_chain() throws Exception {
        forfalsk(Inngrep.HEAD_SET_BACK.mot(" <> " + HEL));
        Auditsamler samler = new Auditsamler(new Transactions(forbindelser), logg);
        int skrivere = 16;
        int omganger = 10;
        try (ExecutorService trader = Executors.newFixedThreadPool(skrivere)) {
            List<Future<?>> alle = new ArrayList<>();
            for (int i = 0; i < skrivere; i++) {
                alle.add(trader.submit(() -> {
                    for (int n = 0; n < omganger; n++) {
                        samler.skriv(rad());
                    }
                }));
            }
            for (Future<?> en : alle) {
                en.get();
            }
        }
        assertThat(tall("SELECT antall FROM audit_kjede WHERE kjede = " + HEL)).isEqualTo(RADER + skrivere * omganger);
        assertThat(alarmer()).hasSize(KJEDER - 1);
    }

    @Test
    void when_every_chain_is_broken_there_is_no_row_and_no_answer() throws SQLException {
        forfalsk(Inngrep.HEAD_HASH_CHANGED.mot(" >= 0"));
        ingenRad();
        // Repaired, but not yet looked at.
        forfalsk("UPDATE audit_kjede k SET hode = h.hode FROM hoder h WHERE h.kjede = k.kjede");
        ingenRad();
        nanoTid.addAndGet(Duration.ofMinutes(1).toNanos());
        AuditWriter.write(forbindelser, logg, rad());
        assertThat(kontroll.verify(null)).isEqualTo(new Kontrollsvar(KJEDER * RADER + 1, List.of(), List.of()));
    }

    @Test
    void a_process_with_another_key_under_the_same_name_writes_nothing() throws SQLException {
        nokler.bytt("a1", "ff".repeat(32));
        ingenRad();
        assertThat(alarmer()).hasSize(KJEDER).allMatch(a -> a.contains("ENDRET"));
    }

    @Test
    void chains_that_the_owner_adds_take_over_when_all_are_broken() throws Exception {
        forfalsk(Inngrep.TAIL_CUT.mot(" >= 0"));
        ingenRad();
        TestDatabase.execute(
                database.owner(), "INSERT INTO audit_kjede (kjede, hode) VALUES (64, decode(repeat('00', 32), 'hex'))");
        AuditWriter.write(forbindelser, logg, rad());
        assertThat(lukk(KJEDE).lukket()).isTrue();
        String anker = kontroll.anker();
        assertThat(AuditAnker.les(new StringReader(AuditAnker.linje(anker)))).containsExactly(anker);
        assertThat(kontroll.verify(anker).brudd()).hasSize(KJEDER - 1);
    }

    @Test
    void every_break_is_named_and_neighbours_are_one() throws SQLException {
        forfalsk("UPDATE audit_rad SET utfall = 'NEKTET' WHERE kjede = 3 AND nr IN (1, 2, 5)");
        forfalsk("UPDATE audit_rad SET mac = set_byte(mac, 0, get_byte(mac, 0) # 1) WHERE kjede = 4 AND nr IN (2, 4)");
        forfalsk("DELETE FROM audit_rad WHERE kjede = 5 AND nr IN (2, 3)");
        forfalsk("UPDATE audit_kjede SET hode = decode(repeat('ab', 32), 'hex') WHERE kjede IN (3, 6)");
        forfalsk("UPDATE audit_rad SET nokkel_id = 'borte' WHERE kjede = 7 AND nr IN (1, 2)");
        forfalsk(Inngrep.ROW_PUT_IN_BEYOND.mot(" = 8"));
        forfalsk("UPDATE audit_rad SET hjemmel = 'x' WHERE kjede = 8 AND nr = 3");
        assertThat(kontroll.verify(null).brudd())
                .containsExactly(
                        new AuditBrudd(3, 1, 2, Slag.ENDRET),
                        new AuditBrudd(3, 5, Slag.ENDRET),
                        new AuditBrudd(3, 5, Slag.HODE_ENDRET),
                        new AuditBrudd(4, 2, Slag.ENDRET),
                        new AuditBrudd(4, 4, Slag.ENDRET),
                        new AuditBrudd(5, 2, 3, Slag.MANGLER),
                        new AuditBrudd(6, 5, Slag.HODE_ENDRET),
                        new AuditBrudd(7, 1, 2, Slag.UKJENT_NOKKEL),
                        new AuditBrudd(8, 3, Slag.ENDRET),
                        new AuditBrudd(8, 6, Slag.SATT_INN));
    }

    @Test
    void a_closed_chain_is_good_up_to_where_it_broke_and_is_named() throws SQLException {
        forfalsk("UPDATE audit_rad SET utfall = 'NEKTET' WHERE nr = 3 AND kjede = " + KJEDE);
        assertThat(lukk(KJEDE))
                .isEqualTo(new Kjedelukker.Svar(true, 2, 3, List.of(new AuditBrudd(KJEDE, 3, Slag.ENDRET))));

        Kontrollsvar svar = kontroll.verify(null);
        assertThat(svar.brudd()).isEmpty();
        assertThat(svar.helt()).isFalse();
        assertThat(svar.lukkede()).singleElement().satisfies(l -> {
            assertThat(l.kjede()).isEqualTo(KJEDE);
            assertThat(l.sisteGode()).isEqualTo(2);
            assertThat(l.mac())
                    .isEqualTo(tekst("SELECT encode(mac, 'hex') FROM rader WHERE nr = 2 AND kjede = " + KJEDE));
            assertThat(l.etter()).isEqualTo(3);
            assertThat(l.iKjede()).isNotEqualTo(KJEDE);
            assertThat(l.operator()).isEqualTo("kari");
            assertThat(l.begrunnelse()).isEqualTo("Drift: brutt");
        });
        assertThat(lukk(KJEDE).lukket()).as("again").isFalse();
    }

    @Test
    void nothing_is_written_to_a_closed_chain_whichever_process_writes() throws SQLException {
        forfalsk("UPDATE audit_rad SET utfall = 'NEKTET' WHERE nr = 2");
        for (int kjede = 0; kjede < KJEDER; kjede++) {
            if (kjede != HEL) {
                assertThat(lukk(kjede).lukket()).isTrue();
            }
        }
        long tidligere = tall("SELECT antall FROM audit_kjede WHERE kjede = " + HEL);
        nystart();
        for (int i = 0; i < 10; i++) {
            AuditWriter.write(forbindelser, logg, rad());
        }
        assertThat(tall("SELECT antall FROM audit_kjede WHERE kjede = " + HEL)).isEqualTo(tidligere + 10);
        assertThat(alarmer()).as("a closed chain is no alarm").isEmpty();
        assertThat(registry.get(Kjedevakt.LUKKET).gauge().value()).isEqualTo(KJEDER - 1);
        assertThat(brutte()).isZero();
    }

    @Test
    void a_whole_chain_cannot_be_closed_nor_one_that_is_not_there() throws SQLException {
        assertThat(lukk(64)).isEqualTo(new Kjedelukker.Svar(false, 0, 0, List.of()));
        assertThat(lukk(KJEDE)).isEqualTo(new Kjedelukker.Svar(false, RADER, 0, List.of()));
        assertThat(kontroll.verify(null)).isEqualTo(new Kontrollsvar(KJEDER * RADER, List.of(), List.of()));
    }

    @ParameterizedTest
    @EnumSource(Inngrep.class)
    void any_break_can_be_closed(Inngrep inngrep) throws SQLException {
        forfalsk(inngrep.mot(" = " + KJEDE));
        assertThat(lukk(KJEDE).brudd()).containsExactly(inngrep.funn(KJEDE));
        assertThat(kontroll.verify(null).brudd()).isEmpty();
        anker().skriv();
        assertThat(brutte()).isZero();
    }

    @Test
    void what_is_done_to_a_closed_chain_shows() throws SQLException {
        forfalsk("UPDATE audit_rad SET utfall = 'NEKTET' WHERE nr = 3 AND kjede = " + KJEDE);
        lukk(KJEDE);
        forfalsk("CREATE TABLE da AS SELECT * FROM audit_rad WHERE kjede = " + KJEDE);
        forfalsk("CREATE TABLE hodet AS SELECT * FROM audit_kjede WHERE kjede = " + KJEDE);
        try {
            funnetEtter("UPDATE audit_rad SET utfall = 'x' WHERE nr = 1", new AuditBrudd(KJEDE, 1, Slag.ENDRET));
            funnetEtter("UPDATE audit_rad SET utfall = 'x' WHERE nr = 5", new AuditBrudd(KJEDE, 3, Slag.LUKKET_ENDRET));
            funnetEtter(
                    "UPDATE audit_rad SET utfall = 'UTFORT' WHERE nr = 3",
                    new AuditBrudd(KJEDE, 3, Slag.LUKKET_ENDRET));
            funnetEtter("DELETE FROM audit_rad WHERE nr = 5", new AuditBrudd(KJEDE, 3, Slag.LUKKET_ENDRET));
            funnetEtter("DELETE FROM audit_rad WHERE nr >= 2", new AuditBrudd(KJEDE, 2, Slag.AVKUTTET));
            funnetEtter(
                    "UPDATE audit_kjede SET antall = -1 - antall WHERE true",
                    new AuditBrudd(KJEDE, 5, Slag.HODE_ENDRET));
        } finally {
            forfalsk("DROP TABLE da; DROP TABLE hodet");
        }
    }

    private void funnetEtter(String sql, AuditBrudd funn) throws SQLException {
        forfalsk(sql + " AND kjede = " + KJEDE);
        assertThat(kontroll.verify(null).brudd()).as(sql).containsExactly(funn);
        String kjede = " WHERE kjede = " + KJEDE;
        forfalsk("DELETE FROM audit_rad" + kjede + "; DELETE FROM audit_kjede" + kjede);
        forfalsk("INSERT INTO audit_kjede SELECT * FROM hodet; INSERT INTO audit_rad SELECT * FROM da");
        assertThat(kontroll.verify(null).brudd()).isEmpty();
    }

    @Test
    void a_chain_closed_before_is_closed_again_further_up_when_it_was_tampered_with_there() throws SQLException {
        forfalsk("UPDATE audit_rad SET utfall = 'NEKTET' WHERE nr = 4 AND kjede = " + KJEDE);
        lukk(KJEDE);
        forfalsk("UPDATE audit_rad SET utfall = 'NEKTET' WHERE nr = 2 AND kjede = " + KJEDE);
        assertThat(lukk(KJEDE).sisteGode()).isEqualTo(1);
        Kontrollsvar svar = kontroll.verify(null);
        assertThat(svar.brudd()).isEmpty();
        assertThat(svar.lukkede()).extracting(Kjedelukking::sisteGode).containsExactly(1L);
    }

    @Test
    void nobody_without_the_key_can_close_a_chain_or_take_a_closing_back_unseen() throws SQLException {
        forfalsk("UPDATE audit_rad SET utfall = 'NEKTET' WHERE nr = 3 AND kjede = " + KJEDE);
        String mac = tekst("SELECT encode(mac, 'hex') FROM rader WHERE nr = 2 AND kjede = " + KJEDE);
        forfalsk(
                "UPDATE audit_rad SET handling = 'LUKK_AUDITKJEDE', antall = 3, ider_hash = decode('00', 'hex'), lukker = '"
                        + KJEDE + ":2:" + mac + "' WHERE nr = 2 AND kjede = " + HEL);
        assertThat(kontroll.verify(null))
                .isEqualTo(new Kontrollsvar(
                        KJEDER * RADER,
                        List.of(new AuditBrudd(KJEDE, 3, Slag.ENDRET), new AuditBrudd(HEL, 2, Slag.ENDRET)),
                        List.of()));

        somDeVar();
        forfalsk("UPDATE audit_rad SET utfall = 'NEKTET' WHERE nr = 3 AND kjede = " + KJEDE);
        lukk(KJEDE);
        int i = (int) tall("SELECT kjede FROM audit_rad WHERE lukker IS NOT NULL");
        forfalsk("DELETE FROM audit_rad WHERE lukker IS NOT NULL");
        assertThat(kontroll.verify(null).brudd())
                .contains(new AuditBrudd(KJEDE, 3, Slag.ENDRET), new AuditBrudd(i, 6, Slag.AVKUTTET));
        anker().skriv();
        assertThat(brutte()).isEqualTo(2);
    }

    @Test
    void a_chain_that_is_set_back_between_two_anchors_is_told_of_until_it_is_closed() throws SQLException {
        AuditAnker anker = anker();
        anker.skriv();
        String forste = kontroll.anker();
        forfalsk("DELETE FROM audit_rad WHERE nr > 3 AND kjede = " + KJEDE);
        forfalsk(Inngrep.HEAD_SET_BACK.mot(" = " + KJEDE));
        anker.skriv();
        assertThat(alarmer()).singleElement().asString().contains("Auditkjede 17 er satt tilbake: rad 5");
        medLedige(List.of(KJEDE), () -> {
            for (int i = 0; i < 4; i++) {
                AuditWriter.write(forbindelser, logg, rad());
            }
        });
        nanoTid.addAndGet(Duration.ofMinutes(1).toNanos());
        anker.skriv();
        assertThat(alarmer()).as("grown past it").hasSize(2);
        assertThat(brutte()).isEqualTo(1);

        assertThat(lukk(KJEDE).lukket()).as("whole in itself").isFalse();
        assertThat(lukk(KJEDE, forste).sisteGode()).isEqualTo(4);
        anker.skriv();
        assertThat(brutte()).isZero();
        assertThat(kontroll.verify(forste).brudd()).isEmpty();
    }

    @Test
    void a_head_that_is_wrong_does_not_become_an_anchor() throws SQLException {
        AuditAnker anker = anker();
        forfalsk(Inngrep.HEAD_HASH_CHANGED.mot(" = " + KJEDE));
        anker.skriv();
        forfalsk("UPDATE audit_kjede k SET hode = h.hode FROM hoder h WHERE h.kjede = k.kjede");
        nanoTid.addAndGet(Duration.ofMinutes(1).toNanos());
        anker.skriv();
        assertThat(alarmer()).hasSize(1);
        assertThat(brutte()).isZero();
    }

    private Kjedelukker.Svar lukk(int kjede, String... ankre) throws SQLException {
        try (Connection c = database.functions().getConnection()) {
            c.setAutoCommit(false);
            Kjedelukker.Svar svar = lukker.lukk(
                    c,
                    kjede,
                    List.of(ankre),
                    hva -> AuditRad.utfort(
                            AuditAktor.operator("kari"), Handling.LUKK_AUDITKJEDE, hva, null, "Drift: brutt"));
            c.commit();
            return svar;
        }
    }

    private void ingenRad() throws SQLException {
        long tidligere = tall("SELECT count(*) FROM audit_rad");
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> AuditWriter.write(forbindelser, logg, rad()))
                    .isInstanceOfSatisfying(
                            ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UTILGJENGELIG));
            assertThatThrownBy(() -> new Auditsamler(new Transactions(forbindelser), logg).skriv(rad()))
                    .isInstanceOfSatisfying(
                            ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UTILGJENGELIG));
        }
        assertThat(tall("SELECT count(*) FROM audit_rad")).isEqualTo(tidligere);
        assertThat(alarmer()).hasSize(KJEDER);
    }

    /** A process that knows nothing yet. */
    private void nystart() {
        registry = new SimpleMeterRegistry();
        vakt = new Kjedevakt(nokler, Duration.ofMinutes(1), nanoTid::get, registry);
        logg = new AuditLogg(nokler, vakt);
        kontroll = new AuditKontroll(new Transactions(forbindelser), nokler);
        lukker = new Kjedelukker(kontroll, logg);
    }

    private AuditAnker anker() {
        return new AuditAnker(new Transactions(forbindelser), kontroll, vakt);
    }

    /** What a writer does that has come by a broken chain. */
    private void finn() throws SQLException {
        try (Connection c = database.functions().getConnection()) {
            vakt.se(c);
        }
    }

    private interface Skriving {
        void utfor() throws SQLException;
    }

    /** While another transaction holds the heads of all other chains. */
    private void medLedige(List<Integer> kjeder, Skriving skriving) throws SQLException {
        try (Connection holder = database.functions().getConnection()) {
            holder.setAutoCommit(false);
            holder.createStatement()
                    .execute("SELECT 1 FROM audit_kjede WHERE kjede NOT IN ("
                            + String.join(
                                    ",", kjeder.stream().map(String::valueOf).toList()) + ") FOR UPDATE");
            skriving.utfor();
            holder.rollback();
        }
    }

    private List<String> alarmer() {
        return logget.stream()
                .filter(l -> l.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(LogRecord::getMessage)
                .toList();
    }

    private int brutte() {
        return (int) registry.get(Kjedevakt.BRUTT).gauge().value();
    }

    private static AuditRad rad() {
        return AuditRad.utfort(
                AuditAktor.integrasjon("889640782", new UUID(4, 4), null),
                Handling.LES_SAK,
                AuditGjenstand.sak(UUID.randomUUID()),
                UUID.randomUUID(),
                "sosialtjenesteloven § 44");
    }

    private void forfalsk(String sql) {
        TestDatabase.execute(database.superuser(), sql);
    }

    private long tall(String sql) throws SQLException {
        return Long.parseLong(tekst(sql));
    }

    private String tekst(String sql) throws SQLException {
        try (Connection c = forbindelser.getConnection();
                PreparedStatement s = c.prepareStatement(sql);
                ResultSet r = s.executeQuery()) {
            r.next();
            return r.getString(1);
        }
    }

    private final class Lytter extends Handler {
        @Override
        public void publish(LogRecord linje) {
            logget.add(linje);
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
