package no.digisos.metadata.delivery;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import no.digisos.common.audit.AuditAction;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.http.Answers;
import no.digisos.common.identity.Ids;
import no.digisos.common.identity.Kommunenummer;
import no.digisos.common.security.Privilegium;
import no.digisos.common.security.RequiresGrant;
import no.digisos.common.security.TokenType;
import no.digisos.metadata.audit.Traced;
import org.jspecify.annotations.Nullable;

/** Delivery made visible, for NAV and for the municipality concerned: where a case's shipments are, and how a kommune keeps up. */
@Path("/digisos/levering/api/v1")
@RequiresGrant(
        token = TokenType.MASKIN,
        privilegium = {Privilegium.NAV_INNSYN, Privilegium.FAGSYSTEM})
public class DeliveryResource {
    private final DeliveryInnsyn innsyn;

    public DeliveryResource(DeliveryInnsyn innsyn) {
        this.innsyn = innsyn;
    }

    /**
     * The timeline of every søknad, ettersendelse and klage of a case.
     *
     * @param sporingsId NAV's trace, required of NAV
     */
    @GET
    @Path("/soknader/{digisosId}/historikk")
    @Traced(AuditAction.LES_HISTORIKK)
    public Response history(
            @PathParam("digisosId") String digisosId, @QueryParam("sporingsId") @Nullable String sporingsId) {
        return Answers.json(innsyn.sak(
                Ids.read("digisosId", digisosId), sporingsId == null ? null : Ids.read("sporingsId", sporingsId)));
    }

    /** How it goes with each kommune that the caller may see. */
    @GET
    @Path("/kommuner")
    public Response kommuner() {
        return Answers.json(innsyn.kommuner());
    }

    /** How it goes with one kommune; 404 also for one that the caller may not see. */
    @GET
    @Path("/kommuner/{kommunenummer}")
    public Response kommune(@PathParam("kommunenummer") String kommunenummer) {
        String number = new Kommunenummer(kommunenummer).verdi();
        return Answers.json(innsyn.kommuner().stream()
                .filter(kommune -> kommune.kommunenummer().equals(number))
                .findFirst()
                .orElseThrow(() -> new ApiException(
                        ErrorCode.FINNES_IKKE, "Kommune " + number + " er ikke registrert i Digisos")));
    }
}
