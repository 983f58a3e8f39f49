package no.digisos.drift.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** What an operator is told when the program cannot do what it was asked. */
class SentenceTest {
    @Test
    void a_database_that_is_away_is_told_of_as_such() {
        Throwable gone = new SQLException(
                "org.postgresql.util.PSQLException: Connection to 127.0.0.1:1 refused. Check the port.",
                "08001",
                new ConnectException("Connection refused"));
        for (Throwable failure : new Throwable[] {gone, new IllegalStateException(gone)}) {
            assertThat(Sentence.about(failure))
                    .isEqualTo("the database does not answer as it should"
                            + " (Connection to 127.0.0.1:1 refused. Check the port.)");
        }
    }

    @Test
    void a_setting_that_is_missing_is_named() {
        assertThat(Sentence.about(new IllegalArgumentException(
                        "Configuration validation failed:\n\tjava.util.NoSuchElementException: SRCFG00014: The config"
                                + " property digisos.nokler.katalog is required but it could not be found")))
                .isEqualTo("Configuration validation failed: SRCFG00014: The config property digisos.nokler.katalog is"
                        + " required but it could not be found");
    }

    @Test
    void a_reason_deep_down_is_the_one_that_is_told() {
        assertThat(Sentence.about(new RuntimeException(
                        "Failed to start quarkus",
                        new IllegalStateException("The key directory /nokler/lager does not exist"))))
                .isEqualTo("The key directory /nokler/lager does not exist");
    }

    @Test
    void no_type_is_named_even_when_there_is_nothing_else_to_say() {
        assertThat(Sentence.about(new NullPointerException())).isEqualTo(Sentence.about(new NoSuchElementException()));
        assertThat(Sentence.about(new UncheckedIOException(new java.io.IOException())))
                .doesNotContain("java.")
                .contains("QUARKUS_LOG_LEVEL=DEBUG");
    }
}
