package no.digisos.status.mottak;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.security.cert.X509Certificate;
import java.util.UUID;
import no.digisos.common.crypto.Certificates;
import no.digisos.common.crypto.CmsEnvelope;
import no.digisos.common.dokumentlager.Dokument;
import no.digisos.common.dokumentlager.DokumentContent;
import no.digisos.common.dokumentlager.DokumentLookup;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.http.Answers;
import no.digisos.common.http.Etag;
import no.digisos.common.http.StreamsBody;
import no.digisos.common.identity.Ids;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.security.Privilegium;
import no.digisos.common.security.RequiresGrant;
import no.digisos.common.security.TokenType;
import no.digisos.status.mottak.KontoAccess.Konto;
import org.jspecify.annotations.Nullable;

/**
 * One document of a message, re-wrapped for the konto's certificate as it is at this moment; repeatable, with Range. Its ETag
 * names the document and the certificate, so an interrupted download starts anew after a change of key.
 */
@Path("/digisos/mottak/api/v1/kontoer/{kontoId}/meldinger/{meldingId}/dokumenter/{dokumentId}")
@RequiresGrant(token = TokenType.MASKIN, privilegium = Privilegium.FAGSYSTEM)
public class DokumentResource {
    private final KontoAccess kontoAccess;
    private final DownloadGate download;
    private final DokumentLookup dokumenter;
    private final DokumentContent content;

    public DokumentResource(
            KontoAccess kontoAccess, DownloadGate download, DokumentLookup dokumenter, DokumentContent content) {
        this.kontoAccess = kontoAccess;
        this.download = download;
        this.dokumenter = dokumenter;
        this.content = content;
    }

    /** The document as CMS, or 304 when the caller has it; 410 once the message goes another way. */
    @GET
    @StreamsBody
    public Response fetch(
            @PathParam("kontoId") String kontoId,
            @PathParam("meldingId") String meldingId,
            @PathParam("dokumentId") String dokumentId,
            @HeaderParam("Range") @Nullable String range,
            @HeaderParam("If-Range") @Nullable String ifRange,
            @HeaderParam("If-None-Match") @Nullable String ifNoneMatch,
            @Context Request request) {
        Konto konto = kontoAccess.require(kontoId);
        X509Certificate certificate = DownloadGate.certificate(konto);
        UUID id = Ids.read("meldingId", meldingId);
        UUID dokId = Ids.read("dokumentId", dokumentId);
        Leveranse leveranse = download.require(konto, id);
        Dokument dokument = dokumenter.inInnsending(leveranse.innsendingId()).stream()
                .filter(d -> d.id().equals(dokId))
                .findFirst()
                .orElseThrow(() -> new ApiException(ErrorCode.FINNES_IKKE, "Dokumentet finnes ikke i meldingen"));
        String etag = "\"" + dokument.id() + "-" + Certificates.fingerprint(certificate) + "\"";
        if (Etag.isUnchanged(ifNoneMatch, etag)) {
            return Answers.unchanged(etag);
        }
        CmsEnvelope envelope = content.envelope(dokument, certificate);
        if (request.getMethod().equals(HttpMethod.GET)) {
            // Of a HEAD nothing goes out that counts as fetched.
            download.dokument(konto, leveranse, dokument.id(), certificate);
        }
        return RangeAnswer.of(envelope, content.ciphertext(dokument), etag, range, ifRange);
    }
}
