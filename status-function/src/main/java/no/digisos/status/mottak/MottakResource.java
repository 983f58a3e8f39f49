package no.digisos.status.mottak;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.http.JsonKropp;
import no.digisos.common.http.Svar;
import no.digisos.common.identity.Ider;
import no.digisos.common.security.KreverTilgang;
import no.digisos.common.security.Privilegium;
import no.digisos.common.security.Tokentype;
import org.jspecify.annotations.Nullable;

/**
 * The queue of a konto, for the kommune's fagsystem (delivery.md 1): look, lease, download, receipt. Every call names the konto
 * and needs a grant on it.
 */
@Path("/digisos/mottak/api/v1/kontoer/{kontoId}/meldinger")
@KreverTilgang(token = Tokentype.MASKIN, privilegium = Privilegium.FAGSYSTEM)
public class MottakResource {
    private static final int MAKS_ANTALL = 200;

    private final Kontotilgang kontotilgang;
    private final Ko ko;
    private final Kvitteringsmottak kvitteringer;
    private final JsonKropp kropp;

    public MottakResource(Kontotilgang kontotilgang, Ko ko, Kvitteringsmottak kvitteringer, JsonKropp kropp) {
        this.kontotilgang = kontotilgang;
        this.ko = ko;
        this.kvitteringer = kvitteringer;
        this.kropp = kropp;
    }

    /** The waiting messages, oldest first, without any effect; at most 200. */
    @GET
    public Response se(
            @PathParam("kontoId") String kontoId,
            @QueryParam("fra") @DefaultValue("0") String fra,
            @QueryParam("antall") @DefaultValue("200") String antall) {
        int forste = heltall("fra", fra, 0, Integer.MAX_VALUE);
        int hoyst = heltall("antall", antall, 1, MAKS_ANTALL);
        return Svar.json(ko.se(kontotilgang.krev(kontoId), forste, hoyst));
    }

    /** Read here and not by the framework, to which what is no number is an unknown address. */
    private static int heltall(String navn, String verdi, int minst, int mest) {
        try {
            int tall = Integer.parseInt(verdi);
            if (tall >= minst && tall <= mest) {
                return tall;
            }
        } catch (NumberFormatException ugyldig) {
            // Said below.
        }
        throw new ApiException(
                ErrorCode.UGYLDIG_FORESPORSEL, navn + " skal være et heltall fra " + minst + " til " + mest);
    }

    /** Leases the oldest free messages, waiting for one to come if asked; 204 when there is none. */
    @POST
    @Path("/hent")
    @Blocking
    public CompletionStage<Response> hent(@PathParam("kontoId") String kontoId, InputStream body) throws IOException {
        Kontotilgang.Konto konto = kontotilgang.krev(kontoId);
        Kvittering.Hent onske = kropp.les(body, Kvittering.Hent.class);
        return ko.hent(konto, onske).thenApply(meldinger -> meldinger.isEmpty() ? Svar.tomt() : Svar.json(meldinger));
    }

    /** One message's metadata. */
    @GET
    @Path("/{meldingId}")
    public Response melding(@PathParam("kontoId") String kontoId, @PathParam("meldingId") String meldingId) {
        return Svar.json(ko.melding(kontotilgang.krev(kontoId), Ider.les("meldingId", meldingId)));
    }

    /** Where the message is. */
    @GET
    @Path("/{meldingId}/status")
    public Response status(@PathParam("kontoId") String kontoId, @PathParam("meldingId") String meldingId) {
        return Svar.json(ko.status(kontotilgang.krev(kontoId), Ider.les("meldingId", meldingId)));
    }

    /** Makes a lease run this long from now. */
    @POST
    @Path("/{meldingId}/leie")
    public Response forleng(
            @PathParam("kontoId") String kontoId, @PathParam("meldingId") String meldingId, InputStream body)
            throws IOException {
        return Svar.json(ko.forleng(
                kontotilgang.krev(kontoId), Ider.les("meldingId", meldingId), kropp.les(body, Kvittering.Leie.class)));
    }

    /** Gives a lease back, as if the message had not been handed out. */
    @DELETE
    @Path("/{meldingId}/leie")
    public Response giTilbake(
            @PathParam("kontoId") String kontoId,
            @PathParam("meldingId") String meldingId,
            @QueryParam("leieId") @Nullable String leieId) {
        ko.giTilbake(
                kontotilgang.krev(kontoId),
                Ider.les("meldingId", meldingId),
                leieId == null ? null : Ider.les("leieId", leieId));
        return Svar.tomt();
    }

    /**
     * The receipt: the fagsystem has it. A repeat gets the same answer. 202 while it is not known whether SvarUt has it too: the
     * copy is kept, and the status tells.
     */
    @POST
    @Path("/{meldingId}/kvittering/mottatt")
    public Response mottatt(
            @PathParam("kontoId") String kontoId, @PathParam("meldingId") String meldingId, InputStream body)
            throws IOException {
        Kontotilgang.Konto konto = kontotilgang.krev(kontoId);
        UUID id = Ider.les("meldingId", meldingId);
        return switch (kvitteringer.mottatt(konto, id, kropp.les(body, Kvittering.Mottatt.class))) {
            case Kvittering.Bekreftet bekreftet -> Svar.json(bekreftet);
            case Kvittering.Behold behold -> Svar.json(Response.Status.ACCEPTED, behold);
        };
    }

    /** A failure that may pass: the message rests and is handed out again. */
    @POST
    @Path("/{meldingId}/kvittering/feilet")
    public Response feilet(
            @PathParam("kontoId") String kontoId, @PathParam("meldingId") String meldingId, InputStream body)
            throws IOException {
        Kontotilgang.Konto konto = kontotilgang.krev(kontoId);
        UUID id = Ider.les("meldingId", meldingId);
        return Svar.json(kvitteringer.feilet(konto, id, kropp.les(body, Kvittering.Feilet.class)));
    }

    /** A final rejection: the message is withdrawn and goes by SvarUt at once. */
    @POST
    @Path("/{meldingId}/kvittering/avvist")
    public Response avvist(
            @PathParam("kontoId") String kontoId, @PathParam("meldingId") String meldingId, InputStream body)
            throws IOException {
        Kontotilgang.Konto konto = kontotilgang.krev(kontoId);
        UUID id = Ider.les("meldingId", meldingId);
        return Svar.json(kvitteringer.avvist(konto, id, kropp.les(body, Kvittering.Avvist.class)));
    }
}
