package no.digisos.common.observability;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The one throttle of a process. */
class LoggBeans {
    @Produces
    @Singleton
    Loggdemper loggdemper(LoggConfig config) {
        return new Loggdemper(config.mellomrom(), System::nanoTime);
    }
}
