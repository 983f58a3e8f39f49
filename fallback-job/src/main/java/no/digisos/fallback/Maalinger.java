package no.digisos.fallback;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToLongFunction;
import no.digisos.common.leveranse.Leveransevarsel.Alarmer;
import no.digisos.fallback.run.Teller;
import no.digisos.fallback.svarut.SvarUtBryter;

/** What the service shows at {@code /q/metrics}: how things stood after the latest run, and what all runs have done. */
@ApplicationScoped
class Maalinger {
    private static final String HENDELSER = "digisos.fallback.hendelser";

    private final MeterRegistry registry;
    private final AtomicReference<Alarmer> siste = new AtomicReference<>(new Alarmer(0, 0, 0, 0));

    Maalinger(MeterRegistry registry, SvarUtBryter bryter) {
        this.registry = registry;
        maal("digisos.leveranser.stoppet", "deliveries that wait for a human", Alarmer::stoppet);
        maal("digisos.leveranser.forsinket", "deliveries that are late on their way to SvarUt", Alarmer::forsinket);
        maal("digisos.leveranser.eldste.sekunder", "age of the oldest on its way to SvarUt", Alarmer::eldsteSekunder);
        maal("digisos.varsler.usendte", "warnings whose mail is not sent", Alarmer::usendteVarsler);
        Gauge.builder("digisos.svarut.bryter.apen", bryter, b -> b.apen() ? 1 : 0)
                .description("1 while the circuit to SvarUt is open")
                .register(registry);
        for (Teller.Slag slag : Teller.Slag.values()) {
            registry.counter(HENDELSER, "slag", navn(slag));
        }
    }

    void registrer(Teller teller, Alarmer alarmer) {
        siste.set(alarmer);
        for (Teller.Slag slag : Teller.Slag.values()) {
            registry.counter(HENDELSER, "slag", navn(slag)).increment(teller.antall(slag));
        }
    }

    private void maal(String navn, String hva, ToLongFunction<Alarmer> verdi) {
        Gauge.builder(navn, siste, s -> verdi.applyAsLong(s.get()))
                .description(hva)
                .register(registry);
    }

    private static String navn(Teller.Slag slag) {
        return slag.name().toLowerCase(Locale.ROOT);
    }
}
