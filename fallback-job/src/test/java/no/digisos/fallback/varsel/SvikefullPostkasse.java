package no.digisos.fallback.varsel;

import io.quarkus.mailer.reactive.ReactiveMailer;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** A mail server that is away when told. */
@Alternative
@Priority(1)
@Singleton
public class SvikefullPostkasse extends Postkasse {
    private volatile boolean borte;

    SvikefullPostkasse(ReactiveMailer mailer) {
        super(mailer);
    }

    public void borte(boolean naa) {
        borte = naa;
    }

    @Override
    void legg(String avsender, List<String> til, String emne, String tekst, Duration tidsgrense) {
        if (borte) {
            throw new IllegalStateException("no mail server at " + til);
        }
        super.legg(avsender, til, emne, tekst, tidsgrense);
    }
}
