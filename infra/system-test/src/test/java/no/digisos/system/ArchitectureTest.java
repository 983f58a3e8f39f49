package no.digisos.system;

import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.quarkus.logging.Log;
import jakarta.ws.rs.GET;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Scanner;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import no.digisos.common.crypto.BlindIndex;
import no.digisos.common.identity.Fnr;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules that hold for the whole house. Each is shown something that breaks it. */
class ArchitectureTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final List<String> FUNCTIONS =
            List.of("submit-function", "status-function", "metadata-function", "fallback-job");

    private static JavaClasses all;

    @BeforeAll
    static void read() {
        List<Path> classes = Stream.concat(Stream.of("common"), FUNCTIONS.stream())
                .map(module -> ROOT.resolve(module).resolve("target/classes"))
                .toList();
        assertThat(classes).allMatch(Files::isDirectory);
        all = new ClassFileImporter().importPaths(classes);
    }

    // --- Functions do not know each other, and common none of them. ---

    private static ArchRule apart(String slices) {
        return slices().matching(slices).namingSlices("$1").should().notDependOnEachOther();
    }

    private static ArchRule below(String under, String... above) {
        return noClasses()
                .that()
                .resideInAPackage(under)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(above);
    }

    @Test
    void no_function_knows_another() {
        apart("no.digisos.(submit|status|metadata|fallback)..").check(all);
        below(
                        "no.digisos.common..",
                        "no.digisos.submit..",
                        "no.digisos.status..",
                        "no.digisos.metadata..",
                        "no.digisos.fallback..")
                .check(all);
        assertThat(catches(apart("java.(util|io)"), Scanner.class, File.class)).isTrue();
        assertThat(catches(below("java.util", "java.io"), Scanner.class)).isTrue();
    }

    // --- The features of common form no ring. ---

    private static ArchRule ringless(String slices) {
        return slices().matching(slices).should().beFreeOfCycles();
    }

    @Test
    void nothing_that_runs_knows_what_tests_are_made_with() {
        without("no.digisos.testkit..", "no.digisos.seeds..", "no.digisos.local..", "no.digisos.chaos..")
                .check(all);
    }

    @Test
    void features_of_common_form_no_ring() {
        ringless("no.digisos.common.(*)..").check(all);
        assertThat(catches(ringless("java.(*)"), String.class, Locale.class)).isTrue();
    }

    // --- Every resource says who may call it. ---

    private static final ArchRule GUARDED = methods()
            .that(new DescribedPredicate<JavaMethod>("answer HTTP") {
                @Override
                public boolean test(JavaMethod method) {
                    return method.getAnnotations().stream()
                            .anyMatch(a -> a.getRawType().isMetaAnnotatedWith("jakarta.ws.rs.HttpMethod"));
                }
            })
            .should(be(new DescribedPredicate<JavaMethod>("guarded by @RequiresGrant") {
                @Override
                public boolean test(JavaMethod method) {
                    String guard = "no.digisos.common.security.RequiresGrant";
                    return method.isAnnotatedWith(guard) || method.getOwner().isAnnotatedWith(guard);
                }
            }));

    @Test
    void every_resource_says_who_may_call_it() {
        GUARDED.check(all);
        assertThat(catches(GUARDED, IsOpenToAll.class)).isTrue();
    }

    static final class IsOpenToAll {
        @GET
        static String bad() {
            return "";
        }
    }

    // --- Every function has a matrix of callers. ---

    /** By what is in the tree, so that a function of tomorrow is found by having a resource. */
    @Test
    void every_function_has_a_matrix_of_callers(@TempDir Path empty) throws IOException {
        List<Path> functions;
        try (Stream<Path> modules = Files.list(ROOT)) {
            functions = modules.filter(module -> Files.isDirectory(module.resolve("src/main/java")))
                    .filter(module -> !module.endsWith("common"))
                    .filter(module ->
                            !sources(module.resolve("src/main/java"), "@Path(").isEmpty())
                    .toList();
        }
        assertThat(functions)
                .extracting(function -> function.getFileName().toString())
                .contains("submit-function", "status-function", "metadata-function");
        for (Path function : functions) {
            assertThat(lacking(function)).as("%s lacks", function).isEmpty();
        }
        Files.createDirectories(empty.resolve("src/test/java"));
        assertThat(lacking(empty))
                .containsExactly(
                        "apibeskrivelse.json",
                        "extends AccessCheck",
                        "extends StrangerCheck",
                        "extends OpenApiDocumentCheck",
                        "GrantTest extends GrantSuite",
                        "GrantIT extends GrantSuite");
    }

    private static List<String> lacking(Path function) {
        Path tests = function.resolve("src/test/java");
        return Stream.concat(
                        Stream.of("apibeskrivelse.json")
                                .filter(document -> !Files.exists(
                                        function.resolve("src/main/resources").resolve(document))),
                        Stream.of(
                                        "extends AccessCheck",
                                        "extends StrangerCheck",
                                        "extends OpenApiDocumentCheck",
                                        "GrantTest extends GrantSuite",
                                        "GrantIT extends GrantSuite")
                                .filter(needed -> sources(tests, needed).isEmpty()))
                .toList();
    }

    /** The source files below a directory that have this text. */
    private static List<Path> sources(Path directory, String text) {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> found = new ArrayList<>();
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                if (Files.readString(file).contains(text)) {
                    found.add(file);
                }
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // --- Nobody reads the machine's clock but its producer. ---

    private static final ArchRule NO_MACHINE_CLOCK = noClasses()
            .that()
            .doNotHaveSimpleName("SystemClock")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @Test
    void nobody_reads_the_machine_clock_but_its_producer() {
        NO_MACHINE_CLOCK.check(all);
        assertThat(catches(NO_MACHINE_CLOCK, ReadsTheMachineClock.class)).isTrue();
    }

    static final class ReadsTheMachineClock {
        static Instant bad() {
            return Instant.now();
        }
    }

    // --- No virtual threads: in a native executable one that reads from a socket may miss its answer, and wait for
    // ever. ---

    private static final ArchRule NO_VIRTUAL_THREADS = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("io.smallrye.common.annotation.RunOnVirtualThread")
            .orShould()
            .callMethod(Thread.class, "ofVirtual")
            .orShould()
            .callMethod(Thread.class, "startVirtualThread", Runnable.class)
            .orShould()
            .callMethod(Executors.class, "newVirtualThreadPerTaskExecutor");

    @Test
    void no_virtual_threads() {
        NO_VIRTUAL_THREADS.check(all);
        assertThat(catches(NO_VIRTUAL_THREADS, StartsAVirtualThread.class)).isTrue();
    }

    static final class StartsAVirtualThread {
        static Thread bad(Runnable work) {
            return Thread.ofVirtual().start(work);
        }
    }

    // --- No cryptographic provider is registered or named. ---

    private static final ArchRule NO_PROVIDER = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.bouncycastle.jce.provider.BouncyCastleProvider")
            .orShould()
            .callMethod(Security.class, "addProvider", Provider.class);

    @Test
    void no_cryptographic_provider_is_registered_or_named() {
        NO_PROVIDER.check(all);
        assertThat(catches(NO_PROVIDER, RegistersAProvider.class)).isTrue();
    }

    static final class RegistersAProvider {
        static int bad(Provider provider) {
            return Security.addProvider(provider);
        }
    }

    // --- Whoever opens a fødselsnummer does not log. ---

    private static final ArchRule SILENT_ABOUT_PERSONS = noClasses()
            .that(new DescribedPredicate<JavaClass>("read Fnr.verdi") {
                @Override
                public boolean test(JavaClass c) {
                    return c.getMethodCallsFromSelf().stream()
                            .anyMatch(call -> call.getTargetOwner().isEquivalentTo(Fnr.class)
                                    && call.getName().equals("verdi"));
                }
            })
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("io.quarkus.logging.Log");

    @Test
    void whoever_opens_a_fodselsnummer_does_not_log() {
        SILENT_ABOUT_PERSONS.check(all);
        assertThat(catches(SILENT_ABOUT_PERSONS, TellsAPerson.class)).isTrue();
    }

    static final class TellsAPerson {
        static void bad(Fnr fnr) {
            Log.info(fnr.verdi());
        }
    }

    // --- A number is looked up in one place: a person may have several, and who compares one alone loses the person's
    // cases. ---

    private static final ArchRule ONE_INDEX_OF_PERSONS = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "no.digisos.common.person", "no.digisos.common.crypto", "no.digisos.common.startup")
            // Its index is of keys that fagsystemer choose, and of nobody.
            .and()
            .doNotHaveFullyQualifiedName("no.digisos.common.sak.SakCreations")
            .should()
            .callMethod(BlindIndex.class, "active", String.class, String.class)
            .orShould()
            .callMethod(BlindIndex.class, "all", String.class, String.class);

    @Test
    void a_number_is_looked_up_and_compared_in_one_place() {
        ONE_INDEX_OF_PERSONS.check(all);
        assertThat(catches(ONE_INDEX_OF_PERSONS, LooksAPersonUp.class)).isTrue();
    }

    // --- No table is mapped: a session knows neither the lock of a configuration nor the standby's warning at its
    // COMMIT. ---

    private static ArchRule without(String... packages) {
        return noClasses().should().dependOnClassesThat().resideInAnyPackage(packages);
    }

    @Test
    void no_table_is_mapped() {
        without("jakarta.persistence..", "org.hibernate..", "io.quarkus.hibernate..")
                .check(all);
        assertThat(catches(without("java.util.."), Scanner.class)).isTrue();
    }

    static final class LooksAPersonUp {
        static Object bad(BlindIndex index, String fnr) {
            return index.all("fnr", fnr);
        }
    }

    private static boolean catches(ArchRule rule, Class<?>... bad) {
        return rule.evaluate(new ClassFileImporter().importClasses(bad)).hasViolation();
    }
}
