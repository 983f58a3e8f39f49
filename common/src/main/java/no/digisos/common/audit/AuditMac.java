package no.digisos.common.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/**
 * The HMAC-SHA-256 of one row: format version, chain, number, the head before it, the time in microseconds, then each
 * column in order with its length in front, an absent one as length -1. A column added to the table needs a new version, under
 * which the rows that use it are written; the others keep the version without it, so that what was written before still verifies.
 */
final class AuditMac {
    static final int LENGTH = 32;

    /** The columns up to the key's id; 2 is with the operator, 3 with the caller's certificate, 4 with the chain closed. */
    private static final int VERSION_1 = 1;

    private AuditMac() {}

    /**
     * The MAC, which is also the chain's next head.
     *
     * @param columns the text of each column, as {@link AuditSql#columns} lists them
     */
    static byte[] of(Mac hmac, int chain, long nr, byte[] previous, Instant timestamp, List<@Nullable String> columns) {
        return hmac.doFinal(bytes(chain, nr, previous, timestamp, columns));
    }

    /** What the MAC is made over. */
    static byte[] bytes(int chain, long nr, byte[] previous, Instant timestamp, List<@Nullable String> columns) {
        int covered = covered(columns);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(VERSION_1 + covered - (AuditSql.KEY_ID + 1));
            out.writeInt(chain);
            out.writeLong(nr);
            out.write(previous);
            out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, timestamp));
            for (String column : columns.subList(0, covered)) {
                if (column == null) {
                    out.writeInt(-1);
                } else {
                    byte[] utf8 = column.getBytes(StandardCharsets.UTF_8);
                    out.writeInt(utf8.length);
                    out.write(utf8);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** How many columns the row's version covers: all up to the last of the added ones that it uses. */
    private static int covered(List<@Nullable String> columns) {
        int covered = columns.size();
        while (covered > AuditSql.KEY_ID + 1 && columns.get(covered - 1) == null) {
            covered--;
        }
        return covered;
    }
}
