package no.digisos.status.mottak;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.security.cert.X509Certificate;
import no.digisos.common.http.Strommer;
import no.digisos.common.http.Utstrom;
import no.digisos.common.identity.Ider;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.security.KreverTilgang;
import no.digisos.common.security.Privilegium;
import no.digisos.common.security.Tokentype;
import no.digisos.status.mottak.Kontotilgang.Konto;
import no.digisos.status.mottak.Meldingsinnhold.Innhold;

/**
 * A whole message in one download: a zip in CMS for the konto's certificate as it is at this moment (delivery.md 1). It is
 * encrypted anew each time, so it has no ETag and no ranges; a fagsystem that wants to go on where it broke off takes the
 * documents one by one.
 */
@Path("/digisos/mottak/api/v1/kontoer/{kontoId}/meldinger/{meldingId}/data")
@KreverTilgang(token = Tokentype.MASKIN, privilegium = Privilegium.FAGSYSTEM)
public class PakkeResource {
    private final Kontotilgang kontotilgang;
    private final Nedlasting nedlasting;
    private final Meldingsinnhold meldingsinnhold;
    private final Meldingspakke pakke;

    public PakkeResource(
            Kontotilgang kontotilgang, Nedlasting nedlasting, Meldingsinnhold meldingsinnhold, Meldingspakke pakke) {
        this.kontotilgang = kontotilgang;
        this.nedlasting = nedlasting;
        this.meldingsinnhold = meldingsinnhold;
        this.pakke = pakke;
    }

    /** The message as CMS; 410 once it goes another way. */
    @GET
    @Strommer
    public Response hent(@PathParam("kontoId") String kontoId, @PathParam("meldingId") String meldingId) {
        Konto konto = kontotilgang.krev(kontoId);
        X509Certificate sertifikat = Nedlasting.sertifikat(konto);
        Leveranse leveranse = nedlasting.krev(konto, Ider.les("meldingId", meldingId));
        Innhold innhold = meldingsinnhold.av(leveranse);
        nedlasting.melding(konto, leveranse, sertifikat);
        return Response.ok(Utstrom.av(ut -> pakke.skriv(innhold, pakke.filer(innhold), sertifikat, ut)))
                .header("Content-Type", "application/pkcs7-mime")
                .header("Content-Disposition", "attachment; filename=\"" + leveranse.id() + ".zip.p7m\"")
                .header("Accept-Ranges", "none")
                .header("Cache-Control", "no-store")
                .build();
    }
}
