package no.digisos.common.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UploadConfigTest {
    private static final long MIB = 1024 * 1024;

    @Test
    void defaults() {
        UploadConfig config = config(Map.of());
        assertThat(UploadLimits.of(config))
                .isEqualTo(new UploadLimits(200 * MIB, 50 * MIB, 100, 8 * 1024, Math.toIntExact(4 * MIB)));
        assertThat(config.maksFilnavn()).isEqualTo(500);
        assertThat(config.maksTomming().asLongValue()).isEqualTo(256 * MIB);
        assertThat(config.maksTommetid()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void every_property_is_read() {
        UploadConfig config = config(Map.of(
                "digisos.opplasting.maks-foresporsel", "1G",
                "digisos.opplasting.maks-fil", "20M",
                "digisos.opplasting.maks-deler", "7",
                "digisos.opplasting.maks-del-hode", "3K",
                "digisos.opplasting.maks-json", "5000",
                "digisos.opplasting.maks-filnavn", "50",
                "digisos.opplasting.maks-tomming", "2G",
                "digisos.opplasting.maks-tommetid", "PT7S"));
        assertThat(UploadLimits.of(config)).isEqualTo(new UploadLimits(1024 * MIB, 20 * MIB, 7, 3 * 1024, 5000));
        assertThat(config.maksFilnavn()).isEqualTo(50);
        assertThat(config.maksTomming().asLongValue()).isEqualTo(2048 * MIB);
        assertThat(config.maksTommetid()).isEqualTo(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @CsvSource({
        "maks-foresporsel, 0",
        "maks-fil, 0",
        "maks-fil, 201M",
        "maks-deler, 0",
        "maks-deler, -1",
        "maks-del-hode, 0",
        "maks-json, 0",
        "maks-json, 2G",
        "maks-json, 4294967297"
    })
    void a_limit_that_makes_no_sense_is_refused_by_name(String property, String value) {
        UploadConfig config = config(Map.of("digisos.opplasting." + property, value));
        assertThatThrownBy(() -> UploadLimits.of(config))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("digisos.opplasting." + property + " ");
    }

    @Test
    void the_tightest_limits_are_allowed() {
        assertThatCode(() -> new UploadLimits(1, 1, 1, 1, 1)).doesNotThrowAnyException();
    }

    @Test
    void a_size_is_written_in_the_largest_unit_that_fits() {
        assertThat(ByteSize.text(50 * MIB)).isEqualTo("50 MiB");
        assertThat(ByteSize.text(MIB + 1024)).isEqualTo("1025 KiB");
        assertThat(ByteSize.text(1025)).isEqualTo("1025 byte");
        assertThat(ByteSize.text(0)).isEqualTo("0 byte");
    }

    private static UploadConfig config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withMapping(UploadConfig.class)
                .withConverter(MemorySize.class, 500, new MemorySizeConverter())
                .withSources(new PropertiesConfigSource(properties, "test", 500))
                .build()
                .getConfigMapping(UploadConfig.class);
    }
}
