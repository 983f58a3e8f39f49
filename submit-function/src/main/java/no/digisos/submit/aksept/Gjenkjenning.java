package no.digisos.submit.aksept;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;
import no.digisos.common.identity.Fnr;
import no.digisos.common.krypto.Fingerprint;
import no.digisos.common.person.Person;
import no.digisos.common.sak.Innsendinger;
import no.digisos.common.security.Kaller;

/** Knows a submission again by what was kept of it, which is neither its content nor its sender. */
@ApplicationScoped
class Gjenkjenning {
    private final Fingerprint fingerprint;

    Gjenkjenning(Fingerprint fingerprint) {
        this.fingerprint = fingerprint;
    }

    byte[] fingeravtrykk(List<byte[]> avtrykk) {
        return fingerprint.of(avtrykk);
    }

    /** Whether the caller's person, under whichever number, and organisation are those of the first. */
    boolean harSammeAvsender(Innsendinger.Akseptert forste, Kaller kaller, Person person) {
        return forste.organisasjon().equals(kaller.organisasjon().verdi()) && person.har(forste.sokerIndeks());
    }

    /**
     * Whether the first had the same documents and was about the same. The person may have got a new number since.
     *
     * @param avtrykk what the submission is made of, had it come under this number
     */
    boolean harSammeInnhold(Innsendinger.Akseptert forste, Person person, Function<Fnr, List<byte[]>> avtrykk) {
        return person.numre().stream()
                .anyMatch(nummer -> fingerprint.matches(forste.fingeravtrykk(), avtrykk.apply(nummer)));
    }
}
