package no.digisos.fallback.varsel;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import no.digisos.common.kommune.Kontosertifikat;
import no.digisos.common.leveranse.Sertifikatvarsel;
import no.digisos.fallback.run.Sweep;
import no.digisos.fallback.run.Teller;
import no.digisos.fallback.run.Teller.Slag;

/** Warns a kommune before a konto's certificate runs out: from then on everything for that konto goes by SvarUt. */
@ApplicationScoped
public class Sertifikatsveip implements Sweep {
    private final Sertifikatvarsel varsel;
    private final VarselConfig config;
    private final Sertifikatmaling maling;
    private final AtomicReference<Set<String>> forrige = new AtomicReference<>();

    Sertifikatsveip(Sertifikatvarsel varsel, VarselConfig config, Sertifikatmaling maling) {
        this.varsel = varsel;
        this.config = config;
        this.maling = maling;
    }

    @Override
    public Step step() {
        return Step.SERTIFIKAT;
    }

    @Override
    public void run(Teller teller) {
        List<Kontosertifikat> iBruk = varsel.iBruk();
        Set<String> naa =
                iBruk.stream().map(s -> s.kontoId() + " " + s.avtrykk()).collect(Collectors.toSet());
        // While the same certificates are in use, what was said of them is still so.
        if (!naa.equals(forrige.get())) {
            varsel.trekkUaktuelle();
            forrige.set(naa);
        }
        for (Kontosertifikat sertifikat : iBruk) {
            // The latest step that has come: those before it say less, also when the job was away while they came.
            config.sertifikatDager().stream()
                    .filter(dager -> sertifikat.frist().dager() <= dager)
                    .min(Integer::compare)
                    .filter(dager -> varsel.varsle(sertifikat, dager))
                    .ifPresent(dager -> teller.tell(Slag.VARSLET, 1));
        }
        maling.vis(iBruk);
    }
}
