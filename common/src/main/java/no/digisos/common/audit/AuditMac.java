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
 * column in order with its length in front, an absent one as length -1. A column added to the table needs a new version.
 */
final class AuditMac {
    static final int LENGDE = 32;

    private static final int VERSJON = 1;

    private AuditMac() {}

    /**
     * The MAC, which is also the chain's next head.
     *
     * @param kolonner the text of each column, as {@link AuditSql#kolonner} lists them
     */
    static byte[] av(Mac hmac, int kjede, long nr, byte[] forrige, Instant tidspunkt, List<@Nullable String> kolonner) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (DataOutputStream ut = new DataOutputStream(bytes)) {
            ut.writeInt(VERSJON);
            ut.writeInt(kjede);
            ut.writeLong(nr);
            ut.write(forrige);
            ut.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, tidspunkt));
            for (String kolonne : kolonner) {
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
        return hmac.doFinal(bytes.toByteArray());
    }
}
