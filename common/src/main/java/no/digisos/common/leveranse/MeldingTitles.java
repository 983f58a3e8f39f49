package no.digisos.common.leveranse;

import io.smallrye.config.WithDefault;

/** The titles that messages have where receivers list them, each a setting of the mapping that has these among its own. */
public interface MeldingTitles {
    /** Title of a søknad. Titles show in mailboxes and lists: never put anything about the person in them. */
    @WithDefault("Søknad til NAV")
    String tittelSoknad();

    /** Title of an ettersendelse. */
    @WithDefault("Ettersendelse til NAV")
    String tittelEttersendelse();

    /** Title of a klage. */
    @WithDefault("Klage til NAV")
    String tittelKlage();

    /** Title of an ettersendelse to a klage. */
    @WithDefault("Ettersendelse til klage til NAV")
    String tittelKlageEttersendelse();

    /** Title of the message that a klage is withdrawn. */
    @WithDefault("Trukket klage til NAV")
    String tittelKlageTrukket();

    /** The title of a message of this type. */
    static String of(MeldingTitles titles, MeldingType type) {
        return switch (type) {
            case SOKNAD -> titles.tittelSoknad();
            case ETTERSENDELSE -> titles.tittelEttersendelse();
            case KLAGE -> titles.tittelKlage();
            case KLAGE_ETTERSENDELSE -> titles.tittelKlageEttersendelse();
            case KLAGE_TREKK -> titles.tittelKlageTrukket();
        };
    }
}
