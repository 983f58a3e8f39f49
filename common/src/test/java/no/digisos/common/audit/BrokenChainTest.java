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
import no.digisos.common.audit.AuditBreach.Kind;
import no.digisos.common.audit.AuditVerifier.VerifierAnswer;
import no.digisos.common.database.Transactions;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.leveranse.Connections;
import no.digisos.testkit.database.TestDatabase;
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
class BrokenChainTest {
    private static final int CHAINS = 64;
    private static final int ROWS = 5;
    private static final int WHOLE = 18;
    private static final int CHAIN = 17;
    private static final Logger LOGGER = Logger.getLogger(ChainGuard.class.getName());

    private final TestDatabase database = TestDatabase.create();
    private final Connections connections = new Connections(database.functions());
    private final List<LogRecord> logged = new CopyOnWriteArrayList<>();
    private final Handler listener = new Listener();
    private final AtomicLong nanoTime = new AtomicLong();
    private AuditTestKeys keys = new AuditTestKeys();
    private SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private ChainGuard guard = keys.guard(nanoTime::get);
    private AuditLog log = new AuditLog(keys, guard);
    private AuditVerifier check = new AuditVerifier(new Transactions(connections), keys);
    private ChainCloser closer = new ChainCloser(check, log);

    /** What someone with every right in the database, but not the key, may do to a chain, and what is found. */
    enum Tampering {
        LAST_ROW_CHANGED("UPDATE audit_rad SET utfall = 'NEKTET' WHERE nr = 5", 5, Kind.ENDRET),
        LAST_ROW_AT_NO_TIME("UPDATE audit_rad SET tidspunkt = 'infinity' WHERE nr = 5", 5, Kind.ENDRET),
        KEY_MISSING("UPDATE audit_rad SET nokkel_id = 'borte' WHERE nr = 5", 5, Kind.UKJENT_NOKKEL),
        TAIL_CUT("DELETE FROM audit_rad WHERE nr >= 4", 4, 5, Kind.AVKUTTET),
        LAST_BUT_ONE_REMOVED("DELETE FROM audit_rad WHERE nr = 4", 4, Kind.MANGLER),
        ROW_PUT_IN_BEYOND(
                "INSERT INTO audit_rad (kjede, nr, tidspunkt, handling, utfall, hjemmel, nokkel_id, mac) SELECT kjede, 6,"
                        + " tidspunkt, handling, utfall, hjemmel, nokkel_id, mac FROM audit_rad WHERE nr = 5",
                6,
                Kind.SATT_INN),
        HEAD_SET_BACK(
                "UPDATE audit_kjede k SET antall = 3, hode = r.mac FROM audit_rad r WHERE r.kjede = k.kjede AND r.nr = 3"
                        + " AND k.kjede",
                3,
                Kind.HODE_ENDRET),
        HEAD_EMPTIED(
                "UPDATE audit_kjede SET antall = 0, hode = decode(repeat('00', 32), 'hex') WHERE true",
                0,
                Kind.HODE_ENDRET),
        HEAD_HASH_CHANGED(
                "UPDATE audit_kjede SET hode = set_byte(hode, 0, get_byte(hode, 0) # 1) WHERE true",
                5,
                Kind.HODE_ENDRET),
        HEAD_COUNT_RAISED("UPDATE audit_kjede SET antall = 7 WHERE true", 6, 7, Kind.AVKUTTET),
        HEAD_COUNT_ABSURD("UPDATE audit_kjede SET antall = -9223372036854775808 WHERE true", 0, Kind.HODE_ENDRET),
        HEAD_REMOVED("SET session_replication_role = replica; DELETE FROM audit_kjede WHERE true", 5, Kind.HODE_ENDRET);

        private final String sql;
        private final long nr;
        private final long to;
        private final Kind kind;

        Tampering(String sql, long nr, Kind kind) {
            this(sql, nr, nr, kind);
        }

        Tampering(String sql, long nr, long to, Kind kind) {
            this.sql = sql;
            this.nr = nr;
            this.to = to;
            this.kind = kind;
        }

        String against(String chains) {
            return sql.endsWith(" k.kjede") ? sql + chains : sql + " AND kjede" + chains;
        }

        AuditBreach findings(int chain) {
            return new AuditBreach(chain, nr, to, kind);
        }
    }

    @BeforeAll
    void fem_rader_i_hver() throws SQLException {
        try (Connection c = database.superuser().getConnection()) {
            c.setAutoCommit(false);
            for (int chain = 0; chain < CHAINS; chain++) {
                int only = chain;
                c.createStatement()
                        .execute("CREATE TEMP TABLE IF NOT EXISTS gjemt AS SELECT * FROM audit_kjede LIMIT 0");
                c.createStatement().execute("INSERT INTO gjemt SELECT * FROM audit_kjede WHERE kjede <> " + only);
                c.createStatement()
                        .execute("SET session_replication_role = replica; DELETE FROM audit_kjede WHERE kjede <> "
                                + only);
                log.add(c, IntStream.range(0, ROWS).mapToObj(i -> row()).toList());
                c.createStatement().execute("INSERT INTO audit_kjede SELECT * FROM gjemt; TRUNCATE gjemt");
            }
            c.createStatement().execute("CREATE TABLE rader AS SELECT * FROM audit_rad");
            c.createStatement()
                    .execute("CREATE TABLE hoder AS SELECT * FROM audit_kjede; GRANT SELECT ON rader, hoder TO PUBLIC");
            c.commit();
        }
    }

    @BeforeEach
    void listen() {
        LOGGER.addHandler(listener);
        asTheyWere();
    }

    private void asTheyWere() {
        keys = new AuditTestKeys();
        restart();
        forge("TRUNCATE audit_rad, audit_kjede");
        forge("INSERT INTO audit_kjede SELECT * FROM hoder; INSERT INTO audit_rad SELECT * FROM rader");
        logged.clear();
    }

    @AfterEach
    void slutt_a_lytte() {
        LOGGER.removeHandler(listener);
    }

    @AfterAll
    void close() throws SQLException {
        connections.close();
    }

    @ParameterizedTest
    @EnumSource(Tampering.class)
    void a_broken_chain_gets_no_more_rows_and_fails_no_call(Tampering tampering) throws SQLException {
        forge(tampering.against(" <> " + WHOLE));
        for (int i = 0; i < 30; i++) {
            AuditWriter.write(connections, log, row());
        }
        assertThat(number("SELECT antall FROM audit_kjede WHERE kjede = " + WHOLE))
                .isEqualTo(ROWS + 30);
        // Nobody comes by a head that is gone, so it takes the look that goes with the anchors.
        anchor().write();
        assertThat(alarms()).hasSize(CHAINS - 1).doesNotHaveDuplicates().allMatch(a -> a.contains("is broken at row"));
        assertThat(broken()).isEqualTo(CHAINS - 1);
        assertThat(check.verify(null).brudd())
                .containsExactlyElementsOf(IntStream.range(0, CHAINS)
                        .filter(chain -> chain != WHOLE)
                        .mapToObj(tampering::findings)
                        .toList());
    }

    @Test
    void an_alarm_is_raised_once_for_each_chain_and_interval() throws SQLException {
        forge(Tampering.TAIL_CUT.against(" IN (3, 4)"));
        find();
        find();
        AuditWriter.write(connections, log, row());
        assertThat(alarms()).hasSize(2);
        nanoTime.addAndGet(Duration.ofMinutes(1).toNanos());
        AuditWriter.write(connections, log, row());
        assertThat(alarms()).hasSize(4);
    }

    @Test
    void what_was_found_is_remembered_for_a_while_and_a_chain_that_was_repaired_is_then_used_again()
            throws SQLException {
        forge(Tampering.HEAD_SET_BACK.against(" = " + CHAIN));
        find();
        assertThat(broken()).isEqualTo(1);
        forge(
                "UPDATE audit_kjede k SET antall = h.antall, hode = h.hode FROM hoder h WHERE h.kjede = k.kjede AND k.kjede = "
                        + CHAIN);
        withFree(List.of(CHAIN, WHOLE), () -> {
            for (int i = 0; i < 10; i++) {
                AuditWriter.write(connections, log, row());
            }
        });
        assertThat(number("SELECT antall FROM audit_kjede WHERE kjede = " + CHAIN))
                .isEqualTo(ROWS);
        nanoTime.addAndGet(Duration.ofMinutes(1).toNanos());
        withFree(List.of(CHAIN), () -> AuditWriter.write(connections, log, row()));
        assertThat(number("SELECT antall FROM audit_kjede WHERE kjede = " + CHAIN))
                .isEqualTo(ROWS + 1);
        assertThat(broken()).isZero();
        assertThat(check.verify(null).whole()).isTrue();
    }

    @Test
    @Timeout(120)
    void no_caller_of_a_batch_pays_for_a_broken_chain() throws Exception {
        forge(Tampering.HEAD_SET_BACK.against(" <> " + WHOLE));
        AuditBatcher batcher = new AuditBatcher(new Transactions(connections), log);
        int writers = 16;
        int rounds = 10;
        try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                all.add(threads.submit(() -> {
                    for (int n = 0; n < rounds; n++) {
                        batcher.write(row());
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        assertThat(number("SELECT antall FROM audit_kjede WHERE kjede = " + WHOLE))
                .isEqualTo(ROWS + writers * rounds);
        assertThat(alarms()).hasSize(CHAINS - 1);
    }

    @Test
    void when_every_chain_is_broken_there_is_no_row_and_no_answer() throws SQLException {
        forge(Tampering.HEAD_HASH_CHANGED.against(" >= 0"));
        noRow();
        // Repaired, but not yet looked at.
        forge("UPDATE audit_kjede k SET hode = h.hode FROM hoder h WHERE h.kjede = k.kjede");
        noRow();
        nanoTime.addAndGet(Duration.ofMinutes(1).toNanos());
        AuditWriter.write(connections, log, row());
        assertThat(check.verify(null)).isEqualTo(new VerifierAnswer(CHAINS * ROWS + 1, List.of(), List.of()));
    }

    @Test
    void a_process_with_another_key_under_the_same_name_writes_nothing() throws SQLException {
        keys.replace("a1", "ff".repeat(32));
        noRow();
        assertThat(alarms()).hasSize(CHAINS).allMatch(a -> a.contains("ENDRET"));
    }

    @Test
    void chains_that_the_owner_adds_take_over_when_all_are_broken() throws Exception {
        forge(Tampering.TAIL_CUT.against(" >= 0"));
        noRow();
        TestDatabase.execute(
                database.owner(), "INSERT INTO audit_kjede (kjede, hode) VALUES (64, decode(repeat('00', 32), 'hex'))");
        AuditWriter.write(connections, log, row());
        assertThat(close(CHAIN).lukket()).isTrue();
        String anchor = check.anchor();
        assertThat(AuditAnchor.read(new StringReader(AuditAnchor.line(anchor)))).containsExactly(anchor);
        assertThat(check.verify(anchor).brudd()).hasSize(CHAINS - 1);
    }

    @Test
    void every_break_is_named_and_neighbours_are_one() throws SQLException {
        forge("UPDATE audit_rad SET utfall = 'NEKTET' WHERE kjede = 3 AND nr IN (1, 2, 5)");
        forge("UPDATE audit_rad SET mac = set_byte(mac, 0, get_byte(mac, 0) # 1) WHERE kjede = 4 AND nr IN (2, 4)");
        forge("DELETE FROM audit_rad WHERE kjede = 5 AND nr IN (2, 3)");
        forge("UPDATE audit_kjede SET hode = decode(repeat('ab', 32), 'hex') WHERE kjede IN (3, 6)");
        forge("UPDATE audit_rad SET nokkel_id = 'borte' WHERE kjede = 7 AND nr IN (1, 2)");
        forge(Tampering.ROW_PUT_IN_BEYOND.against(" = 8"));
        forge("UPDATE audit_rad SET hjemmel = 'x' WHERE kjede = 8 AND nr = 3");
        assertThat(check.verify(null).brudd())
                .containsExactly(
                        new AuditBreach(3, 1, 2, Kind.ENDRET),
                        new AuditBreach(3, 5, Kind.ENDRET),
                        new AuditBreach(3, 5, Kind.HODE_ENDRET),
                        new AuditBreach(4, 2, Kind.ENDRET),
                        new AuditBreach(4, 4, Kind.ENDRET),
                        new AuditBreach(5, 2, 3, Kind.MANGLER),
                        new AuditBreach(6, 5, Kind.HODE_ENDRET),
                        new AuditBreach(7, 1, 2, Kind.UKJENT_NOKKEL),
                        new AuditBreach(8, 3, Kind.ENDRET),
                        new AuditBreach(8, 6, Kind.SATT_INN));
    }

    @Test
    void a_closed_chain_is_good_up_to_where_it_broke_and_is_named() throws SQLException {
        forge("UPDATE audit_rad SET utfall = 'NEKTET' WHERE nr = 3 AND kjede = " + CHAIN);
        assertThat(close(CHAIN))
                .isEqualTo(new ChainCloser.Answer(true, 2, 3, List.of(new AuditBreach(CHAIN, 3, Kind.ENDRET))));

        VerifierAnswer answer = check.verify(null);
        assertThat(answer.brudd()).isEmpty();
        assertThat(answer.whole()).isFalse();
        assertThat(answer.lukkede()).singleElement().satisfies(l -> {
            assertThat(l.kjede()).isEqualTo(CHAIN);
            assertThat(l.sisteGode()).isEqualTo(2);
            assertThat(l.mac())
                    .isEqualTo(text("SELECT encode(mac, 'hex') FROM rader WHERE nr = 2 AND kjede = " + CHAIN));
            assertThat(l.etter()).isEqualTo(3);
            assertThat(l.iKjede()).isNotEqualTo(CHAIN);
            assertThat(l.operator()).isEqualTo("kari");
            assertThat(l.begrunnelse()).isEqualTo("Drift: brutt");
        });
        assertThat(close(CHAIN).lukket()).as("again").isFalse();
    }

    @Test
    void nothing_is_written_to_a_closed_chain_whichever_process_writes() throws SQLException {
        forge("UPDATE audit_rad SET utfall = 'NEKTET' WHERE nr = 2");
        for (int chain = 0; chain < CHAINS; chain++) {
            if (chain != WHOLE) {
                assertThat(close(chain).lukket()).isTrue();
            }
        }
        long earlier = number("SELECT antall FROM audit_kjede WHERE kjede = " + WHOLE);
        restart();
        for (int i = 0; i < 10; i++) {
            AuditWriter.write(connections, log, row());
        }
        assertThat(number("SELECT antall FROM audit_kjede WHERE kjede = " + WHOLE))
                .isEqualTo(earlier + 10);
        assertThat(alarms()).as("a closed chain is no alarm").isEmpty();
        assertThat(registry.get(ChainGuard.CLOSED).gauge().value()).isEqualTo(CHAINS - 1);
        assertThat(broken()).isZero();
    }

    @Test
    void a_whole_chain_cannot_be_closed_nor_one_that_is_not_there() throws SQLException {
        assertThat(close(64)).isEqualTo(new ChainCloser.Answer(false, 0, 0, List.of()));
        assertThat(close(CHAIN)).isEqualTo(new ChainCloser.Answer(false, ROWS, 0, List.of()));
        assertThat(check.verify(null)).isEqualTo(new VerifierAnswer(CHAINS * ROWS, List.of(), List.of()));
    }

    @ParameterizedTest
    @EnumSource(Tampering.class)
    void any_break_can_be_closed(Tampering tampering) throws SQLException {
        forge(tampering.against(" = " + CHAIN));
        assertThat(close(CHAIN).brudd()).containsExactly(tampering.findings(CHAIN));
        assertThat(check.verify(null).brudd()).isEmpty();
        anchor().write();
        assertThat(broken()).isZero();
    }

    @Test
    void what_is_done_to_a_closed_chain_shows() throws SQLException {
        forge("UPDATE audit_rad SET utfall = 'NEKTET' WHERE nr = 3 AND kjede = " + CHAIN);
        close(CHAIN);
        forge("CREATE TABLE da AS SELECT * FROM audit_rad WHERE kjede = " + CHAIN);
        forge("CREATE TABLE hodet AS SELECT * FROM audit_kjede WHERE kjede = " + CHAIN);
        try {
            foundAfter("UPDATE audit_rad SET utfall = 'x' WHERE nr = 1", new AuditBreach(CHAIN, 1, Kind.ENDRET));
            foundAfter("UPDATE audit_rad SET utfall = 'x' WHERE nr = 5", new AuditBreach(CHAIN, 3, Kind.LUKKET_ENDRET));
            foundAfter(
                    "UPDATE audit_rad SET utfall = 'UTFORT' WHERE nr = 3",
                    new AuditBreach(CHAIN, 3, Kind.LUKKET_ENDRET));
            foundAfter("DELETE FROM audit_rad WHERE nr = 5", new AuditBreach(CHAIN, 3, Kind.LUKKET_ENDRET));
            foundAfter("DELETE FROM audit_rad WHERE nr >= 2", new AuditBreach(CHAIN, 2, Kind.AVKUTTET));
            foundAfter(
                    "UPDATE audit_kjede SET antall = -1 - antall WHERE true",
                    new AuditBreach(CHAIN, 5, Kind.HODE_ENDRET));
        } finally {
            forge("DROP TABLE da; DROP TABLE hodet");
        }
    }

    private void foundAfter(String sql, AuditBreach findings) throws SQLException {
        forge(sql + " AND kjede = " + CHAIN);
        assertThat(check.verify(null).brudd()).as(sql).containsExactly(findings);
        String chain = " WHERE kjede = " + CHAIN;
        forge("DELETE FROM audit_rad" + chain + "; DELETE FROM audit_kjede" + chain);
        forge("INSERT INTO audit_kjede SELECT * FROM hodet; INSERT INTO audit_rad SELECT * FROM da");
        assertThat(check.verify(null).brudd()).isEmpty();
    }

    @Test
    void a_chain_closed_before_is_closed_again_further_up_when_it_was_tampered_with_there() throws SQLException {
        forge("UPDATE audit_rad SET utfall = 'NEKTET' WHERE nr = 4 AND kjede = " + CHAIN);
        close(CHAIN);
        forge("UPDATE audit_rad SET utfall = 'NEKTET' WHERE nr = 2 AND kjede = " + CHAIN);
        assertThat(close(CHAIN).sisteGode()).isEqualTo(1);
        VerifierAnswer answer = check.verify(null);
        assertThat(answer.brudd()).isEmpty();
        assertThat(answer.lukkede()).extracting(ChainClosure::sisteGode).containsExactly(1L);
    }

    @Test
    void nobody_without_the_key_can_close_a_chain_or_take_a_closing_back_unseen() throws SQLException {
        forge("UPDATE audit_rad SET utfall = 'NEKTET' WHERE nr = 3 AND kjede = " + CHAIN);
        String mac = text("SELECT encode(mac, 'hex') FROM rader WHERE nr = 2 AND kjede = " + CHAIN);
        forge(
                "UPDATE audit_rad SET handling = 'LUKK_AUDITKJEDE', antall = 3, ider_hash = decode('00', 'hex'), lukker = '"
                        + CHAIN + ":2:" + mac + "' WHERE nr = 2 AND kjede = " + WHOLE);
        assertThat(check.verify(null))
                .isEqualTo(new VerifierAnswer(
                        CHAINS * ROWS,
                        List.of(new AuditBreach(CHAIN, 3, Kind.ENDRET), new AuditBreach(WHOLE, 2, Kind.ENDRET)),
                        List.of()));

        asTheyWere();
        forge("UPDATE audit_rad SET utfall = 'NEKTET' WHERE nr = 3 AND kjede = " + CHAIN);
        close(CHAIN);
        int i = (int) number("SELECT kjede FROM audit_rad WHERE lukker IS NOT NULL");
        forge("DELETE FROM audit_rad WHERE lukker IS NOT NULL");
        assertThat(check.verify(null).brudd())
                .contains(new AuditBreach(CHAIN, 3, Kind.ENDRET), new AuditBreach(i, 6, Kind.AVKUTTET));
        anchor().write();
        assertThat(broken()).isEqualTo(2);
    }

    @Test
    void a_chain_that_is_set_back_between_two_anchors_is_told_of_until_it_is_closed() throws SQLException {
        AuditAnchor anchor = anchor();
        anchor.write();
        String first = check.anchor();
        forge("DELETE FROM audit_rad WHERE nr > 3 AND kjede = " + CHAIN);
        forge(Tampering.HEAD_SET_BACK.against(" = " + CHAIN));
        anchor.write();
        assertThat(alarms()).singleElement().asString().contains("Audit chain 17 was set back: row 5");
        withFree(List.of(CHAIN), () -> {
            for (int i = 0; i < 4; i++) {
                AuditWriter.write(connections, log, row());
            }
        });
        nanoTime.addAndGet(Duration.ofMinutes(1).toNanos());
        anchor.write();
        assertThat(alarms()).as("grown past it").hasSize(2);
        assertThat(broken()).isEqualTo(1);

        assertThat(close(CHAIN).lukket()).as("whole in itself").isFalse();
        assertThat(close(CHAIN, first).sisteGode()).isEqualTo(4);
        anchor.write();
        assertThat(broken()).isZero();
        assertThat(check.verify(first).brudd()).isEmpty();
    }

    @Test
    void a_head_that_is_wrong_does_not_become_an_anchor() throws SQLException {
        AuditAnchor anchor = anchor();
        forge(Tampering.HEAD_HASH_CHANGED.against(" = " + CHAIN));
        anchor.write();
        forge("UPDATE audit_kjede k SET hode = h.hode FROM hoder h WHERE h.kjede = k.kjede");
        nanoTime.addAndGet(Duration.ofMinutes(1).toNanos());
        anchor.write();
        assertThat(alarms()).hasSize(1);
        assertThat(broken()).isZero();
    }

    private ChainCloser.Answer close(int chain, String... anchors) throws SQLException {
        try (Connection c = database.functions().getConnection()) {
            c.setAutoCommit(false);
            ChainCloser.Answer answer = closer.close(
                    c,
                    chain,
                    List.of(anchors),
                    what -> AuditRow.executed(
                            AuditActor.operator("kari"), AuditAction.LUKK_AUDITKJEDE, what, null, "Drift: brutt"));
            c.commit();
            return answer;
        }
    }

    private void noRow() throws SQLException {
        long earlier = number("SELECT count(*) FROM audit_rad");
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> AuditWriter.write(connections, log, row()))
                    .isInstanceOfSatisfying(
                            ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UTILGJENGELIG));
            assertThatThrownBy(() -> new AuditBatcher(new Transactions(connections), log).write(row()))
                    .isInstanceOfSatisfying(
                            ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UTILGJENGELIG));
        }
        assertThat(number("SELECT count(*) FROM audit_rad")).isEqualTo(earlier);
        assertThat(alarms()).hasSize(CHAINS);
    }

    /** A process that knows nothing yet. */
    private void restart() {
        registry = new SimpleMeterRegistry();
        guard = new ChainGuard(keys, Duration.ofMinutes(1), nanoTime::get, registry);
        log = new AuditLog(keys, guard);
        check = new AuditVerifier(new Transactions(connections), keys);
        closer = new ChainCloser(check, log);
    }

    private AuditAnchor anchor() {
        return new AuditAnchor(new Transactions(connections), check, guard);
    }

    /** What a writer does that has come by a broken chain. */
    private void find() throws SQLException {
        try (Connection c = database.functions().getConnection()) {
            guard.look(c);
        }
    }

    private interface Writing {
        void execute() throws SQLException;
    }

    /** While another transaction holds the heads of all other chains. */
    private void withFree(List<Integer> chains, Writing writing) throws SQLException {
        try (Connection holder = database.functions().getConnection()) {
            holder.setAutoCommit(false);
            holder.createStatement()
                    .execute("SELECT 1 FROM audit_kjede WHERE kjede NOT IN ("
                            + String.join(
                                    ",", chains.stream().map(String::valueOf).toList()) + ") FOR UPDATE");
            writing.execute();
            holder.rollback();
        }
    }

    private List<String> alarms() {
        return logged.stream()
                .filter(l -> l.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(LogRecord::getMessage)
                .toList();
    }

    private int broken() {
        return (int) registry.get(ChainGuard.BROKEN).gauge().value();
    }

    private static AuditRow row() {
        return AuditRow.executed(
                AuditActor.integrasjon("889640782", new UUID(4, 4), null),
                AuditAction.LES_SAK,
                AuditSubject.sak(UUID.randomUUID()),
                UUID.randomUUID(),
                "sosialtjenesteloven § 44");
    }

    private void forge(String sql) {
        TestDatabase.execute(database.superuser(), sql);
    }

    private long number(String sql) throws SQLException {
        return Long.parseLong(text(sql));
    }

    private String text(String sql) throws SQLException {
        try (Connection c = connections.getConnection();
                PreparedStatement s = c.prepareStatement(sql);
                ResultSet r = s.executeQuery()) {
            r.next();
            return r.getString(1);
        }
    }

    private final class Listener extends Handler {
        @Override
        public void publish(LogRecord line) {
            logged.add(line);
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
