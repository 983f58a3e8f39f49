package no.digisos.common.audit;

import jakarta.inject.Singleton;
import javax.crypto.Mac;
import no.digisos.common.crypto.KeyConfig;
import no.digisos.common.crypto.KeyRing;

/** The audit keys of the key directory. */
@Singleton
class AuditKeyRing implements AuditKeys {
    private final KeyRing ring;

    AuditKeyRing(KeyConfig config) {
        this.ring =
                KeyRing.load(config.katalog().resolve("audit"), config.aktiv().audit());
    }

    @Override
    public String activeId() {
        return ring.activeId();
    }

    @Override
    public Mac hmac(String id) {
        if (!ring.has(id)) {
            throw new IllegalArgumentException("Ukjent nøkkel: " + id);
        }
        return ring.hmac(id);
    }
}
