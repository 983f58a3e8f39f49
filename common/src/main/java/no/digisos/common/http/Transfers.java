package no.digisos.common.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import no.digisos.common.http.Places.Place;
import no.digisos.common.observability.LogThrottle;

/**
 * The places of the transfers that go on in this process. In metrics {@code digisos.overforinger} (places that are taken), {@code
 * digisos.overforinger.ko} (how many wait) and {@code digisos.overforinger.avslag} (503 for want of one), each by {@code retning}.
 */
@ApplicationScoped
public class Transfers {
    /** Which way the bytes go. */
    enum Direction {
        OPPLASTING,
        NEDLASTING
    }

    private final Places uploads;
    private final Places downloads;
    private final Duration maxWaitTime;
    private final int smallBody;
    private final Vertx vertx;
    private final MeterRegistry registry;
    private final LogThrottle throttle;

    public Transfers(TransferConfig config, Vertx vertx, MeterRegistry registry, LogThrottle throttle) {
        this.uploads = new Places(
                config.opplastinger(),
                config.opplastingerPerIntegrasjon(),
                config.maksKo(),
                config.maksKoPerIntegrasjon());
        this.downloads = new Places(
                config.nedlastinger(),
                config.nedlastingerPerIntegrasjon(),
                config.maksKo(),
                config.maksKoPerIntegrasjon());
        this.maxWaitTime = config.maksVentetid();
        this.smallBody = Math.toIntExact(config.litenKropp().asLongValue());
        this.vertx = vertx;
        this.registry = registry;
        this.throttle = throttle;
        for (Direction direction : Direction.values()) {
            Gauge.builder("digisos.overforinger", places(direction), Places::taken)
                    .tag("retning", direction.name())
                    .register(registry);
            Gauge.builder("digisos.overforinger.ko", places(direction), Places::inQueue)
                    .tag("retning", direction.name())
                    .register(registry);
        }
    }

    /**
     * Asks for a place.
     *
     * @param who asks: equal for all calls of one integration, or of one person
     * @param answer is called once, with the place, or with none when none came free in time; perhaps before this returns
     * @return who leaves the line when the place is not wanted any more
     */
    Places.Waiting request(Direction direction, Object who, Consumer<Optional<Place>> answer) {
        Answer once = new Answer(direction, answer);
        Places.Waiting waiting = places(direction).request(who, once);
        once.waitFor(waiting);
        return waiting;
    }

    /** Bytes of a body that needs no place. Asked here, since filters are made before there is any configuration. */
    int smallBody() {
        return smallBody;
    }

    private Places places(Direction direction) {
        return direction == Direction.OPPLASTING ? uploads : downloads;
    }

    /** The answer, and the end of the waiting. */
    private final class Answer implements Consumer<Optional<Place>> {
        private final Direction direction;
        private final Consumer<Optional<Place>> downstream;
        private boolean answered;
        private long frist = -1;

        Answer(Direction direction, Consumer<Optional<Place>> downstream) {
            this.direction = direction;
            this.downstream = downstream;
        }

        synchronized void waitFor(Places.Waiting waiting) {
            if (!answered) {
                frist = vertx.setTimer(Math.max(1, maxWaitTime.toMillis()), t -> waiting.giveUp());
            }
        }

        @Override
        public void accept(Optional<Place> place) {
            synchronized (this) {
                answered = true;
                if (frist >= 0) {
                    vertx.cancelTimer(frist);
                }
            }
            if (place.isEmpty()) {
                registry.counter("digisos.overforinger.avslag", "retning", direction.name())
                        .increment();
                throttle.say("transfers " + direction, tail -> Log.warnf("No place left for %s%s", direction, tail));
            }
            downstream.accept(place);
        }
    }
}
