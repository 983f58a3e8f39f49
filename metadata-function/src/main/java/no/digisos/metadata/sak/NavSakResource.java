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
import no.digisos.common.audit.AuditAction;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.http.Answers;
import no.digisos.common.http.JsonBody;
import no.digisos.common.identity.Fnr;
import no.digisos.common.identity.Ids;
import no.digisos.common.security.Privilegium;
import no.digisos.common.security.RequiresGrant;
import no.digisos.common.security.TokenType;
import no.digisos.metadata.audit.Traced;
import org.jspecify.annotations.Nullable;

/**
 * What NAV's staff may read of a person's cases (contract.md 5). Every read leaves an audit row that is committed before the
 * answer; {@code sporingsId} ties it to NAV's own.
 */
@Path("/digisos/api/v1/nav/soknader")
@RequiresGrant(token = TokenType.MASKIN, privilegium = Privilegium.NAV_INNSYN)
public class NavSakResource {
    private final NavInnsyn innsyn;
    private final NavStatus status;
    private final JsonBody jsonBody;

    public NavSakResource(NavInnsyn innsyn, NavStatus status, JsonBody jsonBody) {
        this.innsyn = innsyn;
        this.status = status;
        this.jsonBody = jsonBody;
    }

    /** The cases of the person whose fødselsnummer stands in the body; an empty list when there are none. */
    @POST
    @Path("/soknader")
    @Traced(AuditAction.SOK_SAKER)
    public Response forPerson(@QueryParam("sporingsId") @Nullable String sporingsId, InputStream body)
            throws IOException {
        UUID trace = sporingsId(sporingsId);
        JsonNode fnr = jsonBody.object(body).path("fnr");
        return Answers.json(innsyn.forPerson(
                Fnr.of(fnr.asText(""))
                        .orElseThrow(() -> new ApiException(
                                ErrorCode.UGYLDIG_FORESPORSEL, "fnr mangler eller er ikke et fødselsnummer")),
                trace));
    }

    /** Whether the municipality provably has each of these søknader; those that are not known are left out. */
    @POST
    @Path("/status")
    @Traced(AuditAction.LES_LEVERINGSSTATUS)
    public Response status(@QueryParam("sporingsId") @Nullable String sporingsId, InputStream body) throws IOException {
        UUID trace = sporingsId(sporingsId);
        return Answers.json(status.of(jsonBody.object(body).path("digisosIdListe"), trace));
    }

    /** The case of a person whose kommune lets NAV in. */
    @GET
    @Path("/{digisosId}")
    @Traced(AuditAction.LES_SAK)
    public Response sak(
            @PathParam("digisosId") String digisosId, @QueryParam("sporingsId") @Nullable String sporingsId) {
        return Answers.json(innsyn.sak(Ids.read("digisosId", digisosId), sporingsId(sporingsId)));
    }

    /** soknad.json, vedlegg.json or digisos-soker.json, decrypted; 403 for any other document of the case. */
    @GET
    @Path("/{digisosId}/dokumenter/{dokumentlagerId}")
    @Traced(AuditAction.LES_DOKUMENT)
    public Response dokument(
            @PathParam("digisosId") String digisosId,
            @PathParam("dokumentlagerId") String dokumentlagerId,
            @QueryParam("sporingsId") @Nullable String sporingsId)
            throws IOException {
        return Response.fromResponse(Answers.json(innsyn.dokument(
                        Ids.read("digisosId", digisosId),
                        Ids.read("dokumentlagerId", dokumentlagerId),
                        sporingsId(sporingsId))))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private static UUID sporingsId(@Nullable String sporingsId) {
        if (sporingsId == null) {
            throw new ApiException(ErrorCode.UGYLDIG_FORESPORSEL, "sporingsId mangler");
        }
        return Ids.read("sporingsId", sporingsId);
    }
}
