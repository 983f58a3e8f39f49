package no.digisos.common.database;

import java.time.Duration;
import no.digisos.testkit.config.ConfigCheck;
import org.junit.jupiter.api.Test;

class DatabaseLimitsTest {

    @Test
    void the_defaults() {
        ConfigCheck.defaults(DatabaseLimits.class)
                .expect(DatabaseLimits::lasegrense, Duration.ofSeconds(4))
                .expect(DatabaseLimits::setningsgrense, Duration.ofSeconds(5))
                .expect(DatabaseLimits::transaksjonsgrense, Duration.ofSeconds(10))
                .check();
    }

    @Test
    void every_name_is_mapped() {
        ConfigCheck.names(DatabaseLimits.class)
                .set("digisos.database.lasegrense", "11s", DatabaseLimits::lasegrense, Duration.ofSeconds(11))
                .set("digisos.database.setningsgrense", "12s", DatabaseLimits::setningsgrense, Duration.ofSeconds(12))
                .set(
                        "digisos.database.transaksjonsgrense",
                        "13s",
                        DatabaseLimits::transaksjonsgrense,
                        Duration.ofSeconds(13))
                .check();
    }
}
