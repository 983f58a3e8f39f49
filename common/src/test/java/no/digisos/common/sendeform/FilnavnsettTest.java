package no.digisos.common.sendeform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FilnavnsettTest {
    @Test
    void an_ordinary_name_stays_as_it_is_in_any_language() {
        Filnavnsett navn = new Filnavnsett();
        for (String et :
                new String[] {"Soknad.pdf", "bilde å (1).png", "文書.pdf", "ن.pdf", "😀", ".skjult", "uten endelse"}) {
            assertThat(navn.gi(et)).isEqualTo(et);
        }
    }

    @Test
    void a_number_that_is_taken_already_is_passed_over() {
        Filnavnsett navn = new Filnavnsett();
        assertThat(navn.gi("a.pdf")).isEqualTo("a.pdf");
        assertThat(navn.gi("a-2.pdf")).isEqualTo("a-2.pdf");
        assertThat(navn.gi("A.pdf")).isEqualTo("A-3.pdf");
    }

    @Test
    void a_long_name_is_cut_between_characters_and_keeps_its_extension() {
        String kort = new Filnavnsett().gi("😀".repeat(100) + ".pdf");
        assertThat(kort).isEqualTo("😀".repeat(59) + ".pdf");
        assertThat(new Filnavnsett().gi("a".repeat(300) + ".pdf")).isEqualTo("a".repeat(222) + ".pdf");
    }

    @Test
    void no_two_are_the_same_to_anyone() {
        Filnavnsett navn = new Filnavnsett("forsendelseMetadata.json");
        assertThat(navn.gi("FORSENDELSEMETADATA.json")).isEqualTo("FORSENDELSEMETADATA-2.json");
        assertThat(navn.gi("bl\u00e5.png")).isEqualTo("bl\u00e5.png");
        assertThat(navn.gi("BLA\u030a.PNG")).isEqualTo("BLA\u030a-2.PNG");
        assertThat(navn.gi("bl\u00e5\u200d.png")).isEqualTo("bl\u00e5\u200d-3.png");
        assertThat(navn.gi("stra\u00dfe")).isEqualTo("stra\u00dfe");
        assertThat(navn.gi("STRASSE")).isEqualTo("STRASSE-2");
    }

    @Test
    void whatever_the_names_are_all_stay_inside_and_apart() {
        Random tilfeldig = new Random(1);
        String tegn = "ab./\\:.. \u0000\n\u0301åÅ😀";
        int[] kodepunkter = tegn.codePoints().toArray();
        Filnavnsett navn = new Filnavnsett();
        Path rot = Path.of("/ut");
        Set<String> sett = new HashSet<>();
        for (int n = 0; n < 3_000; n++) {
            StringBuilder onsket = new StringBuilder();
            for (int i = tilfeldig.nextInt(8); i >= 0; i--) {
                onsket.appendCodePoint(kodepunkter[tilfeldig.nextInt(kodepunkter.length)]);
            }
            String gitt = navn.gi(onsket.toString());
            assertThat(rot.resolve(gitt).normalize().getParent()).as(gitt).isEqualTo(rot);
            assertThat(gitt).doesNotContain("/", "\\", ":", "\u0000", "\n").isNotBlank();
            assertThat(gitt.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(240);
            assertThat(sett.add(gitt.toLowerCase(Locale.ROOT))).as(gitt).isTrue();
        }
    }
}
