package no.digisos.system;

import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import no.digisos.common.crypto.BlindIndex;
import no.digisos.common.database.Sql;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules that hold for the whole house. */
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

    @Test
    void no_function_knows_another() {
        slices().matching("no.digisos.(submit|status|metadata|fallback)..")
                .namingSlices("$1")
                .should()
                .notDependOnEachOther()
                .check(all);
        noClasses()
                .that()
                .resideInAPackage("no.digisos.common..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "no.digisos.submit..", "no.digisos.status..", "no.digisos.metadata..", "no.digisos.fallback..")
                .check(all);
    }

    @Test
    void nothing_that_runs_knows_what_tests_are_made_with() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "no.digisos.testkit..", "no.digisos.seeds..", "no.digisos.local..", "no.digisos.chaos..")
                .check(all);
    }

    @Test
    void features_of_common_form_no_ring() {
        slices().matching("no.digisos.common.(*)..").should().beFreeOfCycles().check(all);
    }

    @Test
    void every_resource_says_who_may_call_it() {
        methods()
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
                        return method.isAnnotatedWith(guard)
                                || method.getOwner().isAnnotatedWith(guard);
                    }
                }))
                .check(all);
    }

    /** By what is in the tree, so that a function of tomorrow is found by having a resource. */
    @Test
    void every_function_has_a_matrix_of_callers() throws IOException {
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
            Path tests = function.resolve("src/test/java");
            assertThat(Files.exists(function.resolve("src/main/resources/apibeskrivelse.json")))
                    .as("%s has an OpenAPI document", function)
                    .isTrue();
            for (String needed :
                    List.of("extends AccessCheck", "extends StrangerCheck", "extends OpenApiDocumentCheck")) {
                assertThat(sources(tests, needed))
                        .as("%s: %s", function, needed)
                        .isNotEmpty();
            }
            for (String run : List.of("GrantTest extends GrantSuite", "GrantIT extends GrantSuite")) {
                assertThat(sources(tests, run)).as("%s: %s", function, run).isNotEmpty();
            }
        }
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

    @Test
    void nobody_reads_the_machine_clock_but_its_producer() {
        noClasses()
                .that(new DescribedPredicate<JavaClass>("are not the producer of the clock") {
                    @Override
                    public boolean test(JavaClass c) {
                        return !c.getSimpleName().equals("SystemClock");
                    }
                })
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(all);
    }

    /** In a native executable one that reads from a socket may miss that its answer has come, and wait for ever. */
    @Test
    void no_virtual_threads() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.smallrye.common.annotation.RunOnVirtualThread")
                .orShould()
                .callMethod(Thread.class, "ofVirtual")
                .orShould()
                .callMethod(Thread.class, "startVirtualThread", Runnable.class)
                .orShould()
                .callMethod(Executors.class, "newVirtualThreadPerTaskExecutor")
                .check(all);
    }

    @Test
    void no_cryptographic_provider_is_registered_or_named() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.bouncycastle.jce.provider.BouncyCastleProvider")
                .orShould()
                .callMethod(java.security.Security.class, "addProvider", java.security.Provider.class)
                .check(all);
    }

    @Test
    void whoever_opens_a_fodselsnummer_does_not_log() {
        noClasses()
                .that(new DescribedPredicate<JavaClass>("read Fnr.verdi") {
                    @Override
                    public boolean test(JavaClass c) {
                        return c.getMethodCallsFromSelf().stream()
                                .anyMatch(call ->
                                        call.getTargetOwner().getFullName().equals("no.digisos.common.identity.Fnr")
                                                && call.getName().equals("verdi"));
                    }
                })
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.quarkus.logging.Log")
                .check(all);
    }

    /** A person may have several numbers, and who compares one alone loses the person's cases. */
    @Test
    void a_number_is_looked_up_and_compared_in_one_place() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "no.digisos.common.person", "no.digisos.common.crypto", "no.digisos.common.startup")
                // Its index is of keys that fagsystemer choose, and of nobody.
                .and()
                .doNotHaveFullyQualifiedName("no.digisos.common.sak.SakCreations")
                .should()
                .callMethod(BlindIndex.class, "active", String.class, String.class)
                .orShould()
                .callMethod(BlindIndex.class, "all", String.class, String.class)
                .check(all);
    }

    /** A session knows neither the lock of a configuration nor the standby's warning at its COMMIT. */
    @Test
    void no_table_is_mapped() {
        noClasses()
                .that()
                .resideOutsideOfPackages("no.digisos.common.sak", "no.digisos.common.dokumentlager")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.persistence..", "org.hibernate..", "io.quarkus.hibernate..")
                .check(all);
    }

    @Test
    void plain_sql_stands_in_the_features_that_own_the_tables() {
        classes()
                .that(new DescribedPredicate<JavaClass>("prepare SQL") {
                    @Override
                    public boolean test(JavaClass c) {
                        return c.getMethodCallsFromSelf().stream()
                                .anyMatch(call -> call.getName().equals("prepareStatement")
                                        || (call.getName().equals("of")
                                                && call.getTargetOwner().isEquivalentTo(Sql.class)));
                    }
                })
                .should()
                .resideInAnyPackage(
                        "no.digisos.common.audit",
                        "no.digisos.common.database",
                        "no.digisos.common.dokumentlager",
                        "no.digisos.common.kommune",
                        "no.digisos.common.leveranse",
                        "no.digisos.common.mellomlagring",
                        "no.digisos.common.person",
                        "no.digisos.common.sak",
                        "no.digisos.common.security",
                        "no.digisos.common.startup")
                .check(all);
    }
}
