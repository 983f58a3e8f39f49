package no.digisos.common.leveranse;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.UUID;
import no.digisos.common.database.Transactions;
import no.digisos.common.observability.Loggspor;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class LeveransesporTest {
    @Test
    void a_delivery_is_joined_to_its_case_and_submission() throws SQLException {
        try (Scene scene = new Scene()) {
            Leveranse leveranse = scene.motta(scene.ny(scene.sak()));
            Leveransespor spor = new Leveransespor(scene.transactions);
            try (Loggspor _ = spor.av(leveranse.id())) {
                assertThat(MDC.get(Loggspor.MELDING_ID))
                        .isEqualTo(leveranse.id().toString());
                assertThat(MDC.get(Loggspor.DIGISOS_ID))
                        .isEqualTo(leveranse.digisosId().toString());
                assertThat(MDC.get(Loggspor.NAV_EKSTERN_REF_ID))
                        .isEqualTo(leveranse.innsendingId().toString());
            }
            try (Loggspor _ = spor.av(UUID.randomUUID())) {
                assertThat(MDC.get(Loggspor.DIGISOS_ID)).isNull();
            }
        }
    }

    @Test
    void without_a_database_the_line_is_written_all_the_same() {
        PGSimpleDataSource borte = new PGSimpleDataSource();
        borte.setServerNames(new String[] {"localhost"});
        borte.setPortNumbers(new int[] {1});
        UUID id = UUID.randomUUID();
        try (Loggspor _ = new Leveransespor(new Transactions(borte)).av(id)) {
            assertThat(MDC.get(Loggspor.MELDING_ID)).isEqualTo(id.toString());
            assertThat(MDC.get(Loggspor.DIGISOS_ID)).isNull();
        }
        assertThat(MDC.get(Loggspor.MELDING_ID)).isNull();
    }
}
