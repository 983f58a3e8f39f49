package no.digisos.status.mottak;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.PublisertStatus;
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
record Leveransestatus(
        UUID meldingId,
        String status,
        String tilstand,
        @Nullable String aarsak,
        @Nullable String kanal,
        @Nullable UUID forsendelsesId,
        @Nullable Long avklares) {

    static Leveransestatus av(Leveranse leveranse) {
        return av(leveranse, Optional.empty());
    }

    static Leveransestatus av(Leveranse leveranse, Optional<Instant> avklares) {
        return new Leveransestatus(
                leveranse.id(),
                PublisertStatus.av(leveranse),
                leveranse.tilstand().name(),
                leveranse.aarsak() == null ? null : leveranse.aarsak().name(),
                PublisertStatus.kanal(leveranse.tilstand()),
                leveranse.forsendelsesId(),
                avklares.map(Instant::toEpochMilli).orElse(null));
    }
}
