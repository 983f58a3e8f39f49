package no.digisos.common.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import no.digisos.common.database.Sql;
import org.jspecify.annotations.Nullable;

/** Every statement of the audit log, and the one order of its columns. */
final class AuditSql {
    private AuditSql() {}

    /** As the columns are read: all as text, so that what is verified is what was written. */
    private static final String COLUMNS = """
            handling, utfall, organisasjon, integrasjon_id, encode(aktor_indeks, 'hex'), sertifikat_serie,
            encode(person_indeks, 'hex'), fiks_org_id, digisos_id, dokument_id, leveranse_id, request_id,
            sertifikat_avtrykk, hjemmel, antall, encode(ider_hash, 'hex'), nokkel_id, operator,
            aktor_sertifikat_avtrykk, lukker""";

    /** Any free head but those of the given chains. Random, so that writers do not all try the same row first. */
    static final Sql TAKE_FREE_HEAD = Sql.of("""
            SELECT kjede, antall, hode, digisos_now() FROM audit_kjede WHERE kjede <> ALL (:utenom::int[])
             ORDER BY random() LIMIT 1 FOR UPDATE SKIP LOCKED""");

    /** All are taken: wait for one, but for none of the given chains. */
    static final Sql TAKE_HEAD = Sql.of("""
            SELECT kjede, antall, hode, digisos_now() FROM audit_kjede WHERE kjede <> ALL (:utenom::int[])
             ORDER BY random() LIMIT 1 FOR UPDATE""");

    private static final String TAIL = """
              LEFT JOIN audit_kjede h ON h.kjede = k.kjede
              LEFT JOIN LATERAL (
                SELECT kjede, nr, tidspunkt, mac,\s""" + COLUMNS + """
                  FROM audit_rad WHERE kjede = k.kjede AND nr >= greatest(h.antall, 1) - 1 ORDER BY nr LIMIT 3) r ON true
             ORDER BY k.kjede, r.nr""";

    /**
     * The head of one chain with the last two rows that it knows of, and the first beyond them, if any. Asked for after the head was
     * taken: the statement that took it may not see the rows of whoever had it before.
     */
    static final Sql ONE_TAIL =
            Sql.of("SELECT k.kjede, h.antall, h.hode, r.* FROM (VALUES (:kjede::int)) k (kjede) " + TAIL);

    /** As {@link #ONE_TAIL}, for all chains that are or should be. */
    static final Sql TAILS = Sql.of("""
            SELECT k.kjede, h.antall, h.hode, r.*
              FROM (SELECT generate_series(0, 63) AS kjede UNION SELECT kjede FROM audit_kjede) k\s""" + TAIL);

    /** One head, held. */
    static final Sql HOLD_HEAD = Sql.of("SELECT antall, hode FROM audit_kjede WHERE kjede = :kjede FOR UPDATE");

    /** What stood there can still be read out of it. */
    static final Sql CLOSE_HEAD =
            Sql.of("UPDATE audit_kjede SET antall = -1 - antall WHERE kjede = :kjede AND antall >= 0");

    private static final String NEW_ROW = """
            INSERT INTO audit_rad (handling, utfall, organisasjon, integrasjon_id, aktor_indeks, sertifikat_serie,
                person_indeks, fiks_org_id, digisos_id, dokument_id, leveranse_id, request_id, sertifikat_avtrykk,
                hjemmel, antall, ider_hash, nokkel_id, operator, aktor_sertifikat_avtrykk, lukker, kjede, nr,
                tidspunkt, mac)
            VALUES (:handling, :utfall, :organisasjon, :integrasjonId::uuid, decode(:aktorIndeks, 'hex'), :sertifikatSerie,
                decode(:personIndeks, 'hex'), :fiksOrgId::uuid, :digisosId::uuid, :dokumentId::uuid, :leveranseId::uuid,
                :requestId::uuid, :sertifikatAvtrykk, :hjemmel, :antall::integer, decode(:iderHash, 'hex'), :nokkelId,
                :operator, :aktorSertifikatAvtrykk, :lukker, :kjede, :nr, :tidspunkt, :mac)""";

    /** A row that others follow in the same transaction. Takes {@link #PARAMETERS}, and kjede, nr, tidspunkt and mac. */
    static final Sql INSERT = Sql.of(NEW_ROW);

    /** As {@link #INSERT}, and antall before the transaction. The last row, which the head moves to. */
    static final Sql WRITE = Sql.of("WITH rad AS (" + NEW_ROW + """
             RETURNING kjede, nr, mac)
            UPDATE audit_kjede k SET antall = rad.nr, hode = rad.mac FROM rad
             WHERE k.kjede = rad.kjede AND k.antall = :antallFor""");

    static final Sql HEADS = Sql.of("SELECT kjede, antall, hode FROM audit_kjede ORDER BY kjede");

    /** The MACs of single rows: chains, and a number in each. */
    static final Sql MAC_AT = Sql.of("""
            SELECT r.kjede, r.nr, r.mac FROM unnest(:kjeder::int[], :numre::bigint[]) AS v (kjede, nr)
              JOIN audit_rad r ON r.kjede = v.kjede AND r.nr = v.nr""");

    private static final String FETCH = "SELECT kjede, nr, tidspunkt, mac, " + COLUMNS;

    static final Sql ROWS = Sql.of(FETCH + " FROM audit_rad ORDER BY kjede, nr");

    static final Sql ROWS_IN_CHAIN = Sql.of(FETCH + " FROM audit_rad WHERE kjede = :kjede ORDER BY nr");

    /** The rows that close a chain, each with the MAC of the row before it, the earliest first. */
    static final Sql CLOSURES = Sql.of(FETCH + """
            , (SELECT f.mac FROM audit_rad f WHERE f.kjede = r.kjede AND f.nr = r.nr - 1)
              FROM audit_rad r
             WHERE lukker IS NOT NULL AND handling = 'LUKK_AUDITKJEDE' AND nr > 0 ORDER BY tidspunkt, kjede, nr""");

    /** The parameters of a new row's columns, in the order of {@link #columns}. */
    static final List<String> PARAMETERS = List.of(
            "handling",
            "utfall",
            "organisasjon",
            "integrasjonId",
            "aktorIndeks",
            "sertifikatSerie",
            "personIndeks",
            "fiksOrgId",
            "digisosId",
            "dokumentId",
            "leveranseId",
            "requestId",
            "sertifikatAvtrykk",
            "hjemmel",
            "antall",
            "iderHash",
            "nokkelId",
            "operator",
            "aktorSertifikatAvtrykk",
            "lukker");

    static final int COLUMN_COUNT = 20;

    /** Where the id of the key stands among {@link #columns}. */
    static final int KEY_ID = 16;

    static final int HJEMMEL = 13;
    static final int COUNT = 14;
    static final int IDS_HASH = 15;
    static final int OPERATOR = 17;
    static final int CLOSER = 19;

    /** The columns of a new row in order. */
    static List<@Nullable String> columns(AuditRow row, String keyId) {
        List<@Nullable String> k = new ArrayList<>(COLUMN_COUNT);
        k.add(row.handling().name());
        k.add(row.utfall().name());
        k.add(row.aktor().organisasjon());
        k.add(text(row.aktor().integrasjonId()));
        k.add(row.aktor().indeks());
        k.add(row.aktor().sertifikatSerie());
        k.add(row.gjenstand().personIndeks());
        k.add(text(row.gjenstand().fiksOrgId()));
        k.add(text(row.gjenstand().digisosId()));
        k.add(text(row.gjenstand().dokumentId()));
        k.add(text(row.gjenstand().leveranseId()));
        k.add(text(row.requestId()));
        k.add(row.gjenstand().sertifikatAvtrykk());
        k.add(row.hjemmel());
        k.add(text(row.gjenstand().antall()));
        k.add(row.gjenstand().iderHash());
        k.add(keyId);
        k.add(row.aktor().operator());
        k.add(row.aktor().sertifikatAvtrykk());
        k.add(row.gjenstand().lukker());
        return k;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : Objects.toString(value);
    }
}
