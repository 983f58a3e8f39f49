package no.digisos.common.leveranse;

/** The kinds of message that a konto can list (delivery.md 2 and 7; the klage types are ours). */
public enum Meldingstype {
    SOKNAD("soknad"),
    ETTERSENDELSE("ettersendelse"),
    KLAGE("klage"),
    KLAGE_ETTERSENDELSE("klage.ettersendelse"),
    KLAGE_TREKK("klage.trekk");

    private final String ledd;

    Meldingstype(String ledd) {
        this.ledd = ledd;
    }

    /** The name on the wire, for example {@code no.nav.digisos.soknad.v1}. */
    public String navn() {
        return "no.nav.digisos." + ledd + ".v1";
    }

    /**
     * The type with this name on the wire.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Meldingstype ofNavn(String navn) {
        for (Meldingstype type : values()) {
            if (type.navn().equals(navn)) {
                return type;
            }
        }
        throw new IllegalArgumentException("Ukjent meldingstype: " + navn);
    }
}
