package no.digisos.common.error;

import io.quarkus.logging.Log;
import io.quarkus.runtime.BlockingOperationControl;
import io.quarkus.security.AuthenticationCompletionException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.Set;
import java.util.UUID;
import no.digisos.common.observability.Feilspor;
import no.digisos.common.observability.Loggdemper;
import no.digisos.common.observability.Loggspor;
import no.digisos.common.observability.Meldingsspor;
import no.digisos.common.observability.Stimaler;
import org.jspecify.annotations.Nullable;

/**
 * One line for every refusal, by whichever layer: the {@code errorId} that its caller was given, its status and code, and the
 * address as a template. So whoever rings with an error is found, and nothing of what was sent is. Where the address or its
 * delivery tells of a case, the line has that case's fields ({@link Loggspor}).
 */
@ApplicationScoped
public class Avslagslogg {
    private static final Set<String> METODER =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT");

    private final Innloggingsavslag innlogging;
    private final Stimaler stimaler;
    private final Instance<Meldingsspor> meldinger;
    private final Loggdemper demper;

    public Avslagslogg(
            Innloggingsavslag innlogging, Stimaler stimaler, @Any Instance<Meldingsspor> meldinger, Loggdemper demper) {
        this.innlogging = innlogging;
        this.stimaler = stimaler;
        this.demper = demper;
        this.meldinger = meldinger;
    }

    /**
     * Writes the line.
     *
     * @param melding what the caller is told
     * @param sti the path as it came, or null
     * @param feil why, when it is an exception; its trace is told when the fault is ours
     */
    public void noter(ErrorMessage melding, String metode, @Nullable String sti, @Nullable Throwable feil) {
        if (melding.status() == 401) {
            innlogging.tell(melding);
        }
        if (feil != null) {
            fortellOmUtsteder(melding, feil);
        }
        Stimaler.Treff treff = stimaler.finn(sti);
        try (Loggspor _ = spor(melding, treff)) {
            skriv(melding, metode, treff.mal(), feil);
        }
    }

    /** An issuer that fails is told of like a database that does: not by its callers' lines alone, and not once for each of them. */
    private void fortellOmUtsteder(ErrorMessage melding, Throwable feil) {
        if (melding.status() == ErrorCode.UTILGJENGELIG.status() && IssuerFailure.isIssuers(feil)) {
            demper.si(
                    "utsteder",
                    hale -> Log.warnf("Utsteder av access_token svarte ikke: %s%s", IssuerFailure.reason(feil), hale));
        } else if (feil instanceof AuthenticationCompletionException) {
            demper.si(
                    "innlogging",
                    hale -> Log.warnf(
                            "Innlogging i nettleser ble ikke fullført: %s%s", IssuerFailure.reason(feil), hale));
        }
    }

    /** The line of a refusal that happened before anything was known of the address. */
    public static void skriv(ErrorMessage melding, String metode, String mal, @Nullable Throwable feil) {
        String linje = String.format(
                "Avslått %s: %d %s %s %s",
                melding.errorId(),
                melding.status(),
                melding.errorCode() == null ? "-" : melding.errorCode(),
                METODER.contains(metode) ? metode : "-",
                mal);
        if (melding.status() >= 500 && melding.status() != ErrorCode.UTILGJENGELIG.status()) {
            Log.error(linje, feil == null ? null : Feilspor.av(feil));
            return;
        }
        // What is away is told of by whoever found it so; here it is one call among many.
        Log.info(linje);
        if (feil != null) {
            Log.debug(linje, Feilspor.av(feil));
        }
    }

    private Loggspor spor(ErrorMessage melding, Stimaler.Treff treff) {
        String meldingId = treff.verdier()
                .getOrDefault(Loggspor.MELDING_ID, treff.verdier().get("id"));
        boolean kanSporre =
                BlockingOperationControl.isBlockingAllowed() && melding.status() != ErrorCode.UTILGJENGELIG.status();
        if (meldingId != null && kanSporre && Loggspor.erId(meldingId)) {
            return meldinger.stream()
                    .findFirst()
                    .map(kjent -> kjent.av(UUID.fromString(meldingId)))
                    .orElseGet(Loggspor::tomt);
        }
        return Loggspor.tomt()
                .med(Loggspor.MELDING_ID, meldingId)
                .med(Loggspor.DIGISOS_ID, treff.verdier().get(Loggspor.DIGISOS_ID))
                .med(Loggspor.NAV_EKSTERN_REF_ID, treff.verdier().get(Loggspor.NAV_EKSTERN_REF_ID));
    }
}
