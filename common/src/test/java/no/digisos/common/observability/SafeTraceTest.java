package no.digisos.common.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class SafeTraceTest {
    @Test
    void types_and_places_are_told_and_what_was_quoted_is_not() {
        Throwable failure = new IllegalArgumentException("kan ikke lese «Ola»", new IOException("Ola"));
        String trace = trace(failure);
        assertThat(trace)
                .contains("java.lang.IllegalArgumentException", "java.io.IOException", "SafeTraceTest.java")
                .doesNotContain("Ola");
    }

    @Test
    void what_the_database_and_we_ourselves_say_is_told() {
        Throwable failure = new IllegalStateException("to rader", new SQLException("connection refused"));
        assertThat(trace(failure)).contains("IllegalStateException: to rader", "SQLException: connection refused");
    }

    @Test
    void a_ring_of_causes_ends() {
        IOException one = new IOException();
        IOException to = new IOException(one);
        one.initCause(to);
        assertThat(trace(one)).contains("java.io.IOException");
    }

    private static String trace(Throwable failure) {
        StringWriter out = new StringWriter();
        SafeTrace.of(failure).printStackTrace(new PrintWriter(out, true));
        return out.toString();
    }
}
