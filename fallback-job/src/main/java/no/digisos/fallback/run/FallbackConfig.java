package no.digisos.fallback.run;

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

    /**
     * The least time that must be left of {@link #avklaresEtter()} once SvarUt must have given up: how long its look-up may
     * lag behind what it accepted.
     */
    @WithDefault("10m")
    Duration oppslagsmargin();

    /** The wait before a new attempt after a look-up found nothing, or after SvarUt refused what it had taken. */
    @WithDefault("1m")
    Duration nyttForsokEtter();

    /** Each attempt doubles the wait before the next, up to this; SvarUt may be down for days. */
    @WithDefault("1h")
    Duration lengsteVent();

    /**
     * The difference between the database server's clock and this machine's from which on a run does nothing. A database's clock that has
     * jumped ahead makes every wait too short, also the one before an unknown outcome is looked up, and what SvarUt is taking at that moment
     * would be sent twice. Well below {@link #oppslagsmargin()}.
     */
    @WithDefault("1m")
    Duration maksKlokkeavvik();

    /** Refusals by SvarUt after it had taken the shipment, after which it is stopped for a human. */
    @WithDefault("2")
    int maksAvvisninger();

    /** How long after its withdrawal a delivery that is neither with SvarUt nor stopped is counted as late. */
    @WithDefault("4h")
    Duration forsinketEtter();

    /** The look-up for duplicates afterwards. */
    DuplicateCheck dublettkontroll();

    /** Age at which a half-received document is removed: twice the longest request that can be. */
    @WithDefault("2h")
    Duration halvmottattAlder();

    /** Age since the last touch at which mellomlagring expires; NAV keeps drafts for up to 19 days. */
    @WithDefault("30d")
    Duration mellomlagringAlder();

    /** Age at which what a decided delivery keeps of the fagsystem's words (sealed) is removed. */
    @WithDefault("90d")
    Duration kvitteringAlder();

    /** How long after its case was deleted a decided delivery is counted ({@code leveranse_statistikk}) and its row removed. */
    @WithDefault("365d")
    Duration leveranseAlder();

    /** Each forsendelse is looked up an hour after its intent and then at an interval; more than one id is an alarm. */
    interface DuplicateCheck {
        /** From one look-up of a forsendelse to the next. */
        @WithDefault("1d")
        Duration mellomrom();

        /** For how long after the latest intent. */
        @WithDefault("3d")
        Duration lengde();

        /** Most look-ups in one run, so that SvarUt is not flooded. */
        @WithDefault("20")
        int perKjoring();

        /** When a look-up that failed, or whose instance died, is made again. */
        @WithDefault("10m")
        Duration leie();
    }
}
