package no.digisos.testkit.svarut;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The failures that are still to happen, in the order they were asked for. */
final class FailurePlan {

    private static final Set<Failure.Type> ON_SEND = EnumSet.complementOf(
            EnumSet.of(Failure.Type.LOOKUP_LAG, Failure.Type.LOOKUP_UNREADABLE, Failure.Type.DOWN));

    private static final Duration ALWAYS = Duration.ofDays(10_000);

    private final List<Failure> planned = new ArrayList<>();

    synchronized void add(Failure failure) {
        if (failure.antall() != null && failure.antall() == 0) {
            throw new IllegalArgumentException("antall må være minst 1");
        }
        planned.add(failure);
    }

    synchronized void reset() {
        planned.clear();
    }

    synchronized List<Failure> planned() {
        return List.copyOf(planned);
    }

    /** What is to happen to this send; counts as having happened. */
    Optional<Failure> onSend(@Nullable String eksternRef) {
        return take(ON_SEND, eksternRef);
    }

    /** How young a forsendelse must be for this look-up by reference to miss it; zero when it misses nothing. */
    Duration hidesFromLookup(@Nullable String eksternRef) {
        return take(EnumSet.of(Failure.Type.LOOKUP_LAG), eksternRef)
                .map(lag -> lag.millis() == null ? ALWAYS : Duration.ofMillis(lag.millisOrZero()))
                .orElse(Duration.ZERO);
    }

    /** Whether this look-up by reference is to be answered in a shape that no description has. */
    boolean garblesLookup(@Nullable String eksternRef) {
        return take(EnumSet.of(Failure.Type.LOOKUP_UNREADABLE), eksternRef).isPresent();
    }

    /** Whether this call of any kind is to be refused. */
    boolean isDown() {
        return take(EnumSet.of(Failure.Type.DOWN), null).isPresent();
    }

    private synchronized Optional<Failure> take(Set<Failure.Type> types, @Nullable String eksternRef) {
        for (int i = 0; i < planned.size(); i++) {
            Failure failure = planned.get(i);
            boolean concerns =
                    failure.eksternRef() == null || failure.eksternRef().equals(eksternRef);
            if (types.contains(failure.type()) && concerns) {
                Failure left = failure.oneLess();
                if (left.antall() != null && left.antall() == 0) {
                    planned.remove(i);
                } else {
                    planned.set(i, left);
                }
                return Optional.of(failure);
            }
        }
        return Optional.empty();
    }
}
