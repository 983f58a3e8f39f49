package no.digisos.metadata.audit;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import no.digisos.common.audit.AuditAction;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.http.Answers;
import no.digisos.common.http.JsonBody;
import no.digisos.common.identity.Fnr;
import no.digisos.common.security.Privilegium;
import no.digisos.common.security.RequiresGrant;
import no.digisos.common.security.TokenType;

/**
 * Search in the audit log for the data-protection officer, by audit-sok's parameters (auth.md 7). The search leaves a row itself.
 * With {@code fiksOrganisasjon} it needs the grant AUDIT on that fiksOrg; without, the grant on all.
 */
@Path("/audit-sok/api/v1/sok")
@RequiresGrant(token = TokenType.MASKIN, privilegium = Privilegium.AUDIT)
public class AuditSearchResource {
    private final AuditedSearch search;
    private final JsonBody jsonBody;

    public AuditSearchResource(AuditedSearch search, JsonBody jsonBody) {
        this.search = search;
        this.jsonBody = jsonBody;
    }

    /** The rows that fit the parameters, a page at a time. */
    @GET
    @Traced(AuditAction.LES_AUDIT)
    public Response search(@BeanParam SearchParameters parameters) {
        return Answers.json(search.search(parameters, null));
    }

    /**
     * The same for one person, whose fødselsnummer stands in the body {@code {"fnr":…}}, never in the address: who has read about
     * this person.
     */
    @POST
    @Traced(AuditAction.LES_AUDIT)
    public Response aboutPerson(@BeanParam SearchParameters parameters, InputStream body) throws IOException {
        String fnr = jsonBody.object(body).path("fnr").textValue();
        Fnr person = Fnr.of(fnr == null ? "" : fnr)
                .orElseThrow(() ->
                        new ApiException(ErrorCode.UGYLDIG_FORESPORSEL, "fnr mangler eller er ikke et fødselsnummer"));
        return Answers.json(search.search(parameters, person));
    }
}
