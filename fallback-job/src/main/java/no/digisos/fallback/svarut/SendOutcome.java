package no.digisos.fallback.svarut;

import java.time.Duration;
import java.util.UUID;

/**
 * What is known after a sending: a closed set, so that nothing falls between (delivery.md 3, rules E and G). {@code grunn} can
 * be logged and stored: it holds a status, SvarUt's errorId or the kind of failure, never text that SvarUt or a document gave.
 */
public sealed interface SendOutcome {

    /** SvarUt took the responsibility and gave an id. */
    record Sent(UUID forsendelsesId) implements SendOutcome {}

    /** SvarUt refused what was sent (400, 413, 415). The same form of it will be refused again. */
    record Avvist(int status, String grunn) implements SendOutcome {}

    /**
     * Nothing was accepted, and that is certain; a new attempt is safe without a look-up.
     *
     * @param etter the least wait before it
     * @param alarm whether it will fail again until somebody acts (access, certificate)
     */
    record TryAgain(Duration etter, String grunn, boolean alarm) implements SendOutcome {}

    /**
     * SvarUt may or may not have accepted it. Never send again before the look-up by eksternReferanse, and that not before
     * SvarUt's own time limit has passed.
     */
    record Unknown(String grunn) implements SendOutcome {}
}
