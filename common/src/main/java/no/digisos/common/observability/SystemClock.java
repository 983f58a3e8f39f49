package no.digisos.common.observability;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;

/** The one producer of the machine's clock. It stamps logs and error bodies; deadlines are decided by the database's clock. */
public class SystemClock {
    @Produces
    @ApplicationScoped
    Clock clock() {
        return system();
    }

    /** The same clock, for what is made outside the container. */
    public static Clock system() {
        return Clock.systemUTC();
    }
}
