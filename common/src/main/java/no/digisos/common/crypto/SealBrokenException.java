package no.digisos.common.crypto;

/**
 * A sealed value does not open: it was altered, moved to another place, or sealed with a key that is not there. The text
 * holds no part of the value.
 */
public final class SealBrokenException extends RuntimeException {

    SealBrokenException(String message) {
        super(message);
    }
}
