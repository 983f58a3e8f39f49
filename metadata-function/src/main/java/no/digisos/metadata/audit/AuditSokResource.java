package no.digisos.metadata.audit;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import no.digisos.common.audit.Handling;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.http.JsonKropp;
import no.digisos.common.http.Svar;
import no.digisos.common.identity.Fnr;
import no.digisos.common.security.KreverTilgang;
import no.digisos.common.security.Privilegium;
import no.digisos.common.security.Tokentype;

/**
 * Search in the audit log for the data-protection officer, by audit-sok's parameters (auth.md 7). The search leaves a row itself.
 * With {@code fiksOrganisasjon} it needs the grant AUDIT on that fiksOrg; without, the grant on all.
 */
@Path("/audit-sok/api/v1/sok")
@KreverTilgang(token = Tokentype.MASKIN, privilegium = Privilegium.AUDIT)
public class AuditSokResource {
    private final Revisjonssok sok;
    private final JsonKropp kropp;

    public AuditSokResource(Revisjonssok sok, JsonKropp kropp) {
        this.sok = sok;
        this.kropp = kropp;
    }

    @GET
    @Spores(Handling.LES_AUDIT)
    public Response sok(@BeanParam Sokeparametre parametre) {
        return Svar.json(sok.sok(parametre, null));
    }

    /**
     * The same for one person, whose fødselsnummer stands in the body {@code {"fnr":…}}, never in the address: who has read about
     * this person.
     */
    @POST
    @Spores(Handling.LES_AUDIT)
    public Response omPerson(@BeanParam Sokeparametre parametre, InputStream body) throws IOException {
        String fnr = kropp.objekt(body).path("fnr").textValue();
        Fnr person = Fnr.of(fnr == null ? "" : fnr)
                .orElseThrow(() ->
                        new ApiException(ErrorCode.UGYLDIG_FORESPORSEL, "fnr mangler eller er ikke et fødselsnummer"));
        return Svar.json(sok.sok(parametre, person));
    }
}
