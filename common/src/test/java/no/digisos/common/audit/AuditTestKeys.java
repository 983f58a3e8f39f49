package no.digisos.common.audit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Two audit keys, a1 and a2, of which a1 is used; and what goes with them. */
final class AuditTestKeys implements AuditKeys {
    private final Map<String, byte[]> keys = new HashMap<>();
    private String active = "a1";

    AuditTestKeys() {
        replace("a1", "01".repeat(32));
        replace("a2", "02".repeat(32));
    }

    void replace(String id, String hex) {
        keys.put(id, HexFormat.of().parseHex(hex));
    }

    void use(String id) {
        active = id;
    }

    /** Leaves a broken chain alone for a minute of this clock. */
    ChainGuard guard(LongSupplier nanoTime) {
        return new ChainGuard(this, Duration.ofMinutes(1), nanoTime, new SimpleMeterRegistry());
    }

    @Override
    public String activeId() {
        return active;
    }

    @Override
    public Mac hmac(String id) {
        byte[] key = keys.get(id);
        if (key == null) {
            throw new IllegalArgumentException("Ukjent nøkkel: " + id);
        }
        try {
            Mac hmac = Mac.getInstance("HmacSHA256");
            hmac.init(new SecretKeySpec(key, "HmacSHA256"));
            return hmac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
