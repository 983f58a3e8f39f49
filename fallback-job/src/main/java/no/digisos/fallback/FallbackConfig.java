package no.digisos.fallback;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When and how the job works (delivery.md 1, 3 and 7). Relations between the durations are checked at start. */
@ConfigMapping(prefix = "digisos.fallback")
public interface FallbackConfig {
    /** The interval of the service mode. */
    @WithDefault("10s")
    Duration mellomrom();

    /** A run claims nothing new after this long. */
    @WithDefault("60s")
    Duration nyttArbeid();

    /** Most rows that one statement takes. */
    @WithDefault("100")
    int bolk();

    /** How long past its frist a message is spared whose data is being imported under a live lease. */
    @WithDefault("15m")
    Duration nade();

    /** How long a withdrawn message is held for a late receipt before it is sent; a rejected one is not held. */
    @WithDefault("10m")
    Duration hold();

    /** Leases with data downloaded, without a receipt, after which a message is withdrawn. */
    @WithDefault("5")
    int maksDataforsok();

    /** Least time between the first and the last of those downloads. */
    @WithDefault("2h")
    Duration minsteDatatid();

    /**
     * How long after its intent an unknown outcome is looked up: the post window, SvarUt's own 15 minutes, and a margin.
     */
    @WithDefault("30m")
    Duration avklaresEtter();

    /** The wait before a new attempt after a look-up found nothing, or after SvarUt refused what it had taken. */
    @WithDefault("1m")
    Duration nyttForsokEtter();

    /** Age at which a half-received document is removed: twice the longest request that can be. */
    @WithDefault("2h")
    Duration halvmottattAlder();

    /** Age since the last touch at which mellomlagring expires; NAV keeps drafts for up to 19 days. */
    @WithDefault("30d")
    Duration mellomlagringAlder();
}
