package no.digisos.fallback.varsel;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Whom to tell, and how often. The mail server is Quarkus' own configuration: {@code QUARKUS_MAILER_HOST}, {@code _PORT},
 * {@code _START_TLS}, {@code _USERNAME}, {@code _PASSWORD}.
 */
@ConfigMapping(prefix = "digisos.varsel")
public interface VarselConfig {
    /** The sender's address. Left out, no mail is sent; logs, metrics and exit codes tell the same. */
    Optional<String> avsender();

    /** The operator's address: gets a copy of everything, and what concerns a kommune without a tekniskAnsvarlig. */
    Optional<String> drift();

    /** Least time between two mails to one kommune; what comes meanwhile goes into the next. */
    @WithDefault("1h")
    Duration mellomrom();

    /** How long a message has waited in the queue when its kommune is first warned; again at half of its frist. */
    @WithDefault("2h")
    Duration ventetid();

    /**
     * How many days before a konto's certificate runs out its kommune is told, 0 being the day itself; each once for each
     * certificate. Was the job away, only the latest of those that have passed is told.
     */
    @WithDefault("60,30,7,1,0")
    List<Integer> sertifikatDager();

    /** Of how many kontoer the days left are shown as a metric each, those that run out first. */
    @WithDefault("1000")
    int maksSertifikatserier();

    /** Attempts at one mail, with waits that double from a minute to an hour, before it is given up with an alarm. */
    @WithDefault("12")
    int maksForsok();

    /** Older than this, what was never sent is no longer worth a mail: they were switched off, or the server was away. */
    @WithDefault("3d")
    Duration maksAlder();

    /** The longest that sending one mail may take. */
    @WithDefault("30s")
    Duration tidsgrense();

    /** For how long an instance has a kommune's mail to itself; longer than {@link #tidsgrense()}. */
    @WithDefault("5m")
    Duration leie();
}
