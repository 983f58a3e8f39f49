package no.digisos.system;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.MethodCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import no.digisos.common.observability.SafeTrace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What CONTRIBUTING asks of code, as far as a machine can see it. Each rule is shown something that breaks it. */
class HouseRulesTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final List<String> PRODUCT =
            List.of("common", "submit-function", "status-function", "metadata-function", "fallback-job", "infra/drift");

    /** What tests share is no more than tests. */
    private static final List<String> FOR_TESTS = List.of("testkit", "seeds");

    private static JavaClasses product;
    /** Everything that is neither a test nor made for tests. */
    private static JavaClasses main;

    @BeforeAll
    static void read() throws IOException {
        product = new ClassFileImporter()
                .importPaths(PRODUCT.stream()
                        .map(module -> ROOT.resolve(module).resolve("target/classes"))
                        .toList());
        try (Stream<Path> infra = Files.list(ROOT.resolve("infra"))) {
            main = new ClassFileImporter()
                    .importPaths(Stream.concat(
                                    PRODUCT.stream().map(ROOT::resolve),
                                    infra.filter(module -> !module.endsWith("drift")
                                            && FOR_TESTS.stream().noneMatch(module::endsWith)))
                            .map(module -> module.resolve("target/classes"))
                            .filter(Files::isDirectory)
                            .toList());
        }
        assertThat(product).hasSizeGreaterThan(400);
    }

    // --- Failures are logged with SafeTrace.of(e): the text of an exception may quote what a caller sent. ---

    private static final ArchRule NO_RAW_FAILURES = classes().should(new ArchCondition<>("log failures by SafeTrace") {
        @Override
        public void check(JavaClass c, ConditionEvents events) {
            c.getMethodCallsFromSelf().stream()
                    .filter(HouseRulesTest::logsAFailure)
                    .filter(call -> call.getOrigin().getMethodCallsFromSelf().stream()
                            .noneMatch(other ->
                                    isSafeTrace(other) && Math.abs(other.getLineNumber() - call.getLineNumber()) <= 2))
                    .forEach(call -> events.add(SimpleConditionEvent.violated(call, call.getDescription())));
        }
    });

    private static boolean logsAFailure(JavaMethodCall call) {
        MethodCallTarget target = call.getTarget();
        return target.getOwner().getFullName().matches("io\\.quarkus\\.logging\\.Log|org\\.jboss\\.logging\\.\\w+")
                && target.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Throwable.class));
    }

    private static boolean isSafeTrace(JavaMethodCall call) {
        return call.getTargetOwner().isEquivalentTo(SafeTrace.class)
                && call.getName().equals("of");
    }

    private static final ArchRule NO_PRINTED_FAILURES = noClasses()
            .should()
            .callMethodWhere(new DescribedPredicate<>("print a failure") {
                @Override
                public boolean test(JavaMethodCall call) {
                    return call.getTargetOwner().isAssignableTo(Throwable.class)
                            && call.getName().equals("printStackTrace");
                }
            });

    /** But for those whose text is made to be logged, or is the driver's, which leaves the values out. */
    private static final Pattern CAUGHT =
            Pattern.compile("catch \\((?!(?:SvarUtException|DatabaseException) \\w+\\))(?:final )?[\\w.| ]+ (\\w+)\\)");

    private static final Pattern LOGGED = Pattern.compile("(?s)\\b(?:Log|LOG|log)\\.\\w+\\(.*?\\);");
    private static final Pattern SAFE = Pattern.compile("SafeTrace\\.of\\(\\w+\\)|\\w+\\.getClass\\(\\)|\"[^\"\\n]*\"");

    @Test
    void no_failure_is_logged_as_it_is() {
        NO_RAW_FAILURES.check(product);
        NO_PRINTED_FAILURES.check(product);
        assertThat(catches(NO_RAW_FAILURES, LogsRaw.class)).isTrue();
        assertThat(catches(NO_PRINTED_FAILURES, PrintsRaw.class)).isTrue();
    }

    /** Neither as an argument of the line nor by its text: the bytecode shows neither. */
    @Test
    void no_line_is_given_a_failure_or_its_text() {
        assertThat(sources().stream()
                        .flatMap(file -> told(lines(file).collect(Collectors.joining("\n"))).stream()
                                .map(line -> named(file) + ": " + line)))
                .isEmpty();
        String bad = "try { } catch (IOException e) { Log.warnf(\"it failed: %s\", e.getMessage()); }";
        assertThat(told(bad)).hasSize(1);
        assertThat(told(bad.replace("e.getMessage()", "e"))).hasSize(1);
        assertThat(told(bad.replace("e.getMessage()", "SafeTrace.of(e)"))).isEmpty();
        assertThat(told(bad.replace("e.getMessage()", "e.getClass().getName()")))
                .isEmpty();
    }

    private static List<String> told(String source) {
        List<String> names = CAUGHT.matcher(source)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
        if (names.isEmpty()) {
            return List.of();
        }
        Pattern name = Pattern.compile("\\b(?:" + String.join("|", names) + ")\\b");
        return LOGGED.matcher(source)
                .results()
                .map(MatchResult::group)
                .filter(line -> name.matcher(SAFE.matcher(line).replaceAll("")).find())
                .toList();
    }

    static final class PrintsRaw {
        static void bad(Exception e) {
            e.printStackTrace();
        }
    }

    static final class LogsRaw {
        static void bad(Exception e) {
            Log.error("it failed", e);
        }
    }

    // --- Transactions is the only way to the database. ---

    private static final ArchRule ONE_WAY_TO_THE_DATABASE = noClasses()
            .that()
            .resideOutsideOfPackage("no.digisos.common.database")
            .should()
            .callMethod(DataSource.class, "getConnection")
            .orShould()
            .callMethodWhere(isOf(DriverManager.class, "getConnection"))
            .orShould()
            .callMethodWhere(isOf(Connection.class, "setAutoCommit|commit|rollback"))
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.transaction..", "io.quarkus.narayana..");

    private static DescribedPredicate<JavaMethodCall> isOf(Class<?> owner, String names) {
        return new DescribedPredicate<>("are " + owner.getSimpleName() + "." + names) {
            @Override
            public boolean test(JavaMethodCall call) {
                return call.getTargetOwner().isEquivalentTo(owner)
                        && call.getName().matches(names);
            }
        };
    }

    @Test
    void only_transactions_opens_a_connection() {
        ONE_WAY_TO_THE_DATABASE.check(product);
        assertThat(catches(ONE_WAY_TO_THE_DATABASE, OpensAConnection.class)).isTrue();
        assertThat(catches(ONE_WAY_TO_THE_DATABASE, AsksTheDriver.class)).isTrue();
        assertThat(catches(ONE_WAY_TO_THE_DATABASE, Commits.class)).isTrue();
    }

    static final class AsksTheDriver {
        static Connection bad(String url) throws SQLException {
            return DriverManager.getConnection(url);
        }
    }

    static final class Commits {
        static void bad(Connection c) throws SQLException {
            c.commit();
        }
    }

    static final class OpensAConnection {
        static Connection bad(DataSource source) throws SQLException {
            return source.getConnection();
        }
    }

    // --- Filters and routes take their order from FilterOrder. ---

    private static final Pattern ORDERED =
            Pattern.compile("@Priority\\(|ServerRequestFilter\\(|\\.order\\(|filters\\.register\\(");

    @Test
    void the_order_of_filters_stands_in_one_file() {
        assertThat(unordered(sources())).isEmpty();
        assertThat(ordered("    @ServerRequestFilter(priority = 17)")).isFalse();
    }

    private static List<String> unordered(List<Path> files) {
        List<String> bad = new ArrayList<>();
        for (Path file : files) {
            // Mappers have an order among themselves alone.
            if (!file.endsWith("ErrorMappers.java")) {
                lines(file).filter(line -> !ordered(line)).forEach(line -> bad.add(named(file) + ": " + line.strip()));
            }
        }
        return bad;
    }

    private static boolean ordered(String line) {
        return !ORDERED.matcher(line).find() || line.contains("FilterOrder.");
    }

    // --- Every group of settings has its two tests. ---

    @Test
    void every_setting_has_a_test_of_its_default_and_one_of_its_name() {
        assertThat(sources().stream().filter(file -> !isTested(file)).map(HouseRulesTest::named))
                .isEmpty();
        String both = "ConfigCheck.defaults(A.class) ConfigCheck.names(A.class)";
        assertThat(isTested("A", "@ConfigMapping(prefix = \"a\")", both)).isTrue();
        assertThat(isTested("A", "@ConfigMapping(prefix = \"a\")", both.replace("names(A", "names(B")))
                .isFalse();
    }

    private static boolean isTested(Path file) {
        String name = file.getFileName().toString().replace(".java", "");
        Path test = Path.of(file.toString().replace("/src/main/", "/src/test/")).resolveSibling(name + "Test.java");
        return isTested(
                name,
                lines(file).collect(Collectors.joining("\n")),
                Files.exists(test) ? lines(test).collect(Collectors.joining("\n")) : "");
    }

    private static boolean isTested(String name, String source, String test) {
        return !source.contains("@ConfigMapping(")
                || (test.contains("ConfigCheck.defaults(" + name + ".class)")
                        && test.contains("ConfigCheck.names(" + name + ".class)"));
    }

    // --- No left-overs. ---

    private static final Pattern LEFT_OVER = Pattern.compile(".*(?:\\.orig|\\.rej|\\.bak|~)");

    @Test
    void no_file_is_left_over() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            assertThat(files.map(Path::toString)
                            .filter(file -> !file.contains("/target/") && !file.contains("/.git/"))
                            .filter(file -> LEFT_OVER.matcher(file).matches()))
                    .isEmpty();
        }
        assertThat("KommuneTest.java.orig").matches(LEFT_OVER);
    }

    /** What the machine cannot see is used, and why it stays. */
    private static final Set<String> USED_UNSEEN = Set.of(
            // What a test of statements and their golden files are written from.
            "no.digisos.common.database.Sql.places",
            "no.digisos.common.database.Sql.sent",
            "no.digisos.common.database.Sql.text");

    @Test
    void no_method_is_there_for_nobody_or_for_tests_alone() throws IOException {
        List<String> found = new ArrayList<>(unused(product, main));
        found.removeAll(USED_UNSEEN);
        assertThat(found).as("methods that no program calls").isEmpty();
        JavaClasses example = new ClassFileImporter().importClasses(HasALeftOver.class, HasAName.class);
        assertThat(unused(example, example))
                .containsExactly(HasALeftOver.class.getName() + ".again", HasALeftOver.class.getName() + ".leftOver");
    }

    static final class HasALeftOver {
        static int used() {
            return new HasALeftOver().hashCode();
        }

        static int leftOver() {
            return HasAName.leftOver() + used();
        }

        /** Calls nobody but itself. */
        static int again(int times) {
            return times == 0 ? 0 : again(times - 1);
        }
    }

    /** Whose name alone keeps no other alive. */
    static final class HasAName {
        static int leftOver() {
            return 1;
        }
    }

    /** A method that nobody but itself calls or refers to, that no framework finds by an annotation, and that implements nothing. */
    private static List<String> unused(JavaClasses declared, JavaClasses users) {
        Set<String> used = new HashSet<>();
        for (JavaClass user : users) {
            Stream.concat(user.getCodeUnitCallsFromSelf().stream(), user.getCodeUnitReferencesFromSelf().stream())
                    .filter(access -> !access.getOrigin()
                            .getFullName()
                            .equals(access.getTarget().getFullName()))
                    .forEach(access -> used.add(access.getTargetOwner().getFullName() + "." + access.getName()));
        }
        return declared.stream()
                .filter(c -> !c.isAnnotation())
                .flatMap(c -> c.getMethods().stream())
                .filter(method -> lineage(method.getOwner())
                        .noneMatch(type -> used.contains(type.getFullName() + "." + method.getName())))
                .filter(method -> !isFoundByOthers(method))
                .map(method -> method.getOwner().getFullName() + "." + method.getName())
                .sorted()
                .toList();
    }

    /** Through any of which a method may be called. */
    private static Stream<JavaClass> lineage(JavaClass c) {
        return Stream.of(Set.of(c), c.getAllSubclasses(), c.getAllRawSuperclasses(), c.getAllRawInterfaces())
                .flatMap(Collection::stream);
    }

    private static final Pattern FOUND_BY = Pattern.compile(
            "(?:jakarta|io\\.quarkus|io\\.smallrye|com\\.fasterxml|picocli|org\\.eclipse|org\\.jboss|io\\.vertx|no\\.digisos)\\..*");

    private static boolean isFoundByOthers(JavaMethod method) {
        return isMadeByTheCompiler(method)
                || method.getName().equals("main")
                || method.getAnnotations().stream()
                        .anyMatch(annotation -> FOUND_BY.matcher(
                                        annotation.getRawType().getFullName())
                                .matches())
                || method.getParameters().stream()
                        .anyMatch(parameter -> !parameter.getAnnotations().isEmpty())
                || Stream.of(
                                method.getOwner().getAllRawSuperclasses(),
                                method.getOwner().getAllRawInterfaces())
                        .flatMap(Collection::stream)
                        .anyMatch(above -> mayDeclare(above, method));
    }

    private static boolean isMadeByTheCompiler(JavaMethod method) {
        JavaClass owner = method.getOwner();
        boolean component =
                owner.isRecord() && owner.tryGetField(method.getName()).isPresent();
        boolean ofAnEnum = owner.isEnum() && Set.of("values", "valueOf").contains(method.getName());
        return component
                || ofAnEnum
                || method.getName().contains("$")
                || method.getModifiers().contains(JavaModifier.SYNTHETIC)
                || method.getModifiers().contains(JavaModifier.BRIDGE);
    }

    /** Of a type that is not ours the parameters are not compared, and one that is not on the class path may declare anything. */
    private static boolean mayDeclare(JavaClass above, JavaMethod method) {
        if (above.getPackageName().startsWith("no.digisos")) {
            return above.tryGetMethod(method.getName(), names(method)).isPresent();
        }
        return above.getMethods().isEmpty()
                || above.getMethods().stream()
                        .anyMatch(declared -> declared.getName().equals(method.getName()));
    }

    private static String[] names(JavaMethod method) {
        return method.getRawParameterTypes().stream().map(JavaClass::getName).toArray(String[]::new);
    }

    private static boolean catches(ArchRule rule, Class<?> bad) {
        return rule.evaluate(new ClassFileImporter().importClasses(bad)).hasViolation();
    }

    private static List<Path> sources() {
        List<Path> found = new ArrayList<>();
        for (String module : PRODUCT) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(found::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        assertThat(found).hasSizeGreaterThan(400);
        return found;
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String named(Path file) {
        return ROOT.relativize(file).toString();
    }
}
