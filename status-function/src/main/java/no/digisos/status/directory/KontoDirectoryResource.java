package no.digisos.status.directory;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.http.Answers;
import no.digisos.common.identity.Ids;
import no.digisos.common.security.RequiresGrant;
import no.digisos.common.security.TokenType;
import org.jspecify.annotations.Nullable;

/** The catalogue of kontoer, for any known integration (fiksio.md 6). */
@Path("/fiks-io/katalog/api/v1")
@RequiresGrant(token = TokenType.MASKIN)
public class KontoDirectoryResource {
    private static final String PROTOCOL = "no.nav.digisos.fagsystem.v1";
    private static final int SIKKERHETSNIVA = 4;

    private final KontoDirectory directory;

    public KontoDirectoryResource(KontoDirectory directory) {
        this.directory = directory;
    }

    /**
     * The konto that takes what is sent to this organisation or NAV office. Kontoer take one protocol, at level 4: of any other,
     * nobody has an address.
     */
    @GET
    @Path("/lookup")
    public Response find(
            @QueryParam("identifikator") @Nullable String identifier,
            @QueryParam("meldingProtokoll") @Nullable String meldingProtokoll,
            @QueryParam("sikkerhetsniva") @Nullable String sikkerhetsniva) {
        Identifier loaded = Identifier.read(identifier);
        if (meldingProtokoll == null || meldingProtokoll.isBlank()) {
            throw new ApiException(ErrorCode.UGYLDIG_FORESPORSEL, "meldingProtokoll mangler");
        }
        if (sikkerhetsniva == null || !sikkerhetsniva.matches("[1-4]")) {
            throw new ApiException(ErrorCode.UGYLDIG_FORESPORSEL, "sikkerhetsniva skal være fra 1 til 4");
        }
        if (!PROTOCOL.equals(meldingProtokoll) || Integer.parseInt(sikkerhetsniva) != SIKKERHETSNIVA) {
            throw new ApiException(
                    ErrorCode.FINNES_IKKE,
                    "Fant ingen konto: bare " + PROTOCOL + " på sikkerhetsnivå " + SIKKERHETSNIVA + " er i bruk");
        }
        return Answers.json(directory.find(loaded));
    }

    /** One konto. */
    @GET
    @Path("/kontoer/{kontoId}")
    public Response konto(@PathParam("kontoId") String kontoId) {
        return Answers.json(directory.konto(id(kontoId)));
    }

    /** Whether a konto can take messages now. */
    @GET
    @Path("/kontoer/{kontoId}/status")
    public Response status(@PathParam("kontoId") String kontoId) {
        return Answers.json(directory.konto(id(kontoId)).status());
    }

    /** A konto's public key. Public: the published client asks for it without any identity (fiksio.md 6). */
    @GET
    @Path("/kontoer/{kontoId}/offentligNokkel")
    @RequiresGrant(token = {})
    public Response publicKey(@PathParam("kontoId") String kontoId) {
        return Answers.json(directory.publicKey(id(kontoId)));
    }

    private static UUID id(String kontoId) {
        return Ids.read("kontoId", kontoId);
    }
}
