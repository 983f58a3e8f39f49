package no.digisos.testkit.svarut;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class ForsendelseStatusTest {

    @Test
    void theWayToPrintGoesOverSentPrint() {
        assertThat(ForsendelseStatus.MOTTATT.wayTo(ForsendelseStatus.PRINTET))
                .contains(
                        List.of(ForsendelseStatus.AKSEPTERT, ForsendelseStatus.SENDT_PRINT, ForsendelseStatus.PRINTET));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "MOTTATT")
    void everyStatusCanBeReached(ForsendelseStatus goal) {
        assertThat(ForsendelseStatus.MOTTATT.wayTo(goal))
                .isPresent()
                .get()
                .satisfies(way -> assertThat(way.getLast()).isEqualTo(goal));
    }

    @ParameterizedTest
    @EnumSource
    void nothingGoesBackToTheBeginning(ForsendelseStatus from) {
        assertThat(from.wayTo(ForsendelseStatus.MOTTATT)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"LEST", "PRINTET", "AVVIST", "FEILET_UNDER_MOTTAK", "IKKE_LEVERT", "MANUELT_HANDTERT"})
    void theEndIsTheEnd(ForsendelseStatus end) {
        assertThat(end.next()).isEmpty();
    }
}
