package no.digisos.fallback;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The machine's clock of the job under test, which a test may set wrong. */
@Alternative
@Priority(1)
@Singleton
@Typed({Clock.class, SkewedClock.class})
public class SkewedClock extends Clock {
    private volatile Duration failure = Duration.ZERO;

    /** How far it is ahead of the right time. */
    public void set(Duration forward) {
        failure = forward;
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(failure);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("nobody asks for local time");
    }
}
