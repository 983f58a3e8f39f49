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
import no.digisos.common.http.JsonKropp;
import no.digisos.common.identity.Ider;
import no.digisos.common.security.KreverTilgang;
import no.digisos.common.security.Privilegium;
import no.digisos.common.security.Tokentype;
import org.jspecify.annotations.Nullable;

/** The kontoer of a kommune, for its administrator; they are shown in the configuration too. */
@Path("/digisos/api/v1/konfigurasjon/{fiksOrgId}/kontoer")
@KreverTilgang(token = Tokentype.PERSON, privilegium = Privilegium.ADMIN, integrasjon = false)
public class KontoResource {
    private static final String KONTO_ID = "kontoId";

    private final Kommunelas las;
    private final Kontoendring endring;
    private final Sertifikatleser sertifikat;
    private final JsonKropp kropp;

    public KontoResource(Kommunelas las, Kontoendring endring, Sertifikatleser sertifikat, JsonKropp kropp) {
        this.las = las;
        this.endring = endring;
        this.sertifikat = sertifikat;
        this.kropp = kropp;
    }

    /** Makes an open konto, without a certificate yet. */
    @POST
    public Response opprett(@PathParam("fiksOrgId") String fiksOrgId, InputStream body) throws IOException {
        UUID id = las.krevAdmin(fiksOrgId);
        return KonfigurasjonResource.svar(endring.opprett(id, kropp.objekt(body)));
    }

    /** One konto. */
    @GET
    @Path("/{kontoId}")
    public Response les(
            @PathParam("fiksOrgId") String fiksOrgId,
            @PathParam(KONTO_ID) String kontoId,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
        return KonfigurasjonResource.lest(
                endring.les(las.krevAdmin(fiksOrgId), Ider.les(KONTO_ID, kontoId)), ifNoneMatch);
    }

    /** Replaces name, NAV offices and message types. */
    @PUT
    @Path("/{kontoId}")
    public Response erstatt(
            @PathParam("fiksOrgId") String fiksOrgId,
            @PathParam(KONTO_ID) String kontoId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            InputStream body)
            throws IOException {
        UUID id = las.krevAdmin(fiksOrgId);
        return KonfigurasjonResource.svar(
                endring.erstatt(id, Ider.les(KONTO_ID, kontoId), ifMatch, kropp.objekt(body)));
    }

    /** Uploads the certificate that messages are wrapped for from now on: PEM or DER. */
    @PUT
    @Path("/{kontoId}/offentligNokkel")
    public Response settSertifikat(
            @PathParam("fiksOrgId") String fiksOrgId,
            @PathParam(KONTO_ID) String kontoId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            InputStream body)
            throws IOException {
        UUID id = las.krevAdmin(fiksOrgId);
        return KonfigurasjonResource.svar(
                endring.settSertifikat(id, Ider.les(KONTO_ID, kontoId), ifMatch, sertifikat.les(body)));
    }

    /** Opens the konto. */
    @POST
    @Path("/{kontoId}/aktiver")
    public Response aktiver(
            @PathParam("fiksOrgId") String fiksOrgId,
            @PathParam(KONTO_ID) String kontoId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return settAktiv(fiksOrgId, kontoId, ifMatch, true);
    }

    /** Closes the konto: what waits in it is withdrawn and goes by SvarUt. */
    @POST
    @Path("/{kontoId}/deaktiver")
    public Response deaktiver(
            @PathParam("fiksOrgId") String fiksOrgId,
            @PathParam(KONTO_ID) String kontoId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return settAktiv(fiksOrgId, kontoId, ifMatch, false);
    }

    private Response settAktiv(String fiksOrgId, String kontoId, @Nullable String ifMatch, boolean aktiv) {
        UUID id = las.krevAdmin(fiksOrgId);
        return KonfigurasjonResource.svar(endring.settAktiv(id, Ider.les(KONTO_ID, kontoId), ifMatch, aktiv));
    }
}
