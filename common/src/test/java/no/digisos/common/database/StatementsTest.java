package no.digisos.common.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import no.digisos.testkit.database.TestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every statement of the product, a file for each feature, as it is written and with what the planner reads for it where it may not
 * read a whole table unless there is no other way. Where a statement has changed, the new file lies in {@code target/statements}, to
 * be read and copied.
 */
class StatementsTest {
    private static final Path CLASSES = Path.of("target", "classes");
    private static final Path FILES = Path.of("src", "test", "resources", "statements");
    private static final Path MADE = Path.of("target", "statements");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Tables that have as many rows as the country has kommuner, offices and integrations, or fewer. */
    private static final Set<String> SMALL = Set.of(
            "administrator",
            "audit_kjede",
            "integrasjon",
            "kommune",
            "kommunenummerbytte",
            "konto",
            "konto_navenhet",
            "leveranse_statistikk",
            "sertifikatvarsel",
            "tilgang");

    /** Statements that read all rows on purpose, and who waits for them. */
    private static final Map<String, String> WHOLE_TABLES = Map.of(
            "KommunenummerTable.UNDO", "an operator, when two kommuner are parted again",
            "LeveranseList.LIST", "an operator who lists deliveries",
            "PersonLinkTable.FOR_PERSON", "an operator; a row for each person whose number was changed");

    private static Map<String, List<Named>> features;

    /** A statement and the constant that it is. */
    private record Named(String name, Sql sql) {}

    /** What the planner reads. */
    private record Plan(Set<String> indexes, Set<String> wholeTables) {}

    @BeforeAll
    static void collect() throws IOException {
        features = new TreeMap<>();
        try (Stream<Path> files = Files.walk(CLASSES)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
                String name =
                        CLASSES.relativize(file).toString().replace('/', '.').replaceAll("\\.class$", "");
                if (name.startsWith("no.digisos.")) {
                    collect(name);
                }
            }
        }
    }

    private static void collect(String className) {
        try {
            Class<?> type = Class.forName(className);
            for (Field field : type.getDeclaredFields()) {
                if (field.getType() == Sql.class && Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    String feature = type.getPackageName().substring("no.digisos.common.".length());
                    features.computeIfAbsent(feature, f -> new ArrayList<>())
                            .add(new Named(type.getSimpleName() + "." + field.getName(), (Sql) field.get(null)));
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(className, e);
        }
    }

    @Test
    void are_written_down_as_they_are_sent() throws Exception {
        Files.createDirectories(MADE);
        Set<String> changed = new TreeSet<>();
        try (Connection c = planner()) {
            for (Map.Entry<String, List<Named>> feature : features.entrySet()) {
                String file = feature.getKey() + ".sql";
                StringBuilder text = new StringBuilder();
                for (Named statement : feature.getValue()) {
                    text.append("-- ").append(statement.name()).append('\n');
                    Plan plan = plan(c, statement.sql());
                    plan.indexes().forEach(i -> text.append("-- by ").append(i).append('\n'));
                    plan.wholeTables()
                            .forEach(t -> text.append("-- all of ").append(t).append('\n'));
                    text.append(statement.sql().text().strip().replaceAll("[ \t]+\n", "\n"))
                            .append(";\n\n");
                }
                Files.writeString(MADE.resolve(file), text);
                Path kept = FILES.resolve(file);
                if (!Files.exists(kept) || !Files.readString(kept).contentEquals(text)) {
                    changed.add(file);
                }
            }
        }
        assertThat(features.values().stream().mapToInt(List::size).sum())
                .as("statements were found")
                .isGreaterThan(100);
        assertThat(changed)
                .as("read the new files in common/target/statements, and copy them to %s", FILES)
                .isEmpty();
        try (Stream<Path> kept = Files.list(FILES)) {
            assertThat(kept.map(f -> f.getFileName().toString()))
                    .as("files of features that have no statement")
                    .allMatch(f -> features.containsKey(f.replaceAll("\\.sql$", "")));
        }
    }

    @Test
    void find_their_rows_without_reading_a_whole_table() throws Exception {
        Map<String, Set<String>> found = new TreeMap<>();
        try (Connection c = planner()) {
            for (List<Named> statements : features.values()) {
                for (Named statement : statements) {
                    Set<String> whole = new TreeSet<>(plan(c, statement.sql()).wholeTables());
                    whole.removeAll(SMALL);
                    if (!whole.isEmpty()) {
                        found.put(statement.name(), whole);
                    }
                }
            }
        }
        assertThat(found.keySet())
                .as("an index is missing, or the reason why none is needed: %s", found)
                .isEqualTo(new TreeSet<>(WHOLE_TABLES.keySet()));
    }

    @Test
    void a_missing_index_shows() throws Exception {
        try (Connection c = planner()) {
            Plan plan = plan(c, Sql.of("SELECT 1 FROM historikk WHERE hendelse = :hendelse"));
            assertThat(plan.wholeTables()).containsExactly("historikk");
            assertThat(plan(c, Sql.of("SELECT 1 FROM leveranse WHERE id = :id")).indexes())
                    .containsExactly("leveranse_pkey");
        }
    }

    /** Simple queries, so that a parameter is the planner's and not the driver's. */
    private static Connection planner() throws SQLException {
        TestDatabase database = TestDatabase.create();
        Connection c = DriverManager.getConnection(database.jdbcUrl()
                + (database.jdbcUrl().contains("?") ? "&" : "?") + "user=postgres&preferQueryMode=simple");
        try (Statement s = c.createStatement()) {
            s.execute("SET enable_seqscan = off");
        }
        return c;
    }

    private static Plan plan(Connection c, Sql sql) throws SQLException, IOException {
        Set<String> indexes = new TreeSet<>();
        Set<String> whole = new TreeSet<>();
        if (sql.sent().strip().matches("(?s)(SET|LOCK) .*")) {
            return new Plan(indexes, whole);
        }
        try (Statement s = c.createStatement();
                ResultSet r = s.executeQuery("EXPLAIN (GENERIC_PLAN, FORMAT JSON) " + numbered(sql))) {
            r.next();
            for (JsonNode node : JSON.readTree(r.getString(1)).findParents("Node Type")) {
                String type = node.get("Node Type").asText();
                if (node.has("Index Name")) {
                    indexes.add(node.get("Index Name").asText());
                } else if (type.equals("Seq Scan")) {
                    whole.add(node.get("Relation Name").asText());
                }
            }
        } catch (SQLException e) {
            throw new SQLException(e.getMessage() + " in " + sql.text(), e);
        }
        return new Plan(indexes, whole);
    }

    private static String numbered(Sql sql) {
        StringBuilder text = new StringBuilder(sql.sent());
        int nr = sql.places().size();
        for (int at = text.lastIndexOf("?"); at >= 0; at = text.lastIndexOf("?", at)) {
            text.replace(at, at + 1, "$" + nr--);
        }
        assertThat(nr)
                .as("question marks that are no parameters in %s", sql.text())
                .isZero();
        return text.toString();
    }
}
