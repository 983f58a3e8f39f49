package no.digisos.status.svarinn;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;

/** Refuses to start with an address that receivers could not call, or would send their password to in another way than meant. */
@ApplicationScoped
class Adressekontroll {
    void start(@Observes StartupEvent event, SvarInnConfig config) {
        config.adresse().ifPresent(Adressekontroll::krevBrukbar);
    }

    static void krevBrukbar(URI adresse) {
        boolean http = "https".equals(adresse.getScheme()) || "http".equals(adresse.getScheme());
        if (!http
                || adresse.getHost() == null
                || adresse.getRawUserInfo() != null
                || adresse.getRawQuery() != null
                || adresse.getRawFragment() != null) {
            throw new IllegalStateException(
                    "digisos.svarinn.adresse must be scheme, host and perhaps a path, such as https://digisos.example.no");
        }
    }
}
