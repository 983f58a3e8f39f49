package no.digisos.common.sendform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FilnavnSetTest {
    @Test
    void an_ordinary_name_stays_as_it_is_in_any_language() {
        FilnavnSet name = new FilnavnSet();
        for (String one :
                new String[] {"Soknad.pdf", "bilde å (1).png", "文書.pdf", "ن.pdf", "😀", ".skjult", "uten endelse"}) {
            assertThat(name.give(one)).isEqualTo(one);
        }
    }

    @Test
    void a_number_that_is_taken_already_is_passed_over() {
        FilnavnSet name = new FilnavnSet();
        assertThat(name.give("a.pdf")).isEqualTo("a.pdf");
        assertThat(name.give("a-2.pdf")).isEqualTo("a-2.pdf");
        assertThat(name.give("A.pdf")).isEqualTo("A-3.pdf");
    }

    @Test
    void a_long_name_is_cut_between_characters_and_keeps_its_extension() {
        String shortened = new FilnavnSet().give("😀".repeat(100) + ".pdf");
        assertThat(shortened).isEqualTo("😀".repeat(59) + ".pdf");
        assertThat(new FilnavnSet().give("a".repeat(300) + ".pdf")).isEqualTo("a".repeat(222) + ".pdf");
    }

    @Test
    void no_two_are_the_same_to_anyone() {
        FilnavnSet name = new FilnavnSet("forsendelseMetadata.json");
        assertThat(name.give("FORSENDELSEMETADATA.json")).isEqualTo("FORSENDELSEMETADATA-2.json");
        assertThat(name.give("bl\u00e5.png")).isEqualTo("bl\u00e5.png");
        assertThat(name.give("BLA\u030a.PNG")).isEqualTo("BLA\u030a-2.PNG");
        assertThat(name.give("bl\u00e5\u200d.png")).isEqualTo("bl\u00e5\u200d-3.png");
        assertThat(name.give("stra\u00dfe")).isEqualTo("stra\u00dfe");
        assertThat(name.give("STRASSE")).isEqualTo("STRASSE-2");
    }

    @Test
    void whatever_the_names_are_all_stay_inside_and_apart() {
        Random random = new Random(1);
        String character = "ab./\\:.. \u0000\n\u0301åÅ😀";
        int[] codePoints = character.codePoints().toArray();
        FilnavnSet name = new FilnavnSet();
        Path root = Path.of("/ut");
        Set<String> seen = new HashSet<>();
        for (int n = 0; n < 3_000; n++) {
            StringBuilder wanted = new StringBuilder();
            for (int i = random.nextInt(8); i >= 0; i--) {
                wanted.appendCodePoint(codePoints[random.nextInt(codePoints.length)]);
            }
            String given = name.give(wanted.toString());
            assertThat(root.resolve(given).normalize().getParent()).as(given).isEqualTo(root);
            assertThat(given).doesNotContain("/", "\\", ":", "\u0000", "\n").isNotBlank();
            assertThat(given.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(240);
            assertThat(seen.add(given.toLowerCase(Locale.ROOT))).as(given).isTrue();
        }
    }
}
