package no.digisos.status.sak;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import no.digisos.common.http.Answers;
import no.digisos.common.http.JsonBody;
import no.digisos.common.kommune.Kommune;
import no.digisos.common.security.Privilegium;
import no.digisos.common.security.RequiresGrant;
import no.digisos.common.security.TokenType;
import org.jspecify.annotations.Nullable;

/** Where a fagsystem opens a case of its own (contract.md 6). */
@Path("/digisos/api/v1/{fiksOrgId}/ny")
@RequiresGrant(token = TokenType.MASKIN, privilegium = Privilegium.FAGSYSTEM)
public class NewSakResource {
    private final NewSak sak;
    private final JsonBody jsonBody;

    public NewSakResource(NewSak sak, JsonBody jsonBody) {
        this.sak = sak;
        this.jsonBody = jsonBody;
    }

    /**
     * Opens a case for a person and answers its digisosId. The body may be empty, or a first update as for an open case, whatever
     * its content type. A call is repeated safely by sending the same {@code Idempotency-Key} (ours; without it each call is a new
     * case, as in the published API).
     */
    @POST
    public Response open(
            @PathParam("fiksOrgId") String fiksOrgId,
            @QueryParam("sokerFnr") @Nullable String sokerFnr,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            InputStream body)
            throws IOException {
        Kommune kommune = sak.requireKommune(fiksOrgId);
        return Answers.json(sak.open(kommune, sokerFnr, key, jsonBody.optionalDokument(body)));
    }
}
