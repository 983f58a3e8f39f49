package no.digisos.common.tls;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.tls.BaseTlsConfiguration;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which settings of TLS let a function start; what Quarkus makes of the variables is seen by the packaged functions. */
class TlsTest {
    private static final String NAME = "QUARKUS_HTTP_TLS_CONFIGURATION_NAME";
    private static final String STANDARD = "";
    private static final Map<String, String> EVERYTHING = Map.of(
            NAME,
            "mtls",
            "QUARKUS_TLS_MTLS_KEY_STORE_PEM_FUNKSJON_CERT",
            "c",
            "QUARKUS_TLS_MTLS_KEY_STORE_PEM_FUNKSJON_KEY",
            "k",
            "QUARKUS_TLS_MTLS_TRUST_STORE_PEM_CERTS",
            "t",
            "QUARKUS_HTTP_INSECURE_REQUESTS",
            "disabled");

    @Test
    void without_a_word_of_tls_a_function_starts() {
        assertStarts(tls(Map.of(), Map.of()));
        assertStarts(tlsOf(
                Map.of(
                        "quarkus.tls.key-store.sni",
                        "false",
                        "quarkus.tls.trust-store.certificate-expiration-policy",
                        "warn"),
                Map.of(STANDARD, empty())));
    }

    @Test
    void with_key_trust_name_and_a_word_of_plain_http_it_starts_and_may_require_a_certificate() {
        Tls tls = tls(EVERYTHING, Map.of("mtls", withEverything()));
        assertStarts(tls);
        assertThatCode(() -> tls.requireClientCertificate("x")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                NAME,
                "QUARKUS_OIDC_MASKINPORTEN_TLS_TLS_CONFIGURATION_NAME",
                "QUARKUS_MAILER_TLS_CONFIGURATION_NAME",
                "QUARKUS_MANAGEMENT_TLS_CONFIGURATION_NAME"
            })
    void a_name_of_nothing_stops_it_whoever_says_it(String variable) {
        assertStops(tls(Map.of(variable, "ukjent"), Map.of()), "«ukjent»", "QUARKUS_TLS_UKJENT_");
    }

    @Test
    void a_name_of_a_configuration_without_a_key_stops_it_and_tells_the_variables_that_work() {
        Map<String, String> withNumber = Map.of(
                NAME,
                "mtls",
                "QUARKUS_TLS_MTLS_KEY_STORE_PEM_0_CERT",
                "c",
                "QUARKUS_TLS_MTLS_KEY_STORE_PEM_0_KEY",
                "k",
                "QUARKUS_HTTP_INSECURE_REQUESTS",
                "disabled");
        assertStops(
                tls(withNumber, Map.of("mtls", empty())),
                "has no key",
                "QUARKUS_TLS_MTLS_KEY_STORE_PEM_FUNKSJON_CERT",
                "QUARKUS_TLS_MTLS_KEY_STORE_PEM_FUNKSJON_KEY",
                "no number");
    }

    @Test
    void a_configuration_that_nothing_uses_stops_it() {
        Map<String, String> withoutName = new HashMap<>(EVERYTHING);
        withoutName.remove(NAME);
        assertStops(tls(withoutName, Map.of("mtls", withEverything())), "has no effect", "«mtls»", NAME);
        assertStops(
                tls(Map.of("QUARKUS_TLS_MTLS_KEY_STORE_PEM_0_CERT", "c"), Map.of("mtls", empty())),
                "has no effect",
                "«mtls»");
        assertStops(
                tlsOf(Map.of("quarkus.tls.mtls.key-store.pem.0.cert", "c"), Map.of("mtls", withEverything())),
                "has no effect",
                "«mtls»");
        assertStops(
                tls(Map.of("QUARKUS_TLS_KEY_STORE_PEM_0_CERT", "c"), Map.of(STANDARD, empty())),
                "has no effect",
                "QUARKUS_TLS_KEY_STORE_PEM_FUNKSJON_CERT");
    }

    @Test
    void one_that_a_client_of_ours_uses_is_used() {
        assertStarts(tls(
                Map.of(
                        "QUARKUS_MAILER_TLS_CONFIGURATION_NAME",
                        "e-post",
                        "QUARKUS_TLS_E_POST_TRUST_STORE_PEM_CERTS",
                        "t"),
                Map.of("e-post", withTrust())));
    }

    @Test
    void tls_without_a_word_of_plain_http_stops_it() {
        Map<String, String> without = new HashMap<>(EVERYTHING);
        without.remove("QUARKUS_HTTP_INSECURE_REQUESTS");
        assertStops(tls(without, Map.of("mtls", withEverything())), "QUARKUS_HTTP_INSECURE_REQUESTS", "in clear");
        assertStops(
                tls(Map.of("QUARKUS_TLS_KEY_STORE_PEM_FUNKSJON_CERT", "c"), Map.of(STANDARD, withEverything())),
                "QUARKUS_HTTP_INSECURE_REQUESTS",
                "in clear");
    }

    @Test
    void a_certificate_cannot_be_required_without_tls_or_without_trust_or_where_none_is_asked_for() {
        assertRequireStops(tls(Map.of(), Map.of()), "has no TLS", NAME, "QUARKUS_TLS_MTLS_TRUST_STORE_PEM_CERTS");
        assertRequireStops(
                tls(EVERYTHING, Map.of("mtls", withKey())),
                "has no trust store",
                "QUARKUS_TLS_MTLS_TRUST_STORE_PEM_CERTS");
        assertRequireStops(tls(EVERYTHING, Map.of("mtls", withEverything()), "none"), "never asks");
    }

    private static void assertStarts(Tls tls) {
        assertThatCode(tls::check).doesNotThrowAnyException();
    }

    private static void assertStops(Tls tls, String... parts) {
        var failure = assertThatThrownBy(tls::check).isInstanceOf(ConfigurationException.class);
        for (String part : parts) {
            failure.hasMessageContaining(part);
        }
    }

    private static void assertRequireStops(Tls tls, String... parts) {
        var failure = assertThatThrownBy(() -> tls.requireClientCertificate("kreves is true"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("kreves is true, but ");
        for (String part : parts) {
            failure.hasMessageContaining(part);
        }
    }

    private static Tls tls(Map<String, String> environment, Map<String, TlsConfiguration> settings) {
        return tls(environment, settings, "request");
    }

    private static Tls tls(
            Map<String, String> environment, Map<String, TlsConfiguration> settings, String clientCertificate) {
        return new Tls(
                new SmallRyeConfigBuilder()
                        .withSources(
                                new EnvConfigSource(environment, 300),
                                new PropertiesConfigSource(
                                        Map.of("quarkus.http.ssl.client-auth", clientCertificate), "bygd", 100))
                        .build(),
                register(settings));
    }

    private static Tls tlsOf(Map<String, String> properties, Map<String, TlsConfiguration> settings) {
        return new Tls(
                new SmallRyeConfigBuilder()
                        .withSources(new PropertiesConfigSource(properties, "egenskaper", 300))
                        .build(),
                register(settings));
    }

    private static TlsConfigurationRegistry register(Map<String, TlsConfiguration> settings) {
        return new TlsConfigurationRegistry() {
            @Override
            public Optional<TlsConfiguration> get(String name) {
                return Optional.ofNullable(settings.get(name));
            }

            @Override
            public Optional<TlsConfiguration> getDefault() {
                return get(STANDARD);
            }

            @Override
            public void register(String name, TlsConfiguration configuration) {
                throw new UnsupportedOperationException();
            }
        };
    }

    private static TlsConfiguration empty() {
        return new Settings(false, false);
    }

    private static TlsConfiguration withKey() {
        return new Settings(true, false);
    }

    private static TlsConfiguration withTrust() {
        return new Settings(false, true);
    }

    private static TlsConfiguration withEverything() {
        return new Settings(true, true);
    }

    private static final class Settings extends BaseTlsConfiguration {
        private final boolean key;
        private final boolean trust;

        Settings(boolean key, boolean trust) {
            this.key = key;
            this.trust = trust;
        }

        @Override
        public @Nullable KeyCertOptions getKeyStoreOptions() {
            return key ? new PemKeyCertOptions() : null;
        }

        @Override
        public @Nullable TrustOptions getTrustStoreOptions() {
            return trust ? new PemTrustOptions() : null;
        }
    }
}
