package no.digisos.fallback.varsel;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import no.digisos.common.kommune.KontoCertificate;
import no.digisos.common.leveranse.CertificateVarsel;
import no.digisos.fallback.run.RunTally;
import no.digisos.fallback.run.RunTally.Kind;
import no.digisos.fallback.run.Sweep;

/** Warns a kommune before a konto's certificate runs out: from then on everything for that konto goes by SvarUt. */
@ApplicationScoped
public class CertificateSweep implements Sweep {
    private final CertificateVarsel varsel;
    private final VarselConfig config;
    private final CertificateMetric metric;
    private final AtomicReference<Set<String>> previous = new AtomicReference<>();

    CertificateSweep(CertificateVarsel varsel, VarselConfig config, CertificateMetric metric) {
        this.varsel = varsel;
        this.config = config;
        this.metric = metric;
    }

    @Override
    public Step step() {
        return Step.SERTIFIKAT;
    }

    @Override
    public void run(RunTally tally) {
        List<KontoCertificate> iUse = varsel.iUse();
        Set<String> now =
                iUse.stream().map(s -> s.kontoId() + " " + s.avtrykk()).collect(Collectors.toSet());
        // While the same certificates are in use, what was said of them is still so.
        if (!now.equals(previous.get())) {
            varsel.withdrawObsolete();
            previous.set(now);
        }
        for (KontoCertificate certificate : iUse) {
            // The latest step that has come: those before it say less, also when the job was away while they came.
            config.sertifikatDager().stream()
                    .filter(days -> certificate.frist().dager() <= days)
                    .min(Integer::compare)
                    .filter(days -> varsel.warn(certificate, days))
                    .ifPresent(days -> tally.add(Kind.VARSLET, 1));
        }
        metric.show(iUse);
    }
}
