package no.digisos.metadata.kommune;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.http.Svar;
import no.digisos.common.identity.Kommunenummer;
import no.digisos.common.kommune.KommuneRepository;
import no.digisos.common.security.KreverTilgang;
import no.digisos.common.security.Privilegium;
import no.digisos.common.security.Tokentype;

/** Which kommuner take part, and how (contract.md 5). Names no person, so it is not audited. */
@Path("/digisos/api/v1/nav/kommuner")
@KreverTilgang(token = Tokentype.MASKIN, privilegium = Privilegium.KOMMUNEINFO)
public class KommuneResource {
    private final KommuneRepository kommuner;

    public KommuneResource(KommuneRepository kommuner) {
        this.kommuner = kommuner;
    }

    @GET
    public Response alle() {
        return Svar.json(kommuner.alle().stream().map(KommuneInfo::av).toList());
    }

    @GET
    @Path("/{kommunenummer}")
    public Response en(@PathParam("kommunenummer") String kommunenummer) {
        Kommunenummer nummer = new Kommunenummer(kommunenummer);
        return Svar.json(kommuner.finn(nummer)
                .map(KommuneInfo::av)
                .orElseThrow(() -> new ApiException(
                        ErrorCode.FINNES_IKKE, "Kommune " + nummer + " er ikke registrert i Digisos")));
    }
}
