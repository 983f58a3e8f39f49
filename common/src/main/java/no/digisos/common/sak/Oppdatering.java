package no.digisos.common.sak;

import java.time.Instant;
import java.util.UUID;

/**
 * One digisos-soker.json of a case; each replaces the last, which stays in the history. A row of {@link OppdateringTable}.
 *
 * @param dokumentId the digisos-soker.json
 * @param tidspunkt when it came
 */
public record Oppdatering(UUID digisosId, UUID dokumentId, Instant tidspunkt) {}
