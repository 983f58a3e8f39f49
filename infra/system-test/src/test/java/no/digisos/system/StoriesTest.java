package no.digisos.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import no.digisos.local.demo.Journal;
import no.digisos.local.demo.Story;
import no.digisos.local.stack.RunningStack;
import org.junit.jupiter.api.Test;

/** The three stories of the demonstration, over the whole stack: receipted, left until the frist, rejected. */
class StoriesTest {
    @Test
    void every_soknad_ends_where_it_should_and_every_check_holds() throws Exception {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        Journal journal = new Journal(nowhere);
        // Of its own: nothing may be in SvarUt before.
        try (RunningStack stack = StackUnderTest.start()) {
            assertThat(Story.play(stack, journal)).hasSize(3);
        }
        assertThat(journal.checks()).hasSizeGreaterThan(20);
    }
}
