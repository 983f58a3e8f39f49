package no.digisos.common.upload;

/**
 * The limits that hold while an upload is read. All are inclusive: a body of exactly the limit is accepted.
 *
 * @param maksForesporsel bytes of the whole body
 * @param maksFil bytes of one plain file
 * @param maksDeler number of parts
 * @param maksDelHode bytes of one part's header fields, the blank line included
 * @param maksJson bytes of one JSON part
 */
public record UploadLimits(long maksForesporsel, long maksFil, int maksDeler, int maksDelHode, int maksJson) {
    /** A JSON part becomes one array; the largest array of a JVM is a little below the largest int. */
    private static final int MAX_ARRAY = Integer.MAX_VALUE - 16;

    private static final int EXTRA_FRACTION = 8;
    private static final int LEAST_EXTRA = 256 * 1024;

    /**
     * Checks the limits and their relations.
     *
     * @throws IllegalArgumentException when a limit makes no sense; the message names the property, for the operator
     */
    public UploadLimits {
        require(maksForesporsel > 0, "maks-foresporsel", "must be above 0");
        require(maksFil > 0, "maks-fil", "must be above 0");
        require(maksFil <= maksForesporsel, "maks-fil", "must not exceed digisos.opplasting.maks-foresporsel");
        require(maksDeler > 0, "maks-deler", "must be above 0");
        require(maksDelHode > 0, "maks-del-hode", "must be above 0");
        require(maksJson > 0 && maksJson <= MAX_ARRAY, "maks-json", "must be above 0 and below 2 GiB");
    }

    /**
     * The limits that the operator has set. Call it at start, so that a process with senseless limits does not start.
     *
     * @throws IllegalArgumentException when a limit makes no sense
     */
    public static UploadLimits of(UploadConfig config) {
        return new UploadLimits(
                config.maksForesporsel().asLongValue(),
                config.maksFil().asLongValue(),
                config.maksDeler(),
                saturated(config.maksDelHode().asLongValue()),
                saturated(config.maksJson().asLongValue()));
    }

    /**
     * Bytes of one file part as it is sent. Encryption adds some hundred, and 4 for each piece that a client cuts the file into, the
     * smallest known of 1000. What is told of it is {@link #maksFil()}, the only limit that a sender needs to know.
     */
    long maxFilePart() {
        long extra = maksFil / EXTRA_FRACTION + LEAST_EXTRA;
        return maksFil > Long.MAX_VALUE - extra ? Long.MAX_VALUE : maksFil + extra;
    }

    /** Too big for an int stays too big, and is refused, where a cast could make it small. */
    private static int saturated(long bytes) {
        return Math.clamp(bytes, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static void require(boolean holds, String property, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("digisos.opplasting." + property + " " + rule);
        }
    }
}
