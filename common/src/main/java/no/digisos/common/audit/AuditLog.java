package no.digisos.common.audit;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Writes audit rows. No row, no answer: the caller commits before the first byte goes out, and answers 503 when this
 * throws.
 *
 * <p>The rows lie in 64 chains, so that writers do not queue: each takes any head that is free and holds it until its
 * commit. A chain whose end is not as its head says gets no more rows: the writer goes to another.
 */
@ApplicationScoped
public class AuditLog {
    private final AuditKeys keys;
    private final ChainGuard guard;

    public AuditLog(AuditKeys keys, ChainGuard guard) {
        this.keys = keys;
        this.guard = guard;
    }

    /** Every chain is broken or closed. */
    static final class NoWholeChain extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoWholeChain() {
            super("Ingen auditkjede er hel");
        }
    }

    /**
     * Writes the row as the last statement of the caller's READ COMMITTED transaction, and once only: a transaction that
     * held one head while it waited for another could deadlock.
     *
     * @throws ApiException 503 when the row cannot be written
     */
    public void write(Connection c, AuditRow row) {
        try {
            add(c, List.of(row));
        } catch (SQLException | RuntimeException e) {
            throw notRecorded(e);
        }
    }

    /** As {@link #write}, in another chain than this one, whose head the caller may hold. */
    void writeAside(Connection c, AuditRow row, int chain) {
        try {
            add(c, List.of(row), Set.of(chain));
        } catch (SQLException | RuntimeException e) {
            throw notRecorded(e);
        }
    }

    /** What is answered instead of whatever was read or done. */
    public static ApiException notRecorded(Throwable cause) {
        return new ApiException(
                ErrorCode.UTILGJENGELIG,
                "Forespørselen kan ikke føres i revisjonsloggen, og blir derfor ikke besvart; prøv igjen",
                cause);
    }

    /** Appends the rows to one chain, as the last statements of the transaction. */
    void add(Connection c, List<AuditRow> rows) throws SQLException {
        add(c, rows, Set.of());
    }

    private void add(Connection c, List<AuditRow> rows, Set<Integer> notIn) throws SQLException {
        Head head = takeWhole(c, notIn);
        List<Link> items = link(head, rows);
        if (items.size() > 1) {
            try (PreparedStatement s = c.prepareStatement(AuditSql.INSERT)) {
                for (Link earlier : items.subList(0, items.size() - 1)) {
                    bind(s, head, earlier);
                    s.addBatch();
                }
                s.executeBatch();
            }
        }
        try (PreparedStatement s = c.prepareStatement(AuditSql.WRITE)) {
            s.setLong(bind(s, head, items.getLast()), head.count);
            if (s.executeUpdate() != 1) {
                throw new IllegalStateException("Auditkjede " + head.chain + " lot seg ikke forlenge");
            }
        }
    }

    /**
     * The head of a chain that is whole, at least at its end. One that is not stays held until the commit, so before anything is
     * waited for, all chains are looked at: whoever waits does so for one that was whole, and none that holds one waits for it.
     */
    private Head takeWhole(Connection c, Set<Integer> notIn) throws SQLException {
        Set<Integer> aside = new HashSet<>(notIn);
        aside.addAll(guard.aside(c));
        while (true) {
            Optional<Head> free = take(c, AuditSql.TAKE_FREE_HEAD, aside);
            Head head = (free.isPresent() ? free : take(c, AuditSql.TAKE_HEAD, aside)).orElseThrow(NoWholeChain::new);
            if (guard.whole(c, head.chain)) {
                return head;
            }
            aside.add(head.chain);
            aside.addAll(guard.look(c));
        }
    }

    /** One row with its place in the chain. */
    private static final class Link {
        final long nr;
        final List<@Nullable String> columns;
        final byte[] mac;

        Link(long nr, List<@Nullable String> columns, byte[] mac) {
            this.nr = nr;
            this.columns = columns;
            this.mac = mac;
        }
    }

    private List<Link> link(Head head, List<AuditRow> rows) {
        String keyId = keys.activeId();
        List<Link> all = new ArrayList<>(rows.size());
        long nr = head.count;
        byte[] mac = head.mac;
        for (AuditRow row : rows) {
            nr++;
            List<@Nullable String> columns = AuditSql.columns(row, keyId);
            mac = AuditMac.of(keys.hmac(keyId), head.chain, nr, mac, head.timestamp.toInstant(), columns);
            all.add(new Link(nr, columns, mac));
        }
        return all;
    }

    /** Binds the row's columns; the number of the next parameter. */
    private static int bind(PreparedStatement s, Head head, Link items) throws SQLException {
        int i = 1;
        for (String column : items.columns) {
            s.setString(i++, column);
        }
        s.setInt(i++, head.chain);
        s.setLong(i++, items.nr);
        s.setObject(i++, head.timestamp);
        s.setBytes(i++, items.mac);
        return i;
    }

    private static Optional<Head> take(Connection c, String sql, Set<Integer> aside) throws SQLException {
        try (PreparedStatement s = c.prepareStatement(sql)) {
            s.setArray(1, c.createArrayOf("int4", aside.toArray()));
            try (ResultSet r = s.executeQuery()) {
                return r.next()
                        ? Optional.of(new Head(
                                r.getInt(1), r.getLong(2), r.getBytes(3), r.getObject(4, OffsetDateTime.class)))
                        : Optional.empty();
            }
        }
    }

    private static final class Head {
        final int chain;
        final long count;
        final byte[] mac;
        final OffsetDateTime timestamp;

        Head(int chain, long count, byte[] mac, OffsetDateTime timestamp) {
            this.chain = chain;
            this.count = count;
            this.mac = mac;
            this.timestamp = timestamp;
        }
    }
}
