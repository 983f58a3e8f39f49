package no.digisos.status.mottak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import no.digisos.testkit.config.ConfigCheck;
import org.junit.jupiter.api.Test;

class IntakeConfigTest {

    @Test
    void the_defaults() {
        ConfigCheck.defaults(IntakeConfig.class)
                .expect(IntakeConfig::avsenderKontoId, UUID.fromString("d1915050-0000-4000-8000-000000000001"))
                .expect(IntakeConfig::maksHent, 20)
                .expect(IntakeConfig::minsteLeie, Duration.ofSeconds(60))
                .expect(IntakeConfig::lengsteLeie, Duration.ofSeconds(3600))
                .expect(IntakeConfig::leie, Duration.ofSeconds(900))
                .expect(IntakeConfig::lengsteVent, Duration.ofSeconds(30))
                .expect(IntakeConfig::avklaresEtter, Duration.ofMinutes(30))
                .expect(IntakeConfig::avklaresIgjen, Duration.ofMinutes(5))
                .expect(IntakeConfig::ventMellomrom, Duration.ofMillis(500))
                .check();
    }

    @Test
    void every_name_is_mapped() {
        ConfigCheck.names(IntakeConfig.class)
                .set(
                        "digisos.mottak.avsender-konto-id",
                        "00000011-0000-4000-8000-000000000000",
                        IntakeConfig::avsenderKontoId,
                        UUID.fromString("00000011-0000-4000-8000-000000000000"))
                .set("digisos.mottak.maks-hent", "12", IntakeConfig::maksHent, 12)
                .set("digisos.mottak.minste-leie", "13s", IntakeConfig::minsteLeie, Duration.ofSeconds(13))
                .set("digisos.mottak.lengste-leie", "14s", IntakeConfig::lengsteLeie, Duration.ofSeconds(14))
                .set("digisos.mottak.leie", "15s", IntakeConfig::leie, Duration.ofSeconds(15))
                .set("digisos.mottak.lengste-vent", "16s", IntakeConfig::lengsteVent, Duration.ofSeconds(16))
                .set("digisos.mottak.avklares-etter", "17s", IntakeConfig::avklaresEtter, Duration.ofSeconds(17))
                .set("digisos.mottak.avklares-igjen", "18s", IntakeConfig::avklaresIgjen, Duration.ofSeconds(18))
                .set("digisos.mottak.vent-mellomrom", "19s", IntakeConfig::ventMellomrom, Duration.ofSeconds(19))
                .check();
    }

    @Test
    void what_is_unsettled_is_settled_after_the_time_of_the_fallback_job() {
        IntakeConfig config = ConfigCheck.read(IntakeConfig.class, Map.of("digisos.fallback.avklares-etter", "7m"));
        assertThat(config.avklaresEtter()).isEqualTo(Duration.ofMinutes(7));
    }
}
