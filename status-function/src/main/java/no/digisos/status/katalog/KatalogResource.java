package no.digisos.status.katalog;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.http.Svar;
import no.digisos.common.identity.Ider;
import no.digisos.common.security.KreverTilgang;
import no.digisos.common.security.Tokentype;
import org.jspecify.annotations.Nullable;

/** The catalogue of kontoer, for any known integration (fiksio.md 6). */
@Path("/fiks-io/katalog/api/v1")
@KreverTilgang(token = Tokentype.MASKIN)
public class KatalogResource {
    private static final String PROTOKOLL = "no.nav.digisos.fagsystem.v1";
    private static final int SIKKERHETSNIVA = 4;

    private final Katalog katalog;

    public KatalogResource(Katalog katalog) {
        this.katalog = katalog;
    }

    /**
     * The konto that takes what is sent to this organisation or NAV office. Kontoer take one protocol, at level 4: of any other,
     * nobody has an address.
     */
    @GET
    @Path("/lookup")
    public Response finn(
            @QueryParam("identifikator") @Nullable String identifikator,
            @QueryParam("meldingProtokoll") @Nullable String meldingProtokoll,
            @QueryParam("sikkerhetsniva") @Nullable String sikkerhetsniva) {
        Identifikator lest = Identifikator.les(identifikator);
        if (meldingProtokoll == null || meldingProtokoll.isBlank()) {
            throw new ApiException(ErrorCode.UGYLDIG_FORESPORSEL, "meldingProtokoll mangler");
        }
        if (sikkerhetsniva == null || !sikkerhetsniva.matches("[1-4]")) {
            throw new ApiException(ErrorCode.UGYLDIG_FORESPORSEL, "sikkerhetsniva skal være fra 1 til 4");
        }
        if (!PROTOKOLL.equals(meldingProtokoll) || Integer.parseInt(sikkerhetsniva) != SIKKERHETSNIVA) {
            throw new ApiException(
                    ErrorCode.FINNES_IKKE,
                    "Fant ingen konto: bare " + PROTOKOLL + " på sikkerhetsnivå " + SIKKERHETSNIVA + " er i bruk");
        }
        return Svar.json(katalog.finn(lest));
    }

    /** One konto. */
    @GET
    @Path("/kontoer/{kontoId}")
    public Response konto(@PathParam("kontoId") String kontoId) {
        return Svar.json(katalog.konto(id(kontoId)));
    }

    /** Whether a konto can take messages now. */
    @GET
    @Path("/kontoer/{kontoId}/status")
    public Response status(@PathParam("kontoId") String kontoId) {
        return Svar.json(katalog.konto(id(kontoId)).status());
    }

    /** A konto's public key. Public: the published client asks for it without any identity (fiksio.md 6). */
    @GET
    @Path("/kontoer/{kontoId}/offentligNokkel")
    @KreverTilgang(token = {})
    public Response offentligNokkel(@PathParam("kontoId") String kontoId) {
        return Svar.json(katalog.offentligNokkel(id(kontoId)));
    }

    private static UUID id(String kontoId) {
        return Ider.les("kontoId", kontoId);
    }
}
