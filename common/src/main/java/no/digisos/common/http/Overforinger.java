package no.digisos.common.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import no.digisos.common.http.Plasser.Plass;
import no.digisos.common.observability.Loggdemper;

/**
 * The places of the transfers that go on in this process. In metrics {@code digisos.overforinger} (places that are taken), {@code
 * digisos.overforinger.ko} (how many wait) and {@code digisos.overforinger.avslag} (503 for want of one), each by {@code retning}.
 */
@ApplicationScoped
public class Overforinger {
    /** Which way the bytes go. */
    enum Retning {
        OPPLASTING,
        NEDLASTING
    }

    private final Plasser opplastinger;
    private final Plasser nedlastinger;
    private final Duration maksVentetid;
    private final int litenKropp;
    private final Vertx vertx;
    private final MeterRegistry registry;
    private final Loggdemper demper;

    public Overforinger(OverforingConfig config, Vertx vertx, MeterRegistry registry, Loggdemper demper) {
        this.opplastinger = new Plasser(
                config.opplastinger(),
                config.opplastingerPerIntegrasjon(),
                config.maksKo(),
                config.maksKoPerIntegrasjon());
        this.nedlastinger = new Plasser(
                config.nedlastinger(),
                config.nedlastingerPerIntegrasjon(),
                config.maksKo(),
                config.maksKoPerIntegrasjon());
        this.maksVentetid = config.maksVentetid();
        this.litenKropp = Math.toIntExact(config.litenKropp().asLongValue());
        this.vertx = vertx;
        this.registry = registry;
        this.demper = demper;
        for (Retning retning : Retning.values()) {
            Gauge.builder("digisos.overforinger", plasser(retning), Plasser::opptatt)
                    .tag("retning", retning.name())
                    .register(registry);
            Gauge.builder("digisos.overforinger.ko", plasser(retning), Plasser::iKo)
                    .tag("retning", retning.name())
                    .register(registry);
        }
    }

    /**
     * Asks for a place.
     *
     * @param hvem asks: equal for all calls of one integration, or of one person
     * @param svar is called once, with the place, or with none when none came free in time; perhaps before this returns
     * @return who leaves the line when the place is not wanted any more
     */
    Plasser.Ventende be(Retning retning, Object hvem, Consumer<Optional<Plass>> svar) {
        Svar enGang = new Svar(retning, svar);
        Plasser.Ventende ventende = plasser(retning).be(hvem, enGang);
        enGang.vent(ventende);
        return ventende;
    }

    /** Bytes of a body that needs no place. Asked here, since filters are made before there is any configuration. */
    int litenKropp() {
        return litenKropp;
    }

    private Plasser plasser(Retning retning) {
        return retning == Retning.OPPLASTING ? opplastinger : nedlastinger;
    }

    /** The answer, and the end of the waiting. */
    private final class Svar implements Consumer<Optional<Plass>> {
        private final Retning retning;
        private final Consumer<Optional<Plass>> videre;
        private boolean besvart;
        private long frist = -1;

        Svar(Retning retning, Consumer<Optional<Plass>> videre) {
            this.retning = retning;
            this.videre = videre;
        }

        synchronized void vent(Plasser.Ventende ventende) {
            if (!besvart) {
                frist = vertx.setTimer(Math.max(1, maksVentetid.toMillis()), t -> ventende.giOpp());
            }
        }

        @Override
        public void accept(Optional<Plass> plass) {
            synchronized (this) {
                besvart = true;
                if (frist >= 0) {
                    vertx.cancelTimer(frist);
                }
            }
            if (plass.isEmpty()) {
                registry.counter("digisos.overforinger.avslag", "retning", retning.name())
                        .increment();
                demper.si("overføringer " + retning, hale -> Log.warnf("Ingen ledig plass for %s%s", retning, hale));
            }
            videre.accept(plass);
        }
    }
}
