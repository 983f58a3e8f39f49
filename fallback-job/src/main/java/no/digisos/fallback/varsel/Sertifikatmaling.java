package no.digisos.fallback.varsel;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import no.digisos.common.kommune.Kontosertifikat;

/** The metric {@code digisos.konto.sertifikat.dager}: how long the certificate of each konto lasts. */
@ApplicationScoped
class Sertifikatmaling {
    private static final double SEKUNDER_I_DOGNET = 86_400;

    private final VarselConfig config;
    private final MultiGauge sertifikater;

    Sertifikatmaling(MeterRegistry registry, VarselConfig config) {
        this.config = config;
        this.sertifikater = MultiGauge.builder("digisos.konto.sertifikat.dager")
                .description("days until the certificate of a konto runs out; negative afterwards")
                .register(registry);
    }

    /** The certificates in use, the one that runs out first before the others; one that is in use no longer is not shown either. */
    void vis(List<Kontosertifikat> iBruk) {
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
}
