package no.digisos.status.sak;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import no.digisos.common.http.JsonKropp;
import no.digisos.common.http.Svar;
import no.digisos.common.kommune.Kommune;
import no.digisos.common.security.KreverTilgang;
import no.digisos.common.security.Privilegium;
import no.digisos.common.security.Tokentype;
import org.jspecify.annotations.Nullable;

/** Where a fagsystem opens a case of its own (contract.md 6). */
@Path("/digisos/api/v1/{fiksOrgId}/ny")
@KreverTilgang(token = Tokentype.MASKIN, privilegium = Privilegium.FAGSYSTEM)
public class NySakResource {
    private final NySak sak;
    private final JsonKropp kropp;

    public NySakResource(NySak sak, JsonKropp kropp) {
        this.sak = sak;
        this.kropp = kropp;
    }

    /**
     * Opens a case for a person and answers its digisosId. The body may be empty, or a first update as for an open case, whatever
     * its content type. A call is repeated safely by sending the same {@code Idempotency-Key} (ours; without it each call is a new
     * case, as in the published API).
     */
    @POST
    public Response apne(
            @PathParam("fiksOrgId") String fiksOrgId,
            @QueryParam("sokerFnr") @Nullable String sokerFnr,
            @HeaderParam("Idempotency-Key") @Nullable String nokkel,
            InputStream body)
            throws IOException {
        Kommune kommune = sak.krevKommune(fiksOrgId);
        return Svar.json(sak.apne(kommune, sokerFnr, nokkel, kropp.valgfrittDokument(body)));
    }
}
