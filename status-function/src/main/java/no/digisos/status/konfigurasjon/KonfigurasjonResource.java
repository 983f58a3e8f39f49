package no.digisos.status.konfigurasjon;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import no.digisos.common.http.Answers;
import no.digisos.common.http.Etag;
import no.digisos.common.http.JsonBody;
import no.digisos.common.security.Privilegium;
import no.digisos.common.security.RequiresGrant;
import no.digisos.common.security.TokenType;
import org.jspecify.annotations.Nullable;

/**
 * A kommune's configuration, for its administrator: a person, by ID-porten token alone (contract.md 8, auth.md 5). Answers are 200;
 * their {@code ETag} is the version that a PUT or DELETE names in {@code If-Match}.
 */
@Path("/digisos/api/v1/konfigurasjon/{fiksOrgId}")
@RequiresGrant(token = TokenType.PERSON, privilegium = Privilegium.ADMIN, integrasjon = false)
public class KonfigurasjonResource {
    private final KommuneAdmin admin;
    private final KonfigurasjonChanges configuration;
    private final JsonBody jsonBody;

    public KonfigurasjonResource(KommuneAdmin admin, KonfigurasjonChanges configuration, JsonBody jsonBody) {
        this.admin = admin;
        this.configuration = configuration;
        this.jsonBody = jsonBody;
    }

    /** The configuration as it stands. */
    @GET
    public Response read(
            @PathParam("fiksOrgId") String fiksOrgId,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
        return loaded(configuration.read(admin.require(fiksOrgId)), ifNoneMatch);
    }

    /**
     * Makes the configuration, from a body as a PUT's; the answer has none (contract.md 8). A kommune that has another already keeps
     * it, unless the caller names its version in {@code If-Match}: a POST needs none, and must not overwrite what nobody has seen.
     */
    @POST
    public Response create(
            @PathParam("fiksOrgId") String fiksOrgId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            InputStream body)
            throws IOException {
        UUID id = admin.require(fiksOrgId);
        return Response.ok()
                .header(HttpHeaders.ETAG, Version.etag(configuration.create(id, ifMatch, jsonBody.object(body))))
                .build();
    }

    /** Replaces what the kommune decides. */
    @PUT
    public Response replace(
            @PathParam("fiksOrgId") String fiksOrgId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            InputStream body)
            throws IOException {
        UUID id = admin.require(fiksOrgId);
        return answer(configuration.replace(id, ifMatch, jsonBody.object(body)));
    }

    /** Takes the kommune out of use. What was accepted before is still delivered. */
    @DELETE
    public Response delete(
            @PathParam("fiksOrgId") String fiksOrgId, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        configuration.delete(admin.require(fiksOrgId), ifMatch);
        return Response.ok().build();
    }

    /** What was asked for, or 304 when the administrator has it. */
    static Response loaded(KonfigurasjonChanges.Shown<?> shown, @Nullable String ifNoneMatch) {
        String etag = Version.etag(shown.versjon());
        return Etag.isUnchanged(ifNoneMatch, etag) ? Answers.unchanged(etag) : answer(shown);
    }

    static Response answer(KonfigurasjonChanges.Shown<?> shown) {
        return Response.ok(shown.innhold(), MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.ETAG, Version.etag(shown.versjon()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
