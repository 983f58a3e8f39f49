package no.digisos.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TeardownTest {

    private final Teardown teardown = new Teardown();
    private final List<String> ended = new ArrayList<>();

    @Test
    void whatWasStartedLastIsEndedFirstAndOnce() {
        teardown.add("database", () -> ended.add("database"));
        teardown.add("function", () -> ended.add("function"));
        assertThat(teardown.begun()).isFalse();

        teardown.close();
        teardown.close();

        assertThat(teardown.begun()).isTrue();
        assertThat(ended).containsExactly("function", "database");
    }

    @Test
    void oneThatFailsDoesNotKeepTheRestFromEnding() {
        teardown.add("database", () -> ended.add("database"));
        teardown.add("function", () -> {
            throw new IOException("does not stop");
        });

        teardown.close();

        assertThat(ended).containsExactly("database");
    }

    @Test
    void whatIsStartedAfterTheEndBeganIsEndedAtOnce() {
        teardown.close();

        assertThatThrownBy(() -> teardown.add("function", () -> ended.add("function")))
                .isInstanceOf(IllegalStateException.class);
        assertThat(ended).containsExactly("function");
    }
}
