package no.digisos.common.leveranse;

/** The kinds of message that a konto can list (delivery.md 2 and 7; the klage types are ours). */
public enum MeldingType {
    SOKNAD("soknad"),
    ETTERSENDELSE("ettersendelse"),
    KLAGE("klage"),
    KLAGE_ETTERSENDELSE("klage.ettersendelse"),
    KLAGE_TREKK("klage.trekk");

    private final String items;

    MeldingType(String items) {
        this.items = items;
    }

    /** The name on the wire, for example {@code no.nav.digisos.soknad.v1}. */
    public String wireName() {
        return "no.nav.digisos." + items + ".v1";
    }

    /**
     * The type with this name on the wire.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static MeldingType ofName(String wireName) {
        for (MeldingType type : values()) {
            if (type.wireName().equals(wireName)) {
                return type;
            }
        }
        throw new IllegalArgumentException("Ukjent meldingstype: " + wireName);
    }
}
