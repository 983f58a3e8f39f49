package no.digisos.submit.aksept;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import no.digisos.common.krypto.BlindIndex;
import no.digisos.common.krypto.Fingerprint;
import no.digisos.common.sak.Innsendinger;
import no.digisos.common.sak.Saker;
import no.digisos.common.security.Kaller;

/** Knows a submission again by what was kept of it, which is neither its content nor its sender. */
@ApplicationScoped
class Gjenkjenning {
    private final Fingerprint fingerprint;
    private final BlindIndex blindIndex;

    Gjenkjenning(Fingerprint fingerprint, BlindIndex blindIndex) {
        this.fingerprint = fingerprint;
        this.blindIndex = blindIndex;
    }

    byte[] fingeravtrykk(List<byte[]> avtrykk) {
        return fingerprint.of(avtrykk);
    }

    /** Whether the caller's person and organisation are those of the first. */
    boolean harSammeAvsender(Innsendinger.Akseptert forste, Kaller kaller) {
        return forste.organisasjon().equals(kaller.organisasjon().verdi())
                && blindIndex.all(Saker.FNR, kaller.krevPerson().verdi()).stream()
                        .anyMatch(indeks -> Arrays.equals(indeks.value(), forste.sokerIndeks()));
    }

    /** Whether the first had the same documents and was about the same. */
    boolean harSammeInnhold(Innsendinger.Akseptert forste, List<byte[]> avtrykk) {
        return fingerprint.matches(forste.fingeravtrykk(), avtrykk);
    }
}
