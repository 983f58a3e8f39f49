package no.digisos.submit.nokkel;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import no.digisos.common.krypto.Certificates;
import no.digisos.common.krypto.PlatformKeys;
import no.digisos.common.security.KreverTilgang;
import no.digisos.common.security.Tokentype;

/** The platform's certificate, for which every client encrypts (contract.md 4). Any known integration may ask. */
@Path("/digisos/api/v1/dokumentlager-public-key")
@KreverTilgang(token = {Tokentype.MASKIN, Tokentype.PERSON})
public class PublicKeyResource {
    private final PlatformKeys plattform;

    public PublicKeyResource(PlatformKeys plattform) {
        this.plattform = plattform;
    }

    /** The active certificate as PEM. Clients cache it for as long as they run, so old keys stay in use for months. */
    @GET
    public Response sertifikat() {
        return Response.ok()
                .header("Content-Type", "application/octet-stream")
                .entity(Certificates.pem(plattform.active().certificate()).getBytes(StandardCharsets.US_ASCII))
                .build();
    }
}
