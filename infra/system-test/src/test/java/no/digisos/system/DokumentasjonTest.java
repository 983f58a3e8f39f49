package no.digisos.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** What the documents say of the repository is so: the tests that they name are there, and their links lead somewhere. */
class DokumentasjonTest {
    private static final Path ROT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path TRUSLER = ROT.resolve("docs/threat-model.md");

    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*[a-z](?:Test|Suite|IT|prove))(?:\\.(\\w+))?`");
    private static final Pattern LENKE = Pattern.compile("]\\(([^)\\s]+)\\)");

    /** The example of how a test is named. */
    private static final Pattern EKSEMPEL = Pattern.compile("Foo.*");

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

    private static List<Path> dokumenter() throws IOException {
        List<Path> alle = new ArrayList<>();
        for (Path mappe : List.of(ROT, ROT.resolve("docs"))) {
            try (Stream<Path> filer = Files.list(mappe)) {
                filer.filter(fil -> fil.toString().endsWith(".md")).forEach(alle::add);
            }
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
