package no.digisos.system;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
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
    /** Everything that is not a test. */
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

    @Test
    void no_failure_is_logged_as_it_is() {
        NO_RAW_FAILURES.check(product);
        assertThat(catches(NO_RAW_FAILURES, LogsRaw.class)).isTrue();
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
            .callMethod(DataSource.class, "getConnection");

    @Test
    void only_transactions_opens_a_connection() {
        ONE_WAY_TO_THE_DATABASE.check(product);
        assertThat(catches(ONE_WAY_TO_THE_DATABASE, OpensAConnection.class)).isTrue();
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

    // --- Every package says what it is for, and every public type what it is. ---

    private static final Pattern PUBLIC_TYPE = Pattern.compile(
            "^public (?:static |final |abstract |sealed |non-sealed )*(?:class|record|interface|enum|@interface) .*");

    @Test
    void every_package_and_public_type_says_what_it_is_for() {
        List<String> silent = new ArrayList<>();
        Set<Path> packages = new HashSet<>();
        for (Path file : sources()) {
            packages.add(file.getParent());
            if (!explained(lines(file).toList())) {
                silent.add(named(file));
            }
        }
        for (Path directory : packages) {
            Path info = directory.resolve("package-info.java");
            if (!Files.exists(info) || lines(info).noneMatch(line -> line.startsWith("/**"))) {
                silent.add(named(info));
            }
        }
        assertThat(silent).isEmpty();
        assertThat(explained(List.of("package a;", "", "@Deprecated", "public final class Silent {")))
                .isFalse();
        assertThat(explained(List.of("/** It. */", "@Deprecated", "public final class Told {")))
                .isTrue();
    }

    private static boolean explained(List<String> lines) {
        boolean documented = false;
        for (String line : lines) {
            documented |= line.startsWith("/**");
            if (PUBLIC_TYPE.matcher(line).matches()) {
                return documented;
            }
        }
        return true;
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

    @Test
    void no_method_is_there_for_nobody_or_for_tests_alone() {
        assertThat(unused(product, main)).isEmpty();
        JavaClasses example = new ClassFileImporter().importClasses(HasALeftOver.class);
        assertThat(unused(example, example)).containsExactly(HasALeftOver.class.getName() + ".leftOver");
    }

    static final class HasALeftOver {
        static int used() {
            return new HasALeftOver().hashCode();
        }

        static int leftOver() {
            return used();
        }
    }

    /** By name: a method that nobody calls or refers to, that no framework finds by an annotation, and that implements nothing. */
    private static List<String> unused(JavaClasses declared, JavaClasses users) {
        Set<String> used = new HashSet<>();
        for (JavaClass user : users) {
            user.getAccessesFromSelf()
                    .forEach(access -> used.add(access.getTarget().getName()));
            user.getMethodReferencesFromSelf().forEach(reference -> used.add(reference.getName()));
        }
        return declared.stream()
                .filter(c -> !c.isInterface() && !c.isAnnotation())
                .flatMap(c -> c.getMethods().stream())
                .filter(method -> !used.contains(method.getName()))
                .filter(method -> !isFoundByOthers(method))
                .map(method -> method.getOwner().getFullName() + "." + method.getName())
                .sorted()
                .toList();
    }

    private static boolean isFoundByOthers(JavaMethod method) {
        return isMadeByTheCompiler(method)
                || method.getName().equals("main")
                || !method.getAnnotations().isEmpty()
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
