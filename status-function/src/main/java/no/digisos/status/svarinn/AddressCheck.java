package no.digisos.status.svarinn;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Refuses to start with an address that receivers could not call, or would send their password to in another way than meant. Outside
 * the profiles of development and tests one must be set, and be https: taken from the request, it would be whatever host somebody
 * between here and the receiver wrote there.
 */
@ApplicationScoped
class AddressCheck {
    private static final List<String> WITHOUT_RECIPIENTS = List.of("dev", "test");

    void start(@Observes StartupEvent event, SvarInnConfig config) {
        check(config.aktiv(), config.adresse(), ConfigUtils.getProfiles());
    }

    static void check(boolean active, Optional<URI> address, Collection<String> profiles) {
        address.ifPresent(AddressCheck::requireUsable);
        boolean production = profiles.stream().noneMatch(WITHOUT_RECIPIENTS::contains);
        if (active
                && production
                && !address.map(URI::getScheme).filter("https"::equals).isPresent()) {
            throw new IllegalStateException(
                    "digisos.svarinn.adresse (DIGISOS_SVARINN_ADRESSE) must be set, and be https: fagsystems that speak SvarInn send"
                            + " their password to it. Without such fagsystems set digisos.svarinn.aktiv=false");
        }
    }

    static void requireUsable(URI address) {
        boolean http = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
        if (!http
                || address.getHost() == null
                || address.getRawUserInfo() != null
                || address.getRawQuery() != null
                || address.getRawFragment() != null) {
            throw new IllegalStateException(
                    "digisos.svarinn.adresse must be scheme, host and perhaps a path, such as https://digisos.example.no");
        }
    }
}
