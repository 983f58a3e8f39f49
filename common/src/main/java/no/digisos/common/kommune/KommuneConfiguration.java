package no.digisos.common.kommune;

import java.time.Instant;
import java.util.UUID;

/**
 * A kommune's configuration as it stands.
 *
 * @param versjon counts the changes of it and of the kommune's kontoer
 * @param endret when the last of them was made
 */
public record KommuneConfiguration(
        String kommunenummer, String navn, UUID fiksOrgId, KommuneSettings oppsett, long versjon, Instant endret) {}
