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
final class Lagretrad {
    /** Equals no MAC. */
    private static final byte[] INGEN = {};

    private final int kjede;
    private final long nr;
    private final Instant tidspunkt;
    private final byte[] mac;
    private final List<@Nullable String> kolonner;

    private Lagretrad(int kjede, long nr, Instant tidspunkt, byte[] mac, List<@Nullable String> kolonner) {
        this.kjede = kjede;
        this.nr = nr;
        this.tidspunkt = tidspunkt;
        this.mac = mac;
        this.kolonner = kolonner;
    }

    /** Reads chain, number, time, MAC and the columns of {@link AuditSql#kolonner}, which begin at this one of the result. */
    static Lagretrad les(ResultSet r, int fra) throws SQLException {
        List<@Nullable String> kolonner = new ArrayList<>(AuditSql.ANTALL_KOLONNER);
        for (int i = 0; i < AuditSql.ANTALL_KOLONNER; i++) {
            kolonner.add(r.getString(fra + 4 + i));
        }
        return new Lagretrad(
                r.getInt(fra),
                r.getLong(fra + 1),
                r.getObject(fra + 2, OffsetDateTime.class).toInstant(),
                r.getBytes(fra + 3),
                kolonner);
    }

    int kjede() {
        return kjede;
    }

    long nr() {
        return nr;
    }

    Instant tidspunkt() {
        return tidspunkt;
    }

    byte[] mac() {
        return mac.clone();
    }

    /** The text of one of {@link AuditSql#kolonner}. */
    @Nullable
    String kolonne(int nummer) {
        return kolonner.get(nummer);
    }

    boolean harMac(byte[] beregnet) {
        return MessageDigest.isEqual(mac, beregnet);
    }

    /** The key that it names; empty when nobody has it. */
    Optional<Mac> nokkel(AuditNokler nokler) {
        try {
            return Optional.of(nokler.hmac(String.valueOf(kolonner.get(AuditSql.NOKKEL_ID))));
        } catch (IllegalArgumentException ukjent) {
            return Optional.empty();
        }
    }

    /** The MAC that it should have after this one. No MAC fits a time that no clock can have shown. */
    byte[] beregn(Mac hmac, byte[] forrige) {
        try {
            return AuditMac.av(hmac, kjede, nr, forrige, tidspunkt, kolonner);
        } catch (ArithmeticException uendelig) {
            return INGEN.clone();
        }
    }

    /** Adds all of it, whatever stands there. */
    void leggTil(MessageDigest digest) {
        digest.update(AuditMac.bytes(kjede, nr, mac, Instant.EPOCH, kolonner));
        digest.update(tidspunkt.toString().getBytes(StandardCharsets.UTF_8));
    }
}
