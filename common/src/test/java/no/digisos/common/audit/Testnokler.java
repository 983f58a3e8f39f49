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
final class Testnokler implements AuditNokler {
    private final Map<String, byte[]> nokler = new HashMap<>();
    private String aktiv = "a1";

    Testnokler() {
        bytt("a1", "01".repeat(32));
        bytt("a2", "02".repeat(32));
    }

    void bytt(String id, String hex) {
        nokler.put(id, HexFormat.of().parseHex(hex));
    }

    void bruk(String id) {
        aktiv = id;
    }

    /** Leaves a broken chain alone for a minute of this clock. */
    Kjedevakt vakt(LongSupplier nanoTid) {
        return new Kjedevakt(this, Duration.ofMinutes(1), nanoTid, new SimpleMeterRegistry());
    }

    @Override
    public String aktivId() {
        return aktiv;
    }

    @Override
    public Mac hmac(String id) {
        byte[] nokkel = nokler.get(id);
        if (nokkel == null) {
            throw new IllegalArgumentException("Ukjent nøkkel: " + id);
        }
        try {
            Mac hmac = Mac.getInstance("HmacSHA256");
            hmac.init(new SecretKeySpec(nokkel, "HmacSHA256"));
            return hmac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
