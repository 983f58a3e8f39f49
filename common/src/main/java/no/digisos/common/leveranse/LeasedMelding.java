package no.digisos.common.leveranse;

import java.time.Instant;
import java.util.UUID;

/**
 * A message handed out under a lease.
 *
 * @param leieId proves the lease in later calls
 * @param leieTil when the lease runs out, by the database's clock
 */
public record LeasedMelding(Leveranse leveranse, UUID leieId, Instant leieTil) {}
