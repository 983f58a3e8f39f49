package no.digisos.common.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import no.digisos.common.audit.AuditBrudd.Slag;
import no.digisos.common.audit.AuditKontroll.Kontrollsvar;
import no.digisos.common.database.Transactions;
import no.digisos.common.testkit.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;

/** One forgery among many rows; a million of them with {@code -Ddigisos.lang=true}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditMengdeTest {
    private static final int KJEDER = 64;
    private static final int PER_KJEDE = (Boolean.getBoolean("digisos.lang") ? 1_000_000 : 20_000) / KJEDER;
    private static final int RADER = KJEDER * PER_KJEDE;
    private static final String NOKKEL = "a1";

    /** A whole chain at once: an array of text for each of {@link AuditSql#kolonner}, then number, time and MAC; then the chain. */
    private static final String SETT_INN = """
            INSERT INTO audit_rad (handling, utfall, organisasjon, integrasjon_id, aktor_indeks, sertifikat_serie, person_indeks,
                fiks_org_id, digisos_id, dokument_id, leveranse_id, request_id, sertifikat_avtrykk, hjemmel, antall, ider_hash,
                nokkel_id, operator, aktor_sertifikat_avtrykk, lukker, nr, tidspunkt, mac, kjede)
            SELECT a, b, c, d::uuid, decode(e, 'hex'), f, decode(g, 'hex'), h::uuid, i::uuid, j::uuid, k::uuid, l::uuid, m, n,
                o::integer, decode(p, 'hex'), q, r, s, t, u::bigint, v::timestamptz, decode(w, 'hex'), ?
              FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                   AS x (a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w)""";

    private final TestDatabase database = TestDatabase.create();
    private final AuditNokler nokler = new Testnokler();
    private final AuditKontroll kontroll = new AuditKontroll(new Transactions(database.functions()), nokler);

    @BeforeAll
    void skriv() throws SQLException {
        try (Connection c = database.superuser().getConnection();
                PreparedStatement s = c.prepareStatement(SETT_INN)) {
            for (int kjede = 0; kjede < KJEDER; kjede++) {
                s.setInt(1, kjede);
                int i = 2;
                for (@Nullable String[] kolonne : kjede(kjede)) {
                    s.setArray(i++, c.createArrayOf("text", kolonne));
                }
                s.executeUpdate();
            }
        }
        forfalsk(
                "UPDATE audit_kjede k SET antall = r.nr, hode = r.mac FROM audit_rad r WHERE r.kjede = k.kjede AND r.nr = "
                        + PER_KJEDE);
        forfalsk("ANALYZE audit_rad");
    }

    @Test
    void all_of_them_are_as_they_were_written(TestReporter reporter) throws SQLException {
        long begynt = System.nanoTime();
        assertThat(kontroll.verify(null)).isEqualTo(new Kontrollsvar(RADER, List.of(), List.of()));
        reporter.publishEntry(
                RADER + " rader kontrollert på ms", String.valueOf((System.nanoTime() - begynt) / 1_000_000));
    }

    @Test
    void one_changed_bit_is_found_where_it_is() throws SQLException {
        int nr = PER_KJEDE / 2;
        String bit = "UPDATE audit_rad SET person_indeks = set_bit(person_indeks, 77, 1 - get_bit(person_indeks, 77))"
                + " WHERE kjede = 31 AND nr = " + nr;
        forfalsk(bit);
        try {
            assertThat(kontroll.verify(null))
                    .isEqualTo(new Kontrollsvar(RADER, List.of(new AuditBrudd(31, nr, Slag.ENDRET)), List.of()));
        } finally {
            forfalsk(bit);
        }
    }

    @Test
    void one_row_removed_at_the_end_is_missed() throws SQLException {
        utenSisteRad(
                5,
                () -> assertThat(kontroll.verify(null))
                        .isEqualTo(new Kontrollsvar(
                                RADER - 1, List.of(new AuditBrudd(5, PER_KJEDE, Slag.AVKUTTET)), List.of())));
    }

    @Test
    void one_head_restored_with_it_shows_against_the_anchor() throws SQLException {
        String anker = kontroll.anker();
        utenSisteRad(6, () -> {
            forfalsk("UPDATE audit_kjede k SET antall = r.nr, hode = r.mac FROM audit_rad r"
                    + " WHERE k.kjede = 6 AND r.kjede = 6 AND r.nr = " + (PER_KJEDE - 1));
            assertThat(kontroll.verify(null).helt()).as("without an anchor").isTrue();
            assertThat(kontroll.verify(anker))
                    .isEqualTo(new Kontrollsvar(
                            RADER - 1, List.of(new AuditBrudd(6, PER_KJEDE, Slag.AVKUTTET)), List.of()));
        });
        assertThat(tall("SELECT antall FROM audit_kjede WHERE kjede = 6")).isEqualTo(PER_KJEDE);
    }

    private interface Proving {
        void utfor() throws SQLException;
    }

    private void utenSisteRad(int kjede, Proving proving) throws SQLException {
        String rad = " FROM audit_rad WHERE kjede = " + kjede + " AND nr = " + PER_KJEDE;
        forfalsk("CREATE TABLE gjemt AS SELECT *" + rad);
        forfalsk("DELETE" + rad);
        try {
            proving.utfor();
        } finally {
            forfalsk("INSERT INTO audit_rad SELECT * FROM gjemt");
            forfalsk("DROP TABLE gjemt");
            forfalsk("UPDATE audit_kjede k SET antall = r.nr, hode = r.mac FROM audit_rad r WHERE k.kjede = " + kjede
                    + " AND r.kjede = " + kjede + " AND r.nr = " + PER_KJEDE);
        }
    }

    /** The chain's columns, each with a value for every row. */
    private @Nullable String[][] kjede(int kjede) {
        @Nullable String[][] kolonner = new @Nullable String[AuditSql.ANTALL_KOLONNER + 3][PER_KJEDE];
        byte[] forrige = new byte[AuditMac.LENGDE];
        Instant tid = Instant.parse("2026-01-01T00:00:00Z");
        for (int rad = 0; rad < PER_KJEDE; rad++) {
            tid = tid.plus(1, ChronoUnit.MICROS);
            List<@Nullable String> verdier = AuditSql.kolonner(rad(kjede, rad + 1), NOKKEL);
            forrige = AuditMac.av(nokler.hmac(NOKKEL), kjede, rad + 1, forrige, tid, verdier);
            for (int i = 0; i < AuditSql.ANTALL_KOLONNER; i++) {
                kolonner[i][rad] = verdier.get(i);
            }
            kolonner[AuditSql.ANTALL_KOLONNER][rad] = String.valueOf(rad + 1);
            kolonner[AuditSql.ANTALL_KOLONNER + 1][rad] = tid.toString();
            kolonner[AuditSql.ANTALL_KOLONNER + 2][rad] = HexFormat.of().formatHex(forrige);
        }
        return kolonner;
    }

    private static AuditRad rad(int kjede, long nr) {
        byte[] person = new byte[32];
        person[0] = (byte) kjede;
        return AuditRad.utfort(
                AuditAktor.integrasjon("889640782", new UUID(kjede, nr), nr % 2 == 0 ? "0a1b" : null),
                Handling.LES_SAK,
                AuditGjenstand.sak(new UUID(nr, kjede)).medPerson(person),
                new UUID(1, nr),
                "sosialtjenesteloven");
    }

    private void forfalsk(String sql) {
        TestDatabase.execute(database.superuser(), sql);
    }

    private long tall(String sql) throws SQLException {
        try (Connection c = database.superuser().getConnection();
                PreparedStatement s = c.prepareStatement(sql);
                ResultSet r = s.executeQuery()) {
            r.next();
            return r.getLong(1);
        }
    }
}
