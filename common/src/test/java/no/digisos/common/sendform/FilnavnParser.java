package no.digisos.common.sendform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import no.digisos.testkit.parser.Parser;
import no.digisos.testkit.samples.NameSamples;

/** File names as they are wished for, one on each line, for one archive; and the line as a type. */
public final class FilnavnParser implements Parser {
    private static final Path ROOT = Path.of("/ut");

    @Override
    public String name() {
        return "filnavn";
    }

    @Override
    public List<byte[]> seed() {
        return List.of(String.join("\n", NameSamples.name()), "a.pdf\nA.PDF\na-2.pdf", "../../etc/passwd\nCON\nnul.txt")
                .stream()
                .map(name -> name.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public void read(byte[] in) {
        FilnavnSet seen = new FilnavnSet("forsendelseMetadata.json");
        Set<String> given = new HashSet<>();
        for (String wanted : new String(in, StandardCharsets.UTF_8).split("\n", -1)) {
            String name = seen.give(wanted);
            assertThat(name).isNotBlank().doesNotContain("/", "\\", ":", "\u0000", "\n", "\r");
            assertThat(ROOT.resolve(name).normalize().getParent()).isEqualTo(ROOT);
            assertThat(name.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(Filnavn.MAX_BYTE);
            assertThat(given.add(name.toLowerCase(Locale.ROOT))).isTrue();
            assertThat(Filnavn.safe(name)).as("a safe name is left alone").isEqualTo(name);
            assertThat(Mimetype.isSafe(Mimetype.safe(wanted))).isTrue();
        }
    }
}
