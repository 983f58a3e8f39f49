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
    private static final String TJENERENS_NAVN = "quarkus.http.tls-configuration-name";
    private static final String UTEN_TLS = "quarkus.http.insecure-requests";
    private static final String KLIENTSERTIFIKAT = "quarkus.http.ssl.client-auth";
    /** The older way to give the server a key and a trust store, which Quarkus still reads. */
    private static final String ELDRE = "quarkus.http.ssl.certificate.";

    /** As a property and as the environment variable of one, which is not always known by the property's name. */
    private static final Pattern HENVISNING =
            Pattern.compile("quarkus[._].*tls[-_]configuration[-_]name", Pattern.CASE_INSENSITIVE);

    /** A key or a certificate, or where one is; beside these, configuration has defaults that nobody set. */
    private static final Pattern LAGER = Pattern.compile(
            "quarkus[._]tls[._]+(?:\"?([^.\"]+?)\"?[._]+)?(?:key|trust)[-._]store[._](?:.*[._])?(?:certs?|key|path)",
            Pattern.CASE_INSENSITIVE);

    private final Config config;
    private final TlsConfigurationRegistry register;

    public Tls(Config config, TlsConfigurationRegistry register) {
        this.config = config;
        this.register = register;
    }

    void start(@Observes StartupEvent event) {
        kontroller();
    }

    /**
     * Proves that every setting of TLS has an effect.
     *
     * @throws ConfigurationException saying which has none
     */
    void kontroller() {
        SortedMap<String, String> henvisninger = henvisninger();
        henvisninger.forEach((egenskap, navn) -> {
            if (register.get(navn).isEmpty()) {
                throw new ConfigurationException(egenskap + " is «" + navn
                        + "», but there is no TLS configuration of that name: set " + variabel(navn) + "…");
            }
        });
        Optional<String> tjenerens = verdi(TJENERENS_NAVN);
        if (tjenerens.isPresent() && !harNokkel(register.get(tjenerens.get()))) {
            throw new ConfigurationException(TJENERENS_NAVN + " is «" + tjenerens.get()
                    + "», but that TLS configuration has no key, so the function would answer in clear: set "
                    + nokkel(tjenerens.get()));
        }
        Set<String> brukte = new TreeSet<>();
        henvisninger.values().forEach(navn -> brukte.add(likt(navn)));
        for (String egenskap : config.getPropertyNames()) {
            Matcher lager = LAGER.matcher(egenskap);
            if (!lager.matches()) {
                continue;
            }
            String navn = lager.group(1);
            if (navn == null ? !harLager(register.getDefault()) : !brukte.contains(likt(navn))) {
                throw new ConfigurationException(egenskap + " has no effect: "
                        + (navn == null
                                ? "it gives no key and no trust. A key is " + nokkel(null)
                                : "nothing uses the TLS configuration «" + likt(navn) + "». For the function's own"
                                        + " address set QUARKUS_HTTP_TLS_CONFIGURATION_NAME to its name"));
            }
        }
        if (tjener() && verdi(UTEN_TLS).isEmpty()) {
            throw new ConfigurationException("the function has TLS, and " + UTEN_TLS
                    + " does not say whether it answers in clear as well: set QUARKUS_HTTP_INSECURE_REQUESTS to disabled, or to"
                    + " enabled if health is probed by plain HTTP");
        }
    }

    /**
     * Proves that a client can show a certificate.
     *
     * @param hvorfor the setting that makes no sense otherwise, as the beginning of a sentence
     * @throws ConfigurationException when the function has no TLS, trusts nobody's certificates, or never asks for one
     */
    public void krevKlientsertifikat(String hvorfor) {
        // Whichever observer starts first: a setting without effect is the nearer cause.
        kontroller();
        if (verdi(KLIENTSERTIFIKAT)
                .filter(verdi -> !verdi.equalsIgnoreCase("none"))
                .isEmpty()) {
            throw new ConfigurationException(
                    hvorfor + ", but this function never asks for a client's certificate: only metadata-function does");
        }
        if (!tjener()) {
            throw new ConfigurationException(hvorfor
                    + ", but the function has no TLS, so nobody can show one: set QUARKUS_HTTP_TLS_CONFIGURATION_NAME=mtls, "
                    + nokkel("mtls") + ", and " + tillit("mtls"));
        }
        Optional<String> navn = verdi(TJENERENS_NAVN);
        if (tjenerens().map(tls -> tls.getTrustStoreOptions() == null).orElse(!harEldre("trust-store-file"))) {
            throw new ConfigurationException(hvorfor
                    + ", but the function's TLS has no trust store, so nobody's certificate gets through: set "
                    + tillit(navn.orElse(null)));
        }
    }

    /** Whether the function's own address has TLS. */
    private boolean tjener() {
        return tjenerens().isPresent() || harEldre("files") || harEldre("key-store-file");
    }

    private Optional<TlsConfiguration> tjenerens() {
        return verdi(TJENERENS_NAVN)
                .map(register::get)
                .orElseGet(register::getDefault)
                .filter(Tls::medNokkel);
    }

    private SortedMap<String, String> henvisninger() {
        SortedMap<String, String> alle = new TreeMap<>();
        for (String egenskap : config.getPropertyNames()) {
            if (HENVISNING.matcher(egenskap).matches()) {
                verdi(egenskap).ifPresent(navn -> alle.put(egenskap, navn));
            }
        }
        verdi(TJENERENS_NAVN).ifPresent(navn -> alle.put(TJENERENS_NAVN, navn));
        return alle;
    }

    private boolean harEldre(String egenskap) {
        return verdi(ELDRE + egenskap).isPresent()
                || verdi(ELDRE + egenskap + "s").isPresent();
    }

    private Optional<String> verdi(String egenskap) {
        return config.getOptionalValue(egenskap, String.class);
    }

    private static boolean harNokkel(Optional<TlsConfiguration> tls) {
        return tls.filter(Tls::medNokkel).isPresent();
    }

    private static boolean harLager(Optional<TlsConfiguration> tls) {
        return tls.filter(lager -> medNokkel(lager) || lager.getTrustStoreOptions() != null)
                .isPresent();
    }

    private static boolean medNokkel(TlsConfiguration tls) {
        return tls.getKeyStoreOptions() != null;
    }

    /** Names of TLS configurations, as an environment variable can tell them apart. */
    private static String likt(String navn) {
        return navn.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    }

    private static String nokkel(@Nullable String navn) {
        String forstavelse = variabel(navn) + "KEY_STORE_PEM_FUNKSJON_";
        return forstavelse + "CERT and " + forstavelse + "KEY (where FUNKSJON may be another word, but no number)";
    }

    private static String tillit(@Nullable String navn) {
        return variabel(navn) + "TRUST_STORE_PEM_CERTS";
    }

    private static String variabel(@Nullable String navn) {
        return navn == null ? "QUARKUS_TLS_" : "QUARKUS_TLS_" + likt(navn).toUpperCase(Locale.ROOT) + "_";
    }
}
