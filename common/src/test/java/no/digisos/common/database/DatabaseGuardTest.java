package no.digisos.common.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DatabaseGuardTest {
    private static final String CONNECTION_LOST = "08006";
    private static final String NO_SUCH_TABLE = "42P01";

    private final AtomicLong nanoTime = new AtomicLong();
    private final DatabaseGuard guard = new DatabaseGuard(nanoTime::get);
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void a_database_that_answers_is_asked_every_time() {
        assertThat(guard.ask(() -> asked.incrementAndGet())).contains(1);
        assertThat(guard.ask(() -> asked.incrementAndGet())).contains(2);
        assertThat(guard.gone()).isFalse();
    }

    @Test
    void one_that_is_away_is_asked_by_one_caller_a_pause() {
        assertThat(guard.ask(this::gone)).isEmpty();
        assertThat(guard.gone()).isTrue();
        assertThat(guard.ask(this::gone)).isEmpty();
        assertThat(asked).hasValue(1);
        nanoTime.addAndGet(DatabaseGuard.PAUSE.toNanos());
        // The one that tries keeps the others from it while it waits.
        assertThat(guard.ask(() -> {
                    assertThat(guard.ask(this::gone)).isEmpty();
                    return gone();
                }))
                .isEmpty();
        assertThat(asked).hasValue(2);
    }

    @Test
    void one_that_is_back_is_asked_by_all() {
        assertThat(guard.ask(this::gone)).isEmpty();
        nanoTime.addAndGet(DatabaseGuard.PAUSE.toNanos());
        assertThat(guard.ask(() -> "her")).contains("her");
        assertThat(guard.gone()).isFalse();
        assertThat(guard.ask(() -> "her")).contains("her");
    }

    @Test
    void a_defect_of_ours_is_no_absence() {
        assertThatThrownBy(() -> guard.ask(() -> {
                    throw new DatabaseException(new SQLException("x", NO_SUCH_TABLE));
                }))
                .isInstanceOf(DatabaseException.class);
        assertThat(guard.gone()).isFalse();
    }

    private int gone() {
        asked.incrementAndGet();
        throw new DatabaseException(new SQLException("x", CONNECTION_LOST));
    }
}
