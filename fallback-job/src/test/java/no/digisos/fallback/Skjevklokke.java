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
@Typed({Clock.class, Skjevklokke.class})
public class Skjevklokke extends Clock {
    private volatile Duration feil = Duration.ZERO;

    /** How far it is ahead of the right time. */
    public void still(Duration fram) {
        feil = fram;
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(feil);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId sone) {
        throw new UnsupportedOperationException("nobody asks for local time");
    }
}
