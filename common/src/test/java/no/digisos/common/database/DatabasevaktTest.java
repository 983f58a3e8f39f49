package no.digisos.common.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DatabasevaktTest {
    private static final String CONNECTION_LOST = "08006";
    private static final String NO_SUCH_TABLE = "42P01";

    private final AtomicLong nanoTid = new AtomicLong();
    private final Databasevakt vakt = new Databasevakt(nanoTid::get);
    private final AtomicInteger spurt = new AtomicInteger();

    @Test
    void a_database_that_answers_is_asked_every_time() {
        assertThat(vakt.spor(() -> spurt.incrementAndGet())).contains(1);
        assertThat(vakt.spor(() -> spurt.incrementAndGet())).contains(2);
        assertThat(vakt.borte()).isFalse();
    }

    @Test
    void one_that_is_away_is_asked_by_one_caller_a_pause() {
        assertThat(vakt.spor(this::borte)).isEmpty();
        assertThat(vakt.borte()).isTrue();
        assertThat(vakt.spor(this::borte)).isEmpty();
        assertThat(spurt).hasValue(1);
        nanoTid.addAndGet(Databasevakt.PAUSE.toNanos());
        // The one that tries keeps the others from it while it waits.
        assertThat(vakt.spor(() -> {
                    assertThat(vakt.spor(this::borte)).isEmpty();
                    return borte();
                }))
                .isEmpty();
        assertThat(spurt).hasValue(2);
    }

    @Test
    void one_that_is_back_is_asked_by_all() {
        assertThat(vakt.spor(this::borte)).isEmpty();
        nanoTid.addAndGet(Databasevakt.PAUSE.toNanos());
        assertThat(vakt.spor(() -> "her")).contains("her");
        assertThat(vakt.borte()).isFalse();
        assertThat(vakt.spor(() -> "her")).contains("her");
    }

    @Test
    void a_defect_of_ours_is_no_absence() {
        assertThatThrownBy(() -> vakt.spor(() -> {
                    throw new DatabaseException(new SQLException("x", NO_SUCH_TABLE));
                }))
                .isInstanceOf(DatabaseException.class);
        assertThat(vakt.borte()).isFalse();
    }

    private int borte() {
        spurt.incrementAndGet();
        throw new DatabaseException(new SQLException("x", CONNECTION_LOST));
    }
}
