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
class InnholdTest {
    private static final Path ROT = Path.of("../..").toAbsolutePath().normalize();
    private static final String EGNE = "no.digisos";
    private static final List<String> FUNKSJONER =
            List.of("submit-function", "status-function", "metadata-function", "fallback-job");
    private static final String OPERATOR = "infra/drift";
    private static final String MIGRATOR = "infra/migrate";
    private static final List<String> PROGRAMMER =
            Stream.concat(FUNKSJONER.stream(), Stream.of(OPERATOR, MIGRATOR)).toList();

    /**
     * Those that ask for nothing but that their text is kept; and EPL-2.0, which asks that changes of the library itself are
     * given on, of which there are none here. A library with several leaves the choice to its user.
     */
    private static final Set<String> TILLATT = Set.of(
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
        Map<String, String> tredjepart = new TreeMap<>();
        List<String> utenLov = new ArrayList<>();
        for (String program : PROGRAMMER) {
            for (JsonNode del : deler(program)) {
                if (del.path("group").asText().equals(EGNE)) {
                    continue;
                }
                List<String> lisenser = lisenser(del);
                tredjepart.put(navn(del), String.join(", ", lisenser));
                if (lisenser.stream().noneMatch(TILLATT::contains)) {
                    utenLov.add(program + ": " + navn(del) + " " + lisenser);
                }
            }
        }
        skriv(tredjepart);
        assertThat(tredjepart).isNotEmpty();
        assertThat(utenLov).isEmpty();
    }

    @Test
    void every_library_that_is_packaged_stands_in_the_bill() throws IOException {
        for (String program : PROGRAMMER) {
            Path mappe = ROT.resolve(program)
                    .resolve(program.equals(MIGRATOR) ? "target/lib" : "target/quarkus-app/lib/main");
            if (!Files.isDirectory(mappe)) {
                // An executable has them in itself.
                assertThat(Boolean.getBoolean("digisos.nativ")).as(program).isTrue();
                continue;
            }
            assertBilags(program, mappe);
        }
    }

    @Test
    void the_bill_goes_into_every_image_and_names_what_is_there() throws Exception {
        boolean nativ = Boolean.getBoolean("digisos.nativ");
        for (String program : PROGRAMMER) {
            if (program.equals(OPERATOR)) {
                // Run where the operators are, and so in no image.
                continue;
            }
            List<String> bestilling =
                    program.equals(MIGRATOR) ? List.of("migrate") : List.of(nativ ? "native" : "jvm", program);
            Path innhold = leggUt(bestilling);
            assertThat(innhold.resolve("app/sbom.cdx.json"))
                    .hasSameBinaryContentAs(ROT.resolve(program).resolve("target/sbom.json"));
            Path biblioteker = innhold.resolve(program.equals(MIGRATOR) ? "app/lib" : "app/lib/main");
            if (Files.isDirectory(biblioteker)) {
                assertBilags(program, biblioteker);
            }
        }
    }

    /** The bill lies in the folder that is copied, and each image says where. */
    @Test
    void every_image_has_the_folder_of_the_bill_and_tells_of_it() throws IOException {
        try (Stream<Path> filer = Files.list(ROT.resolve("infra/docker"))) {
            List<Path> oppskrifter = filer.filter(
                            fil -> fil.getFileName().toString().startsWith("Dockerfile."))
                    .toList();
            assertThat(oppskrifter).isNotEmpty();
            for (Path oppskrift : oppskrifter) {
                assertThat(Files.readString(oppskrift))
                        .as(oppskrift.toString())
                        .contains("COPY app/ /app/\n", "no.digisos.sbom=\"/app/sbom.cdx.json\"");
            }
        }
    }

    private static Path leggUt(List<String> bestilling) throws IOException, InterruptedException {
        List<String> kommando = new ArrayList<>();
        kommando.add(ROT.resolve("infra/docker/kontekst").toString());
        kommando.addAll(bestilling);
        Process lagt = new ProcessBuilder(kommando).redirectErrorStream(true).start();
        String sagt = new String(lagt.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(lagt.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(lagt.exitValue()).as(sagt).isZero();
        return Path.of(sagt.strip());
    }

    private void assertBilags(String program, Path mappe) throws IOException {
        Set<String> kjente = new TreeSet<>();
        for (JsonNode del : deler(program)) {
            // As Quarkus names the files, and as Maven does.
            String fil = del.path("name").asText() + "-" + del.path("version").asText();
            kjente.add(fil);
            kjente.add(del.path("group").asText() + "." + fil);
        }
        try (Stream<Path> pakket = Files.list(mappe)) {
            assertThat(pakket.map(fil -> fil.getFileName().toString()).toList())
                    .as(program)
                    .isNotEmpty()
                    .allMatch(fil -> kjente.stream().anyMatch(fil::startsWith));
        }
    }

    private JsonNode deler(String program) throws IOException {
        return json.readTree(ROT.resolve(program).resolve("target/sbom.json").toFile())
                .path("components");
    }

    private static String navn(JsonNode del) {
        return del.path("group").asText() + ":" + del.path("name").asText() + " "
                + del.path("version").asText();
    }

    private static List<String> lisenser(JsonNode del) {
        List<String> alle = new ArrayList<>();
        for (JsonNode valg : del.path("licenses")) {
            JsonNode lisens = valg.path("license");
            alle.add(
                    valg.has("expression")
                            ? valg.get("expression").asText()
                            : lisens.path("id").asText(lisens.path("name").asText()));
        }
        return alle;
    }

    private static void skriv(Map<String, String> tredjepart) throws IOException {
        List<String> linjer = new ArrayList<>(List.of("| component | licence |", "|---|---|"));
        tredjepart.forEach((navn, lisens) -> linjer.add("| " + navn + " | " + lisens + " |"));
        Files.write(ROT.resolve("infra/system-test/target/third-party.md"), linjer);
    }
}
