package no.digisos.status.konfigurasjon;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of what a kommune may configure. */
@ConfigMapping(prefix = "digisos.konfigurasjon")
public interface KonfigurasjonConfig {
    /** Longest certificate that may be uploaded, bytes. */
    @WithDefault("65536")
    int maksSertifikat();

    /** Most kontoer of a kommune, the closed ones too. */
    @WithDefault("100")
    int maksKontoer();

    /** Most NAV offices of a konto. */
    @WithDefault("200")
    int maksEnheter();

    /** How many days before a konto's certificate runs out the configuration's {@code merknader} say so. */
    @WithDefault("60")
    int sertifikatMerknadDager();

    /** Most live integrations that a kommune has made. */
    @WithDefault("100")
    int maksIntegrasjoner();

    /** Most addresses in one list of contacts. */
    @WithDefault("20")
    int maksKontakter();
}
