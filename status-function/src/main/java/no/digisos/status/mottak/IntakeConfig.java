package no.digisos.status.mottak;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.UUID;

/** Limits of the queue that fagsystems read (delivery.md 1). */
@ConfigMapping(prefix = "digisos.mottak")
public interface IntakeConfig {
    /** The konto that messages come from: this installation's own, named in every message. */
    @WithDefault("d1915050-0000-4000-8000-000000000001")
    UUID avsenderKontoId();

    /** Most messages that one {@code hent} may lease. */
    @WithDefault("20")
    int maksHent();

    /** Shortest lease that may be asked for. */
    @WithDefault("60S")
    Duration minsteLeie();

    /** Longest lease that may be asked for. */
    @WithDefault("3600S")
    Duration lengsteLeie();

    /** The lease when none is asked for. */
    @WithDefault("900S")
    Duration leie();

    /** Longest wait of a {@code hent} for a message to come. */
    @WithDefault("30S")
    Duration lengsteVent();

    /**
     * How long after an attempt by SvarUt began its outcome is known at the latest: told to a fagsystem whose receipt must wait
     * for it. As long as fallback-job waits before it looks up; another value costs a question too many, or a wait, and no more.
     */
    @WithDefault("${digisos.fallback.avklares-etter:30M}")
    Duration avklaresEtter();

    /** When it is worth asking again about what should have been known, since SvarUt has not answered yet or a human must act. */
    @WithDefault("5M")
    Duration avklaresIgjen();

    /** How often a waiting {@code hent} looks. No connection is held between two looks. */
    @WithDefault("500MS")
    Duration ventMellomrom();
}
