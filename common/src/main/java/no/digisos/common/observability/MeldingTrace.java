package no.digisos.common.observability;

import java.util.UUID;

/** Knows which case and submission a delivery is of. */
public interface MeldingTrace {
    /** The fields of this delivery's lines; only its own id when no more can be found out now. Throws nothing. */
    LogTrace of(UUID meldingId);
}
