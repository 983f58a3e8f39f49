package no.digisos.common.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file of TLS that is not there is told of when configuration is read, in one sentence. */
class TlsfilerTest {
    private static final String FUNKSJONENS = "QUARKUS_TLS_MTLS_KEY_STORE_PEM_FUNKSJON_CERT";

    @TempDir
    Path katalog;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quarkus.tls.mtls.key-store.pem.funksjon.cert",
                "quarkus.tls.mtls.key-store.pem.funksjon.key",
                "quarkus.tls.mtls.key-store.p12.path",
                "quarkus.tls.mtls.key-store.jks.path",
                "quarkus.tls.mtls.trust-store.pem.certs",
                "quarkus.tls.mtls.trust-store.p12.path",
                "quarkus.tls.mtls.trust-store.jks.path",
                "quarkus.tls.key-store.pem.funksjon.cert",
                "quarkus.tls.trust-store.pem.certs"
            })
    void it_names_the_property_and_the_file(String egenskap) throws IOException {
        Path fil = katalog.resolve("fil");
        ConfigSource kilde = new PropertiesConfigSource(Map.of(egenskap, fil.toString()), "test", 100);
        assertRefused(kilde, egenskap, fil);
        Files.createDirectory(fil);
        assertRefused(kilde, egenskap, fil);
        Files.delete(fil);
        Files.createFile(fil);
        assertThat(les(kilde).lagre()).hasSize(1);
    }

    @Test
    void so_it_does_for_what_an_environment_variable_says() throws IOException {
        Path fil = katalog.resolve("funksjon.crt");
        ConfigSource kilde = new EnvConfigSource(Map.of(FUNKSJONENS, fil.toString()), 300);
        assertRefused(kilde, "quarkus.tls.mtls.key-store.pem.funksjon.cert", fil);
        Files.createFile(fil);
        assertThat(les(kilde).lagre()).containsOnlyKeys("mtls");
    }

    @Test
    void without_tls_there_is_nothing_to_read() {
        assertThat(les(new PropertiesConfigSource(Map.of("quarkus.tls.mtls.reload-period", "1H"), "test", 100))
                        .lagre())
                .isEmpty();
    }

    private static void assertRefused(ConfigSource kilde, String egenskap, Path fil) {
        assertThatThrownBy(() -> les(kilde))
                .isInstanceOf(ConfigValidationException.class)
                .hasMessageContaining(egenskap + " ")
                .hasMessageContaining(fil.toString())
                .hasMessageContaining("there is no such file");
    }

    private static Tlsfiler les(ConfigSource kilde) {
        return new SmallRyeConfigBuilder()
                .withSources(kilde)
                .withMapping(Tlsfiler.class)
                .withValidateUnknown(false)
                .build()
                .getConfigMapping(Tlsfiler.class);
    }
}
