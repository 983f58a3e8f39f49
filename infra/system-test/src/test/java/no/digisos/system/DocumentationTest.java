package no.digisos.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the documents say of the repository is so: the tests that they name are there, and their links lead somewhere. What the
 * sources say of the documents is so too: the books that they cite have what they are cited for.
 */
class DocumentationTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path THREATS = ROOT.resolve("docs/threat-model.md");
    private static final Path BOOKS = ROOT.resolve("docs/reference");
    private static final Path VEDTAK = ROOT.resolve("docs/adr");

    private static final Pattern TEST =
            Pattern.compile("`([A-Z]\\w*[a-z](?:Test|Suite|IT)|(?:Stranger|Access|Parser)Check)(?:\\.(\\w+))?`");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");

    /** The example of how a test is named. */
    private static final Pattern EXAMPLE = Pattern.compile("Foo.*");

    private static final String RULE = "rules? [A-Z\\d]\\b(?:(?:,? and |, | to )[A-Z\\d]\\b)*";
    private static final String PART = "(?:\\d+(?:\\.\\d+)*|P\\d+|«[^»]+»|" + RULE + ")";

    /** A book, and what of it: {@code contract.md 1.3 and 1.4}, {@code delivery.md 3, rules D and E}. */
    private static final Pattern QUOTE =
            Pattern.compile("\\b(contract|delivery|svarut|auth|messages|fiksio|crypto|dokumentlager|pitfalls)\\.md"
                    + "[`}\\]]?((?: " + PART + "(?:(?:,? and |, | to |–| (?=«))" + PART + ")*)?)");

    private static final Pattern ITEM = Pattern.compile("(?<=«)[^»]+|rule|P\\d+|\\d+(?:\\.\\d+)*|[A-Z]\\b");
    private static final Pattern QUOTED_VEDTAK = Pattern.compile("\\badr/[\\w-]+\\.md");

    /** Where a comment goes on in the next line. */
    private static final Pattern LINE_BREAK = Pattern.compile("\\R\\h*(?:\\*(?!/)|//+|#+|--)?\\h*");

    private static final Pattern HEADING = Pattern.compile("#+ (?:(\\d+(?:\\.\\d+)*|P\\d+|Rule \\w)[.:]? )?(.*)");

    private static final Set<String> QUOTING =
            Set.of("java", "sql", "properties", "xml", "md", "yml", "yaml", "json", "sh");
    private static final Set<String> ASIDE = Set.of("target", ".git", "node_modules");

    @Test
    void every_test_that_is_named_is_there() throws IOException {
        Map<String, List<String>> classes = testClasses();
        List<String> gone = new ArrayList<>();
        int seen = 0;
        for (Path dokument : dokumenter()) {
            Matcher name = TEST.matcher(Files.readString(dokument));
            while (name.find()) {
                seen++;
                String method = name.group(2);
                boolean exists = EXAMPLE.matcher(name.group(1)).matches()
                        || classes.getOrDefault(name.group(1), List.of()).stream()
                                .anyMatch(code -> method == null || code.contains(" " + method + "("));
                if (!exists) {
                    gone.add(ROOT.relativize(dokument) + ": " + name.group());
                }
            }
        }
        assertThat(seen).isGreaterThan(40);
        assertThat(gone).isEmpty();
    }

    @Test
    void every_boundary_names_the_test_that_holds_it() throws IOException {
        List<String> limits = Files.readAllLines(THREATS).stream()
                .filter(line -> line.startsWith("**"))
                .toList();
        assertThat(limits)
                .hasSizeGreaterThan(8)
                .allMatch(line -> TEST.matcher(line).find());
    }

    @Test
    void every_link_leads_somewhere() throws IOException {
        List<String> gone = new ArrayList<>();
        int seen = 0;
        for (Path dokument : dokumenter()) {
            Matcher link = LINK.matcher(Files.readString(dokument));
            while (link.find()) {
                if (link.group(1).contains("://")) {
                    continue;
                }
                seen++;
                if (!leads(dokument, link.group(1))) {
                    gone.add(ROOT.relativize(dokument) + ": " + link.group(1));
                }
            }
        }
        assertThat(seen).isGreaterThan(10);
        assertThat(gone).isEmpty();
    }

    @Test
    void every_citation_leads_to_a_heading() throws IOException {
        Set<String> targets = quotable();
        List<String> gone = new ArrayList<>();
        int seen = 0;
        for (Path source : sources()) {
            List<String> quotes = quotes(new String(Files.readAllBytes(source), StandardCharsets.UTF_8));
            if (!source.startsWith(BOOKS)) {
                seen += quotes.size();
            }
            quotes.stream()
                    .filter(quote -> !targets.contains(quote))
                    .forEach(quote -> gone.add(ROOT.relativize(source) + ": " + quote));
        }
        assertThat(seen).isGreaterThanOrEqualTo(200);
        assertThat(gone).isEmpty();
    }

    /** What is wrong stands apart from its book, so that this file itself cites nothing that is not there. */
    @Test
    void a_citation_of_what_is_not_there_is_found() throws IOException {
        Set<String> targets = quotable();
        String comment = """
                /**
                 * Read strictly (contract.md
                 * 0.3 and %s), {@code delivery.md} 3, rules A and %s, pitfalls.md P7, %s, crypto.md «Format» and
                 * crypto.md %s, as adr/%s says.
                 */
                """.formatted("99.9", "Z", "P99", "«Farge»", "never-written.md");
        assertThat(quotes(comment))
                .contains("contract.md 0.3", "delivery.md 3", "delivery.md rule A", "pitfalls.md P7")
                .filteredOn(quote -> !targets.contains(quote))
                .containsExactly(
                        "contract.md " + "99.9",
                        "delivery.md " + "rule Z",
                        "pitfalls.md " + "P99",
                        "crypto.md Farge",
                        "adr/" + "never-written.md");
    }

    @Test
    void every_walk_goes_through_classes_that_are_there_and_through_none_twice() throws IOException {
        String page = Files.readString(ROOT.resolve("CONTRIBUTING.md"));
        String walks = page.substring(page.indexOf("## Five walks"), page.indexOf("## Where things are"));
        Set<String> classes = mainClasses();
        List<String> steps =
                walks.lines().filter(line -> line.matches("\\d+\\. .*")).toList();
        assertThat(steps).hasSize(5);
        for (String walk : steps) {
            List<String> stations = Pattern.compile("`([A-Z]\\w+)`")
                    .matcher(walk)
                    .results()
                    .map(station -> station.group(1))
                    .toList();
            assertThat(stations).hasSizeGreaterThan(6).doesNotHaveDuplicates().isSubsetOf(classes);
        }
    }

    private static Set<String> mainClasses() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.map(Path::toString)
                    .filter(file -> file.contains("/src/main/java/") && file.endsWith(".java"))
                    .map(file -> file.substring(file.lastIndexOf('/') + 1, file.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
    }

    private static boolean leads(Path dokument, String link) throws IOException {
        int subject = link.indexOf('#');
        String path = subject < 0 ? link : link.substring(0, subject);
        Path targets = path.isEmpty() ? dokument : dokument.resolveSibling(path).normalize();
        return Files.exists(targets) && (subject < 0 || subjects(targets).contains(link.substring(subject + 1)));
    }

    /** The anchors of a document's headings, as the forge makes them. */
    private static Set<String> subjects(Path dokument) throws IOException {
        Set<String> subjects = new HashSet<>();
        for (String line : Files.readAllLines(dokument)) {
            if (line.startsWith("#")) {
                subjects.add(line.replaceFirst("^#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'));
            }
        }
        return subjects;
    }

    /** What a text cites, in its order and each by itself: {@code contract.md 1.3}, {@code delivery.md rule D}. */
    private static List<String> quotes(String text) {
        String contiguous = LINE_BREAK.matcher(text).replaceAll(" ");
        List<String> all = new ArrayList<>();
        Matcher quote = QUOTE.matcher(contiguous);
        while (quote.find()) {
            String book = quote.group(1) + ".md";
            if (quote.group(2).isEmpty()) {
                all.add(book);
            }
            String rule = "";
            Matcher items = ITEM.matcher(quote.group(2));
            while (items.find()) {
                if (items.group().equals("rule")) {
                    rule = "rule ";
                } else {
                    all.add(book + " " + rule + items.group());
                }
            }
        }
        Matcher vedtak = QUOTED_VEDTAK.matcher(contiguous);
        while (vedtak.find()) {
            all.add(vedtak.group());
        }
        return all;
    }

    /** All that may be cited, in the same form: books, their headings by number, rule and name, and decisions. */
    private static Set<String> quotable() throws IOException {
        Set<String> targets = new HashSet<>();
        for (Path book : markdown(BOOKS)) {
            String name = book.getFileName().toString();
            targets.add(name);
            for (String line : Files.readAllLines(book)) {
                Matcher heading = HEADING.matcher(line);
                if (heading.matches()) {
                    String number = heading.group(1);
                    if (number != null) {
                        targets.add(name + " " + number.replace("Rule", "rule"));
                    }
                    targets.add(name + " " + heading.group(2));
                }
            }
        }
        for (Path vedtak : markdown(VEDTAK)) {
            targets.add("adr/" + vedtak.getFileName());
        }
        return targets;
    }

    /** The files that may cite: sources, configuration, documents, and scripts, whose names have no ending. */
    private static List<Path> sources() throws IOException {
        List<Path> all = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes properties) {
                boolean aside = ASIDE.contains(directory.getFileName().toString());
                return aside ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes properties) {
                String name = file.getFileName().toString();
                boolean quoting = !name.contains(".") || QUOTING.contains(name.substring(name.lastIndexOf('.') + 1));
                if (quoting && properties.isRegularFile()) {
                    all.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        assertThat(all).contains(ROOT.resolve("pom.xml"), ROOT.resolve("mvnw"));
        return all;
    }

    private static List<Path> markdown(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".md")).toList();
        }
    }

    private static List<Path> dokumenter() throws IOException {
        List<Path> all = new ArrayList<>();
        for (Path directory : List.of(ROOT, ROOT.resolve("docs"), BOOKS, VEDTAK)) {
            all.addAll(markdown(directory));
        }
        assertThat(all).contains(THREATS, ROOT.resolve("README.md"), ROOT.resolve("SECURITY.md"));
        return all;
    }

    /** The code of every class of tests by its simple name, which several modules may have; with the suites that functions share. */
    private static Map<String, List<String>> testClasses() throws IOException {
        Map<String, List<String>> classes = new HashMap<>();
        List<Path> modules = new ArrayList<>(List.of(ROOT.resolve("infra/seeds/src/main/java")));
        for (Path directory : List.of(ROOT, ROOT.resolve("infra"))) {
            try (Stream<Path> content = Files.list(directory)) {
                content.map(module -> module.resolve("src/test/java"))
                        .filter(Files::isDirectory)
                        .forEach(modules::add);
            }
        }
        for (Path module : modules) {
            try (Stream<Path> files = Files.walk(module)) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    String name = file.getFileName().toString().replace(".java", "");
                    classes.computeIfAbsent(name, n -> new ArrayList<>()).add(Files.readString(file));
                }
            }
        }
        return classes;
    }
}
