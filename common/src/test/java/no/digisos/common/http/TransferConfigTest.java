package no.digisos.common.http;

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

class TransferConfigTest {
    private static final long MIB = 1024 * 1024;
    /** What the JVM calls the most of a heap of 256 MiB. */
    private static final long HEAP = 247 * MIB;

    @Test
    void defaults() {
        TransferConfig config = config(Map.of());
        assertThat(config.opplastinger()).isEqualTo(32);
        assertThat(config.opplastingerPerIntegrasjon()).isEqualTo(24);
        assertThat(config.nedlastinger()).isEqualTo(32);
        assertThat(config.nedlastingerPerIntegrasjon()).isEqualTo(24);
        assertThat(config.maksKo()).isEqualTo(512);
        assertThat(config.maksKoPerIntegrasjon()).isEqualTo(384);
        assertThat(config.maksVentetid()).isEqualTo(Duration.ofSeconds(20));
        assertThat(config.litenKropp().asLongValue()).isEqualTo(16 * 1024);
        assertThat(config.minsteFart().asLongValue()).isEqualTo(8 * 1024);
        assertThat(config.nadetid()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.maksTid()).isEqualTo(Duration.ofMinutes(30));
        assertThat(config.maksUtestaende().asLongValue()).isEqualTo(32 * MIB);
        assertThat(config.maksJsonMinne().asLongValue()).isEqualTo(40 * MIB);
        assertThat(config.maksHodetid()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.frieTrader()).isEqualTo(32);
    }

    @Test
    void the_defaults_fit_a_heap_of_256_MiB_and_the_usual_pools() {
        assertThatCode(() -> TransferCheck.check(config(Map.of()), HEAP, 200, 20))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "opplastinger,       150,  frie-trader",
        "nedlastinger,       200,  quarkus.thread-pool.max-threads",
        "frie-trader,        137,  frie-trader",
        "opplastinger,       129,  quarkus.datasource.jdbc.max-size",
        "maks-utestaende,    100M, maks-utestaende",
        "maks-json-minne,    60M,  maks-json-minne",
        "maks-json-minne,    1K,   maks-json-minne",
        "maks-ko,            5000, heap of 247 MiB",
        "liten-kropp,        2M,   liten-kropp",
        "liten-kropp,        0,    liten-kropp",
        "minste-fart,        0,    minste-fart",
        "nadetid,            PT0S, nadetid",
        "maks-tid,           PT0S, maks-tid",
        "maks-ventetid,      PT0S, maks-ventetid",
        "maks-hodetid,       PT0S, maks-hodetid"
    })
    void what_does_not_fit_does_not_start_and_is_named(String name, String value, String said) {
        TransferConfig config = config(Map.of("digisos.overforing." + name, value));
        assertThatThrownBy(() -> TransferCheck.check(config, HEAP, 200, 20))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("digisos.overforing.")
                .hasMessageContaining(said);
    }

    @ParameterizedTest
    @CsvSource({"63, 200, 20", "247, 95, 20", "247, 200, 7"})
    void defaults_that_do_not_fit_the_process_do_not_start(long heapMib, int threads, int connections) {
        assertThatThrownBy(() -> TransferCheck.check(config(Map.of()), heapMib * MIB, threads, connections))
                .isInstanceOf(IllegalStateException.class);
    }

    static TransferConfig config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withMapping(TransferConfig.class)
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(TransferConfig.class);
    }
}
