package no.digisos.common.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

class DatabaseFailureTest {
    @ParameterizedTest
    @ValueSource(strings = {"22021", "22P05"})
    void a_text_that_the_database_cannot_keep_is_the_callers(String state) {
        Throwable failure = new IllegalStateException(new SQLException("invalid byte sequence", state));
        assertThat(DatabaseFailure.isUnstorableText(failure)).isTrue();
        assertThat(DatabaseFailure.isTransient(failure)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"22P02", "23505", "08006"})
    void other_failures_are_not(String state) {
        assertThat(DatabaseFailure.isUnstorableText(new SQLException("", state)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        // A quota that is used up, a file system that has become read-only, a file too large (PostgreSQL 17, fd.c and
        // md.c).
        "XX000, md.c, true",
        "XX000, fd.c, true",
        "42501, md.c, true",
        "42501, xlog.c, true",
        // A defect of the server's or ours, and a privilege that a role lacks.
        "XX000, mcxt.c, false",
        "42501, aclchk.c, false",
        "42P01, md.c, false"
    })
    void a_disk_that_fails_is_known_by_who_tells_of_it(String state, String file, boolean temporary) {
        String field = "SERROR\0C" + state + "\0Mcould not extend file: Disk quota exceeded\0F" + file + "\0";
        Throwable failure = new IllegalStateException(new PSQLException(new ServerErrorMessage(field)));
        assertThat(DatabaseFailure.isTransient(failure)).isEqualTo(temporary);
        assertThat(DatabaseFailure.state(failure)).contains(state);
    }

    @Test
    void a_standby_is_known() {
        assertThat(DatabaseFailure.isReadOnly(new IllegalStateException(new SQLException("", "25006"))))
                .isTrue();
        assertThat(DatabaseFailure.isReadOnly(new SQLException("", "08006"))).isFalse();
        assertThat(DatabaseFailure.state(new IllegalStateException())).isEmpty();
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
