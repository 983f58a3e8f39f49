package no.digisos.status.svarinn;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code mottakFeilet} (svarut.md 6); both are required.
 *
 * @param permanent whether the receiver will never take it
 */
@RegisterForReflection
record IntakeFailure(@Nullable String feilmelding, @Nullable Boolean permanent) {}
