package no.digisos.common.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseFailureTest {
    @ParameterizedTest
    @ValueSource(strings = {"22021", "22P05"})
    void a_text_that_the_database_cannot_keep_is_the_callers(String tilstand) {
        Throwable feil = new IllegalStateException(new SQLException("invalid byte sequence", tilstand));
        assertThat(DatabaseFailure.isUnstorableText(feil)).isTrue();
        assertThat(DatabaseFailure.isTransient(feil)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"22P02", "23505", "08006"})
    void other_failures_are_not(String tilstand) {
        assertThat(DatabaseFailure.isUnstorableText(new SQLException("", tilstand)))
                .isFalse();
    }

    @Test
    void an_OutOfMemoryError_that_the_driver_met_is_our_end_and_not_the_databases() {
        SQLException drivers = new SQLException(
                "Ran out of memory retrieving query results.", "53200", new OutOfMemoryError("Java heap space"));
        assertThat(DatabaseFailure.isTransient(new IllegalStateException(drivers)))
                .isFalse();
        assertThat(DatabaseFailure.isTransient(new SQLException("out of memory", "53200")))
                .isTrue();
    }
}
