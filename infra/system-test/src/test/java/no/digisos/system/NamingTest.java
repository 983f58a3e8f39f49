package no.digisos.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Names are made of the glossary's words and of English ones (adr/language-of-names.md). Read are all classes and packages, and the
 * methods of what is no test: a test's are sentences.
 */
class NamingTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path ENGLISH = Path.of("src/test/resources/english-words.txt");
    private static final Pattern TERM = Pattern.compile("(?m)^\\| ([^|]+) \\|");
    private static final Pattern WORD = Pattern.compile("\\p{Lu}+(?!\\p{Ll})|\\p{Lu}?\\p{Ll}+");
    /** In which a Norwegian noun may stand beside the form that the glossary has. */
    private static final List<String> ENDINGS = List.of("", "er", "r", "e", "s");

    private static JavaClasses main;
    private static JavaClasses tests;
    private static Set<String> norwegian;
    private static Set<String> english;

    @BeforeAll
    static void read() throws IOException {
        main = classes("target/classes");
        tests = classes("target/test-classes");
        norwegian = glossary(Files.readString(ROOT.resolve("docs/glossary.md")));
        english = new HashSet<>(Files.readAllLines(ENGLISH));
        assertThat(main).hasSizeGreaterThan(700);
        assertThat(tests).hasSizeGreaterThan(300);
    }

    @Test
    void every_name_is_made_of_the_glossarys_words_and_of_english_ones() {
        assertThat(strange(Stream.concat(names(main, true), names(tests, false))))
                .as("words of names that are neither in docs/glossary.md nor in " + ENGLISH)
                .isEmpty();
        assertThat(strange(Stream.of("SoknadSkjermbilde", "hentutSoknader"))).containsOnlyKeys("skjermbilde", "hentut");
    }

    @Test
    void no_two_classes_have_one_name() {
        assertThat(twice(main)).isEmpty();
        assertThat(twice(new ClassFileImporter().importClasses(java.util.Date.class, java.sql.Date.class)))
                .containsExactly("Date");
    }

    @Test
    void no_word_is_listed_that_no_name_has() throws IOException {
        Set<String> used = Stream.concat(names(main, true), names(tests, false))
                .flatMap(NamingTest::words)
                .collect(Collectors.toSet());
        List<String> listed = Files.readAllLines(ENGLISH);
        assertThat(listed).isSorted().doesNotHaveDuplicates();
        assertThat(listed.stream().filter(word -> !used.contains(word))).isEmpty();
    }

    private static Map<String, String> strange(Stream<String> names) {
        Map<String, String> found = new TreeMap<>();
        names.forEach(name -> words(name)
                .filter(word -> !english.contains(word) && !isNorwegian(word))
                .forEach(word -> found.putIfAbsent(word, name)));
        return found;
    }

    private static boolean isNorwegian(String word) {
        return ENDINGS.stream()
                .anyMatch(ending -> word.endsWith(ending)
                        && norwegian.contains(word.substring(0, word.length() - ending.length())));
    }

    private static Stream<String> names(JavaClasses classes, boolean methods) {
        return classes.stream()
                .filter(c -> !c.isAnonymousClass() && !c.getSimpleName().equals("package-info"))
                .flatMap(c -> Stream.of(
                                Stream.of(c.getSimpleName()),
                                Stream.of(c.getPackageName().split("\\.")),
                                methods ? methods(c) : Stream.<String>empty())
                        .flatMap(names -> names));
    }

    /** Those that are named here, and not by the API, the database or a setting. */
    private static Stream<String> methods(JavaClass c) {
        if (Stream.iterate(
                        c,
                        outer -> outer != null,
                        outer -> outer.getEnclosingClass().orElse(null))
                .anyMatch(outer -> outer.isAnnotatedWith("io.smallrye.config.ConfigMapping"))) {
            return Stream.empty();
        }
        return c.getMethods().stream()
                .filter(method ->
                        !(c.isRecord() && c.tryGetField(method.getName()).isPresent()))
                .filter(method -> !method.getModifiers().contains(JavaModifier.SYNTHETIC))
                .filter(method -> !isTest(method))
                // Of settings that several mappings have among their own.
                .filter(method -> !method.isAnnotatedWith("io.smallrye.config.WithDefault"))
                .map(JavaMethod::getName)
                .filter(name -> !name.contains("$"));
    }

    /** Of a suite that several functions share. */
    private static boolean isTest(JavaMethod method) {
        return method.isAnnotatedWith("org.junit.jupiter.api.Test")
                || method.isAnnotatedWith("org.junit.jupiter.api.TestFactory")
                || method.isAnnotatedWith("org.junit.jupiter.api.BeforeEach");
    }

    private static List<String> twice(JavaClasses classes) {
        Set<String> seen = new HashSet<>();
        List<String> twice = new ArrayList<>();
        classes.stream()
                .filter(c -> c.isTopLevelClass() && !c.getSimpleName().equals("package-info"))
                .map(JavaClass::getSimpleName)
                .sorted()
                .forEach(name -> {
                    if (!seen.add(name)) {
                        twice.add(name);
                    }
                });
        return twice;
    }

    /** The words of the first column of all tables, in the letters of names. */
    private static Set<String> glossary(String page) {
        Set<String> found = new TreeSet<>();
        Matcher row = TERM.matcher(page);
        while (row.find()) {
            String terms = row.group(1)
                    .replace("ø", "o")
                    .replace("å", "a")
                    .replace("æ", "ae")
                    .replace("Ø", "O");
            words(terms).forEach(found::add);
            // SvarUt, and its package.
            found.addAll(List.of(terms.toLowerCase(Locale.ROOT).split("[^a-z]+")));
        }
        assertThat(found).contains("soknad", "leveranse", "kvittering", "storrelse");
        return found;
    }

    private static Stream<String> words(String name) {
        return WORD.matcher(name).results().map(word -> word.group().toLowerCase(Locale.ROOT));
    }

    private static JavaClasses classes(String where) throws IOException {
        try (Stream<Path> infra = Files.list(ROOT.resolve("infra"));
                Stream<Path> modules = Files.list(ROOT)) {
            return new ClassFileImporter()
                    .importPaths(Stream.concat(infra, modules)
                            .map(module -> module.resolve(where))
                            .filter(Files::isDirectory)
                            .toList());
        }
    }
}
