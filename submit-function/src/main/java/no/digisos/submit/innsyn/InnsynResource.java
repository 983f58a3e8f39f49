package no.digisos.submit.innsyn;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;
import no.digisos.common.dokumentlager.Dokument;
import no.digisos.common.dokumentlager.DokumentContent;
import no.digisos.common.dokumentlager.DokumentLookup;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.http.Answers;
import no.digisos.common.http.JsonBody;
import no.digisos.common.http.StreamsBody;
import no.digisos.common.identity.Fnr;
import no.digisos.common.identity.Ids;
import no.digisos.common.sak.Sak;
import no.digisos.common.sak.SakTable;
import no.digisos.common.sak.SakView;
import no.digisos.common.security.CurrentCaller;
import no.digisos.common.security.Privilegium;
import no.digisos.common.security.RequiresGrant;
import no.digisos.common.security.TokenType;

/** What the citizen reads of the own cases (contract.md 3). Another's case and one that is not there look alike: 404. */
@Path("/digisos/api/v1/soknader")
@RequiresGrant(token = TokenType.PERSON, privilegium = Privilegium.INNSENDING)
public class InnsynResource {
    private final SakTable saker;
    private final SakView view;
    private final DokumentLookup dokumenter;
    private final DokumentContent dokumentContent;
    private final DokumentCollection collection;
    private final JsonBody jsonBody;
    private final CurrentCaller currentCaller;

    public InnsynResource(
            SakTable saker,
            SakView view,
            DokumentLookup dokumenter,
            DokumentContent dokumentContent,
            DokumentCollection collection,
            JsonBody jsonBody,
            CurrentCaller currentCaller) {
        this.saker = saker;
        this.view = view;
        this.dokumenter = dokumenter;
        this.dokumentContent = dokumentContent;
        this.collection = collection;
        this.jsonBody = jsonBody;
        this.currentCaller = currentCaller;
    }

    /** The citizen's cases; an empty list when there are none. */
    @GET
    @Path("/soknader")
    public Response all() {
        return Answers.json(view.show(saker.forSoker(currentCaller.caller().requirePerson())));
    }

    /** One of the person's own cases; 404 for anybody else's. */
    @GET
    @Path("/{digisosId}")
    public Response sak(@PathParam("digisosId") String digisosId) {
        return Answers.json(view.show(ownSak(digisosId)));
    }

    /**
     * One JSON document, decrypted: of the case, or of a klage (contract.md 3 and 7); 403 for any other document of the case, 404
     * for one that is not there or is withdrawn from view.
     */
    @GET
    @Path("/{digisosId}/dokumenter/{dokumentlagerId}")
    public Response dokument(
            @PathParam("digisosId") String digisosId, @PathParam("dokumentlagerId") String dokumentlagerId)
            throws IOException {
        Sak sak = ownSak(digisosId);
        Dokument dokument = dokumenter
                .iSak(Ids.read("dokumentlagerId", dokumentlagerId), sak.digisosId())
                .orElseThrow(() -> new ApiException(ErrorCode.FINNES_IKKE, "Dokumentet finnes ikke i saken"));
        if (!dokument.role().isJsonForInnsyn()) {
            throw new ApiException(
                    ErrorCode.INGEN_TILGANG, "Du har ikke tilgang: bare JSON-dokumentene i saken kan leses her");
        }
        return Answers.json(dokumentContent.whole(dokument));
    }

    /**
     * Many JSON documents at once. A machine's token comes this far so that staff get a plain answer: not for them, for now.
     *
     * @return 200 with one part for each document that the citizen may see; none is fine
     */
    @POST
    @Path("/dokumenter")
    @RequiresGrant(
            token = {TokenType.PERSON, TokenType.MASKIN},
            privilegium = Privilegium.INNSENDING)
    @StreamsBody
    public Response dokumenter(InputStream body) throws IOException {
        Fnr person = currentCaller
                .caller()
                .person()
                .orElseThrow(() -> new ApiException(
                        ErrorCode.INGEN_TILGANG,
                        "Du har ikke tilgang: dokumentene kan bare leses av innbyggeren selv"));
        List<Dokument> list = collection.find(jsonBody.read(body, DokumentCollection.Request.class), person);
        String boundary = "digisos-" + UUID.randomUUID();
        return Response.ok(collection.asParts(list, boundary))
                .header(HttpHeaders.CONTENT_TYPE, "multipart/mixed; boundary=" + boundary)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private Sak ownSak(String digisosId) {
        return saker.findOwn(
                        Ids.read("digisosId", digisosId), currentCaller.caller().requirePerson())
                .orElseThrow(() -> new ApiException(ErrorCode.FINNES_IKKE, "Saken finnes ikke"));
    }
}
