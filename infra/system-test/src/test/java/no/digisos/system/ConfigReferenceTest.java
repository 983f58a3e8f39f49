package no.digisos.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The configuration reference is what the source says. */
class ConfigReferenceTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final List<String> MODULES =
            List.of("common", "submit-function", "status-function", "metadata-function", "fallback-job");

    @Test
    void the_page_says_what_the_interfaces_say() throws IOException {
        String made = ConfigReference.of(ROOT, MODULES);
        assertThat(made)
                .contains("| `DIGISOS_OPPLASTING_MAKS_FIL` | size | `50M` |")
                .contains("| `DIGISOS_SVARUT_URL` | address | **required** |");
        Path page = ROOT.resolve("docs/configuration-reference.md");
        Files.writeString(Path.of("target", "configuration-reference.md"), made);
        assertThat(Files.exists(page) ? Files.readString(page) : "")
                .as("where the source has changed, copy infra/system-test/target/configuration-reference.md to docs")
                .isEqualTo(made);
    }
}
