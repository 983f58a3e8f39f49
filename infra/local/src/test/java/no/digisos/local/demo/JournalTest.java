package no.digisos.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class JournalTest {

    private static final String ID = "3fa85f64-5717-4562-b3fc-2c963f66afa6";

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Journal journal = new Journal(new PrintStream(printed, true, StandardCharsets.UTF_8));

    @Test
    void callsStandInColumnsWithShortenedIds() {
        journal.scene("Innsending");
        journal.did("nav.no", "GET", "/a/" + ID, 200, Duration.ofMillis(7));
        journal.did("fagsystem", "DELETE", "/b", 404, Duration.ofMillis(1_234));

        List<String> lines = text().lines().skip(1).toList();
        assertThat(lines.get(0)).isEqualTo("1. Innsending");
        assertThat(lines.get(1)).contains("nav.no", "GET", "/a/3fa85f64…").endsWith("200      7 ms");
        assertThat(lines.get(2)).endsWith("404   1234 ms").hasSameSizeAs(lines.get(1));
        assertThat(journal.steps()).contains(new Journal.Step("Innsending", "nav.no", "GET /a/" + ID, 200, 7));
    }

    @Test
    void theFirstThingThatDoesNotHoldEndsTheStory() {
        journal.equal("tilstand", "BEKREFTET", "BEKREFTET");

        assertThatThrownBy(() -> journal.equal("tilstand", "BEKREFTET", "I_KO"))
                .isInstanceOf(CheckFailedException.class)
                .hasMessage("tilstand: expected BEKREFTET, but it was I_KO");
        assertThatThrownBy(() -> journal.check("like bytes", false)).hasMessage("like bytes");
        assertThat(journal.checks()).extracting(Journal.Check::ok).containsExactly(true, false, false);
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
