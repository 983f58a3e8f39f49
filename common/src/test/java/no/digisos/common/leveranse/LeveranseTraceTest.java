package no.digisos.common.leveranse;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.UUID;
import no.digisos.common.database.Transactions;
import no.digisos.common.observability.LogTrace;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class LeveranseTraceTest {
    @Test
    void a_delivery_is_joined_to_its_case_and_submission() throws SQLException {
        try (Scene scene = new Scene()) {
            Leveranse leveranse = scene.receive(scene.fresh(scene.sak()));
            LeveranseTrace trace = new LeveranseTrace(scene.transactions);
            try (LogTrace _ = trace.of(leveranse.id())) {
                assertThat(MDC.get(LogTrace.MELDING_ID))
                        .isEqualTo(leveranse.id().toString());
                assertThat(MDC.get(LogTrace.DIGISOS_ID))
                        .isEqualTo(leveranse.digisosId().toString());
                assertThat(MDC.get(LogTrace.NAV_EKSTERN_REF_ID))
                        .isEqualTo(leveranse.innsendingId().toString());
            }
            try (LogTrace _ = trace.of(UUID.randomUUID())) {
                assertThat(MDC.get(LogTrace.DIGISOS_ID)).isNull();
            }
        }
    }

    @Test
    void without_a_database_the_line_is_written_all_the_same() {
        PGSimpleDataSource gone = new PGSimpleDataSource();
        gone.setServerNames(new String[] {"localhost"});
        gone.setPortNumbers(new int[] {1});
        UUID id = UUID.randomUUID();
        try (LogTrace _ = new LeveranseTrace(new Transactions(gone)).of(id)) {
            assertThat(MDC.get(LogTrace.MELDING_ID)).isEqualTo(id.toString());
            assertThat(MDC.get(LogTrace.DIGISOS_ID)).isNull();
        }
        assertThat(MDC.get(LogTrace.MELDING_ID)).isNull();
    }
}
