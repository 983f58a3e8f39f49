package no.digisos.fallback.varsel;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import no.digisos.common.kommune.Kontosertifikat;
import no.digisos.common.leveranse.Sertifikatvarsel;
import no.digisos.fallback.Teller;
import no.digisos.fallback.Teller.Slag;

/** Warns a kommune before a konto's certificate runs out: from then on everything for that konto goes by SvarUt. */
@ApplicationScoped
public class Sertifikatsveip {
    private final Sertifikatvarsel varsel;
    private final VarselConfig config;
    private final AtomicReference<Set<String>> forrige = new AtomicReference<>();

    Sertifikatsveip(Sertifikatvarsel varsel, VarselConfig config) {
        this.varsel = varsel;
        this.config = config;
    }

    /** The certificates in use, the one that runs out first before the others. */
    public List<Kontosertifikat> kjor(Teller teller) {
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
        return iBruk;
    }
}
