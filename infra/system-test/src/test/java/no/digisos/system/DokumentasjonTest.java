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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the documents say of the repository is so: the tests that they name are there, and their links lead somewhere. What the
 * sources say of the documents is so too: the books that they cite have what they are cited for.
 */
class DokumentasjonTest {
    private static final Path ROT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path TRUSLER = ROT.resolve("docs/threat-model.md");
    private static final Path BOKER = ROT.resolve("docs/reference");
    private static final Path VEDTAK = ROT.resolve("docs/adr");

    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*[a-z](?:Test|Suite|IT|prove))(?:\\.(\\w+))?`");
    private static final Pattern LENKE = Pattern.compile("]\\(([^)\\s]+)\\)");

    /** The example of how a test is named. */
    private static final Pattern EKSEMPEL = Pattern.compile("Foo.*");

    private static final String REGEL = "rules? [A-Z\\d]\\b(?:(?:,? and |, | to )[A-Z\\d]\\b)*";
    private static final String DEL = "(?:\\d+(?:\\.\\d+)*|P\\d+|«[^»]+»|" + REGEL + ")";

    /** A book, and what of it: {@code contract.md 1.3 and 1.4}, {@code delivery.md 3, rules D and E}. */
    private static final Pattern SITAT =
            Pattern.compile("\\b(contract|delivery|svarut|auth|messages|fiksio|crypto|dokumentlager|pitfalls)\\.md"
                    + "[`}\\]]?((?: " + DEL + "(?:(?:,? and |, | to |–| (?=«))" + DEL + ")*)?)");

    private static final Pattern LEDD = Pattern.compile("(?<=«)[^»]+|rule|P\\d+|\\d+(?:\\.\\d+)*|[A-Z]\\b");
    private static final Pattern SITERT_VEDTAK = Pattern.compile("\\badr/[\\w-]+\\.md");

    /** Where a comment goes on in the next line. */
    private static final Pattern LINJESKIFTE = Pattern.compile("\\R\\h*(?:\\*(?!/)|//+|#+|--)?\\h*");

    private static final Pattern OVERSKRIFT = Pattern.compile("#+ (?:(\\d+(?:\\.\\d+)*|P\\d+|Rule \\w)[.:]? )?(.*)");

    private static final Set<String> SITERER =
            Set.of("java", "sql", "properties", "xml", "md", "yml", "yaml", "json", "sh");
    private static final Set<String> UTENOM = Set.of("target", ".git", "node_modules");

    @Test
    void every_test_that_is_named_is_there() throws IOException {
        Map<String, List<String>> klasser = testklasser();
        List<String> borte = new ArrayList<>();
        int sett = 0;
        for (Path dokument : dokumenter()) {
            Matcher navn = TEST.matcher(Files.readString(dokument));
            while (navn.find()) {
                sett++;
                String metode = navn.group(2);
                boolean finnes = EKSEMPEL.matcher(navn.group(1)).matches()
                        || klasser.getOrDefault(navn.group(1), List.of()).stream()
                                .anyMatch(kode -> metode == null || kode.contains(" " + metode + "("));
                if (!finnes) {
                    borte.add(ROT.relativize(dokument) + ": " + navn.group());
                }
            }
        }
        assertThat(sett).isGreaterThan(40);
        assertThat(borte).isEmpty();
    }

    @Test
    void every_boundary_names_the_test_that_holds_it() throws IOException {
        List<String> grenser = Files.readAllLines(TRUSLER).stream()
                .filter(linje -> linje.startsWith("**"))
                .toList();
        assertThat(grenser)
                .hasSizeGreaterThan(8)
                .allMatch(linje -> TEST.matcher(linje).find());
    }

    @Test
    void every_link_leads_somewhere() throws IOException {
        List<String> borte = new ArrayList<>();
        int sett = 0;
        for (Path dokument : dokumenter()) {
            Matcher lenke = LENKE.matcher(Files.readString(dokument));
            while (lenke.find()) {
                if (lenke.group(1).contains("://")) {
                    continue;
                }
                sett++;
                if (!leder(dokument, lenke.group(1))) {
                    borte.add(ROT.relativize(dokument) + ": " + lenke.group(1));
                }
            }
        }
        assertThat(sett).isGreaterThan(10);
        assertThat(borte).isEmpty();
    }

    @Test
    void every_citation_leads_to_a_heading() throws IOException {
        Set<String> mal = siterbart();
        List<String> borte = new ArrayList<>();
        int sett = 0;
        for (Path kilde : kilder()) {
            List<String> sitater = sitater(new String(Files.readAllBytes(kilde), StandardCharsets.UTF_8));
            if (!kilde.startsWith(BOKER)) {
                sett += sitater.size();
            }
            sitater.stream()
                    .filter(sitat -> !mal.contains(sitat))
                    .forEach(sitat -> borte.add(ROT.relativize(kilde) + ": " + sitat));
        }
        assertThat(sett).isGreaterThanOrEqualTo(200);
        assertThat(borte).isEmpty();
    }

    /** What is wrong stands apart from its book, so that this file itself cites nothing that is not there. */
    @Test
    void a_citation_of_what_is_not_there_is_found() throws IOException {
        Set<String> mal = siterbart();
        String kommentar = """
                /**
                 * Read strictly (contract.md
                 * 0.3 and %s), {@code delivery.md} 3, rules A and %s, pitfalls.md P7, %s, crypto.md «Format» and
                 * crypto.md %s, as adr/%s says.
                 */
                """.formatted("99.9", "Z", "P99", "«Farge»", "never-written.md");
        assertThat(sitater(kommentar))
                .contains("contract.md 0.3", "delivery.md 3", "delivery.md rule A", "pitfalls.md P7")
                .filteredOn(sitat -> !mal.contains(sitat))
                .containsExactly(
                        "contract.md " + "99.9",
                        "delivery.md " + "rule Z",
                        "pitfalls.md " + "P99",
                        "crypto.md Farge",
                        "adr/" + "never-written.md");
    }

    private static boolean leder(Path dokument, String lenke) throws IOException {
        int emne = lenke.indexOf('#');
        String sti = emne < 0 ? lenke : lenke.substring(0, emne);
        Path mal = sti.isEmpty() ? dokument : dokument.resolveSibling(sti).normalize();
        return Files.exists(mal) && (emne < 0 || emner(mal).contains(lenke.substring(emne + 1)));
    }

    /** The anchors of a document's headings, as the forge makes them. */
    private static Set<String> emner(Path dokument) throws IOException {
        Set<String> emner = new HashSet<>();
        for (String linje : Files.readAllLines(dokument)) {
            if (linje.startsWith("#")) {
                emner.add(linje.replaceFirst("^#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'));
            }
        }
        return emner;
    }

    /** What a text cites, in its order and each by itself: {@code contract.md 1.3}, {@code delivery.md rule D}. */
    private static List<String> sitater(String tekst) {
        String sammenhengende = LINJESKIFTE.matcher(tekst).replaceAll(" ");
        List<String> alle = new ArrayList<>();
        Matcher sitat = SITAT.matcher(sammenhengende);
        while (sitat.find()) {
            String bok = sitat.group(1) + ".md";
            if (sitat.group(2).isEmpty()) {
                alle.add(bok);
            }
            String regel = "";
            Matcher ledd = LEDD.matcher(sitat.group(2));
            while (ledd.find()) {
                if (ledd.group().equals("rule")) {
                    regel = "rule ";
                } else {
                    alle.add(bok + " " + regel + ledd.group());
                }
            }
        }
        Matcher vedtak = SITERT_VEDTAK.matcher(sammenhengende);
        while (vedtak.find()) {
            alle.add(vedtak.group());
        }
        return alle;
    }

    /** All that may be cited, in the same form: books, their headings by number, rule and name, and decisions. */
    private static Set<String> siterbart() throws IOException {
        Set<String> mal = new HashSet<>();
        for (Path bok : markdown(BOKER)) {
            String navn = bok.getFileName().toString();
            mal.add(navn);
            for (String linje : Files.readAllLines(bok)) {
                Matcher overskrift = OVERSKRIFT.matcher(linje);
                if (overskrift.matches()) {
                    String nummer = overskrift.group(1);
                    if (nummer != null) {
                        mal.add(navn + " " + nummer.replace("Rule", "rule"));
                    }
                    mal.add(navn + " " + overskrift.group(2));
                }
            }
        }
        for (Path vedtak : markdown(VEDTAK)) {
            mal.add("adr/" + vedtak.getFileName());
        }
        return mal;
    }

    /** The files that may cite: sources, configuration, documents, and scripts, whose names have no ending. */
    private static List<Path> kilder() throws IOException {
        List<Path> alle = new ArrayList<>();
        Files.walkFileTree(ROT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path mappe, BasicFileAttributes egenskaper) {
                boolean utenom = UTENOM.contains(mappe.getFileName().toString());
                return utenom ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path fil, BasicFileAttributes egenskaper) {
                String navn = fil.getFileName().toString();
                boolean siterer = !navn.contains(".") || SITERER.contains(navn.substring(navn.lastIndexOf('.') + 1));
                if (siterer && egenskaper.isRegularFile()) {
                    alle.add(fil);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        assertThat(alle).contains(ROT.resolve("pom.xml"), ROT.resolve("mvnw"));
        return alle;
    }

    private static List<Path> markdown(Path mappe) throws IOException {
        try (Stream<Path> filer = Files.list(mappe)) {
            return filer.filter(fil -> fil.toString().endsWith(".md")).toList();
        }
    }

    private static List<Path> dokumenter() throws IOException {
        List<Path> alle = new ArrayList<>();
        for (Path mappe : List.of(ROT, ROT.resolve("docs"), BOKER, VEDTAK)) {
            alle.addAll(markdown(mappe));
        }
        assertThat(alle).contains(TRUSLER, ROT.resolve("README.md"), ROT.resolve("SECURITY.md"));
        return alle;
    }

    /** The code of every class of tests by its simple name, which several modules may have. */
    private static Map<String, List<String>> testklasser() throws IOException {
        Map<String, List<String>> klasser = new HashMap<>();
        List<Path> moduler = new ArrayList<>();
        for (Path mappe : List.of(ROT, ROT.resolve("infra"))) {
            try (Stream<Path> innhold = Files.list(mappe)) {
                innhold.map(modul -> modul.resolve("src/test/java"))
                        .filter(Files::isDirectory)
                        .forEach(moduler::add);
            }
        }
        for (Path modul : moduler) {
            try (Stream<Path> filer = Files.walk(modul)) {
                for (Path fil :
                        filer.filter(f -> f.toString().endsWith(".java")).toList()) {
                    String navn = fil.getFileName().toString().replace(".java", "");
                    klasser.computeIfAbsent(navn, n -> new ArrayList<>()).add(Files.readString(fil));
                }
            }
        }
        return klasser;
    }
}
