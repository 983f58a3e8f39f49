package no.digisos.common.error;

import java.util.Objects;
import java.util.stream.Stream;

/** The chain of causes of a failure, bounded, since a chain may be a ring. */
final class Causes {
    private static final int MAX_DEPTH = 30;

    private Causes() {}

    /** The failure itself first, its root last. */
    static Stream<Throwable> of(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(MAX_DEPTH);
    }
}
