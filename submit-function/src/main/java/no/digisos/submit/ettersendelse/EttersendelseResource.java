package no.digisos.submit.ettersendelse;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import no.digisos.common.http.Answers;
import no.digisos.common.identity.Ids;
import no.digisos.common.identity.Kommunenummer;
import no.digisos.common.identity.NavEksternRefId;
import no.digisos.common.security.CurrentCaller;
import no.digisos.common.security.Privilegium;
import no.digisos.common.security.RequiresGrant;
import no.digisos.common.security.TokenType;
import no.digisos.submit.acceptance.FileSource;
import org.jspecify.annotations.Nullable;

/** Where nav.no sends what a citizen adds to a case, with the files in the request (contract.md 1.3). */
@Path("/digisos/api/v1/soknader")
@RequiresGrant(token = TokenType.PERSON, privilegium = Privilegium.INNSENDING)
public class EttersendelseResource {
    private final EttersendelseIntake intake;
    private final CurrentCaller currentCaller;

    public EttersendelseResource(EttersendelseIntake intake, CurrentCaller currentCaller) {
        this.intake = intake;
        this.currentCaller = currentCaller;
    }

    /**
     * Accepts an ettersendelse.
     *
     * @return 202 without a body; a reference that is taken is 400, with another text for a true repeat than for other content; 404
     *     when the case is not the person's, 410 when it is deleted
     */
    @POST
    @Path("/{kommunenummer}/{digisosId}/{navEksternRefId}")
    public Response send(
            @PathParam("kommunenummer") String kommunenummer,
            @PathParam("digisosId") String digisosId,
            @PathParam("navEksternRefId") String navEksternRefId,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            InputStream body)
            throws IOException {
        intake.receive(
                currentCaller.caller(),
                new Kommunenummer(kommunenummer),
                Ids.read("digisosId", digisosId),
                new NavEksternRefId(navEksternRefId),
                FileSource.FORESPORSEL,
                contentType,
                body);
        return Answers.accepted();
    }
}
