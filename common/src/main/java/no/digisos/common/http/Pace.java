package no.digisos.common.http;

import java.time.Duration;

/**
 * How long we wait for a caller, in all, for what it has sent or taken so far. So the least rate holds for the whole and not for each
 * moment: whoever has been fast may stall for longer, up to the time that no transfer may exceed.
 *
 * @param bytesPerSekund the least rate, above 0
 * @param nadetid what is allowed beyond that
 * @param maks what is allowed at most
 */
record Pace(long bytesPerSekund, Duration nadetid, Duration maks) {

    static Pace of(TransferConfig config) {
        return new Pace(config.minsteFart().asLongValue(), config.nadetid(), config.maksTid());
    }

    /** Nanoseconds that may be waited for a caller that has sent or taken this many bytes. */
    long fristNanos(long bytes) {
        double seconds = (double) bytes / (double) bytesPerSekund;
        // In double: a limit may be set so that a long could not hold the product.
        return (long) Math.min((double) maks.toNanos(), (double) nadetid.toNanos() + seconds * 1e9);
    }
}
