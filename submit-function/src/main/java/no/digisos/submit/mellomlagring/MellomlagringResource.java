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
import no.digisos.common.http.Answers;
import no.digisos.common.http.StreamedAnswers;
import no.digisos.common.http.StreamsBody;
import no.digisos.common.identity.Ids;
import no.digisos.common.identity.NavEksternRefId;
import no.digisos.common.identity.Organisasjonsnummer;
import no.digisos.common.security.CurrentCaller;
import no.digisos.common.security.Privilegium;
import no.digisos.common.security.RequiresGrant;
import no.digisos.common.security.TokenType;
import org.jspecify.annotations.Nullable;

/** Where nav.no keeps a citizen's attachments until the søknad is sent (contract.md 2). */
@Path("/digisos/api/v1/mellomlagring/{navEksternRefId}")
@RequiresGrant(token = TokenType.MASKIN, privilegium = Privilegium.MELLOMLAGRING)
public class MellomlagringResource {
    private final MellomlagringStore store;
    private final CurrentCaller currentCaller;

    public MellomlagringResource(MellomlagringStore store, CurrentCaller currentCaller) {
        this.store = store;
        this.currentCaller = currentCaller;
    }

    /**
     * Keeps one or more encrypted files.
     *
     * @return 202 with the files of this request alone, in its order; the same file again, however encrypted, gets its old filId;
     *     another file of the same name 409, but for ettersendelse.pdf, which it replaces (pitfalls.md P21)
     */
    @POST
    public Response upload(
            @PathParam("navEksternRefId") String ref,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            InputStream body)
            throws IOException {
        return Answers.json(
                Response.Status.ACCEPTED, store.upload(organisation(), new NavEksternRefId(ref), contentType, body));
    }

    /** The files under the reference; 404 when there are none. */
    @GET
    public Response list(@PathParam("navEksternRefId") String ref) {
        return Answers.json(store.list(organisation(), new NavEksternRefId(ref)));
    }

    /** One file, decrypted. */
    @GET
    @Path("/{filId}")
    @StreamsBody
    public Response fetch(@PathParam("navEksternRefId") String ref, @PathParam("filId") String fileId) {
        MellomlagringStore.OpenFile file =
                store.fetch(organisation(), new NavEksternRefId(ref), Ids.read("filId", fileId));
        return StreamedAnswers.plaintext("application/octet-stream", file.storrelse(), file.innhold());
    }

    /** Removes one file. */
    @DELETE
    @Path("/{filId}")
    public Response delete(@PathParam("navEksternRefId") String ref, @PathParam("filId") String fileId) {
        UUID id = Ids.read("filId", fileId);
        store.delete(organisation(), new NavEksternRefId(ref), id);
        return Answers.empty();
    }

    /** Removes everything under the reference; nothing there is as good. */
    @DELETE
    public Response deleteAll(@PathParam("navEksternRefId") String ref) {
        store.deleteAll(organisation(), new NavEksternRefId(ref));
        return Answers.empty();
    }

    private Organisasjonsnummer organisation() {
        return currentCaller.caller().organisasjon();
    }
}
