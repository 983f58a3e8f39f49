package no.digisos.fallback.svarut;

import java.util.List;
import java.util.UUID;

/** What SvarUt knows of a reference of ours. */
public sealed interface LookupOutcome {

    /**
     * There are forsendelser with the reference. More than one is a duplicate, which the caller should raise an alarm for.
     *
     * @param forsendelsesIder never empty; the oldest first, as far as SvarUt tells their dates, those without a date last
     */
    record Found(List<UUID> forsendelsesIder) implements LookupOutcome {
        public Found {
            forsendelsesIder = List.copyOf(forsendelsesIder);
            if (forsendelsesIder.isEmpty()) {
                throw new IllegalArgumentException("Funnet without a forsendelse is Ingen");
            }
        }
    }

    /** SvarUt answered clearly that there is none. */
    record None() implements LookupOutcome {}

    /** It is not known. Never to be read as {@link None}. {@code grunn} can be logged. */
    record Feilet(String grunn) implements LookupOutcome {}
}
