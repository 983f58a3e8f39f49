package no.digisos.common.crypto;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import no.digisos.testkit.config.ConfigCheck;
import org.junit.jupiter.api.Test;

class KeyConfigTest {

    @Test
    void the_defaults() {
        ConfigCheck.defaults(KeyConfig.class)
                .required("digisos.nokler.katalog", "/etc/digisos/11", KeyConfig::katalog, Path.of("/etc/digisos/11"))
                .expect(c -> c.aktiv().lager(), Optional.empty())
                .expect(c -> c.aktiv().indeks(), Optional.empty())
                .expect(c -> c.aktiv().fingeravtrykk(), Optional.empty())
                .expect(c -> c.aktiv().audit(), Optional.empty())
                .expect(c -> c.aktiv().plattform(), Optional.empty())
                .check();
    }

    @Test
    void every_name_is_mapped() {
        ConfigCheck.names(KeyConfig.class)
                .set("digisos.nokler.katalog", "/etc/digisos/11", KeyConfig::katalog, Path.of("/etc/digisos/11"))
                .set("digisos.nokler.aktiv.lager", "tekst 12", c -> c.aktiv().lager(), Optional.of("tekst 12"))
                .set("digisos.nokler.aktiv.indeks", "tekst 13", c -> c.aktiv().indeks(), Optional.of("tekst 13"))
                .set(
                        "digisos.nokler.aktiv.fingeravtrykk",
                        "tekst 14",
                        c -> c.aktiv().fingeravtrykk(),
                        Optional.of("tekst 14"))
                .set("digisos.nokler.aktiv.audit", "tekst 15", c -> c.aktiv().audit(), Optional.of("tekst 15"))
                .set(
                        "digisos.nokler.aktiv.plattform",
                        "tekst 16",
                        c -> c.aktiv().plattform(),
                        Optional.of("tekst 16"))
                .check();
    }

    @Test
    void onlyTheDirectoryIsNeeded() {
        assertThatThrownBy(() -> ConfigCheck.read(KeyConfig.class, Map.of()))
                .hasMessageContaining("digisos.nokler.katalog");
    }
}
