package no.digisos.metadata.kommune;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.http.Answers;
import no.digisos.common.identity.Kommunenummer;
import no.digisos.common.security.Privilegium;
import no.digisos.common.security.RequiresGrant;
import no.digisos.common.security.TokenType;
import no.digisos.metadata.kommune.KommuneDirectory.Edition;

/**
 * Which kommuner take part, and how (contract.md 5). Always answered, since without it nobody can send (pitfalls.md P6): while
 * the database is away with what was last known, and then {@code Age} says for how many seconds. Names no person, so it is not
 * audited.
 */
@Path("/digisos/api/v1/nav/kommuner")
@RequiresGrant(token = TokenType.MASKIN, privilegium = Privilegium.KOMMUNEINFO, withoutDatabase = true)
public class KommuneResource {
    private static final String AGE = "Age";

    private final KommuneDirectory directory;

    public KommuneResource(KommuneDirectory directory) {
        this.directory = directory;
    }

    /** Every kommune, as the directory knows it now or knew it last. */
    @GET
    public Response all() {
        Edition edition = directory.read();
        return answer(edition, edition.kommuner());
    }

    /** One of them; 404 for a kommune that is not registered. */
    @GET
    @Path("/{kommunenummer}")
    public Response one(@PathParam("kommunenummer") String kommunenummer) {
        Kommunenummer number = new Kommunenummer(kommunenummer);
        Edition edition = directory.read();
        return answer(
                edition,
                edition.kommuner().stream()
                        .filter(kommune -> kommune.kommunenummer().equals(number.verdi()))
                        .findFirst()
                        .orElseThrow(() -> new ApiException(
                                ErrorCode.FINNES_IKKE, "Kommune " + number + " er ikke registrert i Digisos")));
    }

    private static Response answer(Edition edition, Object body) {
        Response answer = Answers.json(body);
        return edition.alder() == null
                ? answer
                : Response.fromResponse(answer)
                        .header(AGE, edition.alder().toSeconds())
                        .build();
    }
}
