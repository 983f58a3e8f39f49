package no.digisos.common.startup;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import no.digisos.common.audit.AuditKeys;
import no.digisos.common.crypto.BlindIndex;
import no.digisos.common.crypto.Sealer;

/** Refuses to start without the keys that every function needs; each key names its file or property when it is wrong. */
@ApplicationScoped
class StartupCheck {
    void start(@Observes StartupEvent event, Sealer sealer, BlindIndex blindIndex, AuditKeys auditKeys) {
        Log.debugf("keys are loaded: audit %s", auditKeys.activeId());
    }
}
