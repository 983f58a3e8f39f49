package no.digisos.common.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class FeilsporTest {
    @Test
    void types_and_places_are_told_and_what_was_quoted_is_not() {
        Throwable feil = new IllegalArgumentException("kan ikke lese «Ola»", new IOException("Ola"));
        String spor = spor(feil);
        assertThat(spor)
                .contains("java.lang.IllegalArgumentException", "java.io.IOException", "FeilsporTest.java")
                .doesNotContain("Ola");
    }

    @Test
    void what_the_database_and_we_ourselves_say_is_told() {
        Throwable feil = new IllegalStateException("to rader", new SQLException("connection refused"));
        assertThat(spor(feil)).contains("IllegalStateException: to rader", "SQLException: connection refused");
    }

    @Test
    void a_ring_of_causes_ends() {
        IOException en = new IOException();
        IOException to = new IOException(en);
        en.initCause(to);
        assertThat(spor(en)).contains("java.io.IOException");
    }

    private static String spor(Throwable feil) {
        StringWriter ut = new StringWriter();
        Feilspor.av(feil).printStackTrace(new PrintWriter(ut, true));
        return ut.toString();
    }
}
