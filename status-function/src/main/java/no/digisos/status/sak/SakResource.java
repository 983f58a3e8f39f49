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
import no.digisos.common.http.JsonKropp;
import no.digisos.common.http.Svar;
import no.digisos.common.identity.Ider;
import no.digisos.common.sak.Sak;
import no.digisos.common.security.KreverTilgang;
import no.digisos.common.security.Privilegium;
import no.digisos.common.security.Tokentype;
import org.jspecify.annotations.Nullable;

/** Where the fagsystem tells the citizen how the case goes (contract.md 6). */
@Path("/digisos/api/v1/{fiksOrgId}/{digisosId}")
@KreverTilgang(token = Tokentype.MASKIN, privilegium = Privilegium.FAGSYSTEM)
public class SakResource {
    private final Sakstilgang sakstilgang;
    private final Sakfiler filer;
    private final Saksoppdatering oppdatering;
    private final JsonKropp kropp;

    public SakResource(Sakstilgang sakstilgang, Sakfiler filer, Saksoppdatering oppdatering, JsonKropp kropp) {
        this.sakstilgang = sakstilgang;
        this.filer = filer;
        this.oppdatering = oppdatering;
        this.kropp = kropp;
    }

    /** Replaces the case's digisos-soker.json as a whole. The body is JSON whatever its content type says. */
    @POST
    public Response oppdater(
            @PathParam("fiksOrgId") String fiksOrgId, @PathParam("digisosId") String digisosId, InputStream body)
            throws IOException {
        Sak sak = sakstilgang.krev(fiksOrgId, digisosId);
        oppdatering.oppdater(sak, kropp.dokument(body));
        return Svar.akseptert();
    }

    /** Takes the updates away; the files stay. */
    @DELETE
    public Response slett(@PathParam("fiksOrgId") String fiksOrgId, @PathParam("digisosId") String digisosId) {
        oppdatering.slett(sakstilgang.krev(fiksOrgId, digisosId));
        return Svar.tomt();
    }

    /** Uploads encrypted files to the case; answers them in the request's order. */
    @POST
    @Path("/filer")
    public Response lastOpp(
            @PathParam("fiksOrgId") String fiksOrgId,
            @PathParam("digisosId") String digisosId,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            InputStream body)
            throws IOException {
        return Svar.json(filer.lastOpp(() -> sakstilgang.krev(fiksOrgId, digisosId), contentType, body));
    }

    /** The files that the fagsystem uploaded to the case. */
    @GET
    @Path("/filer")
    public Response list(@PathParam("fiksOrgId") String fiksOrgId, @PathParam("digisosId") String digisosId) {
        return Svar.json(filer.list(sakstilgang.krev(fiksOrgId, digisosId)));
    }

    /** Removes files; refused as a whole when one of them is named by the current update. */
    @DELETE
    @Path("/filer")
    public Response slettFiler(
            @PathParam("fiksOrgId") String fiksOrgId,
            @PathParam("digisosId") String digisosId,
            @QueryParam("filIder") List<String> filIder) {
        Sak sak = sakstilgang.krev(fiksOrgId, digisosId);
        List<UUID> ider = filIder.stream()
                .flatMap(verdi -> Arrays.stream(verdi.split(",", -1)))
                .map(verdi -> Ider.les("filIder", verdi.strip()))
                .distinct()
                .toList();
        if (ider.isEmpty()) {
            throw new ApiException(ErrorCode.UGYLDIG_FORESPORSEL, "filIder mangler");
        }
        filer.slett(sak, ider);
        return Svar.tomt();
    }
}
