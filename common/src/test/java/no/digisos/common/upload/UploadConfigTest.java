package no.digisos.common.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import no.digisos.testkit.config.ConfigCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UploadConfigTest {
    private static final long MIB = 1024 * 1024;

    @Test
    void the_defaults() {
        ConfigCheck.defaults(UploadConfig.class)
                .expect(UploadConfig::maksForesporsel, mib(200))
                .expect(UploadConfig::maksFil, mib(50))
                .expect(UploadConfig::maksDeler, 100)
                .expect(UploadConfig::maksFilnavn, 500)
                .expect(UploadConfig::maksDelHode, kib(8))
                .expect(UploadConfig::maksJson, mib(4))
                .expect(UploadConfig::maksTomming, mib(256))
                .expect(UploadConfig::maksTommetid, Duration.ofSeconds(30))
                .check();
    }

    @Test
    void every_name_is_mapped() {
        ConfigCheck.names(UploadConfig.class)
                .set("digisos.opplasting.maks-foresporsel", "11K", UploadConfig::maksForesporsel, kib(11))
                .set("digisos.opplasting.maks-fil", "12K", UploadConfig::maksFil, kib(12))
                .set("digisos.opplasting.maks-deler", "13", UploadConfig::maksDeler, 13)
                .set("digisos.opplasting.maks-filnavn", "14", UploadConfig::maksFilnavn, 14)
                .set("digisos.opplasting.maks-del-hode", "15K", UploadConfig::maksDelHode, kib(15))
                .set("digisos.opplasting.maks-json", "16K", UploadConfig::maksJson, kib(16))
                .set("digisos.opplasting.maks-tomming", "17K", UploadConfig::maksTomming, kib(17))
                .set("digisos.opplasting.maks-tommetid", "18s", UploadConfig::maksTommetid, Duration.ofSeconds(18))
                .check();
    }

    @Test
    void the_limits_are_what_the_settings_say() {
        assertThat(UploadLimits.of(config(Map.of())))
                .isEqualTo(new UploadLimits(200 * MIB, 50 * MIB, 100, 8 * 1024, Math.toIntExact(4 * MIB)));
        assertThat(UploadLimits.of(config(Map.of(
                        "digisos.opplasting.maks-foresporsel", "1G",
                        "digisos.opplasting.maks-fil", "20M",
                        "digisos.opplasting.maks-deler", "7",
                        "digisos.opplasting.maks-del-hode", "3K",
                        "digisos.opplasting.maks-json", "5000"))))
                .isEqualTo(new UploadLimits(1024 * MIB, 20 * MIB, 7, 3 * 1024, 5000));
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
        return ConfigCheck.read(UploadConfig.class, properties);
    }

    private static MemorySize kib(int number) {
        return new MemorySize(BigInteger.valueOf(number).shiftLeft(10));
    }

    private static MemorySize mib(int number) {
        return new MemorySize(BigInteger.valueOf(number).shiftLeft(20));
    }
}
