package no.digisos.common.leveranse;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The course of one shipment, without personal data.
 *
 * @param type SOKNAD, ETTERSENDELSE, KLAGE, KLAGE_ETTERSENDELSE or KLAGE_TREKK
 * @param mottatt when it was accepted
 * @param hendelser in the order in which they happened
 */
public record DeliveryCourse(
        String type,
        String navEksternRefId,
        @Nullable UUID klageId,
        Instant mottatt,
        Leveranse leveranse,
        List<Hendelse> hendelser) {

    /**
     * One event.
     *
     * @param hendelse the published word where there is one (contract.md 8), else that of docs/state-machine.md
     * @param forsok number of the attempt
     * @param svarutStatus SvarUt's own word
     */
    public record Hendelse(
            Instant tidspunkt,
            String hendelse,
            @Nullable Integer forsok,
            @Nullable String svarutStatus) {}
}
