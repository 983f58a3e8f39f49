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
import no.digisos.common.audit.AuditBrudd.Slag;
import no.digisos.common.database.Transactions;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.leveranse.Forbindelser;
import no.digisos.common.testkit.AuditWriter;
import no.digisos.common.testkit.TestDatabase;
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
    private static final AuditAktor AKTOR = AuditAktor.integrasjon("889640782", INTEGRASJON, "0A1B");

    private final TestDatabase database = TestDatabase.create();
    private final Forbindelser forbindelser = new Forbindelser(database.functions());
    private Testnokler nokler = new Testnokler();
    private AuditLogg logg = new AuditLogg(nokler, nokler.vakt(System::nanoTime));
    private AuditKontroll kontroll = new AuditKontroll(new Transactions(forbindelser), nokler);

    @BeforeEach
    void nullstill() {
        nokler = new Testnokler();
        logg = new AuditLogg(nokler, nokler.vakt(System::nanoTime));
        kontroll = new AuditKontroll(new Transactions(forbindelser), nokler);
        forfalsk("TRUNCATE audit_rad, audit_kjede");
        forfalsk("INSERT INTO audit_kjede (kjede, hode) SELECT n, decode(repeat('00', 32), 'hex')"
                + " FROM generate_series(0, 63) n");
    }

    @AfterAll
    void close() throws SQLException {
        forbindelser.close();
    }

    @Test
    void an_empty_log_is_whole() throws SQLException {
        assertThat(kontroll.verify(null).helt()).isTrue();
        assertThat(kontroll.anker()).isEqualTo("v1");
    }

    @Test
    void every_column_is_written_and_verified() throws SQLException {
        AuditGjenstand gjenstand = new AuditGjenstand(
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
                forbindelser,
                logg,
                new AuditRad(
                        new AuditAktor("889640782", INTEGRASJON, "0A1B", "0102", "kari", "ab12"),
                        Handling.LES_DOKUMENT,
                        gjenstand,
                        AuditUtfall.UTFORT,
                        UUID.randomUUID(),
                        "sosialtjenesteloven § 44, æøå"));

        assertThat(tall("SELECT num_nulls(a.*) FROM audit_rad a")).isZero();
        assertThat(kontroll.verify(null)).isEqualTo(new AuditKontroll.Kontrollsvar(1, List.of(), List.of()));
    }

    @Test
    void a_row_says_who_and_by_what_right() {
        assertThatThrownBy(() -> new AuditAktor("889640782", null, null, null, null, null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AuditRad.utfort(AKTOR, Handling.LES_SAK, AuditGjenstand.ingen(), null, " "))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void many_ids_make_one_row_whose_hash_does_not_depend_on_their_order() {
        UUID a = new UUID(1, 2);
        UUID b = new UUID(3, 4);
        assertThat(AuditGjenstand.mange(List.of(a, b))).isEqualTo(AuditGjenstand.mange(List.of(b, a)));
        assertThat(AuditGjenstand.mange(List.of(a, b)).antall()).isEqualTo(2);
        assertThat(AuditGjenstand.mange(List.of(a)).iderHash())
                .isNotEqualTo(AuditGjenstand.mange(List.of(b)).iderHash());
    }

    @Test
    void a_row_lives_and_dies_with_its_transaction() throws SQLException {
        try (Connection c = database.functions().getConnection()) {
            c.setAutoCommit(false);
            logg.skriv(c, rad());
            c.rollback();
        }
        assertThat(tall("SELECT count(*) FROM audit_rad")).isZero();
        assertThat(kontroll.verify(null).helt()).isTrue();
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
    void a_change_is_found_where_it_was_made(String endring) throws SQLException {
        int kjede = skrivIEnKjede(5);
        forfalsk("UPDATE audit_rad SET " + endring + " WHERE nr = 3 AND kjede = " + kjede);
        assertThat(kontroll.verify(null).brudd()).containsExactly(new AuditBrudd(kjede, 3, Slag.ENDRET));
    }

    @Test
    void an_operator_is_named_and_cannot_be_removed_or_changed_unseen() throws SQLException {
        AuditWriter.write(
                forbindelser,
                logg,
                AuditRad.utfort(
                        AuditAktor.operator("kari"),
                        Handling.LUKK_LEVERANSE,
                        AuditGjenstand.ingen(),
                        null,
                        "Drift: dublett"));
        assertThat(kontroll.verify(null).helt()).isTrue();
        for (String navn : List.of("NULL", "'ola'")) {
            forfalsk("UPDATE audit_rad SET integrasjon_id = gen_random_uuid(), operator = " + navn);
            assertThat(kontroll.verify(null).brudd())
                    .extracting(AuditBrudd::slag)
                    .containsExactly(Slag.ENDRET);
        }
    }

    @Test
    void the_callers_certificate_cannot_be_removed_or_changed_unseen() throws SQLException {
        AuditAktor aktor = AuditAktor.integrasjon("889640782", INTEGRASJON, "0a1b", "ab".repeat(32));
        AuditWriter.write(
                forbindelser, logg, AuditRad.utfort(aktor, Handling.LES_SAK, AuditGjenstand.ingen(), null, "hjemmel"));
        assertThat(kontroll.verify(null).helt()).isTrue();
        for (String avtrykk : List.of("NULL", "'cd'", "NULL, operator = 'kari'")) {
            forfalsk("UPDATE audit_rad SET aktor_sertifikat_avtrykk = " + avtrykk);
            assertThat(kontroll.verify(null).brudd())
                    .extracting(AuditBrudd::slag)
                    .containsExactly(Slag.ENDRET);
        }
    }

    @Test
    void a_row_removed_from_the_middle_is_missed() throws SQLException {
        int kjede = skrivIEnKjede(5);
        forfalsk("DELETE FROM audit_rad WHERE nr = 3 AND kjede = " + kjede);
        assertThat(kontroll.verify(null).brudd()).containsExactly(new AuditBrudd(kjede, 3, Slag.MANGLER));
    }

    @Test
    void a_removed_row_is_missed_also_when_the_rest_is_renumbered() throws SQLException {
        int kjede = skrivIEnKjede(5);
        forfalsk("DELETE FROM audit_rad WHERE nr = 3 AND kjede = " + kjede);
        forfalsk("UPDATE audit_rad SET nr = nr - 1 WHERE nr > 3 AND kjede = " + kjede);
        forfalsk("UPDATE audit_kjede SET antall = 4 WHERE kjede = " + kjede);
        assertThat(kontroll.verify(null).brudd()).containsExactly(new AuditBrudd(kjede, 3, 4, Slag.ENDRET));
    }

    @Test
    void a_row_put_in_at_the_end_is_found() throws SQLException {
        int kjede = skrivIEnKjede(5);
        forfalsk("INSERT INTO audit_rad (kjede, nr, tidspunkt, handling, utfall, hjemmel, nokkel_id, mac)"
                + " SELECT kjede, 6, tidspunkt, handling, utfall, hjemmel, nokkel_id, mac FROM audit_rad"
                + " WHERE nr = 5 AND kjede = " + kjede);
        assertThat(kontroll.verify(null).brudd()).containsExactly(new AuditBrudd(kjede, 6, Slag.SATT_INN));
    }

    @Test
    void a_row_moved_to_another_chain_is_found() throws SQLException {
        int kjede = skrivIEnKjede(2);
        int annen = (kjede + 1) % 64;
        forfalsk("UPDATE audit_rad SET kjede = " + annen + " WHERE nr = 1 AND kjede = " + kjede);
        forfalsk("UPDATE audit_kjede SET antall = 1 WHERE kjede = " + annen);
        assertThat(kontroll.verify(null).brudd())
                .containsExactlyInAnyOrder(
                        new AuditBrudd(annen, 1, Slag.ENDRET),
                        new AuditBrudd(annen, 1, Slag.HODE_ENDRET),
                        new AuditBrudd(kjede, 1, Slag.MANGLER));
    }

    @Test
    void a_cut_tail_shows_by_the_head() throws SQLException {
        int kjede = skrivIEnKjede(5);
        forfalsk("DELETE FROM audit_rad WHERE nr >= 4 AND kjede = " + kjede);
        assertThat(kontroll.verify(null).brudd()).containsExactly(new AuditBrudd(kjede, 4, 5, Slag.AVKUTTET));
    }

    @Test
    void a_cut_tail_with_the_head_set_back_shows_only_by_the_anchor() throws SQLException {
        int kjede = skrivIEnKjede(5);
        String anker = kontroll.anker();
        settTilbake(kjede, 3);
        assertThat(kontroll.verify(null).helt()).isTrue();
        assertThat(kontroll.verify(anker).brudd()).containsExactly(new AuditBrudd(kjede, 4, 5, Slag.AVKUTTET));
    }

    @Test
    void a_head_set_back_and_grown_past_the_anchor_shows_too() throws SQLException {
        int kjede = skrivIEnKjede(5);
        String anker = kontroll.anker();
        settTilbake(kjede, 3);
        skrivTil(kjede, 6);
        assertThat(kontroll.verify(null).helt()).isTrue();
        assertThat(kontroll.verify(anker).brudd()).containsExactly(new AuditBrudd(kjede, 5, Slag.ENDRET));
    }

    @Test
    void an_older_anchor_may_show_what_the_newest_cannot() throws SQLException {
        int kjede = skrivIEnKjede(4);
        String eldre = kontroll.anker();
        settTilbake(kjede, 3);
        skrivTil(kjede, 6);
        String nyere = kontroll.anker();
        assertThat(kontroll.verifyMot(List.of(nyere)).helt()).isTrue();
        assertThat(kontroll.verifyMot(List.of(eldre, nyere)).brudd())
                .containsExactly(new AuditBrudd(kjede, 4, Slag.ENDRET));
    }

    @Test
    void anchors_are_found_in_a_log_whatever_stands_around_them() throws SQLException, IOException {
        skrivIEnKjede(2);
        String anker = kontroll.anker();
        String linje = AuditAnker.linje(anker);
        String logg = "noe\n{\"message\":\"" + linje + "\"}\n12:00 INFO " + linje
                + "\naudit-anker v1\naudit-anker v2;0:1:ab\n";
        assertThat(AuditAnker.les(new StringReader(logg))).containsExactly(anker, "v1");
    }

    @Test
    void a_changed_head_is_found() throws SQLException {
        int kjede = skrivIEnKjede(2);
        forfalsk("UPDATE audit_kjede SET hode = decode(repeat('ab', 32), 'hex') WHERE kjede = " + kjede);
        assertThat(kontroll.verify(null).brudd()).containsExactly(new AuditBrudd(kjede, 2, Slag.HODE_ENDRET));
    }

    @Test
    void a_chain_that_is_gone_altogether_shows_by_the_anchor() throws SQLException {
        int kjede = skrivIEnKjede(2);
        String anker = kontroll.anker();
        forfalsk("DELETE FROM audit_rad WHERE kjede = " + kjede);
        forfalsk("DELETE FROM audit_kjede WHERE kjede = " + kjede);
        assertThat(kontroll.verify(anker).brudd()).containsExactly(new AuditBrudd(kjede, 1, Slag.HODE_ENDRET));
    }

    @Test
    void an_old_anchor_holds_while_the_log_grows() throws SQLException {
        skrivIEnKjede(3);
        String anker = kontroll.anker();
        for (int i = 0; i < 20; i++) {
            AuditWriter.write(forbindelser, logg, rad());
        }
        assertThat(kontroll.verify(anker).helt()).isTrue();
        assertThat(kontroll.verify(kontroll.anker()).helt()).isTrue();
        assertThatThrownBy(() -> kontroll.verify("v1;0:1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> kontroll.verify("v9")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_new_key_takes_over_and_the_old_rows_still_verify() throws SQLException {
        int kjede = skrivIEnKjede(2);
        nokler.bruk("a2");
        skrivTil(kjede, 4);
        assertThat(kontroll.verify(null).helt()).isTrue();
        forfalsk("UPDATE audit_rad SET nokkel_id = 'ukjent' WHERE nr = 4 AND kjede = " + kjede);
        assertThat(kontroll.verify(null).brudd()).containsExactly(new AuditBrudd(kjede, 4, Slag.UKJENT_NOKKEL));
    }

    @Test
    void another_key_verifies_nothing() throws SQLException {
        int kjede = skrivIEnKjede(1);
        nokler.bytt("a1", "03".repeat(32));
        assertThat(kontroll.verify(null).brudd()).containsExactly(new AuditBrudd(kjede, 1, Slag.ENDRET));
    }

    @Test
    void a_writer_waits_when_all_heads_are_taken() throws Exception {
        try (Connection holder = database.functions().getConnection();
                ExecutorService trad = Executors.newSingleThreadExecutor()) {
            holder.setAutoCommit(false);
            holder.createStatement().execute("SELECT 1 FROM audit_kjede FOR UPDATE");
            Future<?> skriver = trad.submit(() -> {
                AuditWriter.write(forbindelser, logg, rad());
                return null;
            });
            long slutt = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (tall("SELECT count(*) FROM pg_locks WHERE NOT granted") == 0) {
                assertThat(System.nanoTime()).isLessThan(slutt);
            }
            assertThat(skriver.isDone()).isFalse();
            holder.rollback();
            skriver.get(20, TimeUnit.SECONDS);
        }
        assertThat(kontroll.verify(null)).isEqualTo(new AuditKontroll.Kontrollsvar(1, List.of(), List.of()));
    }

    @Test
    @Timeout(120)
    void thirty_two_writers_make_whole_chains_without_deadlock() throws Exception {
        int rader = 2_000;
        AtomicInteger igjen = new AtomicInteger(rader);
        try (ExecutorService trader = Executors.newFixedThreadPool(32)) {
            List<Future<?>> alle = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                alle.add(trader.submit(() -> {
                    while (igjen.getAndDecrement() > 0) {
                        AuditWriter.write(forbindelser, logg, rad());
                    }
                    return null;
                }));
            }
            // Verified in the middle of it, too: heads and rows are of one snapshot.
            assertThat(kontroll.verify(null).helt()).isTrue();
            for (Future<?> f : alle) {
                f.get();
            }
        }
        assertThat(kontroll.verify(kontroll.anker()))
                .isEqualTo(new AuditKontroll.Kontrollsvar(rader, List.of(), List.of()));
        assertThat(tall("SELECT sum(antall) FROM audit_kjede")).isEqualTo(rader);
        assertThat(tall("SELECT count(*) FROM audit_kjede WHERE antall > 0")).isGreaterThan(32);
    }

    @Test
    @Timeout(120)
    void rows_that_come_together_are_committed_together_and_one_that_cannot_be_written_takes_no_other_with_it()
            throws Exception {
        Auditsamler samler = new Auditsamler(new Transactions(forbindelser), logg);
        AuditRad umulig = AuditRad.utfort(AKTOR, Handling.LES_SAK, AuditGjenstand.ingen(), null, "ikke\0tekst");
        int skrivere = 32;
        int omganger = 40;
        AtomicInteger avvist = new AtomicInteger();
        try (ExecutorService trader = Executors.newFixedThreadPool(skrivere)) {
            List<Future<?>> alle = new ArrayList<>();
            for (int i = 0; i < skrivere; i++) {
                boolean skjemt = i == 0;
                alle.add(trader.submit(() -> {
                    for (int n = 0; n < omganger; n++) {
                        try {
                            samler.skriv(skjemt ? umulig : rad());
                        } catch (ApiException e) {
                            assertThat(e.code()).isEqualTo(ErrorCode.UTILGJENGELIG);
                            avvist.incrementAndGet();
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> f : alle) {
                f.get();
            }
        }
        assertThat(avvist).hasValue(omganger);
        assertThat(kontroll.verify(kontroll.anker()))
                .isEqualTo(new AuditKontroll.Kontrollsvar((long) (skrivere - 1) * omganger, List.of(), List.of()));
    }

    private static AuditRad rad() {
        return AuditRad.utfort(
                AKTOR,
                Handling.LES_SAK,
                AuditGjenstand.sak(UUID.randomUUID()),
                UUID.randomUUID(),
                "sosialtjenesteloven § 44");
    }

    /** Writes this many rows into one chain and returns it: the others are held by another transaction meanwhile. */
    private int skrivIEnKjede(int antall) throws SQLException {
        skrivTil(17, antall);
        return 17;
    }

    private void skrivTil(int kjede, int antall) throws SQLException {
        try (Connection holder = database.functions().getConnection()) {
            holder.setAutoCommit(false);
            holder.createStatement().execute("SELECT 1 FROM audit_kjede WHERE kjede <> " + kjede + " FOR UPDATE");
            while (tall("SELECT antall FROM audit_kjede WHERE kjede = " + kjede) < antall) {
                AuditWriter.write(forbindelser, logg, rad());
            }
            holder.rollback();
        }
    }

    /** What someone with every right in the database, but not the key, would do. */
    private void forfalsk(String sql) {
        TestDatabase.execute(database.superuser(), sql);
    }

    private void settTilbake(int kjede, int antall) {
        forfalsk("DELETE FROM audit_rad WHERE kjede = " + kjede + " AND nr > " + antall);
        forfalsk("UPDATE audit_kjede SET antall = " + antall + ", hode = (SELECT mac FROM audit_rad WHERE kjede = "
                + kjede + " AND nr = " + antall + ") WHERE kjede = " + kjede);
    }

    private long tall(String sql) throws SQLException {
        try (Connection c = forbindelser.getConnection();
                PreparedStatement s = c.prepareStatement(sql);
                ResultSet r = s.executeQuery()) {
            r.next();
            return r.getLong(1);
        }
    }
}
