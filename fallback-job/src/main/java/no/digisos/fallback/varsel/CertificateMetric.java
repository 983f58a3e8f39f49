package no.digisos.fallback.varsel;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import no.digisos.common.kommune.KontoCertificate;

/** The metric {@code digisos.konto.sertifikat.dager}: how long the certificate of each konto lasts. */
@ApplicationScoped
class CertificateMetric {
    private static final double SECONDS_I_DAY = 86_400;

    private final VarselConfig config;
    private final MultiGauge certificates;

    CertificateMetric(MeterRegistry registry, VarselConfig config) {
        this.config = config;
        this.certificates = MultiGauge.builder("digisos.konto.sertifikat.dager")
                .description("days until the certificate of a konto runs out; negative afterwards")
                .register(registry);
    }

    /** The certificates in use, the one that runs out first before the others; one that is in use no longer is not shown either. */
    void show(List<KontoCertificate> iUse) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        for (KontoCertificate s : iUse) {
            if (rows.size() < config.maksSertifikatserier()) {
                Tags tags = Tags.of(
                        "kommune", s.kommunenummer(), "konto", s.kontoId().toString());
                rows.add(MultiGauge.Row.of(tags, s.frist().igjen().toSeconds() / SECONDS_I_DAY));
            }
        }
        certificates.register(rows, true);
    }
}
