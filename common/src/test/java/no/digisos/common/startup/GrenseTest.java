package no.digisos.common.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class GrenseTest {

    @Test
    void what_lies_within_the_bounds_is_taken() {
        assertThat(Grense.innen("2", 2, 5)).isEqualTo(2);
        assertThat(Grense.innen(" 5 ", 2, 5)).isEqualTo(5);
        assertThat(new Grense.Positiv().convert("2147483647")).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void everything_else_is_refused_with_the_bounds() {
        for (String utenfor : new String[] {"1", "6", "-3"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Grense.innen(utenfor, 2, 5))
                    .withMessage(utenfor + " is not from 2 to 5");
        }
        for (String ikkeTall : new String[] {"tre", "99999999999", ""}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Grense.innen(ikkeTall, 2, 5))
                    .withMessage("«" + ikkeTall + "» is not a whole number");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new Grense.Positiv().convert("0"));
    }
}
