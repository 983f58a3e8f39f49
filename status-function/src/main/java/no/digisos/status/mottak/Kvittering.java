package no.digisos.status.mottak;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The bodies of receipts (delivery.md 1). */
final class Kvittering {
    private Kvittering() {}

    /** The fagsystem has it. */
    @RegisterForReflection
    record Mottatt(
            @Nullable UUID leieId,
            @Nullable String mottattAv,
            @Nullable String fagsystemRef) {}

    /** The fagsystem could not take it this time. */
    @RegisterForReflection
    record Feilet(
            @Nullable UUID leieId,
            @Nullable String melding,
            @Nullable String feilid) {}

    /** The fagsystem will never take it. */
    @RegisterForReflection
    record Avvist(@Nullable String melding, @Nullable String feilid) {}

    /** Extends a lease. */
    @RegisterForReflection
    record Lease(@Nullable UUID leieId, @Nullable Long sekunder) {}

    /** Asks for messages. */
    @RegisterForReflection
    record Fetch(
            @Nullable Integer maks,
            @Nullable Long leieSekunder,
            @Nullable Long ventSekunder) {}

    /** What a receipt is answered when it is not refused. */
    sealed interface Answer permits Confirmed, Keep {}

    /**
     * The answer to a receipt that counts; the same at every repeat.
     *
     * @param bekreftetTid epoch milliseconds
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Confirmed(
            UUID meldingId,
            String tilstand,
            long bekreftetTid,
            @Nullable String fagsystemRef) implements Answer {}

    /**
     * The answer to a receipt that does not decide, or not yet, while SvarUt is not known to have the message: keep the copy.
     *
     * @param status in the published words
     * @param avklares epoch milliseconds from which {@code …/status} tells what came of it; not when an operator has closed it
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Keep(
            UUID meldingId,
            String tilstand,
            String status,
            @Nullable Long avklares) implements Answer {}
}
