package no.digisos.common.security;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One live grant.
 *
 * @param fiksOrgId the organisation that it is limited to, or null for all
 * @param kontoId the konto that it is limited to, or null for all of the organisation
 */
public record Grant(
        Privilegium privilegium,
        @Nullable UUID fiksOrgId,
        @Nullable UUID kontoId) {}
