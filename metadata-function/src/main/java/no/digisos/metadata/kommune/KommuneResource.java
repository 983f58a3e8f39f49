package no.digisos.metadata.kommune;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.http.Svar;
import no.digisos.common.identity.Kommunenummer;
import no.digisos.common.security.KreverTilgang;
import no.digisos.common.security.Privilegium;
import no.digisos.common.security.Tokentype;
import no.digisos.metadata.kommune.Kommunekatalog.Utgave;

/**
 * Which kommuner take part, and how (contract.md 5). Always answered, since without it nobody can send (pitfalls.md P6): while
 * the database is away with what was last known, and then {@code Age} says for how many seconds. Names no person, so it is not
 * audited.
 */
@Path("/digisos/api/v1/nav/kommuner")
@KreverTilgang(token = Tokentype.MASKIN, privilegium = Privilegium.KOMMUNEINFO, utenDatabase = true)
public class KommuneResource {
    private static final String ALDER = "Age";

    private final Kommunekatalog katalog;

    public KommuneResource(Kommunekatalog katalog) {
        this.katalog = katalog;
    }

    @GET
    public Response alle() {
        Utgave utgave = katalog.les();
        return svar(utgave, utgave.kommuner());
    }

    @GET
    @Path("/{kommunenummer}")
    public Response en(@PathParam("kommunenummer") String kommunenummer) {
        Kommunenummer nummer = new Kommunenummer(kommunenummer);
        Utgave utgave = katalog.les();
        return svar(
                utgave,
                utgave.kommuner().stream()
                        .filter(kommune -> kommune.kommunenummer().equals(nummer.verdi()))
                        .findFirst()
                        .orElseThrow(() -> new ApiException(
                                ErrorCode.FINNES_IKKE, "Kommune " + nummer + " er ikke registrert i Digisos")));
    }

    private static Response svar(Utgave utgave, Object kropp) {
        Response svar = Svar.json(kropp);
        return utgave.alder() == null
                ? svar
                : Response.fromResponse(svar)
                        .header(ALDER, utgave.alder().toSeconds())
                        .build();
    }
}
