package no.digisos.common.crypto;

/** Looks at the plain octets of a document, in order, while it is read. */
@FunctionalInterface
public interface PlaintextObserver {

    /**
     * The next octets. The buffer belongs to the caller and is overwritten afterwards: nothing of it may be kept but a judgement.
     *
     * @param length octets to look at; may be 0
     */
    void see(byte[] buffer, int offset, int length);
}
