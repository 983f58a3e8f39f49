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
import no.digisos.common.http.Etag;
import no.digisos.common.http.JsonKropp;
import no.digisos.common.http.Svar;
import no.digisos.common.security.KreverTilgang;
import no.digisos.common.security.Privilegium;
import no.digisos.common.security.Tokentype;
import org.jspecify.annotations.Nullable;

/**
 * A kommune's configuration, for its administrator: a person, by ID-porten token alone (contract.md 8, auth.md 5). Answers are 200;
 * their {@code ETag} is the version that a PUT or DELETE names in {@code If-Match}.
 */
@Path("/digisos/api/v1/konfigurasjon/{fiksOrgId}")
@KreverTilgang(token = Tokentype.PERSON, privilegium = Privilegium.ADMIN, integrasjon = false)
public class KonfigurasjonResource {
    private final Kommunelas las;
    private final Konfigurasjon konfigurasjon;
    private final JsonKropp kropp;

    public KonfigurasjonResource(Kommunelas las, Konfigurasjon konfigurasjon, JsonKropp kropp) {
        this.las = las;
        this.konfigurasjon = konfigurasjon;
        this.kropp = kropp;
    }

    /** The configuration as it stands. */
    @GET
    public Response les(
            @PathParam("fiksOrgId") String fiksOrgId,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
        return lest(konfigurasjon.les(las.krevAdmin(fiksOrgId)), ifNoneMatch);
    }

    /**
     * Makes the configuration, from a body as a PUT's; the answer has none (contract.md 8). A kommune that has another already keeps
     * it, unless the caller names its version in {@code If-Match}: a POST needs none, and must not overwrite what nobody has seen.
     */
    @POST
    public Response opprett(
            @PathParam("fiksOrgId") String fiksOrgId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            InputStream body)
            throws IOException {
        UUID id = las.krevAdmin(fiksOrgId);
        return Response.ok()
                .header(HttpHeaders.ETAG, Versjon.etag(konfigurasjon.opprett(id, ifMatch, kropp.objekt(body))))
                .build();
    }

    /** Replaces what the kommune decides. */
    @PUT
    public Response erstatt(
            @PathParam("fiksOrgId") String fiksOrgId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            InputStream body)
            throws IOException {
        UUID id = las.krevAdmin(fiksOrgId);
        return svar(konfigurasjon.erstatt(id, ifMatch, kropp.objekt(body)));
    }

    /** Takes the kommune out of use. What was accepted before is still delivered. */
    @DELETE
    public Response slett(
            @PathParam("fiksOrgId") String fiksOrgId, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        konfigurasjon.slett(las.krevAdmin(fiksOrgId), ifMatch);
        return Response.ok().build();
    }

    /** What was asked for, or 304 when the administrator has it. */
    static Response lest(Konfigurasjon.Vist<?> vist, @Nullable String ifNoneMatch) {
        String etag = Versjon.etag(vist.versjon());
        return Etag.erUendret(ifNoneMatch, etag) ? Svar.uendret(etag) : svar(vist);
    }

    static Response svar(Konfigurasjon.Vist<?> vist) {
        return Response.ok(vist.innhold(), MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.ETAG, Versjon.etag(vist.versjon()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
