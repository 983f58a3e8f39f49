package no.digisos.testkit.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** That the two facts about settings can fail. */
class ConfigCheckTest {

    /** Small, with one of each kind. */
    @ConfigMapping(prefix = "digisos.eksempel")
    public interface Example {
        /** Has no default. */
        String navn();

        /** Has one. */
        @WithDefault("PT5S")
        Duration frist();

        /** May be missing. */
        Optional<String> vert();

        /** A group. */
        Group gruppe();

        /** Of two that are alike. */
        interface Group {
            /** One. */
            @WithDefault("1")
            int forste();

            /** The other. */
            @WithDefault("2")
            int andre();
        }
    }

    private static ConfigCheck.Defaults<Example> defaultsButTheLast() {
        return ConfigCheck.defaults(Example.class)
                .required("digisos.eksempel.navn", "a", Example::navn, "a")
                .expect(Example::frist, Duration.ofSeconds(5))
                .expect(Example::vert, Optional.empty())
                .expect(e -> e.gruppe().forste(), 1);
    }

    private static ConfigCheck.Names<Example> namesButTheGroup() {
        return ConfigCheck.names(Example.class)
                .set("digisos.eksempel.navn", "a", Example::navn, "a")
                .set("digisos.eksempel.frist", "PT6S", Example::frist, Duration.ofSeconds(6))
                .set("digisos.eksempel.vert", "b", Example::vert, Optional.of("b"));
    }

    private static ConfigCheck.Names<Example> namesButTheLast() {
        return namesButTheGroup()
                .set("digisos.eksempel.gruppe.forste", "3", e -> e.gruppe().forste(), 3);
    }

    @Test
    void what_is_right_passes() {
        defaultsButTheLast().expect(e -> e.gruppe().andre(), 2).check();
        namesButTheLast()
                .set("digisos.eksempel.gruppe.andre", "4", e -> e.gruppe().andre(), 4)
                .check();
    }

    @Test
    void a_member_that_is_not_named_fails_by_its_name() {
        assertThatThrownBy(() -> defaultsButTheLast().check())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("gruppe.andre");
        assertThatThrownBy(() -> namesButTheLast().check())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("gruppe.andre");
    }

    @Test
    void another_default_fails() {
        assertThatThrownBy(() ->
                        defaultsButTheLast().expect(e -> e.gruppe().andre(), 3).check())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("gruppe.andre");
    }

    @Test
    void what_is_set_without_need_fails() {
        assertThatThrownBy(() -> defaultsButTheLast()
                        .required(
                                "digisos.eksempel.gruppe.andre",
                                "2",
                                e -> e.gruppe().andre(),
                                2)
                        .check())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("digisos.eksempel.gruppe.andre is required");
    }

    @Test
    void a_property_of_no_member_fails() {
        assertThatThrownBy(() -> namesButTheLast()
                        .set(
                                "digisos.eksempel.gruppe.annen",
                                "4",
                                e -> e.gruppe().andre(),
                                2)
                        .check())
                .isInstanceOf(ConfigValidationException.class)
                .hasMessageContaining("digisos.eksempel.gruppe.annen");
        assertThatThrownBy(() -> namesButTheLast()
                        .set("digisos.eksemplar.andre", "4", e -> e.gruppe().andre(), 2))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("digisos.eksemplar.andre");
    }

    @Test
    void a_value_that_is_the_default_proves_nothing_and_fails() {
        assertThatThrownBy(() -> namesButTheLast()
                        .set(
                                "digisos.eksempel.gruppe.andre",
                                "2",
                                e -> e.gruppe().andre(),
                                2)
                        .check())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("without digisos.eksempel.gruppe.andre");
    }

    @Test
    void two_names_that_are_exchanged_fail() {
        assertThatThrownBy(() -> namesButTheGroup()
                        .set(
                                "digisos.eksempel.gruppe.andre",
                                "3",
                                e -> e.gruppe().forste(),
                                3)
                        .set(
                                "digisos.eksempel.gruppe.forste",
                                "4",
                                e -> e.gruppe().andre(),
                                4)
                        .check())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("gruppe.forste");
        assertThatThrownBy(() -> namesButTheGroup()
                        .set(
                                "digisos.eksempel.gruppe.andre",
                                "3",
                                e -> e.gruppe().forste(),
                                3)
                        .set(
                                "digisos.eksempel.gruppe.forste",
                                "3",
                                e -> e.gruppe().andre(),
                                3)
                        .check())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("without digisos.eksempel.gruppe.andre");
    }

    @Test
    void what_is_said_twice_or_asks_nothing_fails() {
        assertThatThrownBy(() -> defaultsButTheLast().expect(Example::frist, Duration.ofSeconds(5)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("frist is named twice");
        assertThatThrownBy(() -> namesButTheGroup()
                        .set("digisos.eksempel.navn", "c", e -> e.gruppe().forste(), 3))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("digisos.eksempel.navn is set twice");
        assertThatThrownBy(() -> defaultsButTheLast().expect(e -> "constant", "constant"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no member of Example is asked");
    }
}
