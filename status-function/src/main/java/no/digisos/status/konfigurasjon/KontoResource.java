package no.digisos.status.konfigurasjon;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import no.digisos.common.http.JsonBody;
import no.digisos.common.identity.Ids;
import no.digisos.common.security.Privilegium;
import no.digisos.common.security.RequiresGrant;
import no.digisos.common.security.TokenType;
import org.jspecify.annotations.Nullable;

/** The kontoer of a kommune, for its administrator; they are shown in the configuration too. */
@Path("/digisos/api/v1/konfigurasjon/{fiksOrgId}/kontoer")
@RequiresGrant(token = TokenType.PERSON, privilegium = Privilegium.ADMIN, integrasjon = false)
public class KontoResource {
    private static final String KONTO_ID = "kontoId";

    private final KommuneAdmin admin;
    private final KontoChanges change;
    private final CertificateReader certificate;
    private final JsonBody jsonBody;

    public KontoResource(KommuneAdmin admin, KontoChanges change, CertificateReader certificate, JsonBody jsonBody) {
        this.admin = admin;
        this.change = change;
        this.certificate = certificate;
        this.jsonBody = jsonBody;
    }

    /** Makes an open konto, without a certificate yet. */
    @POST
    public Response create(@PathParam("fiksOrgId") String fiksOrgId, InputStream body) throws IOException {
        UUID id = admin.require(fiksOrgId);
        return KonfigurasjonResource.answer(change.create(id, jsonBody.object(body)));
    }

    /** One konto. */
    @GET
    @Path("/{kontoId}")
    public Response read(
            @PathParam("fiksOrgId") String fiksOrgId,
            @PathParam(KONTO_ID) String kontoId,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
        return KonfigurasjonResource.loaded(
                change.read(admin.require(fiksOrgId), Ids.read(KONTO_ID, kontoId)), ifNoneMatch);
    }

    /** Replaces name, NAV offices and message types. */
    @PUT
    @Path("/{kontoId}")
    public Response replace(
            @PathParam("fiksOrgId") String fiksOrgId,
            @PathParam(KONTO_ID) String kontoId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            InputStream body)
            throws IOException {
        UUID id = admin.require(fiksOrgId);
        return KonfigurasjonResource.answer(
                change.replace(id, Ids.read(KONTO_ID, kontoId), ifMatch, jsonBody.object(body)));
    }

    /** Uploads the certificate that messages are wrapped for from now on: PEM or DER. */
    @PUT
    @Path("/{kontoId}/offentligNokkel")
    public Response setCertificate(
            @PathParam("fiksOrgId") String fiksOrgId,
            @PathParam(KONTO_ID) String kontoId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            InputStream body)
            throws IOException {
        UUID id = admin.require(fiksOrgId);
        return KonfigurasjonResource.answer(
                change.setCertificate(id, Ids.read(KONTO_ID, kontoId), ifMatch, certificate.read(body)));
    }

    /** Opens the konto. */
    @POST
    @Path("/{kontoId}/aktiver")
    public Response activate(
            @PathParam("fiksOrgId") String fiksOrgId,
            @PathParam(KONTO_ID) String kontoId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return setActive(fiksOrgId, kontoId, ifMatch, true);
    }

    /** Closes the konto: what waits in it is withdrawn and goes by SvarUt. */
    @POST
    @Path("/{kontoId}/deaktiver")
    public Response deactivate(
            @PathParam("fiksOrgId") String fiksOrgId,
            @PathParam(KONTO_ID) String kontoId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return setActive(fiksOrgId, kontoId, ifMatch, false);
    }

    private Response setActive(String fiksOrgId, String kontoId, @Nullable String ifMatch, boolean active) {
        UUID id = admin.require(fiksOrgId);
        return KonfigurasjonResource.answer(change.setActive(id, Ids.read(KONTO_ID, kontoId), ifMatch, active));
    }
}
