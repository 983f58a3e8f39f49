package no.digisos.common.filformat;

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
final class NavsEksempler {
    private NavsEksempler() {}

    /**
     * One of NAV's test documents.
     *
     * @param navn path below the examples
     * @param del our entry in {@code $defs} when the document is a part, else null
     * @param navSkjema path of NAV's schema for it, below the schemas
     */
    record Eksempel(String navn, Filformat format, @Nullable String del, String navSkjema, JsonNode document) {
        boolean skalAvvises() {
            String fil = navn.substring(navn.lastIndexOf('/') + 1);
            return fil.startsWith("feil-") || fil.startsWith("ikkegyldig_");
        }

        List<Avvik> avvik(FilformatValidator validator, JsonNode document) {
            return del == null
                    ? validator.validate(format, document)
                    : PartValidator.validatePart(format, del, document);
        }
    }

    /** Root of the shared data, or the calling test is skipped. */
    static Path filformat() {
        String delt = System.getProperty("digisos.shared-data", "");
        Path mappe = Path.of(delt, "filformat");
        assumeTrue(
                !delt.isEmpty() && Files.isDirectory(mappe),
                "Hoppet over: digisos.shared-data har ikke NAVs filformater (" + mappe + ")");
        return mappe;
    }

    static List<Eksempel> alle() {
        Path rot = filformat().resolve("examples");
        return jsonfiler(rot).stream()
                .map(navn -> eksempel(navn, les(rot.resolve(navn))))
                .toList();
    }

    /** All files of NAV's schemas. */
    static List<JsonNode> skjemaer() {
        Path rot = filformat().resolve("schema");
        return jsonfiler(rot).stream()
                .map(navn -> Eksempler.json(les(rot.resolve(navn))))
                .toList();
    }

    private static List<String> jsonfiler(Path rot) {
        try (Stream<Path> filer = Files.walk(rot)) {
            return filer.filter(fil -> fil.toString().endsWith(".json"))
                    .map(fil -> rot.relativize(fil).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String les(Path fil) {
        try {
            return Files.readString(fil);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Eksempel eksempel(String navn, String tekst) {
        String mappe = navn.substring(0, navn.lastIndexOf('/'));
        JsonNode document = Eksempler.json(tekst);
        return switch (mappe) {
            case "digisos/soker" ->
                new Eksempel(navn, Filformat.DIGISOS_SOKER, null, skjema(Filformat.DIGISOS_SOKER), document);
            case "soknad" -> new Eksempel(navn, Filformat.SOKNAD, null, skjema(Filformat.SOKNAD), document);
            case "vedlegg" -> new Eksempel(navn, Filformat.VEDLEGG, null, skjema(Filformat.VEDLEGG), document);
            default -> {
                // Documents of one kind of hendelse lie in folders below hendelse, whose schema covers them.
                String del = mappe.replaceFirst("(/parts/hendelse)/.*", "$1");
                Filformat format = del.startsWith("soknad/") ? Filformat.SOKNAD : Filformat.DIGISOS_SOKER;
                yield new Eksempel(navn, format, del.substring(del.lastIndexOf('/') + 1), del + ".json", document);
            }
        };
    }

    /** Path of NAV's schema for a whole document, below the schemas. */
    static String skjema(Filformat format) {
        return switch (format) {
            case DIGISOS_SOKER -> "digisos/soker/digisos-soker.json";
            case SOKNAD -> "soknad/soknad.json";
            case VEDLEGG -> "vedlegg/vedleggSpesifikasjon.json";
            case KLAGE -> "klage/klage.json";
        };
    }
}
