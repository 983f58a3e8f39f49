package no.digisos.common.tls;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * The TLS of the function, as its configuration has it. A setting of TLS that would have no effect stops the start with one
 * sentence: without this, a name that is written in another way than Quarkus reads it leaves the function answering in clear, and
 * says nothing.
 *
 * <p>Environment variables are the trap. {@code QUARKUS_TLS_MTLS_KEY_STORE_PEM_FUNKSJON_CERT} is a key store;
 * {@code …_PEM_0_CERT} is none, since a number there is taken for the index of a list.
 */
@ApplicationScoped
public class Tls {
    private static final String SERVER_NAME = "quarkus.http.tls-configuration-name";
    private static final String WITHOUT_TLS = "quarkus.http.insecure-requests";
    private static final String CLIENT_CERTIFICATE = "quarkus.http.ssl.client-auth";
    /** The older way to give the server a key and a trust store, which Quarkus still reads. */
    private static final String OLDER = "quarkus.http.ssl.certificate.";

    /** As a property and as the environment variable of one, which is not always known by the property's name. */
    private static final Pattern REFERENCE =
            Pattern.compile("quarkus[._].*tls[-_]configuration[-_]name", Pattern.CASE_INSENSITIVE);

    /** A key or a certificate, or where one is; beside these, configuration has defaults that nobody set. */
    private static final Pattern STORE = Pattern.compile(
            "quarkus[._]tls[._]+(?:\"?([^.\"]+?)\"?[._]+)?(?:key|trust)[-._]store[._](?:.*[._])?(?:certs?|key|path)",
            Pattern.CASE_INSENSITIVE);

    private final Config config;
    private final TlsConfigurationRegistry register;

    public Tls(Config config, TlsConfigurationRegistry register) {
        this.config = config;
        this.register = register;
    }

    void start(@Observes StartupEvent event) {
        check();
    }

    /**
     * Proves that every setting of TLS has an effect.
     *
     * @throws ConfigurationException saying which has none
     */
    void check() {
        SortedMap<String, String> references = references();
        references.forEach((property, name) -> {
            if (register.get(name).isEmpty()) {
                throw new ConfigurationException(property + " is «" + name
                        + "», but there is no TLS configuration of that name: set " + variable(name) + "…");
            }
        });
        Optional<String> theServers = value(SERVER_NAME);
        if (theServers.isPresent() && !hasKey(register.get(theServers.get()))) {
            throw new ConfigurationException(SERVER_NAME + " is «" + theServers.get()
                    + "», but that TLS configuration has no key, so the function would answer in clear: set "
                    + key(theServers.get()));
        }
        Set<String> used = new TreeSet<>();
        references.values().forEach(name -> used.add(comparable(name)));
        for (String property : config.getPropertyNames()) {
            Matcher store = STORE.matcher(property);
            if (!store.matches()) {
                continue;
            }
            String name = store.group(1);
            if (name == null ? !hasStore(register.getDefault()) : !used.contains(comparable(name))) {
                throw new ConfigurationException(property + " has no effect: "
                        + (name == null
                                ? "it gives no key and no trust. A key is " + key(null)
                                : "nothing uses the TLS configuration «" + comparable(name)
                                        + "». For the function's own"
                                        + " address set QUARKUS_HTTP_TLS_CONFIGURATION_NAME to its name"));
            }
        }
        if (server() && value(WITHOUT_TLS).isEmpty()) {
            throw new ConfigurationException("the function has TLS, and " + WITHOUT_TLS
                    + " does not say whether it answers in clear as well: set QUARKUS_HTTP_INSECURE_REQUESTS to disabled, or to"
                    + " enabled if health is probed by plain HTTP");
        }
    }

    /**
     * Proves that a client can show a certificate.
     *
     * @param why the setting that makes no sense otherwise, as the beginning of a sentence
     * @throws ConfigurationException when the function has no TLS, trusts nobody's certificates, or never asks for one
     */
    public void requireClientCertificate(String why) {
        // Whichever observer starts first: a setting without effect is the nearer cause.
        check();
        if (value(CLIENT_CERTIFICATE)
                .filter(value -> !value.equalsIgnoreCase("none"))
                .isEmpty()) {
            throw new ConfigurationException(
                    why + ", but this function never asks for a client's certificate: only metadata-function does");
        }
        if (!server()) {
            throw new ConfigurationException(why
                    + ", but the function has no TLS, so nobody can show one: set QUARKUS_HTTP_TLS_CONFIGURATION_NAME=mtls, "
                    + key("mtls") + ", and " + trust("mtls"));
        }
        Optional<String> name = value(SERVER_NAME);
        if (theServers().map(tls -> tls.getTrustStoreOptions() == null).orElse(!hasOlder("trust-store-file"))) {
            throw new ConfigurationException(why
                    + ", but the function's TLS has no trust store, so nobody's certificate gets through: set "
                    + trust(name.orElse(null)));
        }
    }

    /** Whether the function's own address has TLS. */
    private boolean server() {
        return theServers().isPresent() || hasOlder("files") || hasOlder("key-store-file");
    }

    private Optional<TlsConfiguration> theServers() {
        return value(SERVER_NAME)
                .map(register::get)
                .orElseGet(register::getDefault)
                .filter(Tls::withKey);
    }

    private SortedMap<String, String> references() {
        SortedMap<String, String> all = new TreeMap<>();
        for (String property : config.getPropertyNames()) {
            if (REFERENCE.matcher(property).matches()) {
                value(property).ifPresent(name -> all.put(property, name));
            }
        }
        value(SERVER_NAME).ifPresent(name -> all.put(SERVER_NAME, name));
        return all;
    }

    private boolean hasOlder(String property) {
        return value(OLDER + property).isPresent()
                || value(OLDER + property + "s").isPresent();
    }

    private Optional<String> value(String property) {
        return config.getOptionalValue(property, String.class);
    }

    private static boolean hasKey(Optional<TlsConfiguration> tls) {
        return tls.filter(Tls::withKey).isPresent();
    }

    private static boolean hasStore(Optional<TlsConfiguration> tls) {
        return tls.filter(store -> withKey(store) || store.getTrustStoreOptions() != null)
                .isPresent();
    }

    private static boolean withKey(TlsConfiguration tls) {
        return tls.getKeyStoreOptions() != null;
    }

    /** Names of TLS configurations, as an environment variable can tell them apart. */
    private static String comparable(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    }

    private static String key(@Nullable String name) {
        String prefix = variable(name) + "KEY_STORE_PEM_FUNKSJON_";
        return prefix + "CERT and " + prefix + "KEY (where FUNKSJON may be another word, but no number)";
    }

    private static String trust(@Nullable String name) {
        return variable(name) + "TRUST_STORE_PEM_CERTS";
    }

    private static String variable(@Nullable String name) {
        return name == null ? "QUARKUS_TLS_" : "QUARKUS_TLS_" + comparable(name).toUpperCase(Locale.ROOT) + "_";
    }
}
