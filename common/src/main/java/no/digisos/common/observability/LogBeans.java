package no.digisos.common.observability;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The one throttle of a process. */
class LogBeans {
    @Produces
    @Singleton
    LogThrottle logThrottle(LogConfig config) {
        return new LogThrottle(config.mellomrom(), System::nanoTime);
    }
}
