package no.digisos.submit.soknad;

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
import no.digisos.common.identity.Kommunenummer;
import no.digisos.common.identity.NavEksternRefId;
import no.digisos.common.security.CurrentCaller;
import no.digisos.common.security.Privilegium;
import no.digisos.common.security.RequiresGrant;
import no.digisos.common.security.TokenType;
import no.digisos.submit.acceptance.FileSource;
import org.jspecify.annotations.Nullable;

/** A søknad with all its attachments in the request (contract.md 1.2). */
@Path("/digisos/api/v1/soknader")
@RequiresGrant(token = TokenType.PERSON, privilegium = Privilegium.INNSENDING)
public class SoknadV1Resource {
    private final SoknadIntake intake;
    private final CurrentCaller currentCaller;

    public SoknadV1Resource(SoknadIntake intake, CurrentCaller currentCaller) {
        this.intake = intake;
        this.currentCaller = currentCaller;
    }

    /**
     * Accepts a søknad. Mellomlagring is not asked.
     *
     * @return 202 with the digisosId as a JSON string, sent after the one transaction that makes the delivery ours; a true
     *     repeat gets the same id
     */
    @POST
    @Path("/{kommunenummer}/{navEksternRefId}")
    public Response send(
            @PathParam("kommunenummer") String kommunenummer,
            @PathParam("navEksternRefId") String navEksternRefId,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            InputStream body)
            throws IOException {
        UUID digisosId = intake.receive(
                currentCaller.caller(),
                new Kommunenummer(kommunenummer),
                new NavEksternRefId(navEksternRefId),
                FileSource.FORESPORSEL,
                contentType,
                body);
        return Answers.json(Response.Status.ACCEPTED, digisosId);
    }
}
