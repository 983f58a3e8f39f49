package no.digisos.fallback;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToLongFunction;
import no.digisos.common.kommune.Kontosertifikat;
import no.digisos.common.leveranse.Leveransevarsel.Alarmer;
import no.digisos.fallback.svarut.SvarUtBryter;
import no.digisos.fallback.varsel.VarselConfig;

/** What the service shows at {@code /q/metrics}: how things stood after the latest run, and what all runs have done. */
@ApplicationScoped
class Maalinger {
    private static final String HENDELSER = "digisos.fallback.hendelser";

    private static final double SEKUNDER_I_DOGNET = 86_400;

    private final MeterRegistry registry;
    private final VarselConfig config;
    private final MultiGauge sertifikater;
    private final AtomicReference<Alarmer> siste = new AtomicReference<>(new Alarmer(0, 0, 0, 0));

    Maalinger(MeterRegistry registry, VarselConfig config, SvarUtBryter bryter) {
        this.registry = registry;
        this.config = config;
        this.sertifikater = MultiGauge.builder("digisos.konto.sertifikat.dager")
                .description("days until the certificate of a konto runs out; negative afterwards")
                .register(registry);
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

    /** The certificates in use, the one that runs out first before the others; one that is in use no longer is not shown either. */
    void registrer(List<Kontosertifikat> iBruk) {
        List<MultiGauge.Row<?>> rader = new ArrayList<>();
        for (Kontosertifikat s : iBruk) {
            if (rader.size() < config.maksSertifikatserier()) {
                Tags merker = Tags.of(
                        "kommune", s.kommunenummer(), "konto", s.kontoId().toString());
                rader.add(MultiGauge.Row.of(merker, s.frist().igjen().toSeconds() / SEKUNDER_I_DOGNET));
            }
        }
        sertifikater.register(rader, true);
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
