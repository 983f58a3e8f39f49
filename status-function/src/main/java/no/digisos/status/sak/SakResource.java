package no.digisos.status.sak;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.http.Answers;
import no.digisos.common.http.JsonBody;
import no.digisos.common.identity.Ids;
import no.digisos.common.sak.Sak;
import no.digisos.common.security.Privilegium;
import no.digisos.common.security.RequiresGrant;
import no.digisos.common.security.TokenType;
import org.jspecify.annotations.Nullable;

/** Where the fagsystem tells the citizen how the case goes (contract.md 6). */
@Path("/digisos/api/v1/{fiksOrgId}/{digisosId}")
@RequiresGrant(token = TokenType.MASKIN, privilegium = Privilegium.FAGSYSTEM)
public class SakResource {
    private final SakGrant sakGrant;
    private final SakFiles files;
    private final SakOppdatering oppdatering;
    private final JsonBody jsonBody;

    public SakResource(SakGrant sakGrant, SakFiles files, SakOppdatering oppdatering, JsonBody jsonBody) {
        this.sakGrant = sakGrant;
        this.files = files;
        this.oppdatering = oppdatering;
        this.jsonBody = jsonBody;
    }

    /** Replaces the case's digisos-soker.json as a whole. The body is JSON whatever its content type says. */
    @POST
    public Response update(
            @PathParam("fiksOrgId") String fiksOrgId, @PathParam("digisosId") String digisosId, InputStream body)
            throws IOException {
        Sak sak = sakGrant.require(fiksOrgId, digisosId);
        oppdatering.update(sak, jsonBody.dokument(body));
        return Answers.accepted();
    }

    /** Takes the updates away; the files stay. */
    @DELETE
    public Response delete(@PathParam("fiksOrgId") String fiksOrgId, @PathParam("digisosId") String digisosId) {
        oppdatering.delete(sakGrant.require(fiksOrgId, digisosId));
        return Answers.empty();
    }

    /** Uploads encrypted files to the case; answers them in the request's order. */
    @POST
    @Path("/filer")
    public Response upload(
            @PathParam("fiksOrgId") String fiksOrgId,
            @PathParam("digisosId") String digisosId,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            InputStream body)
            throws IOException {
        return Answers.json(files.upload(sakGrant.require(fiksOrgId, digisosId), contentType, body));
    }

    /** The files that the fagsystem uploaded to the case. */
    @GET
    @Path("/filer")
    public Response list(@PathParam("fiksOrgId") String fiksOrgId, @PathParam("digisosId") String digisosId) {
        return Answers.json(files.list(sakGrant.require(fiksOrgId, digisosId)));
    }

    /** Removes files; refused as a whole when one of them is named by the current update. */
    @DELETE
    @Path("/filer")
    public Response deleteFiles(
            @PathParam("fiksOrgId") String fiksOrgId,
            @PathParam("digisosId") String digisosId,
            @QueryParam("filIder") List<String> fileIds) {
        Sak sak = sakGrant.require(fiksOrgId, digisosId);
        List<UUID> ids = fileIds.stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(value -> Ids.read("filIder", value.strip()))
                .distinct()
                .toList();
        if (ids.isEmpty()) {
            throw new ApiException(ErrorCode.UGYLDIG_FORESPORSEL, "filIder mangler");
        }
        files.delete(sak, ids);
        return Answers.empty();
    }
}
