package no.digisos.submit.acceptance;

import java.util.UUID;
import no.digisos.common.error.ApiException;

/** How a kind of submission answers a reference that is taken. */
@FunctionalInterface
public interface RepeatAnswer {
    /** What the new submission is to the one that has the reference. */
    enum Likeness {
        /**
         * The same again, with nothing that the first has not: its sender got no answer, or got it too late (pitfalls.md P21).
         */
        LIK,
        /** Another submission by the same person and organisation. */
        ANNET_INNHOLD,
        /** Of another person or by another organisation, who must learn nothing of the first. */
        ANNEN_AVSENDER
    }

    /**
     * Returns when the first one's acceptance is the answer.
     *
     * @param first the case of the submission that has the reference
     * @throws ApiException when the repeat is refused
     */
    void answer(Likeness likeness, UUID first);
}
