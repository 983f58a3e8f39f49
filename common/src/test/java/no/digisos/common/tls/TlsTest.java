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
    private static final String NAVN = "QUARKUS_HTTP_TLS_CONFIGURATION_NAME";
    private static final String STANDARD = "";
    private static final Map<String, String> ALT = Map.of(
            NAVN,
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
        assertStarter(tls(Map.of(), Map.of()));
        assertStarter(tlsAv(
                Map.of(
                        "quarkus.tls.key-store.sni",
                        "false",
                        "quarkus.tls.trust-store.certificate-expiration-policy",
                        "warn"),
                Map.of(STANDARD, tom())));
    }

    @Test
    void with_key_trust_name_and_a_word_of_plain_http_it_starts_and_may_require_a_certificate() {
        Tls tls = tls(ALT, Map.of("mtls", medAlt()));
        assertStarter(tls);
        assertThatCode(() -> tls.krevKlientsertifikat("x")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                NAVN,
                "QUARKUS_OIDC_MASKINPORTEN_TLS_TLS_CONFIGURATION_NAME",
                "QUARKUS_MAILER_TLS_CONFIGURATION_NAME",
                "QUARKUS_MANAGEMENT_TLS_CONFIGURATION_NAME"
            })
    void a_name_of_nothing_stops_it_whoever_says_it(String variabel) {
        assertStopper(tls(Map.of(variabel, "ukjent"), Map.of()), "«ukjent»", "QUARKUS_TLS_UKJENT_");
    }

    @Test
    void a_name_of_a_configuration_without_a_key_stops_it_and_tells_the_variables_that_work() {
        Map<String, String> medTall = Map.of(
                NAVN,
                "mtls",
                "QUARKUS_TLS_MTLS_KEY_STORE_PEM_0_CERT",
                "c",
                "QUARKUS_TLS_MTLS_KEY_STORE_PEM_0_KEY",
                "k",
                "QUARKUS_HTTP_INSECURE_REQUESTS",
                "disabled");
        assertStopper(
                tls(medTall, Map.of("mtls", tom())),
                "has no key",
                "QUARKUS_TLS_MTLS_KEY_STORE_PEM_FUNKSJON_CERT",
                "QUARKUS_TLS_MTLS_KEY_STORE_PEM_FUNKSJON_KEY",
                "no number");
    }

    @Test
    void a_configuration_that_nothing_uses_stops_it() {
        Map<String, String> utenNavn = new HashMap<>(ALT);
        utenNavn.remove(NAVN);
        assertStopper(tls(utenNavn, Map.of("mtls", medAlt())), "has no effect", "«mtls»", NAVN);
        assertStopper(
                tls(Map.of("QUARKUS_TLS_MTLS_KEY_STORE_PEM_0_CERT", "c"), Map.of("mtls", tom())),
                "has no effect",
                "«mtls»");
        assertStopper(
                tlsAv(Map.of("quarkus.tls.mtls.key-store.pem.0.cert", "c"), Map.of("mtls", medAlt())),
                "has no effect",
                "«mtls»");
        assertStopper(
                tls(Map.of("QUARKUS_TLS_KEY_STORE_PEM_0_CERT", "c"), Map.of(STANDARD, tom())),
                "has no effect",
                "QUARKUS_TLS_KEY_STORE_PEM_FUNKSJON_CERT");
    }

    @Test
    void one_that_a_client_of_ours_uses_is_used() {
        assertStarter(tls(
                Map.of(
                        "QUARKUS_MAILER_TLS_CONFIGURATION_NAME",
                        "e-post",
                        "QUARKUS_TLS_E_POST_TRUST_STORE_PEM_CERTS",
                        "t"),
                Map.of("e-post", medTillit())));
    }

    @Test
    void tls_without_a_word_of_plain_http_stops_it() {
        Map<String, String> uten = new HashMap<>(ALT);
        uten.remove("QUARKUS_HTTP_INSECURE_REQUESTS");
        assertStopper(tls(uten, Map.of("mtls", medAlt())), "QUARKUS_HTTP_INSECURE_REQUESTS", "in clear");
        assertStopper(
                tls(Map.of("QUARKUS_TLS_KEY_STORE_PEM_FUNKSJON_CERT", "c"), Map.of(STANDARD, medAlt())),
                "QUARKUS_HTTP_INSECURE_REQUESTS",
                "in clear");
    }

    @Test
    void a_certificate_cannot_be_required_without_tls_or_without_trust_or_where_none_is_asked_for() {
        assertKrevStopper(tls(Map.of(), Map.of()), "has no TLS", NAVN, "QUARKUS_TLS_MTLS_TRUST_STORE_PEM_CERTS");
        assertKrevStopper(
                tls(ALT, Map.of("mtls", medNokkel())), "has no trust store", "QUARKUS_TLS_MTLS_TRUST_STORE_PEM_CERTS");
        assertKrevStopper(tls(ALT, Map.of("mtls", medAlt()), "none"), "never asks");
    }

    private static void assertStarter(Tls tls) {
        assertThatCode(tls::kontroller).doesNotThrowAnyException();
    }

    private static void assertStopper(Tls tls, String... deler) {
        var feil = assertThatThrownBy(tls::kontroller).isInstanceOf(ConfigurationException.class);
        for (String del : deler) {
            feil.hasMessageContaining(del);
        }
    }

    private static void assertKrevStopper(Tls tls, String... deler) {
        var feil = assertThatThrownBy(() -> tls.krevKlientsertifikat("kreves is true"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("kreves is true, but ");
        for (String del : deler) {
            feil.hasMessageContaining(del);
        }
    }

    private static Tls tls(Map<String, String> miljo, Map<String, TlsConfiguration> oppsett) {
        return tls(miljo, oppsett, "request");
    }

    private static Tls tls(Map<String, String> miljo, Map<String, TlsConfiguration> oppsett, String klientsertifikat) {
        return new Tls(
                new SmallRyeConfigBuilder()
                        .withSources(
                                new EnvConfigSource(miljo, 300),
                                new PropertiesConfigSource(
                                        Map.of("quarkus.http.ssl.client-auth", klientsertifikat), "bygd", 100))
                        .build(),
                register(oppsett));
    }

    private static Tls tlsAv(Map<String, String> egenskaper, Map<String, TlsConfiguration> oppsett) {
        return new Tls(
                new SmallRyeConfigBuilder()
                        .withSources(new PropertiesConfigSource(egenskaper, "egenskaper", 300))
                        .build(),
                register(oppsett));
    }

    private static TlsConfigurationRegistry register(Map<String, TlsConfiguration> oppsett) {
        return new TlsConfigurationRegistry() {
            @Override
            public Optional<TlsConfiguration> get(String navn) {
                return Optional.ofNullable(oppsett.get(navn));
            }

            @Override
            public Optional<TlsConfiguration> getDefault() {
                return get(STANDARD);
            }

            @Override
            public void register(String navn, TlsConfiguration konfigurasjon) {
                throw new UnsupportedOperationException();
            }
        };
    }

    private static TlsConfiguration tom() {
        return new Oppsett(false, false);
    }

    private static TlsConfiguration medNokkel() {
        return new Oppsett(true, false);
    }

    private static TlsConfiguration medTillit() {
        return new Oppsett(false, true);
    }

    private static TlsConfiguration medAlt() {
        return new Oppsett(true, true);
    }

    private static final class Oppsett extends BaseTlsConfiguration {
        private final boolean nokkel;
        private final boolean tillit;

        Oppsett(boolean nokkel, boolean tillit) {
            this.nokkel = nokkel;
            this.tillit = tillit;
        }

        @Override
        public @Nullable KeyCertOptions getKeyStoreOptions() {
            return nokkel ? new PemKeyCertOptions() : null;
        }

        @Override
        public @Nullable TrustOptions getTrustStoreOptions() {
            return tillit ? new PemTrustOptions() : null;
        }
    }
}
