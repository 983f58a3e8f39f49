package no.digisos.common.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import no.digisos.common.audit.AuditBreach.Kind;
import no.digisos.common.database.Transactions;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.leveranse.Connections;
import no.digisos.testkit.database.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditTest {
    private static final UUID INTEGRASJON = UUID.fromString("44444444-4444-4444-8444-444444444444");
    private static final AuditActor ACTOR = AuditActor.integrasjon("889640782", INTEGRASJON, "0A1B");

    private final TestDatabase database = TestDatabase.create();
    private final Connections connections = new Connections(database.functions());
    private AuditTestKeys keys = new AuditTestKeys();
    private AuditLog log = new AuditLog(keys, keys.guard(System::nanoTime));
    private AuditVerifier check = new AuditVerifier(new Transactions(connections), keys);

    @BeforeEach
    void reset() {
        keys = new AuditTestKeys();
        log = new AuditLog(keys, keys.guard(System::nanoTime));
        check = new AuditVerifier(new Transactions(connections), keys);
        forge("TRUNCATE audit_rad, audit_kjede");
        forge("INSERT INTO audit_kjede (kjede, hode) SELECT n, decode(repeat('00', 32), 'hex')"
                + " FROM generate_series(0, 63) n");
    }

    @AfterAll
    void close() throws SQLException {
        connections.close();
    }

    @Test
    void an_empty_log_is_whole() throws SQLException {
        assertThat(check.verify(null).whole()).isTrue();
        assertThat(check.anchor()).isEqualTo("v1");
    }

    @Test
    void every_column_is_written_and_verified() throws SQLException {
        AuditSubject subject = new AuditSubject(
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                "00ff",
                "ab",
                7,
                "cd",
                "17:2:" + "ab".repeat(32));
        AuditWriter.write(
                connections,
                log,
                new AuditRow(
                        new AuditActor("889640782", INTEGRASJON, "0A1B", "0102", "kari", "ab12"),
                        AuditAction.LES_DOKUMENT,
                        subject,
                        AuditOutcome.UTFORT,
                        UUID.randomUUID(),
                        "sosialtjenesteloven § 44, æøå"));

        assertThat(number("SELECT num_nulls(a.*) FROM audit_rad a")).isZero();
        assertThat(check.verify(null)).isEqualTo(new AuditVerifier.VerifierAnswer(1, List.of(), List.of()));
    }

    @Test
    void a_row_says_who_and_by_what_right() {
        assertThatThrownBy(() -> new AuditActor("889640782", null, null, null, null, null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AuditRow.executed(ACTOR, AuditAction.LES_SAK, AuditSubject.none(), null, " "))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void many_ids_make_one_row_whose_hash_does_not_depend_on_their_order() {
        UUID a = new UUID(1, 2);
        UUID b = new UUID(3, 4);
        assertThat(AuditSubject.many(List.of(a, b))).isEqualTo(AuditSubject.many(List.of(b, a)));
        assertThat(AuditSubject.many(List.of(a, b)).antall()).isEqualTo(2);
        assertThat(AuditSubject.many(List.of(a)).iderHash())
                .isNotEqualTo(AuditSubject.many(List.of(b)).iderHash());
    }

    @Test
    void a_row_lives_and_dies_with_its_transaction() throws SQLException {
        try (Connection c = database.functions().getConnection()) {
            c.setAutoCommit(false);
            log.write(c, row());
            c.rollback();
        }
        assertThat(number("SELECT count(*) FROM audit_rad")).isZero();
        assertThat(check.verify(null).whole()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "utfall = 'NEKTET'",
                "tidspunkt = tidspunkt + interval '1 microsecond'",
                "integrasjon_id = NULL",
                "organisasjon = ''",
                "hjemmel = hjemmel || ' '",
                "operator = 'kari'",
                "aktor_sertifikat_avtrykk = ''",
                "sertifikat_serie = organisasjon, organisasjon = sertifikat_serie",
                "mac = set_byte(mac, 0, get_byte(mac, 0) # 1)",
                "antall = 0"
            })
    void a_change_is_found_where_it_was_made(String change) throws SQLException {
        int chain = writeInOneChain(5);
        forge("UPDATE audit_rad SET " + change + " WHERE nr = 3 AND kjede = " + chain);
        assertThat(check.verify(null).brudd()).containsExactly(new AuditBreach(chain, 3, Kind.ENDRET));
    }

    @Test
    void an_operator_is_named_and_cannot_be_removed_or_changed_unseen() throws SQLException {
        AuditWriter.write(
                connections,
                log,
                AuditRow.executed(
                        AuditActor.operator("kari"),
                        AuditAction.LUKK_LEVERANSE,
                        AuditSubject.none(),
                        null,
                        "Drift: dublett"));
        assertThat(check.verify(null).whole()).isTrue();
        for (String name : List.of("NULL", "'ola'")) {
            forge("UPDATE audit_rad SET integrasjon_id = gen_random_uuid(), operator = " + name);
            assertThat(check.verify(null).brudd()).extracting(AuditBreach::slag).containsExactly(Kind.ENDRET);
        }
    }

    @Test
    void the_callers_certificate_cannot_be_removed_or_changed_unseen() throws SQLException {
        AuditActor actor = AuditActor.integrasjon("889640782", INTEGRASJON, "0a1b", "ab".repeat(32));
        AuditWriter.write(
                connections, log, AuditRow.executed(actor, AuditAction.LES_SAK, AuditSubject.none(), null, "hjemmel"));
        assertThat(check.verify(null).whole()).isTrue();
        for (String fingerprint : List.of("NULL", "'cd'", "NULL, operator = 'kari'")) {
            forge("UPDATE audit_rad SET aktor_sertifikat_avtrykk = " + fingerprint);
            assertThat(check.verify(null).brudd()).extracting(AuditBreach::slag).containsExactly(Kind.ENDRET);
        }
    }

    @Test
    void a_row_removed_from_the_middle_is_missed() throws SQLException {
        int chain = writeInOneChain(5);
        forge("DELETE FROM audit_rad WHERE nr = 3 AND kjede = " + chain);
        assertThat(check.verify(null).brudd()).containsExactly(new AuditBreach(chain, 3, Kind.MANGLER));
    }

    @Test
    void a_removed_row_is_missed_also_when_the_rest_is_renumbered() throws SQLException {
        int chain = writeInOneChain(5);
        forge("DELETE FROM audit_rad WHERE nr = 3 AND kjede = " + chain);
        forge("UPDATE audit_rad SET nr = nr - 1 WHERE nr > 3 AND kjede = " + chain);
        forge("UPDATE audit_kjede SET antall = 4 WHERE kjede = " + chain);
        assertThat(check.verify(null).brudd()).containsExactly(new AuditBreach(chain, 3, 4, Kind.ENDRET));
    }

    @Test
    void a_row_put_in_at_the_end_is_found() throws SQLException {
        int chain = writeInOneChain(5);
        forge("INSERT INTO audit_rad (kjede, nr, tidspunkt, handling, utfall, hjemmel, nokkel_id, mac)"
                + " SELECT kjede, 6, tidspunkt, handling, utfall, hjemmel, nokkel_id, mac FROM audit_rad"
                + " WHERE nr = 5 AND kjede = " + chain);
        assertThat(check.verify(null).brudd()).containsExactly(new AuditBreach(chain, 6, Kind.SATT_INN));
    }

    @Test
    void a_row_moved_to_another_chain_is_found() throws SQLException {
        int chain = writeInOneChain(2);
        int another = (chain + 1) % 64;
        forge("UPDATE audit_rad SET kjede = " + another + " WHERE nr = 1 AND kjede = " + chain);
        forge("UPDATE audit_kjede SET antall = 1 WHERE kjede = " + another);
        assertThat(check.verify(null).brudd())
                .containsExactlyInAnyOrder(
                        new AuditBreach(another, 1, Kind.ENDRET),
                        new AuditBreach(another, 1, Kind.HODE_ENDRET),
                        new AuditBreach(chain, 1, Kind.MANGLER));
    }

    @Test
    void a_cut_tail_shows_by_the_head() throws SQLException {
        int chain = writeInOneChain(5);
        forge("DELETE FROM audit_rad WHERE nr >= 4 AND kjede = " + chain);
        assertThat(check.verify(null).brudd()).containsExactly(new AuditBreach(chain, 4, 5, Kind.AVKUTTET));
    }

    @Test
    void a_cut_tail_with_the_head_set_back_shows_only_by_the_anchor() throws SQLException {
        int chain = writeInOneChain(5);
        String anchor = check.anchor();
        setBack(chain, 3);
        assertThat(check.verify(null).whole()).isTrue();
        assertThat(check.verify(anchor).brudd()).containsExactly(new AuditBreach(chain, 4, 5, Kind.AVKUTTET));
    }

    @Test
    void a_head_set_back_and_grown_past_the_anchor_shows_too() throws SQLException {
        int chain = writeInOneChain(5);
        String anchor = check.anchor();
        setBack(chain, 3);
        writeUpTo(chain, 6);
        assertThat(check.verify(null).whole()).isTrue();
        assertThat(check.verify(anchor).brudd()).containsExactly(new AuditBreach(chain, 5, Kind.ENDRET));
    }

    @Test
    void an_older_anchor_may_show_what_the_newest_cannot() throws SQLException {
        int chain = writeInOneChain(4);
        String older = check.anchor();
        setBack(chain, 3);
        writeUpTo(chain, 6);
        String newer = check.anchor();
        assertThat(check.verifyAgainst(List.of(newer)).whole()).isTrue();
        assertThat(check.verifyAgainst(List.of(older, newer)).brudd())
                .containsExactly(new AuditBreach(chain, 4, Kind.ENDRET));
    }

    @Test
    void anchors_are_found_in_a_log_whatever_stands_around_them() throws SQLException, IOException {
        writeInOneChain(2);
        String anchor = check.anchor();
        String line = AuditAnchor.line(anchor);
        String log =
                "noe\n{\"message\":\"" + line + "\"}\n12:00 INFO " + line + "\naudit-anker v1\naudit-anker v2;0:1:ab\n";
        assertThat(AuditAnchor.read(new StringReader(log))).containsExactly(anchor, "v1");
    }

    @Test
    void a_changed_head_is_found() throws SQLException {
        int chain = writeInOneChain(2);
        forge("UPDATE audit_kjede SET hode = decode(repeat('ab', 32), 'hex') WHERE kjede = " + chain);
        assertThat(check.verify(null).brudd()).containsExactly(new AuditBreach(chain, 2, Kind.HODE_ENDRET));
    }

    @Test
    void a_chain_that_is_gone_altogether_shows_by_the_anchor() throws SQLException {
        int chain = writeInOneChain(2);
        String anchor = check.anchor();
        forge("DELETE FROM audit_rad WHERE kjede = " + chain);
        forge("DELETE FROM audit_kjede WHERE kjede = " + chain);
        assertThat(check.verify(anchor).brudd()).containsExactly(new AuditBreach(chain, 1, Kind.HODE_ENDRET));
    }

    @Test
    void an_old_anchor_holds_while_the_log_grows() throws SQLException {
        writeInOneChain(3);
        String anchor = check.anchor();
        for (int i = 0; i < 20; i++) {
            AuditWriter.write(connections, log, row());
        }
        assertThat(check.verify(anchor).whole()).isTrue();
        assertThat(check.verify(check.anchor()).whole()).isTrue();
        assertThatThrownBy(() -> check.verify("v1;0:1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> check.verify("v9")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_new_key_takes_over_and_the_old_rows_still_verify() throws SQLException {
        int chain = writeInOneChain(2);
        keys.use("a2");
        writeUpTo(chain, 4);
        assertThat(check.verify(null).whole()).isTrue();
        forge("UPDATE audit_rad SET nokkel_id = 'ukjent' WHERE nr = 4 AND kjede = " + chain);
        assertThat(check.verify(null).brudd()).containsExactly(new AuditBreach(chain, 4, Kind.UKJENT_NOKKEL));
    }

    @Test
    void another_key_verifies_nothing() throws SQLException {
        int chain = writeInOneChain(1);
        keys.replace("a1", "03".repeat(32));
        assertThat(check.verify(null).brudd()).containsExactly(new AuditBreach(chain, 1, Kind.ENDRET));
    }

    @Test
    void a_writer_waits_when_all_heads_are_taken() throws Exception {
        try (Connection holder = database.functions().getConnection();
                ExecutorService thread = Executors.newSingleThreadExecutor()) {
            holder.setAutoCommit(false);
            holder.createStatement().execute("SELECT 1 FROM audit_kjede FOR UPDATE");
            Future<?> writer = thread.submit(() -> {
                AuditWriter.write(connections, log, row());
                return null;
            });
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (number("SELECT count(*) FROM pg_locks WHERE NOT granted") == 0) {
                assertThat(System.nanoTime()).isLessThan(end);
            }
            assertThat(writer.isDone()).isFalse();
            holder.rollback();
            writer.get(20, TimeUnit.SECONDS);
        }
        assertThat(check.verify(null)).isEqualTo(new AuditVerifier.VerifierAnswer(1, List.of(), List.of()));
    }

    @Test
    @Timeout(120)
    void thirty_two_writers_make_whole_chains_without_deadlock() throws Exception {
        int rows = 2_000;
        AtomicInteger remaining = new AtomicInteger(rows);
        try (ExecutorService threads = Executors.newFixedThreadPool(32)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                all.add(threads.submit(() -> {
                    while (remaining.getAndDecrement() > 0) {
                        AuditWriter.write(connections, log, row());
                    }
                    return null;
                }));
            }
            // Verified in the middle of it, too: heads and rows are of one snapshot.
            assertThat(check.verify(null).whole()).isTrue();
            for (Future<?> f : all) {
                f.get();
            }
        }
        assertThat(check.verify(check.anchor()))
                .isEqualTo(new AuditVerifier.VerifierAnswer(rows, List.of(), List.of()));
        assertThat(number("SELECT sum(antall) FROM audit_kjede")).isEqualTo(rows);
        assertThat(number("SELECT count(*) FROM audit_kjede WHERE antall > 0")).isGreaterThan(32);
    }

    @Test
    @Timeout(120)
    void rows_that_come_together_are_committed_together_and_one_that_cannot_be_written_takes_no_other_with_it()
            throws Exception {
        AuditBatcher batcher = new AuditBatcher(new Transactions(connections), log);
        AuditRow impossible = AuditRow.executed(ACTOR, AuditAction.LES_SAK, AuditSubject.none(), null, "ikke\0tekst");
        int writers = 32;
        int rounds = 40;
        AtomicInteger avvist = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                boolean spoilt = i == 0;
                all.add(threads.submit(() -> {
                    for (int n = 0; n < rounds; n++) {
                        try {
                            batcher.write(spoilt ? impossible : row());
                        } catch (ApiException e) {
                            assertThat(e.code()).isEqualTo(ErrorCode.UTILGJENGELIG);
                            avvist.incrementAndGet();
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> f : all) {
                f.get();
            }
        }
        assertThat(avvist).hasValue(rounds);
        assertThat(check.verify(check.anchor()))
                .isEqualTo(new AuditVerifier.VerifierAnswer((long) (writers - 1) * rounds, List.of(), List.of()));
    }

    private static AuditRow row() {
        return AuditRow.executed(
                ACTOR,
                AuditAction.LES_SAK,
                AuditSubject.sak(UUID.randomUUID()),
                UUID.randomUUID(),
                "sosialtjenesteloven § 44");
    }

    /** Writes this many rows into one chain and returns it: the others are held by another transaction meanwhile. */
    private int writeInOneChain(int count) throws SQLException {
        writeUpTo(17, count);
        return 17;
    }

    private void writeUpTo(int chain, int count) throws SQLException {
        try (Connection holder = database.functions().getConnection()) {
            holder.setAutoCommit(false);
            holder.createStatement().execute("SELECT 1 FROM audit_kjede WHERE kjede <> " + chain + " FOR UPDATE");
            while (number("SELECT antall FROM audit_kjede WHERE kjede = " + chain) < count) {
                AuditWriter.write(connections, log, row());
            }
            holder.rollback();
        }
    }

    /** What someone with every right in the database, but not the key, would do. */
    private void forge(String sql) {
        TestDatabase.execute(database.superuser(), sql);
    }

    private void setBack(int chain, int count) {
        forge("DELETE FROM audit_rad WHERE kjede = " + chain + " AND nr > " + count);
        forge("UPDATE audit_kjede SET antall = " + count + ", hode = (SELECT mac FROM audit_rad WHERE kjede = " + chain
                + " AND nr = " + count + ") WHERE kjede = " + chain);
    }

    private long number(String sql) throws SQLException {
        try (Connection c = connections.getConnection();
                PreparedStatement s = c.prepareStatement(sql);
                ResultSet r = s.executeQuery()) {
            r.next();
            return r.getLong(1);
        }
    }
}
