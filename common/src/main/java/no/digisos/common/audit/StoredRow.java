package no.digisos.common.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/** A row as it lies in the database, whoever wrote it. */
final class StoredRow {
    /** Equals no MAC. */
    private static final byte[] NONE = {};

    private final int chain;
    private final long nr;
    private final Instant timestamp;
    private final byte[] mac;
    private final List<@Nullable String> columns;

    private StoredRow(int chain, long nr, Instant timestamp, byte[] mac, List<@Nullable String> columns) {
        this.chain = chain;
        this.nr = nr;
        this.timestamp = timestamp;
        this.mac = mac;
        this.columns = columns;
    }

    /** Reads chain, number, time, MAC and the columns of {@link AuditSql#columns}, which begin at this one of the result. */
    static StoredRow read(ResultSet r, int from) throws SQLException {
        List<@Nullable String> columns = new ArrayList<>(AuditSql.COLUMN_COUNT);
        for (int i = 0; i < AuditSql.COLUMN_COUNT; i++) {
            columns.add(r.getString(from + 4 + i));
        }
        return new StoredRow(
                r.getInt(from),
                r.getLong(from + 1),
                r.getObject(from + 2, OffsetDateTime.class).toInstant(),
                r.getBytes(from + 3),
                columns);
    }

    int chain() {
        return chain;
    }

    long nr() {
        return nr;
    }

    Instant timestamp() {
        return timestamp;
    }

    byte[] mac() {
        return mac.clone();
    }

    /** The text of one of {@link AuditSql#columns}. */
    @Nullable
    String column(int number) {
        return columns.get(number);
    }

    boolean hasMac(byte[] computed) {
        return MessageDigest.isEqual(mac, computed);
    }

    /** The key that it names; empty when nobody has it. */
    Optional<Mac> key(AuditKeys keys) {
        try {
            return Optional.of(keys.hmac(String.valueOf(columns.get(AuditSql.KEY_ID))));
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    /** The MAC that it should have after this one. No MAC fits a time that no clock can have shown. */
    byte[] compute(Mac hmac, byte[] previous) {
        try {
            return AuditMac.of(hmac, chain, nr, previous, timestamp, columns);
        } catch (ArithmeticException endless) {
            return NONE.clone();
        }
    }

    /** Adds all of it, whatever stands there. */
    void add(MessageDigest digest) {
        digest.update(AuditMac.bytes(chain, nr, mac, Instant.EPOCH, columns));
        digest.update(timestamp.toString().getBytes(StandardCharsets.UTF_8));
    }
}
