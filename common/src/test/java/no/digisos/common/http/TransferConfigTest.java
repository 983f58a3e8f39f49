package no.digisos.common.http;

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

class TransferConfigTest {
    private static final long MIB = 1024 * 1024;
    /** What the JVM calls the most of a heap of 256 MiB. */
    private static final long HEAP = 247 * MIB;

    @Test
    void the_defaults() {
        ConfigCheck.defaults(TransferConfig.class)
                .expect(TransferConfig::opplastinger, 32)
                .expect(TransferConfig::opplastingerPerIntegrasjon, 24)
                .expect(TransferConfig::nedlastinger, 32)
                .expect(TransferConfig::nedlastingerPerIntegrasjon, 24)
                .expect(TransferConfig::maksKo, 512)
                .expect(TransferConfig::maksKoPerIntegrasjon, 384)
                .expect(TransferConfig::maksVentetid, Duration.ofSeconds(20))
                .expect(TransferConfig::litenKropp, kib(16))
                .expect(TransferConfig::minsteFart, kib(8))
                .expect(TransferConfig::nadetid, Duration.ofSeconds(30))
                .expect(TransferConfig::maksTid, Duration.ofMinutes(30))
                .expect(TransferConfig::maksUtestaende, mib(32))
                .expect(TransferConfig::maksJsonMinne, mib(40))
                .expect(TransferConfig::maksHodetid, Duration.ofSeconds(30))
                .expect(TransferConfig::frieTrader, 32)
                .check();
    }

    @Test
    void every_name_is_mapped() {
        ConfigCheck.names(TransferConfig.class)
                .set("digisos.overforing.opplastinger", "11", TransferConfig::opplastinger, 11)
                .set(
                        "digisos.overforing.opplastinger-per-integrasjon",
                        "12",
                        TransferConfig::opplastingerPerIntegrasjon,
                        12)
                .set("digisos.overforing.nedlastinger", "13", TransferConfig::nedlastinger, 13)
                .set(
                        "digisos.overforing.nedlastinger-per-integrasjon",
                        "14",
                        TransferConfig::nedlastingerPerIntegrasjon,
                        14)
                .set("digisos.overforing.maks-ko", "15", TransferConfig::maksKo, 15)
                .set("digisos.overforing.maks-ko-per-integrasjon", "16", TransferConfig::maksKoPerIntegrasjon, 16)
                .set("digisos.overforing.maks-ventetid", "17s", TransferConfig::maksVentetid, Duration.ofSeconds(17))
                .set("digisos.overforing.liten-kropp", "18K", TransferConfig::litenKropp, kib(18))
                .set("digisos.overforing.minste-fart", "19K", TransferConfig::minsteFart, kib(19))
                .set("digisos.overforing.nadetid", "20s", TransferConfig::nadetid, Duration.ofSeconds(20))
                .set("digisos.overforing.maks-tid", "21s", TransferConfig::maksTid, Duration.ofSeconds(21))
                .set("digisos.overforing.maks-utestaende", "22K", TransferConfig::maksUtestaende, kib(22))
                .set("digisos.overforing.maks-json-minne", "23K", TransferConfig::maksJsonMinne, kib(23))
                .set("digisos.overforing.maks-hodetid", "24s", TransferConfig::maksHodetid, Duration.ofSeconds(24))
                .set("digisos.overforing.frie-trader", "25", TransferConfig::frieTrader, 25)
                .check();
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
        return ConfigCheck.read(TransferConfig.class, properties);
    }

    private static MemorySize kib(int number) {
        return new MemorySize(BigInteger.valueOf(number).shiftLeft(10));
    }

    private static MemorySize mib(int number) {
        return new MemorySize(BigInteger.valueOf(number).shiftLeft(20));
    }
}
