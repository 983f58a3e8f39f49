package no.digisos.common.database;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.OffsetDateTime;

/** The database's clock, which decides every deadline. */
@ApplicationScoped
public class DatabaseClock {
    private final Transactions transactions;

    public DatabaseClock(Transactions transactions) {
        this.transactions = transactions;
    }

    /** The instant of {@code digisos_now()}; asks the database each time. */
    public Instant now() {
        return transactions.autoCommit(c -> {
            try (PreparedStatement statement = c.prepareStatement("SELECT digisos_now()");
                    ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getObject(1, OffsetDateTime.class).toInstant();
            }
        });
    }
}
