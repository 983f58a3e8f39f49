package no.digisos.fallback;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToLongFunction;
import no.digisos.common.leveranse.LeveranseVarsel.Alarms;
import no.digisos.fallback.run.RunTally;
import no.digisos.fallback.svarut.SvarUtCircuit;

/** What the service shows at {@code /q/metrics}: how things stood after the latest run, and what all runs have done. */
@ApplicationScoped
class Metrics {
    private static final String HENDELSER = "digisos.fallback.hendelser";

    private final MeterRegistry registry;
    private final AtomicReference<Alarms> last = new AtomicReference<>(new Alarms(0, 0, 0, 0));

    Metrics(MeterRegistry registry, SvarUtCircuit circuit) {
        this.registry = registry;
        measure("digisos.leveranser.stoppet", "deliveries that wait for a human", Alarms::stoppet);
        measure("digisos.leveranser.forsinket", "deliveries that are late on their way to SvarUt", Alarms::forsinket);
        measure("digisos.leveranser.eldste.sekunder", "age of the oldest on its way to SvarUt", Alarms::eldsteSekunder);
        measure("digisos.varsler.usendte", "warnings whose mail is not sent", Alarms::usendteVarsler);
        Gauge.builder("digisos.svarut.bryter.apen", circuit, b -> b.open() ? 1 : 0)
                .description("1 while the circuit to SvarUt is open")
                .register(registry);
        for (RunTally.Kind kind : RunTally.Kind.values()) {
            registry.counter(HENDELSER, "slag", name(kind));
        }
    }

    void record(RunTally tally, Alarms alarms) {
        last.set(alarms);
        for (RunTally.Kind kind : RunTally.Kind.values()) {
            registry.counter(HENDELSER, "slag", name(kind)).increment(tally.count(kind));
        }
    }

    private void measure(String name, String what, ToLongFunction<Alarms> value) {
        Gauge.builder(name, last, s -> value.applyAsLong(s.get()))
                .description(what)
                .register(registry);
    }

    private static String name(RunTally.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
