package no.digisos.common.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The legal bases that audit rows state. They are the controller's to decide; the defaults name the act that applies. */
@ConfigMapping(prefix = "digisos.audit")
public interface AuditConfig {
    /** Basis of a fagsystem's fetches, receipts and updates. */
    @WithDefault("sosialtjenesteloven kapittel 4 og 5")
    String hjemmelFagsystem();

    /** Basis of what a kommune's administrator configures. */
    @WithDefault("sosialtjenesteloven kapittel 2")
    String hjemmelKonfigurasjon();

    /** Basis of what NAV's staff read. */
    @WithDefault("arbeids- og velferdsforvaltningsloven og sosialtjenesteloven")
    String hjemmelNav();

    /** Basis of what a data-protection officer reads of this log. */
    @WithDefault("personvernforordningen artikkel 32 og 39")
    String hjemmelPersonvern();

    /** How often one function writes the chains' heads and counts to the log ({@link AuditAnchor}); {@code off} for never. */
    @WithDefault("60s")
    String ankerHvert();

    /**
     * For how long a broken chain is left alone before it is looked at again, since an operator may have repaired or closed it. One
     * that is still broken then is told of in the log anew.
     */
    @WithDefault("60s")
    Duration bruttKjedeHvert();
}
