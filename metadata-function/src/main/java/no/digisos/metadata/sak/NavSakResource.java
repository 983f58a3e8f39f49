package no.digisos.metadata.sak;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import no.digisos.common.audit.Handling;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.http.JsonKropp;
import no.digisos.common.http.Svar;
import no.digisos.common.identity.Fnr;
import no.digisos.common.identity.Ider;
import no.digisos.common.security.KreverTilgang;
import no.digisos.common.security.Privilegium;
import no.digisos.common.security.Tokentype;
import no.digisos.metadata.audit.Spores;
import org.jspecify.annotations.Nullable;

/**
 * What NAV's staff may read of a person's cases (contract.md 5). Every read leaves an audit row that is committed before the
 * answer; {@code sporingsId} ties it to NAV's own.
 */
@Path("/digisos/api/v1/nav/soknader")
@KreverTilgang(token = Tokentype.MASKIN, privilegium = Privilegium.NAV_INNSYN)
public class NavSakResource {
    private final NavInnsyn innsyn;
    private final NavStatus status;
    private final JsonKropp kropp;

    public NavSakResource(NavInnsyn innsyn, NavStatus status, JsonKropp kropp) {
        this.innsyn = innsyn;
        this.status = status;
        this.kropp = kropp;
    }

    /** The cases of the person whose fødselsnummer stands in the body; an empty list when there are none. */
    @POST
    @Path("/soknader")
    @Spores(Handling.SOK_SAKER)
    public Response forPerson(@QueryParam("sporingsId") @Nullable String sporingsId, InputStream body)
            throws IOException {
        UUID sporing = sporingsId(sporingsId);
        JsonNode fnr = kropp.objekt(body).path("fnr");
        return Svar.json(innsyn.forPerson(
                Fnr.of(fnr.asText(""))
                        .orElseThrow(() -> new ApiException(
                                ErrorCode.UGYLDIG_FORESPORSEL, "fnr mangler eller er ikke et fødselsnummer")),
                sporing));
    }

    /** Whether the municipality provably has each of these søknader; those that are not known are left out. */
    @POST
    @Path("/status")
    @Spores(Handling.LES_LEVERINGSSTATUS)
    public Response status(@QueryParam("sporingsId") @Nullable String sporingsId, InputStream body) throws IOException {
        UUID sporing = sporingsId(sporingsId);
        return Svar.json(status.av(kropp.objekt(body).path("digisosIdListe"), sporing));
    }

    @GET
    @Path("/{digisosId}")
    @Spores(Handling.LES_SAK)
    public Response sak(
            @PathParam("digisosId") String digisosId, @QueryParam("sporingsId") @Nullable String sporingsId) {
        return Svar.json(innsyn.sak(Ider.les("digisosId", digisosId), sporingsId(sporingsId)));
    }

    /** soknad.json, vedlegg.json or digisos-soker.json, decrypted; 403 for any other document of the case. */
    @GET
    @Path("/{digisosId}/dokumenter/{dokumentlagerId}")
    @Spores(Handling.LES_DOKUMENT)
    public Response dokument(
            @PathParam("digisosId") String digisosId,
            @PathParam("dokumentlagerId") String dokumentlagerId,
            @QueryParam("sporingsId") @Nullable String sporingsId)
            throws IOException {
        return Response.fromResponse(Svar.json(innsyn.dokument(
                        Ider.les("digisosId", digisosId),
                        Ider.les("dokumentlagerId", dokumentlagerId),
                        sporingsId(sporingsId))))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private static UUID sporingsId(@Nullable String sporingsId) {
        if (sporingsId == null) {
            throw new ApiException(ErrorCode.UGYLDIG_FORESPORSEL, "sporingsId mangler");
        }
        return Ider.les("sporingsId", sporingsId);
    }
}
