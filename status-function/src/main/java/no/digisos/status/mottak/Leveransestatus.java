package no.digisos.status.mottak;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.PublisertStatus;
import org.jspecify.annotations.Nullable;

/**
 * Where a message is, on the wire: {@code status} and {@code kanal} in the published words (fiksio.md 9), {@code tilstand} and
 * {@code aarsak} in ours (docs/state-machine.md).
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record Leveransestatus(
        UUID meldingId,
        String status,
        String tilstand,
        @Nullable String aarsak,
        @Nullable String kanal,
        @Nullable UUID forsendelsesId) {

    static Leveransestatus av(Leveranse leveranse) {
        return new Leveransestatus(
                leveranse.id(),
                PublisertStatus.av(leveranse),
                leveranse.tilstand().name(),
                leveranse.aarsak() == null ? null : leveranse.aarsak().name(),
                PublisertStatus.kanal(leveranse.tilstand()),
                leveranse.forsendelsesId());
    }
}
