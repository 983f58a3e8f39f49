package no.digisos.common.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import no.digisos.testkit.database.TestDatabase;
import org.junit.jupiter.api.Test;

class SqlTest {
    private static final Sql ECHO = Sql.of("""
            SELECT pg_typeof(:tekst)::text AS type, cardinality(:tekster::text[]) + cardinality(:numre::int[])
                   + cardinality(:lange::bigint[]) + cardinality(:ider::uuid[]) AS antall""");

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
    void arrays_are_bound_and_a_missing_text_is_a_text() {
        String answer = transactions()
                .autoCommit(c -> ECHO.with("tekster", new String[] {"a", "b"})
                        .withText("tekst", null)
                        .with("numre", new Integer[] {1})
                        .with("lange", new Long[] {1L, 2L})
                        .with("ider", new UUID[] {UUID.randomUUID()})
                        .only(c, row -> row.getString("type") + " " + row.getInt("antall")));

        assertThat(answer).isEqualTo("character varying 6");
    }

    @Test
    void a_change_runs_once_for_each_of_its_calls() {
        Sql create = Sql.of("CREATE TEMPORARY TABLE rad (nr int, navn text)");
        Sql insert = Sql.of("INSERT INTO rad VALUES (:nr, :navn)");
        Sql read = Sql.of("SELECT nr || coalesce(navn, '-') AS rad FROM rad ORDER BY nr");
        List<String> rows = transactions().inTransaction(c -> {
            create.call().execute(c);
            insert.runAll(c, List.of());
            insert.runAll(
                    c,
                    List.of(
                            insert.with("nr", 1).withText("navn", "a"),
                            insert.with("nr", 2).withText("navn", null)));
            return read.call().all(c, row -> row.getString("rad"));
        });

        assertThat(rows).containsExactly("1a", "2-");
    }

    @Test
    void a_call_of_another_statement_is_refused() {
        Sql one = Sql.of("DELETE FROM kommune WHERE navn = :navn");
        Sql another = Sql.of("DELETE FROM konto WHERE navn = :navn");

        assertThatThrownBy(() -> transactions().inTransaction(c -> {
                    one.runAll(c, List.of(another.with("navn", "a")));
                    return true;
                }))
                .isInstanceOf(IllegalArgumentException.class);
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

    private static Transactions transactions() {
        return new Transactions(TestDatabase.create().functions());
    }
}
