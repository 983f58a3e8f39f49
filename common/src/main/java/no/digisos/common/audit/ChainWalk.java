package no.digisos.common.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import no.digisos.common.audit.AuditBreach.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The walk along one chain. It goes on after a fault, from what lies there, so that the next one shows too. A row is held to the one
 * before it both as that one lies there and as it should have been: so a fault is counted where it is and not again in the row after.
 */
final class ChainWalk {
    static final NavigableMap<Long, Set<String>> WITHOUT_ANCHOR = Collections.emptyNavigableMap();

    private final int chain;
    private final @Nullable ChainHead head;
    /** The heads that were anchored, by the number of rows at that moment. */
    private final NavigableMap<Long, Set<String>> anchor;

    private final @Nullable ChainClosure closure;
    private final AuditKeys keys;
    private final List<AuditBreach> breach = new ArrayList<>();
    private final MessageDigest afterDigest = sha256();

    private long nr;
    /** The MAC of the row before as it lies there, and as it should be. Null where neither is known. */
    private byte @Nullable [] stored;

    private byte @Nullable [] computed;
    private boolean headWrong;
    private boolean unbroken = true;
    private long lastGood;
    private byte[] lastGoodMac = new byte[AuditMac.LENGTH];
    private long after;
    private @Nullable String afterHex;

    private ChainWalk(
            int chain,
            @Nullable ChainHead head,
            NavigableMap<Long, Set<String>> anchor,
            @Nullable ChainClosure closure,
            AuditKeys keys,
            long from) {
        this.chain = chain;
        this.head = head;
        this.anchor = anchor;
        this.closure = closure;
        this.keys = keys;
        this.nr = from;
        if (from == 0) {
            stored = new byte[AuditMac.LENGTH];
            computed = stored;
            holdHead();
        }
    }

    /** The whole chain. */
    static ChainWalk whole(
            int chain,
            @Nullable ChainHead head,
            NavigableMap<Long, Set<String>> anchor,
            @Nullable ChainClosure closure,
            AuditKeys keys) {
        return new ChainWalk(chain, head, anchor, closure, keys, 0);
    }

    /** The last two rows that the head knows of, and what lies beyond. */
    static ChainWalk tail(int chain, @Nullable ChainHead head, AuditKeys keys) {
        return new ChainWalk(
                chain, head, WITHOUT_ANCHOR, null, keys, head == null ? 0 : Math.max(head.antall(), 2) - 2);
    }

    void row(StoredRow row) {
        if (row.nr() < 1) {
            if (closure == null) {
                failure(row.nr(), row.nr(), Kind.SATT_INN);
            }
            afterBreach(row);
        } else if (closure != null && row.nr() > closure.sisteGode()) {
            afterBreach(row);
        } else if (good(row) && unbroken) {
            lastGood = row.nr();
            lastGoodMac = row.mac();
        } else {
            unbroken = false;
            afterBreach(row);
        }
    }

    private void afterBreach(StoredRow row) {
        after++;
        row.add(afterDigest);
    }

    private boolean good(StoredRow row) {
        boolean contiguous = row.nr() == nr + 1;
        if (!contiguous) {
            gap(row.nr());
        }
        // Neither the one before it nor what that should have been is known: what lies there is taken on trust.
        boolean untried = stored == null;
        Optional<Kind> failure = attempt(row);
        nr = row.nr();
        if (aheadOfHead()) {
            if (failure.isPresent() || untried) {
                failure = Optional.of(Kind.SATT_INN);
            } else {
                // The row is genuine, so it is the head that was set back.
                headWrong = true;
            }
        }
        if (failure.isEmpty() && contradicted(row)) {
            failure = Optional.of(Kind.ENDRET);
        }
        failure.ifPresent(kind -> failure(row.nr(), row.nr(), kind));
        holdHead();
        return failure.isEmpty() && contiguous && !untried;
    }

    private void gap(long next) {
        long to = head == null || closure != null || head.antall() < 0 ? next - 1 : Math.min(next - 1, head.antall());
        if (nr < to) {
            failure(nr + 1, to, Kind.MANGLER);
        }
        stored = null;
        computed = null;
    }

    private Optional<Kind> attempt(StoredRow row) {
        byte[] previous = stored;
        byte[] expected = computed;
        stored = row.mac();
        computed = stored;
        Optional<Mac> hmac = row.key(keys);
        if (hmac.isEmpty()) {
            return Optional.of(Kind.UKJENT_NOKKEL);
        }
        if (previous == null || expected == null) {
            return Optional.empty();
        }
        byte[] mac = row.compute(hmac.get(), previous);
        if (!row.hasMac(mac) && !MessageDigest.isEqual(previous, expected)) {
            mac = row.compute(hmac.get(), expected);
        }
        computed = mac;
        return row.hasMac(mac) ? Optional.empty() : Optional.of(Kind.ENDRET);
    }

    private boolean aheadOfHead() {
        // A head below 0 counts nothing: the chain was closed, or is said to be.
        return head != null && closure == null && head.antall() >= 0 && nr > head.antall();
    }

    private boolean contradicted(StoredRow row) {
        String mac = hex(row.mac());
        Set<String> anchored = anchor.get(row.nr());
        return (anchored != null && !anchored.equals(Set.of(mac)))
                || (closure != null && row.nr() == closure.sisteGode() && !mac.equals(closure.mac()));
    }

    private void holdHead() {
        if (head != null && closure == null && nr == head.antall() && stored != null && computed != null) {
            headWrong |= !head.mac().equals(hex(stored)) && !head.mac().equals(hex(computed));
        }
    }

    /** Every fault, when all rows have been walked. */
    List<AuditBreach> end() {
        if (closure != null) {
            endAtClosed(closure);
        } else if (head == null) {
            failure(Math.max(nr, 1), Math.max(nr, 1), Kind.HODE_ENDRET);
        } else {
            long expected = Math.max(head.antall(), anchor.isEmpty() ? 0 : anchor.lastKey());
            if (nr < expected) {
                failure(nr + 1, expected, Kind.AVKUTTET);
            }
            if (headWrong || head.antall() < 0) {
                failure(Math.max(head.antall(), 0), Math.max(head.antall(), 0), Kind.HODE_ENDRET);
            }
        }
        return List.copyOf(breach);
    }

    private void endAtClosed(ChainClosure by) {
        if (nr < by.sisteGode()) {
            failure(nr + 1, by.sisteGode(), Kind.AVKUTTET);
        } else if (lastGood == by.sisteGode()
                && !(after == by.etter() && afterHash().equals(by.etterHash()))) {
            failure(lastGood + 1, lastGood + 1, Kind.LUKKET_ENDRET);
        }
        if (head != null && head.antall() >= 0) {
            failure(head.antall(), head.antall(), Kind.HODE_ENDRET);
        }
    }

    /** The last row before the first one that is not right; 0 when there is none. */
    long lastGood() {
        return lastGood;
    }

    String lastGoodMac() {
        return hex(lastGoodMac);
    }

    /** How many rows lie after that. */
    long after() {
        return after;
    }

    /** SHA-256 over those rows in hex, when all have been walked. */
    String afterHash() {
        String hex = afterHex == null ? hex(afterDigest.digest()) : afterHex;
        afterHex = hex;
        return hex;
    }

    private void failure(long from, long to, Kind kind) {
        AuditBreach last = breach.isEmpty() ? null : breach.getLast();
        if (last != null && last.slag() == kind && last.til() == from - 1) {
            breach.set(breach.size() - 1, new AuditBreach(chain, last.nr(), to, kind));
        } else {
            breach.add(new AuditBreach(chain, from, to, kind));
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
