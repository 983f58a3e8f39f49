package no.digisos.drift;

/** Exit codes of every command. */
public final class Utgang {
    public static final int UTFORT = 0;
    public static final int NEKTET = 1;
    public static final int KUNNE_IKKE = 2;

    private Utgang() {}
}
