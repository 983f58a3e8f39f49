package no.digisos.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the programs are made of: the bill of materials beside each names every library, and each has a licence that is allowed. */
class ContentTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final String OWN = "no.digisos";
    private static final List<String> FUNCTIONS =
            List.of("submit-function", "status-function", "metadata-function", "fallback-job");
    private static final String OPERATOR = "infra/drift";
    private static final String MIGRATOR = "infra/migrate";
    private static final List<String> PROGRAMS =
            Stream.concat(FUNCTIONS.stream(), Stream.of(OPERATOR, MIGRATOR)).toList();

    /**
     * Those that ask for nothing but that their text is kept; and EPL-2.0, which asks that changes of the library itself are
     * given on, of which there are none here. A library with several leaves the choice to its user.
     */
    private static final Set<String> ALLOWED = Set.of(
            "Apache-2.0",
            "MIT",
            "MIT-0",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "EPL-2.0",
            "CC0-1.0",
            "Public Domain",
            "Bouncy Castle Licence");

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void every_component_has_a_licence_that_is_known_and_allowed() throws IOException {
        Map<String, String> thirdParty = new TreeMap<>();
        List<String> notPermitted = new ArrayList<>();
        for (String program : PROGRAMS) {
            for (JsonNode part : parts(program)) {
                if (part.path("group").asText().equals(OWN)) {
                    continue;
                }
                List<String> licences = licences(part);
                thirdParty.put(name(part), String.join(", ", licences));
                if (licences.stream().noneMatch(ALLOWED::contains)) {
                    notPermitted.add(program + ": " + name(part) + " " + licences);
                }
            }
        }
        write(thirdParty);
        assertThat(thirdParty).isNotEmpty();
        assertThat(notPermitted).isEmpty();
    }

    @Test
    void every_library_that_is_packaged_stands_in_the_bill() throws IOException {
        for (String program : PROGRAMS) {
            Path directory = ROOT.resolve(program)
                    .resolve(program.equals(MIGRATOR) ? "target/lib" : "target/quarkus-app/lib/main");
            if (!Files.isDirectory(directory)) {
                // An executable has them in itself.
                assertThat(Boolean.getBoolean("digisos.nativ")).as(program).isTrue();
                continue;
            }
            assertListed(program, directory);
        }
    }

    @Test
    void the_bill_goes_into_every_image_and_names_what_is_there() throws Exception {
        boolean nativeBuild = Boolean.getBoolean("digisos.nativ");
        for (String program : PROGRAMS) {
            if (program.equals(OPERATOR)) {
                // Run where the operators are, and so in no image.
                continue;
            }
            List<String> order =
                    program.equals(MIGRATOR) ? List.of("migrate") : List.of(nativeBuild ? "native" : "jvm", program);
            Path content = unpack(order);
            assertThat(content.resolve("app/sbom.cdx.json"))
                    .hasSameBinaryContentAs(ROOT.resolve(program).resolve("target/sbom.json"));
            Path libraries = content.resolve(program.equals(MIGRATOR) ? "app/lib" : "app/lib/main");
            if (Files.isDirectory(libraries)) {
                assertListed(program, libraries);
            }
        }
    }

    /** The bill lies in the folder that is copied, and each image says where. */
    @Test
    void every_image_has_the_folder_of_the_bill_and_tells_of_it() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("infra/docker"))) {
            List<Path> recipes = files.filter(
                            file -> file.getFileName().toString().startsWith("Dockerfile."))
                    .toList();
            assertThat(recipes).isNotEmpty();
            for (Path recipe : recipes) {
                assertThat(Files.readString(recipe))
                        .as(recipe.toString())
                        .contains("COPY app/ /app/\n", "no.digisos.sbom=\"/app/sbom.cdx.json\"");
            }
        }
    }

    private static Path unpack(List<String> order) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(ROOT.resolve("infra/docker/kontekst").toString());
        command.addAll(order);
        Process added = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(added.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(added.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(added.exitValue()).as(said).isZero();
        return Path.of(said.strip());
    }

    private void assertListed(String program, Path directory) throws IOException {
        Set<String> known = new TreeSet<>();
        for (JsonNode part : parts(program)) {
            // As Quarkus names the files, and as Maven does.
            String file =
                    part.path("name").asText() + "-" + part.path("version").asText();
            known.add(file);
            known.add(part.path("group").asText() + "." + file);
        }
        try (Stream<Path> packed = Files.list(directory)) {
            assertThat(packed.map(file -> file.getFileName().toString()).toList())
                    .as(program)
                    .isNotEmpty()
                    .allMatch(file -> known.stream().anyMatch(file::startsWith));
        }
    }

    private JsonNode parts(String program) throws IOException {
        return json.readTree(ROOT.resolve(program).resolve("target/sbom.json").toFile())
                .path("components");
    }

    private static String name(JsonNode part) {
        return part.path("group").asText() + ":" + part.path("name").asText() + " "
                + part.path("version").asText();
    }

    private static List<String> licences(JsonNode part) {
        List<String> all = new ArrayList<>();
        for (JsonNode choice : part.path("licenses")) {
            JsonNode licence = choice.path("license");
            all.add(
                    choice.has("expression")
                            ? choice.get("expression").asText()
                            : licence.path("id").asText(licence.path("name").asText()));
        }
        return all;
    }

    private static void write(Map<String, String> thirdParty) throws IOException {
        List<String> lines = new ArrayList<>(List.of("| component | licence |", "|---|---|"));
        thirdParty.forEach((name, licence) -> lines.add("| " + name + " | " + licence + " |"));
        Files.write(ROOT.resolve("infra/system-test/target/third-party.md"), lines);
    }
}
