package no.digisos.common.fileformat;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The documents and schemas that NAV publishes, where the shared test data is at hand. */
final class NavExamples {
    private NavExamples() {}

    /**
     * One of NAV's test documents.
     *
     * @param navn path below the examples
     * @param del our entry in {@code $defs} when the document is a part, else null
     * @param navSkjema path of NAV's schema for it, below the schemas
     */
    record Example(String navn, FileFormat format, @Nullable String del, String navSkjema, JsonNode document) {
        boolean mustBeRejected() {
            String file = navn.substring(navn.lastIndexOf('/') + 1);
            return file.startsWith("feil-") || file.startsWith("ikkegyldig_");
        }

        List<Deviation> deviation(FileFormatValidator validator, JsonNode document) {
            return del == null
                    ? validator.validate(format, document)
                    : PartValidator.validatePart(format, del, document);
        }
    }

    /** Root of the shared data, or the calling test is skipped. */
    static Path fileFormat() {
        String shared = System.getProperty("digisos.shared-data", "");
        Path directory = Path.of(shared, "filformat");
        assumeTrue(
                !shared.isEmpty() && Files.isDirectory(directory),
                "Hoppet over: digisos.shared-data har ikke NAVs filformater (" + directory + ")");
        return directory;
    }

    static List<Example> all() {
        Path root = fileFormat().resolve("examples");
        return jsonFiles(root).stream()
                .map(name -> example(name, read(root.resolve(name))))
                .toList();
    }

    /** All files of NAV's schemas. */
    static List<JsonNode> schemas() {
        Path root = fileFormat().resolve("schema");
        return jsonFiles(root).stream()
                .map(name -> Examples.json(read(root.resolve(name))))
                .toList();
    }

    private static List<String> jsonFiles(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Example example(String name, String text) {
        String directory = name.substring(0, name.lastIndexOf('/'));
        JsonNode document = Examples.json(text);
        return switch (directory) {
            case "digisos/soker" ->
                new Example(name, FileFormat.DIGISOS_SOKER, null, schema(FileFormat.DIGISOS_SOKER), document);
            case "soknad" -> new Example(name, FileFormat.SOKNAD, null, schema(FileFormat.SOKNAD), document);
            case "vedlegg" -> new Example(name, FileFormat.VEDLEGG, null, schema(FileFormat.VEDLEGG), document);
            default -> {
                // Documents of one kind of hendelse lie in folders below hendelse, whose schema covers them.
                String part = directory.replaceFirst("(/parts/hendelse)/.*", "$1");
                FileFormat format = part.startsWith("soknad/") ? FileFormat.SOKNAD : FileFormat.DIGISOS_SOKER;
                yield new Example(name, format, part.substring(part.lastIndexOf('/') + 1), part + ".json", document);
            }
        };
    }

    /** Path of NAV's schema for a whole document, below the schemas. */
    static String schema(FileFormat format) {
        return switch (format) {
            case DIGISOS_SOKER -> "digisos/soker/digisos-soker.json";
            case SOKNAD -> "soknad/soknad.json";
            case VEDLEGG -> "vedlegg/vedleggSpesifikasjon.json";
            case KLAGE -> "klage/klage.json";
        };
    }
}
