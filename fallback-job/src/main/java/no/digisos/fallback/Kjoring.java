package no.digisos.fallback;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import no.digisos.fallback.avstemming.Avstemming;
import no.digisos.fallback.avstemming.Statussjekk;
import no.digisos.fallback.frist.Fristsveip;
import no.digisos.fallback.opprydding.Opprydding;
import no.digisos.fallback.utsending.Utsending;

/**
 * One run: every sweep once, in the order in which they feed one another. Each stands by itself; one that fails is counted and
 * left to the next run.
 */
@ApplicationScoped
public class Kjoring {
    private final FallbackConfig config;
    private final Fristsveip frist;
    private final Avstemming avstemming;
    private final Utsending utsending;
    private final Statussjekk statussjekk;
    private final Opprydding opprydding;

    public Kjoring(
            FallbackConfig config,
            Fristsveip frist,
            Avstemming avstemming,
            Utsending utsending,
            Statussjekk statussjekk,
            Opprydding opprydding) {
        this.config = config;
        this.frist = frist;
        this.avstemming = avstemming;
        this.utsending = utsending;
        this.statussjekk = statussjekk;
        this.opprydding = opprydding;
    }

    @ActivateRequestContext
    public Rapport kjor() {
        Teller teller = new Teller(System.nanoTime(), config.nyttArbeid());
        teller.forsok("Fristsveipet", () -> frist.kjor(teller));
        teller.forsok("Avstemmingen", () -> avstemming.kjor(teller));
        teller.forsok("Utsendingen", () -> utsending.kjor(teller));
        teller.forsok("Statussjekken", () -> statussjekk.kjor(teller));
        teller.forsok("Oppryddingen", () -> opprydding.kjor(teller));
        return teller.rapport(System.nanoTime());
    }
}
