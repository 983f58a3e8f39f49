package no.digisos.status.mottak;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.PublishedStatus;
import org.jspecify.annotations.Nullable;

/**
 * Where a message is, on the wire: {@code status} and {@code kanal} in the published words (fiksio.md 9), {@code tilstand} and
 * {@code aarsak} in ours (docs/state-machine.md).
 *
 * @param avklares epoch milliseconds from which it is worth asking again; only in the answer to that question, and only while the
 *     message is withdrawn and SvarUt is not known to have it
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record LeveranseStatus(
        UUID meldingId,
        String status,
        String tilstand,
        @Nullable String aarsak,
        @Nullable String kanal,
        @Nullable UUID forsendelsesId,
        @Nullable Long avklares) {

    static LeveranseStatus of(Leveranse leveranse) {
        return of(leveranse, Optional.empty());
    }

    static LeveranseStatus of(Leveranse leveranse, Optional<Instant> resolvedAt) {
        return new LeveranseStatus(
                leveranse.id(),
                PublishedStatus.of(leveranse),
                leveranse.tilstand().name(),
                leveranse.aarsak() == null ? null : leveranse.aarsak().name(),
                PublishedStatus.channel(leveranse.tilstand()),
                leveranse.forsendelsesId(),
                resolvedAt.map(Instant::toEpochMilli).orElse(null));
    }
}
