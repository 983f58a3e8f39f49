package no.digisos.common.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SqlTest {
    @Test
    void a_name_becomes_a_place_however_often_it_stands() {
        Sql sql = Sql.of("SELECT 1 FROM t WHERE a = :a AND (b = :b OR c = :a)");

        assertThat(sql.sent()).isEqualTo("SELECT 1 FROM t WHERE a = ? AND (b = ? OR c = ?)");
        assertThat(sql.places()).containsExactly("a", "b", "a");
    }

    @Test
    void casts_quotes_and_comments_are_left_alone() {
        String text = "SELECT ':a'::text, \":b\" -- :c ?\n FROM t";

        assertThat(Sql.of(text).sent()).isEqualTo(text);
    }

    @Test
    void nothing_is_bound_by_its_place() {
        assertThatThrownBy(() -> Sql.of("SELECT ?")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void quotes_left_open_are_refused() {
        assertThatThrownBy(() -> Sql.of("SELECT 'a")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_name_that_the_statement_has_not_is_refused() {
        assertThatThrownBy(() -> Sql.of("SELECT :a").with("b", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(":b");
    }
}
