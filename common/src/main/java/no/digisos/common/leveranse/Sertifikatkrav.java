package no.digisos.common.leveranse;

import java.time.Instant;

/** Whether something can be encrypted to a konto's certificate. */
@FunctionalInterface
public interface Sertifikatkrav {
    /**
     * Whether this certificate can be encrypted to at this time.
     *
     * @param sertifikat X.509, DER
     * @param tidspunkt the database's time
     * @return false also when the bytes are no certificate; never throws for their sake
     */
    boolean brukbart(byte[] sertifikat, Instant tidspunkt);
}
