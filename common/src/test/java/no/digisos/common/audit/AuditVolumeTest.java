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
import no.digisos.common.audit.AuditBreach.Kind;
import no.digisos.common.audit.AuditVerifier.VerifierAnswer;
import no.digisos.common.database.Transactions;
import no.digisos.testkit.database.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;

/** One forgery among many rows; a million of them with {@code -Ddigisos.lang=true}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditVolumeTest {
    private static final int CHAINS = 64;
    private static final int PER_CHAIN = (Boolean.getBoolean("digisos.lang") ? 1_000_000 : 20_000) / CHAINS;
    private static final int ROWS = CHAINS * PER_CHAIN;
    private static final String KEY = "a1";

    /** A whole chain at once: an array of text for each of {@link AuditSql#columns}, then number, time and MAC; then the chain. */
    private static final String INSERT = """
            INSERT INTO audit_rad (handling, utfall, organisasjon, integrasjon_id, aktor_indeks, sertifikat_serie, person_indeks,
                fiks_org_id, digisos_id, dokument_id, leveranse_id, request_id, sertifikat_avtrykk, hjemmel, antall, ider_hash,
                nokkel_id, operator, aktor_sertifikat_avtrykk, lukker, nr, tidspunkt, mac, kjede)
            SELECT a, b, c, d::uuid, decode(e, 'hex'), f, decode(g, 'hex'), h::uuid, i::uuid, j::uuid, k::uuid, l::uuid, m, n,
                o::integer, decode(p, 'hex'), q, r, s, t, u::bigint, v::timestamptz, decode(w, 'hex'), ?
              FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                   AS x (a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w)""";

    private final TestDatabase database = TestDatabase.create();
    private final AuditKeys keys = new AuditTestKeys();
    private final AuditVerifier check = new AuditVerifier(new Transactions(database.functions()), keys);

    @BeforeAll
    void write() throws SQLException {
        try (Connection c = database.superuser().getConnection();
                PreparedStatement s = c.prepareStatement(INSERT)) {
            for (int chain = 0; chain < CHAINS; chain++) {
                s.setInt(1, chain);
                int i = 2;
                for (@Nullable String[] column : chain(chain)) {
                    s.setArray(i++, c.createArrayOf("text", column));
                }
                s.executeUpdate();
            }
        }
        forge(
                "UPDATE audit_kjede k SET antall = r.nr, hode = r.mac FROM audit_rad r WHERE r.kjede = k.kjede AND r.nr = "
                        + PER_CHAIN);
        forge("ANALYZE audit_rad");
    }

    @Test
    void all_of_them_are_as_they_were_written(TestReporter reporter) throws SQLException {
        long begun = System.nanoTime();
        assertThat(check.verify(null)).isEqualTo(new VerifierAnswer(ROWS, List.of(), List.of()));
        reporter.publishEntry(
                ROWS + " rader kontrollert på ms", String.valueOf((System.nanoTime() - begun) / 1_000_000));
    }

    @Test
    void one_changed_bit_is_found_where_it_is() throws SQLException {
        int nr = PER_CHAIN / 2;
        String chunk = "UPDATE audit_rad SET person_indeks = set_bit(person_indeks, 77, 1 - get_bit(person_indeks, 77))"
                + " WHERE kjede = 31 AND nr = " + nr;
        forge(chunk);
        try {
            assertThat(check.verify(null))
                    .isEqualTo(new VerifierAnswer(ROWS, List.of(new AuditBreach(31, nr, Kind.ENDRET)), List.of()));
        } finally {
            forge(chunk);
        }
    }

    @Test
    void one_row_removed_at_the_end_is_missed() throws SQLException {
        withoutLastRow(
                5,
                () -> assertThat(check.verify(null))
                        .isEqualTo(new VerifierAnswer(
                                ROWS - 1, List.of(new AuditBreach(5, PER_CHAIN, Kind.AVKUTTET)), List.of())));
    }

    @Test
    void one_head_restored_with_it_shows_against_the_anchor() throws SQLException {
        String anchor = check.anchor();
        withoutLastRow(6, () -> {
            forge("UPDATE audit_kjede k SET antall = r.nr, hode = r.mac FROM audit_rad r"
                    + " WHERE k.kjede = 6 AND r.kjede = 6 AND r.nr = " + (PER_CHAIN - 1));
            assertThat(check.verify(null).whole()).as("without an anchor").isTrue();
            assertThat(check.verify(anchor))
                    .isEqualTo(new VerifierAnswer(
                            ROWS - 1, List.of(new AuditBreach(6, PER_CHAIN, Kind.AVKUTTET)), List.of()));
        });
        assertThat(number("SELECT antall FROM audit_kjede WHERE kjede = 6")).isEqualTo(PER_CHAIN);
    }

    private interface Trial {
        void execute() throws SQLException;
    }

    private void withoutLastRow(int chain, Trial trial) throws SQLException {
        String row = " FROM audit_rad WHERE kjede = " + chain + " AND nr = " + PER_CHAIN;
        forge("CREATE TABLE gjemt AS SELECT *" + row);
        forge("DELETE" + row);
        try {
            trial.execute();
        } finally {
            forge("INSERT INTO audit_rad SELECT * FROM gjemt");
            forge("DROP TABLE gjemt");
            forge("UPDATE audit_kjede k SET antall = r.nr, hode = r.mac FROM audit_rad r WHERE k.kjede = " + chain
                    + " AND r.kjede = " + chain + " AND r.nr = " + PER_CHAIN);
        }
    }

    /** The chain's columns, each with a value for every row. */
    private @Nullable String[][] chain(int chain) {
        @Nullable String[][] columns = new @Nullable String[AuditSql.COLUMN_COUNT + 3][PER_CHAIN];
        byte[] previous = new byte[AuditMac.LENGTH];
        Instant time = Instant.parse("2026-01-01T00:00:00Z");
        for (int row = 0; row < PER_CHAIN; row++) {
            time = time.plus(1, ChronoUnit.MICROS);
            List<@Nullable String> values = AuditSql.columns(row(chain, row + 1), KEY);
            previous = AuditMac.of(keys.hmac(KEY), chain, row + 1, previous, time, values);
            for (int i = 0; i < AuditSql.COLUMN_COUNT; i++) {
                columns[i][row] = values.get(i);
            }
            columns[AuditSql.COLUMN_COUNT][row] = String.valueOf(row + 1);
            columns[AuditSql.COLUMN_COUNT + 1][row] = time.toString();
            columns[AuditSql.COLUMN_COUNT + 2][row] = HexFormat.of().formatHex(previous);
        }
        return columns;
    }

    private static AuditRow row(int chain, long nr) {
        byte[] person = new byte[32];
        person[0] = (byte) chain;
        return AuditRow.executed(
                AuditActor.integrasjon("889640782", new UUID(chain, nr), nr % 2 == 0 ? "0a1b" : null),
                AuditAction.LES_SAK,
                AuditSubject.sak(new UUID(nr, chain)).withPerson(person),
                new UUID(1, nr),
                "sosialtjenesteloven");
    }

    private void forge(String sql) {
        TestDatabase.execute(database.superuser(), sql);
    }

    private long number(String sql) throws SQLException {
        try (Connection c = database.superuser().getConnection();
                PreparedStatement s = c.prepareStatement(sql);
                ResultSet r = s.executeQuery()) {
            r.next();
            return r.getLong(1);
        }
    }
}
