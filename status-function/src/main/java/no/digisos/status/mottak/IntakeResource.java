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
import no.digisos.common.http.Answers;
import no.digisos.common.http.JsonBody;
import no.digisos.common.identity.Ids;
import no.digisos.common.security.Privilegium;
import no.digisos.common.security.RequiresGrant;
import no.digisos.common.security.TokenType;
import org.jspecify.annotations.Nullable;

/**
 * The queue of a konto, for the kommune's fagsystem (delivery.md 1): look, lease, download, receipt. Every call names the konto
 * and needs a grant on it.
 */
@Path("/digisos/mottak/api/v1/kontoer/{kontoId}/meldinger")
@RequiresGrant(token = TokenType.MASKIN, privilegium = Privilegium.FAGSYSTEM)
public class IntakeResource {
    private static final int MAX_COUNT = 200;

    private final KontoAccess kontoAccess;
    private final QueueCalls queue;
    private final KvitteringIntake kvitteringer;
    private final JsonBody jsonBody;

    public IntakeResource(KontoAccess kontoAccess, QueueCalls queue, KvitteringIntake kvitteringer, JsonBody jsonBody) {
        this.kontoAccess = kontoAccess;
        this.queue = queue;
        this.kvitteringer = kvitteringer;
        this.jsonBody = jsonBody;
    }

    /** The waiting messages, oldest first, without any effect; at most 200. */
    @GET
    public Response look(
            @PathParam("kontoId") String kontoId,
            @QueryParam("fra") @DefaultValue("0") String from,
            @QueryParam("antall") @DefaultValue("200") String count) {
        int first = integer("fra", from, 0, Integer.MAX_VALUE);
        int atMost = integer("antall", count, 1, MAX_COUNT);
        return Answers.json(queue.look(kontoAccess.require(kontoId), first, atMost));
    }

    /** Read here and not by the framework, to which what is no number is an unknown address. */
    private static int integer(String name, String value, int least, int most) {
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException invalid) {
            // Said below.
        }
        throw new ApiException(
                ErrorCode.UGYLDIG_FORESPORSEL, name + " skal være et heltall fra " + least + " til " + most);
    }

    /** Leases the oldest free messages, waiting for one to come if asked; 204 when there is none. */
    @POST
    @Path("/hent")
    @Blocking
    public CompletionStage<Response> fetch(@PathParam("kontoId") String kontoId, InputStream body) throws IOException {
        KontoAccess.Konto konto = kontoAccess.require(kontoId);
        Kvittering.Fetch wish = jsonBody.read(body, Kvittering.Fetch.class);
        return queue.fetch(konto, wish)
                .thenApply(meldinger -> meldinger.isEmpty() ? Answers.empty() : Answers.json(meldinger));
    }

    /** One message's metadata. */
    @GET
    @Path("/{meldingId}")
    public Response melding(@PathParam("kontoId") String kontoId, @PathParam("meldingId") String meldingId) {
        return Answers.json(queue.melding(kontoAccess.require(kontoId), Ids.read("meldingId", meldingId)));
    }

    /** Where the message is. */
    @GET
    @Path("/{meldingId}/status")
    public Response status(@PathParam("kontoId") String kontoId, @PathParam("meldingId") String meldingId) {
        return Answers.json(queue.status(kontoAccess.require(kontoId), Ids.read("meldingId", meldingId)));
    }

    /** Makes a lease run this long from now. */
    @POST
    @Path("/{meldingId}/leie")
    public Response extend(
            @PathParam("kontoId") String kontoId, @PathParam("meldingId") String meldingId, InputStream body)
            throws IOException {
        return Answers.json(queue.extend(
                kontoAccess.require(kontoId),
                Ids.read("meldingId", meldingId),
                jsonBody.read(body, Kvittering.Lease.class)));
    }

    /** Gives a lease back, as if the message had not been handed out. */
    @DELETE
    @Path("/{meldingId}/leie")
    public Response giveBack(
            @PathParam("kontoId") String kontoId,
            @PathParam("meldingId") String meldingId,
            @QueryParam("leieId") @Nullable String leieId) {
        queue.giveBack(
                kontoAccess.require(kontoId),
                Ids.read("meldingId", meldingId),
                leieId == null ? null : Ids.read("leieId", leieId));
        return Answers.empty();
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
        KontoAccess.Konto konto = kontoAccess.require(kontoId);
        UUID id = Ids.read("meldingId", meldingId);
        return switch (kvitteringer.mottatt(konto, id, jsonBody.read(body, Kvittering.Mottatt.class))) {
            case Kvittering.Confirmed confirmed -> Answers.json(confirmed);
            case Kvittering.Keep keep -> Answers.json(Response.Status.ACCEPTED, keep);
        };
    }

    /** A failure that may pass: the message rests and is handed out again. */
    @POST
    @Path("/{meldingId}/kvittering/feilet")
    public Response feilet(
            @PathParam("kontoId") String kontoId, @PathParam("meldingId") String meldingId, InputStream body)
            throws IOException {
        KontoAccess.Konto konto = kontoAccess.require(kontoId);
        UUID id = Ids.read("meldingId", meldingId);
        return Answers.json(kvitteringer.feilet(konto, id, jsonBody.read(body, Kvittering.Feilet.class)));
    }

    /** A final rejection: the message is withdrawn and goes by SvarUt at once. */
    @POST
    @Path("/{meldingId}/kvittering/avvist")
    public Response avvist(
            @PathParam("kontoId") String kontoId, @PathParam("meldingId") String meldingId, InputStream body)
            throws IOException {
        KontoAccess.Konto konto = kontoAccess.require(kontoId);
        UUID id = Ids.read("meldingId", meldingId);
        return Answers.json(kvitteringer.avvist(konto, id, jsonBody.read(body, Kvittering.Avvist.class)));
    }
}
