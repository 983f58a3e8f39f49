package no.digisos.common.sendeform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import no.digisos.common.testkit.Parser;

/** File names as they are wished for, one on each line, for one archive; and the line as a type. */
public final class FilnavnParser implements Parser {
    private static final Path ROT = Path.of("/ut");

    @Override
    public String navn() {
        return "filnavn";
    }

    @Override
    public List<byte[]> fro() {
        return List.of(String.join("\n", Navneprover.navn()), "a.pdf\nA.PDF\na-2.pdf", "../../etc/passwd\nCON\nnul.txt")
                .stream()
                .map(navn -> navn.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public void les(byte[] inn) {
        Filnavnsett sett = new Filnavnsett("forsendelseMetadata.json");
        Set<String> gitt = new HashSet<>();
        for (String onsket : new String(inn, StandardCharsets.UTF_8).split("\n", -1)) {
            String navn = sett.gi(onsket);
            assertThat(navn).isNotBlank().doesNotContain("/", "\\", ":", "\u0000", "\n", "\r");
            assertThat(ROT.resolve(navn).normalize().getParent()).isEqualTo(ROT);
            assertThat(navn.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(Filnavn.MAKS_BYTE);
            assertThat(gitt.add(navn.toLowerCase(Locale.ROOT))).isTrue();
            assertThat(Filnavn.trygt(navn)).as("a safe name is left alone").isEqualTo(navn);
            assertThat(Mimetype.erTrygg(Mimetype.trygg(onsket))).isTrue();
        }
    }
}
