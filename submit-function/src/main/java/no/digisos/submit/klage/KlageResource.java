package no.digisos.submit.klage;

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
import java.util.List;
import no.digisos.common.http.Answers;
import no.digisos.common.identity.Fnr;
import no.digisos.common.identity.Ids;
import no.digisos.common.sak.SakTable;
import no.digisos.common.security.CurrentCaller;
import no.digisos.common.security.Privilegium;
import no.digisos.common.security.RequiresGrant;
import no.digisos.common.security.TokenType;
import org.jspecify.annotations.Nullable;

/** A citizen's klager on decisions in a case: sent, added to, withdrawn and listed (contract.md 7). */
@Path("/digisos/klage/api/v1")
@RequiresGrant(token = TokenType.PERSON, privilegium = Privilegium.INNSENDING)
public class KlageResource {
    private final KlageIntake intake;
    private final KlageView view;
    private final SakTable saker;
    private final CurrentCaller currentCaller;

    public KlageResource(KlageIntake intake, KlageView view, SakTable saker, CurrentCaller currentCaller) {
        this.intake = intake;
        this.view = view;
        this.saker = saker;
        this.currentCaller = currentCaller;
    }

    /**
     * Accepts a klage. Files other than klage.pdf are taken from mellomlagring under the reference.
     *
     * @return 200 without a body, also for a true repeat; 400 when the klageId has other content; 404 when the case is not the
     *     person's, 410 when it is deleted
     */
    @POST
    @Path("/{digisosId}/{navEksternRefId}/{klageId}/{vedtakId}")
    public Response send(
            @PathParam("digisosId") String digisosId,
            @PathParam("navEksternRefId") String navEksternRefId,
            @PathParam("klageId") String klageId,
            @PathParam("vedtakId") String vedtakId,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            InputStream body)
            throws IOException {
        intake.send(
                currentCaller.caller(),
                KlagePath.of(digisosId, navEksternRefId, klageId),
                Ids.read("vedtakId", vedtakId),
                contentType,
                body);
        return Response.ok().build();
    }

    /** Accepts more attachments to a klage; they are taken from mellomlagring under the reference. Answers as {@link #send}. */
    @POST
    @Path("/{digisosId}/{navEksternRefId}/{klageId}/vedlegg")
    public Response sendEttersendelse(
            @PathParam("digisosId") String digisosId,
            @PathParam("navEksternRefId") String navEksternRefId,
            @PathParam("klageId") String klageId,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            InputStream body)
            throws IOException {
        intake.sendEttersendelse(
                currentCaller.caller(), KlagePath.of(digisosId, navEksternRefId, klageId), contentType, body);
        return Response.ok().build();
    }

    /** Withdraws a klage; the body may say why, or be empty. Answers as {@link #send}. */
    @POST
    @Path("/{digisosId}/{navEksternRefId}/{klageId}/trekk")
    public Response withdraw(
            @PathParam("digisosId") String digisosId,
            @PathParam("navEksternRefId") String navEksternRefId,
            @PathParam("klageId") String klageId,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            InputStream body)
            throws IOException {
        intake.withdraw(currentCaller.caller(), KlagePath.of(digisosId, navEksternRefId, klageId), contentType, body);
        return Response.ok().build();
    }

    /** The person's klager, of one case or of all; an empty list when there are none, 404 when the case is not the person's. */
    @GET
    @Path("/klager")
    public Response klager(@QueryParam("digisosId") @Nullable String digisosId) {
        Fnr person = currentCaller.caller().requirePerson();
        return Answers.json(view.show(
                digisosId == null
                        ? saker.forSoker(person)
                        : List.of(view.requireSak(Ids.read("digisosId", digisosId), person))));
    }
}
