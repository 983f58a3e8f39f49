package no.digisos.common.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.UUID;
import no.digisos.common.error.DatabaseFailure;
import no.digisos.common.leveranse.Connections;
import no.digisos.testkit.database.TestDatabase;
import org.junit.jupiter.api.Test;

/** The migrator gives a table a column while functions run that have prepared what reads all of it (docs/operating.md, Upgrading). */
class CachedPlanTest {
    private static final Sql ALL_OF_ONE = Sql.of("SELECT * FROM leveranse WHERE id = :id FOR UPDATE");

    /** The driver prepares at the server what is asked the fifth time. */
    private static final int OFTEN_ENOUGH = 6;

    @Test
    void a_new_column_is_an_honest_503_at_the_most_and_the_repeat_succeeds() throws Exception {
        TestDatabase database = TestDatabase.create();
        try (Connections pool = new Connections(database.owner())) {
            Transactions transactions = new Transactions(pool);
            for (int i = 0; i < OFTEN_ENOUGH; i++) {
                assertThat(read(transactions)).isFalse();
            }
            TestDatabase.execute(database.owner(), "ALTER TABLE leveranse ADD COLUMN ny text");

            Throwable first = catchThrowable(() -> read(transactions));
            assertThat(first).isInstanceOf(DatabaseException.class);
            assertThat(DatabaseFailure.state(first)).contains("0A000");
            assertThat(DatabaseFailure.isTransient(first))
                    .as("a repeat is safe and useful")
                    .isTrue();
            assertThat(read(transactions)).isFalse();
        }
    }

    private static boolean read(Transactions transactions) {
        return transactions.inTransaction(
                c -> ALL_OF_ONE.with("id", UUID.randomUUID()).exists(c));
    }
}
