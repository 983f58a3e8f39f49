package no.digisos.submit.publickey;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import no.digisos.common.crypto.Certificates;
import no.digisos.common.crypto.PlatformKeys;
import no.digisos.common.security.RequiresGrant;
import no.digisos.common.security.TokenType;

/** The platform's certificate, for which every client encrypts (contract.md 4). Any known integration may ask. */
@Path("/digisos/api/v1/dokumentlager-public-key")
@RequiresGrant(token = {TokenType.MASKIN, TokenType.PERSON})
public class PublicKeyResource {
    private final PlatformKeys platform;

    public PublicKeyResource(PlatformKeys platform) {
        this.platform = platform;
    }

    /** The active certificate as PEM. Clients cache it for as long as they run, so old keys stay in use for months. */
    @GET
    public Response certificate() {
        return Response.ok()
                .header("Content-Type", "application/octet-stream")
                .entity(Certificates.pem(platform.active().certificate()).getBytes(StandardCharsets.US_ASCII))
                .build();
    }
}
