package no.digisos.common.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the functions must know of an upgrade that is under way. */
@ConfigMapping(prefix = "digisos.oppgradering")
public interface Upgrade {
    /**
     * Whether functions from before schema 15 answer beside these, as while they are replaced one by one. Then hashes of documents and
     * Idempotency-Keys are written as those functions read and write them, open, and nothing is sealed afterwards; both forms are read
     * in any case. Set it for all functions and fallback-job until the last of the old ones is gone, and then take it away: fallback-job
     * seals the rest. Not needed where all are stopped before the new ones start.
     */
    @WithDefault("false")
    boolean gamleFunksjoner();
}
