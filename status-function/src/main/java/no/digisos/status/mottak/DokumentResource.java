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
import no.digisos.common.dokumentlager.Dokument;
import no.digisos.common.dokumentlager.DokumentRepository;
import no.digisos.common.dokumentlager.Dokumentinnhold;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.http.Etag;
import no.digisos.common.http.Strommer;
import no.digisos.common.http.Svar;
import no.digisos.common.identity.Ider;
import no.digisos.common.krypto.Certificates;
import no.digisos.common.krypto.CmsEnvelope;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.security.KreverTilgang;
import no.digisos.common.security.Privilegium;
import no.digisos.common.security.Tokentype;
import no.digisos.status.mottak.Kontotilgang.Konto;
import org.jspecify.annotations.Nullable;

/**
 * One document of a message, re-wrapped for the konto's certificate as it is at this moment; repeatable, with Range. Its ETag
 * names the document and the certificate, so an interrupted download starts anew after a change of key.
 */
@Path("/digisos/mottak/api/v1/kontoer/{kontoId}/meldinger/{meldingId}/dokumenter/{dokumentId}")
@KreverTilgang(token = Tokentype.MASKIN, privilegium = Privilegium.FAGSYSTEM)
public class DokumentResource {
    private final Kontotilgang kontotilgang;
    private final Nedlasting nedlasting;
    private final DokumentRepository dokumenter;
    private final Dokumentinnhold innhold;

    public DokumentResource(
            Kontotilgang kontotilgang, Nedlasting nedlasting, DokumentRepository dokumenter, Dokumentinnhold innhold) {
        this.kontotilgang = kontotilgang;
        this.nedlasting = nedlasting;
        this.dokumenter = dokumenter;
        this.innhold = innhold;
    }

    /** The document as CMS, or 304 when the caller has it; 410 once the message goes another way. */
    @GET
    @Strommer
    public Response hent(
            @PathParam("kontoId") String kontoId,
            @PathParam("meldingId") String meldingId,
            @PathParam("dokumentId") String dokumentId,
            @HeaderParam("Range") @Nullable String range,
            @HeaderParam("If-Range") @Nullable String ifRange,
            @HeaderParam("If-None-Match") @Nullable String ifNoneMatch,
            @Context Request foresporsel) {
        Konto konto = kontotilgang.krev(kontoId);
        X509Certificate sertifikat = Nedlasting.sertifikat(konto);
        UUID id = Ider.les("meldingId", meldingId);
        UUID dokId = Ider.les("dokumentId", dokumentId);
        Leveranse leveranse = nedlasting.krev(konto, id);
        Dokument dokument = dokumenter.iInnsending(leveranse.innsendingId()).stream()
                .filter(d -> d.id().equals(dokId))
                .findFirst()
                .orElseThrow(() -> new ApiException(ErrorCode.FINNES_IKKE, "Dokumentet finnes ikke i meldingen"));
        String etag = "\"" + dokument.id() + "-" + Certificates.fingerprint(sertifikat) + "\"";
        if (Etag.erUendret(ifNoneMatch, etag)) {
            return Svar.uendret(etag);
        }
        CmsEnvelope konvolutt = innhold.konvolutt(dokument, sertifikat);
        if (foresporsel.getMethod().equals(HttpMethod.GET)) {
            // Of a HEAD nothing goes out that counts as fetched.
            nedlasting.dokument(konto, leveranse, dokument.id(), sertifikat);
        }
        return Delsvar.av(konvolutt, innhold.chiffer(dokument), etag, range, ifRange);
    }
}
