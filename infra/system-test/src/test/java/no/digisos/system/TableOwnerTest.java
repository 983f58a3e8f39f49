package no.digisos.system;

import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Statements stand in the feature that owns the table. {@code table-owners.txt} says for each table which that is, which others have
 * a statement that changes it (that list may only become shorter), and which read it beside their own tables. What it says is what
 * the sources do, no more and no less.
 */
class TableOwnerTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path OWNERS = Path.of("src/test/resources/table-owners.txt");
    private static final List<String> PRODUCT =
            List.of("common", "submit-function", "status-function", "metadata-function", "fallback-job", "infra/drift");

    private static final Pattern PACKAGE = Pattern.compile("(?m)^package no\\.digisos\\.([\\w.]+);");
    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|(?<![:\"])//[^\n]*");
    private static final Pattern TABLE = Pattern.compile("CREATE TABLE (\\w+)");
    private static final Pattern CHANGE = Pattern.compile("(?:INSERT INTO|(?<!FOR )UPDATE|DELETE FROM)\\s+(\\w+)");
    /** With those after a comma; what a subquery is called is no table. */
    private static final Pattern READ = Pattern.compile(
            "(?:FROM|JOIN|USING)\\s+(\\w+(?:\\s+(?:AS\\s+)?\\w+)?(?:\\s*,\\s*\\w+(?:\\s+(?:AS\\s+)?\\w+)?)*)");

    private static final Pattern LINE =
            Pattern.compile("(\\w+): ([\\w., ]+?)(?:; changed by ([\\w., ]+?))?(?:; read by ([\\w., ]+))?");

    @Test
    void statements_stand_in_the_feature_that_owns_the_table() throws IOException {
        Set<String> tables = tables();
        List<String> lines = Files.readAllLines(OWNERS).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
        assertThat(lines).isSorted();
        Set<String> said = new TreeSet<>();
        Set<String> owned = new TreeSet<>();
        for (String line : lines) {
            Matcher parts = LINE.matcher(line);
            assertThat(parts.matches()).as(line).isTrue();
            owned.add(parts.group(1));
            for (String owner : split(parts.group(2))) {
                said.add(owner + " changes " + parts.group(1));
            }
            for (String other : split(parts.group(3))) {
                said.add(other + " changes " + parts.group(1));
            }
            for (String reader : split(parts.group(4))) {
                said.add(reader + " reads " + parts.group(1));
            }
        }
        assertThat(owned).as("every table has an owner").isEqualTo(tables);
        Set<String> done = new TreeSet<>();
        for (Path file : sources()) {
            done.addAll(statements(Files.readString(file), tables));
        }
        done.removeIf(
                statement -> done.contains(statement.replace(" reads ", " changes ")) && statement.contains(" reads "));
        assertThat(done).as("what the sources do, as %s says it", OWNERS).isEqualTo(said);
    }

    @Test
    void a_statement_elsewhere_is_found() {
        assertThat(statements("""
                package no.digisos.status.konfigurasjon;
                /** UPDATE sak, FROM dokument. */
                class Bad {
                    static final String A = "UPDATE konto SET navn = :navn";
                    static final String B = "SELECT 1 FROM leveranse l, varsel v JOIN kommune USING (kommune_id) FOR UPDATE SKIP LOCKED";
                    static final String C = "DELETE FROM leveranse";
                }
                """, Set.of("konto", "leveranse", "varsel", "kommune", "sak", "dokument", "innsending")))
                .containsExactly(
                        "status.konfigurasjon changes konto",
                        "status.konfigurasjon changes leveranse",
                        "status.konfigurasjon reads kommune",
                        "status.konfigurasjon reads varsel");
    }

    private static final ArchRule NO_SQL_BUT_AN_OWNERS = classes()
            .that(new DescribedPredicate<JavaClass>("have statements") {
                @Override
                public boolean test(JavaClass c) {
                    return c.getMethodCallsFromSelf().stream()
                            .anyMatch(call -> (call.getTargetOwner().isEquivalentTo(Connection.class)
                                            && call.getName().matches("prepare(?:Statement|Call)|createStatement"))
                                    || (call.getTargetOwner().getSimpleName().equals("Sql")
                                            && call.getName().equals("of")));
                }
            })
            .should(be(new DescribedPredicate<JavaClass>("in a package that table-owners.txt names") {
                @Override
                public boolean test(JavaClass c) {
                    return mayHaveStatements(c.getPackageName());
                }
            }));

    @Test
    void who_owns_no_table_and_reads_none_has_no_statements() {
        NO_SQL_BUT_AN_OWNERS.check(new ClassFileImporter()
                .importPaths(PRODUCT.stream()
                        .map(module -> ROOT.resolve(module).resolve("target/classes"))
                        .toList()));
        assertThat(NO_SQL_BUT_AN_OWNERS
                        .evaluate(new ClassFileImporter().importClasses(HasAStatement.class))
                        .hasViolation())
                .isTrue();
    }

    static final class HasAStatement {
        static PreparedStatement bad(Connection c) throws SQLException {
            return c.prepareStatement("SELECT 1");
        }
    }

    /** The clock, the limits of time and the version of the schema are of no table of ours. */
    private static boolean mayHaveStatements(String name) {
        try {
            return name.matches("no\\.digisos\\.common\\.(?:database|startup)")
                    || Files.readString(OWNERS)
                            .matches("(?s).*\\b" + Pattern.quote(name.replace("no.digisos.", "")) + "\\b.*");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Which tables a source changes, and which it reads without changing them. */
    private static Set<String> statements(String source, Set<String> tables) {
        Matcher named = PACKAGE.matcher(source);
        if (!named.find()) {
            return Set.of();
        }
        String text = COMMENT.matcher(source).replaceAll("");
        Map<String, String> how = new TreeMap<>();
        READ.matcher(text)
                .results()
                .flatMap(read -> Stream.of(read.group(1).split("\\s*,\\s*")))
                .map(item -> item.split("\\s", 2)[0])
                .forEach(table -> how.put(table, "reads"));
        CHANGE.matcher(text).results().forEach(change -> how.put(change.group(1), "changes"));
        Set<String> found = new TreeSet<>();
        how.forEach((table, verb) -> {
            if (tables.contains(table)) {
                found.add(named.group(1) + " " + verb + " " + table);
            }
        });
        return found;
    }

    private static List<String> split(@Nullable String names) {
        return names == null ? List.of() : List.of(names.split(", "));
    }

    private static Set<String> tables() throws IOException {
        Set<String> tables = new TreeSet<>();
        try (Stream<Path> files = Files.list(ROOT.resolve("common/src/main/resources/db/migration"))) {
            for (Path file : files.toList()) {
                TABLE.matcher(Files.readString(file)).results().forEach(table -> tables.add(table.group(1)));
            }
        }
        assertThat(tables).hasSizeGreaterThan(20);
        return tables;
    }

    private static List<Path> sources() throws IOException {
        List<Path> found = new ArrayList<>();
        for (String module : PRODUCT) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(found::add);
            }
        }
        assertThat(found).hasSizeGreaterThan(400);
        return found;
    }
}
