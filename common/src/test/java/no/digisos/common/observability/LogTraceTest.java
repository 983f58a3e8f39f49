package no.digisos.common.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.Test;

class LogTraceTest {
    @Test
    void the_fields_last_until_they_are_closed_and_those_around_them_stay() {
        UUID sak = UUID.randomUUID();
        try (LogTrace _ = LogTrace.sak(sak, "ref-1")) {
            try (LogTrace _ = LogTrace.sak(sak, "ref-2").with(LogTrace.MELDING_ID, sak.toString())) {
                assertThat(MDC.get(LogTrace.NAV_EKSTERN_REF_ID)).isEqualTo("ref-2");
                assertThat(MDC.get(LogTrace.MELDING_ID)).isEqualTo(sak.toString());
            }
            assertThat(MDC.get(LogTrace.NAV_EKSTERN_REF_ID)).isEqualTo("ref-1");
            assertThat(MDC.get(LogTrace.DIGISOS_ID)).isEqualTo(sak.toString());
            assertThat(MDC.get(LogTrace.MELDING_ID)).isNull();
        }
        assertThat(MDC.get(LogTrace.DIGISOS_ID)).isNull();
        assertThat(MDC.get(LogTrace.NAV_EKSTERN_REF_ID)).isNull();
    }

    @Test
    void nobody_writes_in_the_log_by_an_id() {
        try (LogTrace _ = LogTrace.sak(null, "ref\n2026 ERROR").with(LogTrace.DIGISOS_ID, "01819010001")) {
            assertThat(MDC.get(LogTrace.NAV_EKSTERN_REF_ID)).isNull();
            assertThat(MDC.get(LogTrace.DIGISOS_ID)).isNull();
        }
    }
}
