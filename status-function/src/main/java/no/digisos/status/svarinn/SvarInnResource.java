package no.digisos.status.svarinn;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.security.cert.X509Certificate;
import java.util.List;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.http.JsonKropp;
import no.digisos.common.http.Strommer;
import no.digisos.common.http.Svar;
import no.digisos.common.http.Utstrom;
import no.digisos.common.identity.Ider;
import no.digisos.common.security.KreverTilgang;
import no.digisos.common.security.Privilegium;
import no.digisos.common.security.Tokentype;
import no.digisos.status.mottak.Kvitteringsmottak;
import no.digisos.status.mottak.Meldingsinnhold;
import no.digisos.status.mottak.Meldingsinnhold.Innhold;
import no.digisos.status.mottak.Meldingspakke;
import no.digisos.status.mottak.Meldingspakke.Fil;
import no.digisos.status.mottak.Nedlasting;
import no.digisos.status.svarinn.Mottakersystem.Adressert;

/**
 * SvarInn's four calls, so that a fagsystem that speaks SvarInn can be pointed here (svarut.md 6). A mottakersystem is an
 * integration with the grant FAGSYSTEM, by HTTP Basic. The decisions are those of the queue, whichever way they come.
 */
@Path("/tjenester/svarinn")
@KreverTilgang(token = Tokentype.BASIC, privilegium = Privilegium.FAGSYSTEM)
public class SvarInnResource {
    private final Mottakersystem mottakersystem;
    private final Forsendelsesvisning visning;
    private final Nedlasting nedlasting;
    private final Meldingsinnhold meldingsinnhold;
    private final Meldingspakke pakke;
    private final Kvitteringsmottak kvitteringer;
    private final JsonKropp kropp;
    private final SvarInnConfig config;

    public SvarInnResource(
            Mottakersystem mottakersystem,
            Forsendelsesvisning visning,
            Nedlasting nedlasting,
            Meldingsinnhold meldingsinnhold,
            Meldingspakke pakke,
            Kvitteringsmottak kvitteringer,
            JsonKropp kropp,
            SvarInnConfig config) {
        this.mottakersystem = mottakersystem;
        this.visning = visning;
        this.nedlasting = nedlasting;
        this.meldingsinnhold = meldingsinnhold;
        this.pakke = pakke;
        this.kvitteringer = kvitteringer;
        this.kropp = kropp;
        this.config = config;
    }

    /** What waits, oldest first; the same again until it is receipted. */
    @GET
    @Path("/mottaker/hentNyeForsendelser")
    public Response hentNyeForsendelser(@Context UriInfo uri) {
        return Svar.json(visning.vis(mottakersystem.nye(), config.adresse().orElseGet(uri::getBaseUri)));
    }

    /** The forsendelse as one stream: a zip in the order of {@code filmetadata}, in CMS for its konto's certificate as it is now. */
    @GET
    @Path("/forsendelse/{id}")
    @Strommer
    public Response forsendelse(@PathParam("id") String id) {
        Adressert adressert = mottakersystem.krev(Ider.les("id", id));
        nedlasting.krevUtleverbar(adressert.leveranse());
        X509Certificate sertifikat = Nedlasting.sertifikat(adressert.konto());
        Innhold innhold = meldingsinnhold.av(adressert.leveranse());
        nedlasting.forsendelse(adressert.konto(), adressert.leveranse(), sertifikat);
        List<Fil> filer = pakke.filerMedHoveddokumentForst(innhold);
        return Response.ok(Utstrom.av(ut -> pakke.skriv(innhold, filer, sertifikat, ut)))
                .header("Content-Type", "application/zip")
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"forsendelse-"
                                + adressert.leveranse().id() + ".zip\"")
                .header("Accept-Ranges", "none")
                .header("Cache-Control", "no-store")
                .build();
    }

    /**
     * The receipt; 200 means that the receiver keeps what it took, whether the receipt counts or it is not known yet whether
     * SvarUt has it too. 409 once SvarUt has it.
     */
    @POST
    @Path("/kvitterMottak/forsendelse/{id}")
    public Response kvitterMottak(@PathParam("id") String id) {
        Adressert adressert = mottakersystem.krev(Ider.les("id", id));
        kvitteringer.mottatt(adressert.konto(), adressert.leveranse().id());
        return Response.ok().build();
    }

    /** A failure: when it is permanent the forsendelse goes by SvarUt at once, else it stays in the list. */
    @POST
    @Path("/mottakFeilet/forsendelse/{id}")
    public Response mottakFeilet(@PathParam("id") String id, InputStream body) throws IOException {
        Adressert adressert = mottakersystem.krev(Ider.les("id", id));
        Mottakfeil feil = kropp.les(body, Mottakfeil.class);
        if (feil.feilmelding() == null || feil.feilmelding().isBlank() || feil.permanent() == null) {
            throw new ApiException(ErrorCode.UGYLDIG_FORESPORSEL, "feilmelding og permanent skal være utfylt");
        }
        if (feil.permanent()) {
            kvitteringer.avvist(adressert.konto(), adressert.leveranse().id(), feil.feilmelding());
        } else {
            kvitteringer.feilet(adressert.konto(), adressert.leveranse().id(), feil.feilmelding());
        }
        return Response.ok().build();
    }
}
