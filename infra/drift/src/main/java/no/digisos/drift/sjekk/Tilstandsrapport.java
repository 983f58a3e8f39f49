package no.digisos.drift.sjekk;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@link Sjekk}.
 *
 * @param mangler what keeps the functions from being ready
 * @param uavgjort undecided deliveries by state
 */
record Tilstandsrapport(boolean klar, @Nullable String mangler, Map<String, Antall> uavgjort) {
    /**
     * How many there are.
     *
     * @param eldsteSekunder since the oldest of them was accepted
     */
    record Antall(long antall, long eldsteSekunder) {}
}
