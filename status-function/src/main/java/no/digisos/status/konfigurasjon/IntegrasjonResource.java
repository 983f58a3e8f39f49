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
import no.digisos.common.http.JsonKropp;
import no.digisos.common.http.Svar;
import no.digisos.common.identity.Ider;
import no.digisos.common.security.KreverTilgang;
import no.digisos.common.security.Privilegium;
import no.digisos.common.security.Tokentype;

/** The integrations of a kommune and what they may do for it, for its administrator. A password is shown once. */
@Path("/digisos/api/v1/konfigurasjon/{fiksOrgId}/integrasjoner")
@KreverTilgang(token = Tokentype.PERSON, privilegium = Privilegium.ADMIN, integrasjon = false)
public class IntegrasjonResource {
    private static final String INTEGRASJON_ID = "integrasjonId";

    private final Kommunelas las;
    private final Integrasjonsendring endring;
    private final JsonKropp kropp;

    public IntegrasjonResource(Kommunelas las, Integrasjonsendring endring, JsonKropp kropp) {
        this.las = las;
        this.endring = endring;
        this.kropp = kropp;
    }

    /** Every live integration that the kommune made, or that has a grant on it. */
    @GET
    public Response alle(@PathParam("fiksOrgId") String fiksOrgId) {
        return svar(endring.alle(las.krevAdmin(fiksOrgId)));
    }

    /** Makes an integration with the grant of a fagsystem. */
    @POST
    public Response opprett(@PathParam("fiksOrgId") String fiksOrgId, InputStream body) throws IOException {
        UUID id = las.krevAdmin(fiksOrgId);
        return svar(endring.opprett(id, kropp.objekt(body)));
    }

    /** Revokes an integration. */
    @DELETE
    @Path("/{integrasjonId}")
    public Response trekk(@PathParam("fiksOrgId") String fiksOrgId, @PathParam(INTEGRASJON_ID) String integrasjonId) {
        endring.trekk(las.krevAdmin(fiksOrgId), Ider.les(INTEGRASJON_ID, integrasjonId));
        return Svar.tomt();
    }

    /** Replaces an integration's password. */
    @POST
    @Path("/{integrasjonId}/passord")
    public Response nyttPassord(
            @PathParam("fiksOrgId") String fiksOrgId, @PathParam(INTEGRASJON_ID) String integrasjonId) {
        return svar(endring.nyttPassord(las.krevAdmin(fiksOrgId), Ider.les(INTEGRASJON_ID, integrasjonId)));
    }

    /** Grants the kommune, or the konto in the body. */
    @POST
    @Path("/{integrasjonId}/tilganger")
    public Response gi(
            @PathParam("fiksOrgId") String fiksOrgId, @PathParam(INTEGRASJON_ID) String integrasjonId, InputStream body)
            throws IOException {
        UUID id = las.krevAdmin(fiksOrgId);
        return svar(endring.gi(id, Ider.les(INTEGRASJON_ID, integrasjonId), kropp.les(body, JsonNode.class)));
    }

    /** Takes a grant. */
    @DELETE
    @Path("/{integrasjonId}/tilganger/{tilgangId}")
    public Response trekkTilgang(
            @PathParam("fiksOrgId") String fiksOrgId,
            @PathParam(INTEGRASJON_ID) String integrasjonId,
            @PathParam("tilgangId") String tilgangId) {
        UUID id = las.krevAdmin(fiksOrgId);
        if (!tilgangId.matches("[0-9]{1,18}")) {
            throw new ApiException(ErrorCode.UGYLDIG_FORESPORSEL, "tilgangId skal være et heltall");
        }
        endring.trekkTilgang(id, Ider.les(INTEGRASJON_ID, integrasjonId), Long.parseLong(tilgangId));
        return Svar.tomt();
    }

    private static Response svar(Object innhold) {
        return Response.ok(innhold, MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
