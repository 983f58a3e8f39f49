package no.digisos.drift.person;

import java.time.Instant;
import no.digisos.common.sak.SakTable.Count;
import org.jspecify.annotations.Nullable;

/**
 * The cases under a number and those that it is joined with.
 *
 * @param forste when the first was opened; ISO 8601, UTC
 * @param siste when the last was opened
 */
record SakCounts(
        int antall, @Nullable String forste, @Nullable String siste) {
    static final SakCounts NONE = new SakCounts(0, null, null);

    static SakCounts of(Count counted) {
        return new SakCounts(counted.antall(), text(counted.forste()), text(counted.siste()));
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
