package no.digisos.common.audit;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import no.digisos.common.database.Columns;
import no.digisos.common.database.Sql;
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
        AuditSql.INSERT.runAll(
                c,
                items.subList(0, items.size() - 1).stream()
                        .map(earlier -> call(AuditSql.INSERT, head, earlier))
                        .toList());
        Sql.Call last = call(AuditSql.WRITE, head, items.getLast()).with("antallFor", head.count);
        if (last.run(c) != 1) {
            throw new IllegalStateException("Auditkjede " + head.chain + " lot seg ikke forlenge");
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
            mac = AuditMac.of(keys.hmac(keyId), head.chain, nr, mac, head.timestamp, columns);
            all.add(new Link(nr, columns, mac));
        }
        return all;
    }

    /** The statement with the row's columns and its place. */
    private static Sql.Call call(Sql sql, Head head, Link item) {
        Sql.Call call = sql.with("kjede", head.chain)
                .with("nr", item.nr)
                .with("tidspunkt", head.timestamp)
                .with("mac", item.mac);
        for (int i = 0; i < AuditSql.COLUMN_COUNT; i++) {
            call.withText(AuditSql.PARAMETERS.get(i), item.columns.get(i));
        }
        return call;
    }

    private static Optional<Head> take(Connection c, Sql sql, Set<Integer> aside) throws SQLException {
        return sql.with("utenom", aside.toArray(Integer[]::new))
                .one(
                        c,
                        r -> new Head(
                                r.getInt("kjede"),
                                r.getLong("antall"),
                                r.getBytes("hode"),
                                Columns.instant(r, "digisos_now")));
    }

    private static final class Head {
        final int chain;
        final long count;
        final byte[] mac;
        final Instant timestamp;

        Head(int chain, long count, byte[] mac, Instant timestamp) {
            this.chain = chain;
            this.count = count;
            this.mac = mac;
            this.timestamp = timestamp;
        }
    }
}
