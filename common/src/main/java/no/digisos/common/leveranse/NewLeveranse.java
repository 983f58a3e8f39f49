package no.digisos.common.leveranse;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A shipment to be made at acceptance.
 *
 * @param meldingId its id, chosen by the caller
 * @param kommunenummer the kommune in the path
 * @param enhetsnummer the office in the søknad, which need not exist
 * @param hast whether the kommune's urgent frist applies (emergency help)
 */
public record NewLeveranse(
        UUID meldingId,
        UUID innsendingId,
        UUID digisosId,
        String kommunenummer,
        @Nullable String enhetsnummer,
        MeldingType meldingType,
        boolean hast) {}
