package no.digisos.common.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import no.digisos.testkit.database.TestDatabase;
import org.junit.jupiter.api.Test;

/** The pool is small, and threads that take a second connection while they have one wait for each other. */
class TransactionsTest {
    private static final Sql ONE = Sql.of("SELECT 1");

    private final Transactions transactions =
            new Transactions(TestDatabase.create().functions());

    @Test
    void whoever_takes_a_second_connection_while_one_is_held_is_found() {
        assertThatThrownBy(() -> transactions.inTransaction(c -> one())).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> transactions.autoCommit(c -> one())).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> transactions.snapshot(c -> one())).isInstanceOf(AssertionError.class);
    }

    @Test
    void one_after_the_other_is_right_also_after_a_failure() {
        assertThatThrownBy(() -> transactions.inTransaction(c -> {
                    throw new IllegalStateException("refused");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(one()).isEqualTo(1);
        assertThat(one()).isEqualTo(1);
    }

    private int one() {
        return transactions.autoCommit(c -> ONE.call().only(c, row -> row.getInt(1)));
    }
}
