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
    static final int LENGDE = 32;

    /** The columns up to the key's id; 2 is with the operator, 3 with the caller's certificate, 4 with the chain closed. */
    private static final int VERSJON_1 = 1;

    private AuditMac() {}

    /**
     * The MAC, which is also the chain's next head.
     *
     * @param kolonner the text of each column, as {@link AuditSql#kolonner} lists them
     */
    static byte[] av(Mac hmac, int kjede, long nr, byte[] forrige, Instant tidspunkt, List<@Nullable String> kolonner) {
        return hmac.doFinal(bytes(kjede, nr, forrige, tidspunkt, kolonner));
    }

    /** What the MAC is made over. */
    static byte[] bytes(int kjede, long nr, byte[] forrige, Instant tidspunkt, List<@Nullable String> kolonner) {
        int dekket = dekket(kolonner);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (DataOutputStream ut = new DataOutputStream(bytes)) {
            ut.writeInt(VERSJON_1 + dekket - (AuditSql.NOKKEL_ID + 1));
            ut.writeInt(kjede);
            ut.writeLong(nr);
            ut.write(forrige);
            ut.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, tidspunkt));
            for (String kolonne : kolonner.subList(0, dekket)) {
                if (kolonne == null) {
                    ut.writeInt(-1);
                } else {
                    byte[] utf8 = kolonne.getBytes(StandardCharsets.UTF_8);
                    ut.writeInt(utf8.length);
                    ut.write(utf8);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** How many columns the row's version covers: all up to the last of the added ones that it uses. */
    private static int dekket(List<@Nullable String> kolonner) {
        int dekket = kolonner.size();
        while (dekket > AuditSql.NOKKEL_ID + 1 && kolonner.get(dekket - 1) == null) {
            dekket--;
        }
        return dekket;
    }
}
