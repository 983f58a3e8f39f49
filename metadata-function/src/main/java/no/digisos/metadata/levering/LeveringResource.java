package no.digisos.metadata.levering;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import no.digisos.common.audit.Handling;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.http.Svar;
import no.digisos.common.identity.Ider;
import no.digisos.common.identity.Kommunenummer;
import no.digisos.common.security.KreverTilgang;
import no.digisos.common.security.Privilegium;
import no.digisos.common.security.Tokentype;
import no.digisos.metadata.audit.Spores;
import org.jspecify.annotations.Nullable;

/** Delivery made visible, for NAV and for the municipality concerned: where a case's shipments are, and how a kommune keeps up. */
@Path("/digisos/levering/api/v1")
@KreverTilgang(
        token = Tokentype.MASKIN,
        privilegium = {Privilegium.NAV_INNSYN, Privilegium.FAGSYSTEM})
public class LeveringResource {
    private final Leveringsinnsyn innsyn;

    public LeveringResource(Leveringsinnsyn innsyn) {
        this.innsyn = innsyn;
    }

    /**
     * The timeline of every søknad, ettersendelse and klage of a case.
     *
     * @param sporingsId NAV's trace, required of NAV
     */
    @GET
    @Path("/soknader/{digisosId}/historikk")
    @Spores(Handling.LES_HISTORIKK)
    public Response historikk(
            @PathParam("digisosId") String digisosId, @QueryParam("sporingsId") @Nullable String sporingsId) {
        return Svar.json(innsyn.sak(
                Ider.les("digisosId", digisosId), sporingsId == null ? null : Ider.les("sporingsId", sporingsId)));
    }

    /** How it goes with each kommune that the caller may see. */
    @GET
    @Path("/kommuner")
    public Response kommuner() {
        return Svar.json(innsyn.kommuner());
    }

    /** How it goes with one kommune; 404 also for one that the caller may not see. */
    @GET
    @Path("/kommuner/{kommunenummer}")
    public Response kommune(@PathParam("kommunenummer") String kommunenummer) {
        String nummer = new Kommunenummer(kommunenummer).verdi();
        return Svar.json(innsyn.kommuner().stream()
                .filter(kommune -> kommune.kommunenummer().equals(nummer))
                .findFirst()
                .orElseThrow(() -> new ApiException(
                        ErrorCode.FINNES_IKKE, "Kommune " + nummer + " er ikke registrert i Digisos")));
    }
}
