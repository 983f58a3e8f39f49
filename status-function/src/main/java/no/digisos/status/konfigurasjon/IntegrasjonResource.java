package no.digisos.status.konfigurasjon;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.http.Answers;
import no.digisos.common.http.JsonBody;
import no.digisos.common.identity.Ids;
import no.digisos.common.security.Privilegium;
import no.digisos.common.security.RequiresGrant;
import no.digisos.common.security.TokenType;

/** The integrations of a kommune and what they may do for it, for its administrator. A password is shown once. */
@Path("/digisos/api/v1/konfigurasjon/{fiksOrgId}/integrasjoner")
@RequiresGrant(token = TokenType.PERSON, privilegium = Privilegium.ADMIN, integrasjon = false)
public class IntegrasjonResource {
    private static final String INTEGRASJON_ID = "integrasjonId";

    private final KommuneAdmin admin;
    private final IntegrasjonChanges change;
    private final JsonBody jsonBody;

    public IntegrasjonResource(KommuneAdmin admin, IntegrasjonChanges change, JsonBody jsonBody) {
        this.admin = admin;
        this.change = change;
        this.jsonBody = jsonBody;
    }

    /** Every live integration that the kommune made, or that has a grant on it. */
    @GET
    public Response all(@PathParam("fiksOrgId") String fiksOrgId) {
        return answer(change.all(admin.require(fiksOrgId)));
    }

    /** Makes an integration with the grant of a fagsystem. */
    @POST
    public Response create(@PathParam("fiksOrgId") String fiksOrgId, InputStream body) throws IOException {
        UUID id = admin.require(fiksOrgId);
        return answer(change.create(id, jsonBody.object(body)));
    }

    /** Revokes an integration. */
    @DELETE
    @Path("/{integrasjonId}")
    public Response withdraw(
            @PathParam("fiksOrgId") String fiksOrgId, @PathParam(INTEGRASJON_ID) String integrasjonId) {
        change.withdraw(admin.require(fiksOrgId), Ids.read(INTEGRASJON_ID, integrasjonId));
        return Answers.empty();
    }

    /** Replaces an integration's password. */
    @POST
    @Path("/{integrasjonId}/passord")
    public Response newPassword(
            @PathParam("fiksOrgId") String fiksOrgId, @PathParam(INTEGRASJON_ID) String integrasjonId) {
        return answer(change.newPassword(admin.require(fiksOrgId), Ids.read(INTEGRASJON_ID, integrasjonId)));
    }

    /** Grants the kommune, or the konto in the body. */
    @POST
    @Path("/{integrasjonId}/tilganger")
    public Response give(
            @PathParam("fiksOrgId") String fiksOrgId, @PathParam(INTEGRASJON_ID) String integrasjonId, InputStream body)
            throws IOException {
        UUID id = admin.require(fiksOrgId);
        return answer(change.give(id, Ids.read(INTEGRASJON_ID, integrasjonId), jsonBody.read(body, JsonNode.class)));
    }

    /** Takes a grant. */
    @DELETE
    @Path("/{integrasjonId}/tilganger/{tilgangId}")
    public Response withdrawGrant(
            @PathParam("fiksOrgId") String fiksOrgId,
            @PathParam(INTEGRASJON_ID) String integrasjonId,
            @PathParam("tilgangId") String tilgangId) {
        UUID id = admin.require(fiksOrgId);
        if (!tilgangId.matches("[0-9]{1,18}")) {
            throw new ApiException(ErrorCode.UGYLDIG_FORESPORSEL, "tilgangId skal være et heltall");
        }
        change.withdrawGrant(id, Ids.read(INTEGRASJON_ID, integrasjonId), Long.parseLong(tilgangId));
        return Answers.empty();
    }

    private static Response answer(Object content) {
        return Response.ok(content, MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
