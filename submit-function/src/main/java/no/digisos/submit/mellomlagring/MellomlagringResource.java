package no.digisos.submit.mellomlagring;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import no.digisos.common.http.Strom;
import no.digisos.common.http.Strommer;
import no.digisos.common.http.Svar;
import no.digisos.common.identity.Ider;
import no.digisos.common.identity.NavEksternRefId;
import no.digisos.common.identity.Organisasjonsnummer;
import no.digisos.common.security.Innlogget;
import no.digisos.common.security.KreverTilgang;
import no.digisos.common.security.Privilegium;
import no.digisos.common.security.Tokentype;
import org.jspecify.annotations.Nullable;

/** Where nav.no keeps a citizen's attachments until the søknad is sent (contract.md 2). */
@Path("/digisos/api/v1/mellomlagring/{navEksternRefId}")
@KreverTilgang(token = Tokentype.MASKIN, privilegium = Privilegium.MELLOMLAGRING)
public class MellomlagringResource {
    private final Mellomlager mellomlager;
    private final Innlogget innlogget;

    public MellomlagringResource(Mellomlager mellomlager, Innlogget innlogget) {
        this.mellomlager = mellomlager;
        this.innlogget = innlogget;
    }

    /**
     * Keeps one or more encrypted files.
     *
     * @return 202 with the files of this request alone, in its order; the same file again, however encrypted, gets its old filId;
     *     another file of the same name 409, but for ettersendelse.pdf, which it replaces (pitfalls.md P21)
     */
    @POST
    public Response lastOpp(
            @PathParam("navEksternRefId") String ref,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            InputStream body)
            throws IOException {
        return Svar.json(
                Response.Status.ACCEPTED,
                mellomlager.lastOpp(organisasjon(), new NavEksternRefId(ref), contentType, body));
    }

    /** The files under the reference; 404 when there are none. */
    @GET
    public Response list(@PathParam("navEksternRefId") String ref) {
        return Svar.json(mellomlager.list(organisasjon(), new NavEksternRefId(ref)));
    }

    /** One file, decrypted. */
    @GET
    @Path("/{filId}")
    @Strommer
    public Response hent(@PathParam("navEksternRefId") String ref, @PathParam("filId") String filId) {
        Mellomlager.Apen fil = mellomlager.hent(organisasjon(), new NavEksternRefId(ref), Ider.les("filId", filId));
        return Strom.klartekst("application/octet-stream", fil.storrelse(), fil.innhold());
    }

    @DELETE
    @Path("/{filId}")
    public Response slett(@PathParam("navEksternRefId") String ref, @PathParam("filId") String filId) {
        UUID id = Ider.les("filId", filId);
        mellomlager.slett(organisasjon(), new NavEksternRefId(ref), id);
        return Svar.tomt();
    }

    /** Removes everything under the reference; nothing there is as good. */
    @DELETE
    public Response slettAlle(@PathParam("navEksternRefId") String ref) {
        mellomlager.slettAlle(organisasjon(), new NavEksternRefId(ref));
        return Svar.tomt();
    }

    private Organisasjonsnummer organisasjon() {
        return innlogget.kaller().organisasjon();
    }
}
