package no.digisos.common.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class LimitTest {

    @Test
    void what_lies_within_the_bounds_is_taken() {
        assertThat(Limit.within("2", 2, 5)).isEqualTo(2);
        assertThat(Limit.within(" 5 ", 2, 5)).isEqualTo(5);
        assertThat(new Limit.Positive().convert("2147483647")).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void everything_else_is_refused_with_the_bounds() {
        for (String outside : new String[] {"1", "6", "-3"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Limit.within(outside, 2, 5))
                    .withMessage(outside + " is not from 2 to 5");
        }
        for (String notANumber : new String[] {"tre", "99999999999", ""}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Limit.within(notANumber, 2, 5))
                    .withMessage("«" + notANumber + "» is not a whole number");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new Limit.Positive().convert("0"));
    }
}
