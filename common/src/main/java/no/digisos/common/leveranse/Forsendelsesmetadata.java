package no.digisos.common.leveranse;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The {@code forsendelseMetadata.json} of a package: how a receiver knows which case and which shipment it holds (messages.md 6;
 * {@code klageId} is ours, delivery.md 7).
 *
 * @param eksternRef NAV's reference of this very submission
 * @param klageId the klage that this is, or follows
 * @param soknadLeveranseId where the case's søknad went; not for a søknad itself
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Forsendelsesmetadata(
        String eksternRef, UUID digisosId, @Nullable UUID klageId, Soknadsleveranse.@Nullable Id soknadLeveranseId) {
    /** Its name in the package. */
    public static final String FILNAVN = "forsendelseMetadata.json";
}
