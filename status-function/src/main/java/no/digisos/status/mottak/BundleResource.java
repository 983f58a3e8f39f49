package no.digisos.status.mottak;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.security.cert.X509Certificate;
import no.digisos.common.http.StreamedBody;
import no.digisos.common.http.StreamsBody;
import no.digisos.common.identity.Ids;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.security.Privilegium;
import no.digisos.common.security.RequiresGrant;
import no.digisos.common.security.TokenType;
import no.digisos.status.mottak.KontoAccess.Konto;
import no.digisos.status.mottak.MeldingContent.Content;

/**
 * A whole message in one download: a zip in CMS for the konto's certificate as it is at this moment (delivery.md 1). It is
 * encrypted anew each time, so it has no ETag and no ranges; a fagsystem that wants to go on where it broke off takes the
 * documents one by one.
 */
@Path("/digisos/mottak/api/v1/kontoer/{kontoId}/meldinger/{meldingId}/data")
@RequiresGrant(token = TokenType.MASKIN, privilegium = Privilegium.FAGSYSTEM)
public class BundleResource {
    private final KontoAccess kontoAccess;
    private final DownloadGate download;
    private final MeldingContent meldingContent;
    private final MeldingBundle bundle;

    public BundleResource(
            KontoAccess kontoAccess, DownloadGate download, MeldingContent meldingContent, MeldingBundle bundle) {
        this.kontoAccess = kontoAccess;
        this.download = download;
        this.meldingContent = meldingContent;
        this.bundle = bundle;
    }

    /** The message as CMS; 410 once it goes another way. */
    @GET
    @StreamsBody
    public Response fetch(@PathParam("kontoId") String kontoId, @PathParam("meldingId") String meldingId) {
        Konto konto = kontoAccess.require(kontoId);
        X509Certificate certificate = DownloadGate.certificate(konto);
        Leveranse leveranse = download.require(konto, Ids.read("meldingId", meldingId));
        Content content = meldingContent.of(leveranse);
        download.melding(konto, leveranse, certificate);
        return Response.ok(StreamedBody.of(out -> bundle.write(content, bundle.files(content), certificate, out)))
                .header("Content-Type", "application/pkcs7-mime")
                .header("Content-Disposition", "attachment; filename=\"" + leveranse.id() + ".zip.p7m\"")
                .header("Accept-Ranges", "none")
                .header("Cache-Control", "no-store")
                .build();
    }
}
