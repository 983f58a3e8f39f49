package no.digisos.drift.command;

/** Exit codes of every command. */
public final class ExitCodes {
    public static final int EXECUTED = 0;
    public static final int REFUSED = 1;
    public static final int COULD_NOT = 2;

    private ExitCodes() {}
}
