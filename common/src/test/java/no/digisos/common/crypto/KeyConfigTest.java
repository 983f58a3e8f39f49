package no.digisos.common.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyConfigTest {

    @Test
    void onlyTheDirectoryIsNeeded() {
        KeyConfig config = config(Map.of("digisos.nokler.katalog", "/etc/digisos/nokler"));

        assertThat(config.katalog()).isEqualTo(Path.of("/etc/digisos/nokler"));
        assertThat(config.aktiv().lager()).isEmpty();
        assertThat(config.aktiv().indeks()).isEmpty();
        assertThat(config.aktiv().fingeravtrykk()).isEmpty();
        assertThat(config.aktiv().audit()).isEmpty();
        assertThat(config.aktiv().plattform()).isEmpty();
        assertThatThrownBy(() -> config(Map.of())).hasMessageContaining("digisos.nokler.katalog");
    }

    @Test
    void everyPropertyIsRead() {
        KeyConfig.Active active = config(Map.of(
                        "digisos.nokler.katalog", "nokler",
                        "digisos.nokler.aktiv.lager", "a",
                        "digisos.nokler.aktiv.indeks", "b",
                        "digisos.nokler.aktiv.fingeravtrykk", "c",
                        "digisos.nokler.aktiv.audit", "d",
                        "digisos.nokler.aktiv.plattform", "e"))
                .aktiv();

        assertThat(active.lager()).hasValue("a");
        assertThat(active.indeks()).hasValue("b");
        assertThat(active.fingeravtrykk()).hasValue("c");
        assertThat(active.audit()).hasValue("d");
        assertThat(active.plattform()).hasValue("e");
    }

    private static KeyConfig config(Map<String, String> properties) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(KeyConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build();
        return config.getConfigMapping(KeyConfig.class);
    }
}
