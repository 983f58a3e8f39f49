package no.digisos.status.konfigurasjon;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import no.digisos.common.security.SecurityConfig;

/**
 * Says at start when nobody can configure a kommune. No reason not to start: what is delivered and received has no need of it, and a
 * client that is not named opens nothing.
 */
@ApplicationScoped
class ClientCheck {
    void start(@Observes StartupEvent event, SecurityConfig config) {
        if (config.adminKlienter().isEmpty()) {
            Log.warn("digisos.tilgang.admin-klienter (DIGISOS_TILGANG_ADMIN_KLIENTER) names no ID-porten client:"
                    + " no administrator can configure a kommune");
        }
    }
}
