package no.digisos.common.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.Test;

class LoggsporTest {
    @Test
    void the_fields_last_until_they_are_closed_and_those_around_them_stay() {
        UUID sak = UUID.randomUUID();
        try (Loggspor _ = Loggspor.sak(sak, "ref-1")) {
            try (Loggspor _ = Loggspor.sak(sak, "ref-2").med(Loggspor.MELDING_ID, sak.toString())) {
                assertThat(MDC.get(Loggspor.NAV_EKSTERN_REF_ID)).isEqualTo("ref-2");
                assertThat(MDC.get(Loggspor.MELDING_ID)).isEqualTo(sak.toString());
            }
            assertThat(MDC.get(Loggspor.NAV_EKSTERN_REF_ID)).isEqualTo("ref-1");
            assertThat(MDC.get(Loggspor.DIGISOS_ID)).isEqualTo(sak.toString());
            assertThat(MDC.get(Loggspor.MELDING_ID)).isNull();
        }
        assertThat(MDC.get(Loggspor.DIGISOS_ID)).isNull();
        assertThat(MDC.get(Loggspor.NAV_EKSTERN_REF_ID)).isNull();
    }

    @Test
    void nobody_writes_in_the_log_by_an_id() {
        try (Loggspor _ = Loggspor.sak(null, "ref\n2026 ERROR").med(Loggspor.DIGISOS_ID, "01819010001")) {
            assertThat(MDC.get(Loggspor.NAV_EKSTERN_REF_ID)).isNull();
            assertThat(MDC.get(Loggspor.DIGISOS_ID)).isNull();
        }
    }
}
