package no.digisos.common.leveranse;

/** Why a delivery waits for a human. Stored in {@code stopparsak}; the text beside it says what exactly was wrong. */
public enum StopReason {
    /** SvarUt refused it, also under neutral names and types. */
    SVARUT_NEKTET,
    /** SvarUt took it and refused it afterwards, again and again. */
    AVVIST_AV_SVARUT,
    /** What is stored cannot be opened, breaks SvarUt's rules, or leaves nothing to print. */
    KAN_IKKE_SENDES,
    /** The kommune has no address at all; goes on by itself when it gets one. */
    INGEN_ADRESSE;

    /**
     * What an operator reads: this word, and the detail.
     *
     * @param detail without personal data
     */
    public String text(String detail) {
        return name() + ": " + detail;
    }
}
