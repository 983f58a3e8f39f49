package no.digisos.common.database;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** The database's clock, which decides every deadline. */
@ApplicationScoped
public class DatabaseClock {
    static final Sql NOW = Sql.of("SELECT digisos_now()");

    private final Transactions transactions;

    public DatabaseClock(Transactions transactions) {
        this.transactions = transactions;
    }

    /** The instant of {@code digisos_now()}; asks the database each time. */
    public Instant now() {
        return transactions.autoCommit(c -> NOW.call().only(c, row -> Columns.instant(row, "digisos_now")));
    }
}
