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
import no.digisos.common.http.Answers;
import no.digisos.common.http.JsonBody;
import no.digisos.common.http.StreamedBody;
import no.digisos.common.http.StreamsBody;
import no.digisos.common.identity.Ids;
import no.digisos.common.security.Privilegium;
import no.digisos.common.security.RequiresGrant;
import no.digisos.common.security.TokenType;
import no.digisos.status.mottak.DownloadGate;
import no.digisos.status.mottak.KvitteringIntake;
import no.digisos.status.mottak.MeldingBundle;
import no.digisos.status.mottak.MeldingBundle.FileEntry;
import no.digisos.status.mottak.MeldingContent;
import no.digisos.status.mottak.MeldingContent.Content;
import no.digisos.status.svarinn.RecipientSystem.Addressed;

/**
 * SvarInn's four calls, so that a fagsystem that speaks SvarInn can be pointed here (svarut.md 6). A mottakersystem is an
 * integration with the grant FAGSYSTEM, by HTTP Basic. The decisions are those of the queue, whichever way they come.
 */
@Path("/tjenester/svarinn")
@RequiresGrant(token = TokenType.BASIC, privilegium = Privilegium.FAGSYSTEM)
public class SvarInnResource {
    private final RecipientSystem recipientSystem;
    private final ForsendelseView view;
    private final DownloadGate download;
    private final MeldingContent meldingContent;
    private final MeldingBundle bundle;
    private final KvitteringIntake kvitteringer;
    private final JsonBody jsonBody;
    private final SvarInnConfig config;

    public SvarInnResource(
            RecipientSystem recipientSystem,
            ForsendelseView view,
            DownloadGate download,
            MeldingContent meldingContent,
            MeldingBundle bundle,
            KvitteringIntake kvitteringer,
            JsonBody jsonBody,
            SvarInnConfig config) {
        this.recipientSystem = recipientSystem;
        this.view = view;
        this.download = download;
        this.meldingContent = meldingContent;
        this.bundle = bundle;
        this.kvitteringer = kvitteringer;
        this.jsonBody = jsonBody;
        this.config = config;
    }

    /** What waits, oldest first; the same again until it is receipted. */
    @GET
    @Path("/mottaker/hentNyeForsendelser")
    public Response hentNyeForsendelser(@Context UriInfo uri) {
        return Answers.json(
                view.show(recipientSystem.freshOnes(), config.adresse().orElseGet(uri::getBaseUri)));
    }

    /** The forsendelse as one stream: a zip in the order of {@code filmetadata}, in CMS for its konto's certificate as it is now. */
    @GET
    @Path("/forsendelse/{id}")
    @StreamsBody
    public Response forsendelse(@PathParam("id") String id) {
        Addressed addressed = recipientSystem.require(Ids.read("id", id));
        download.requireMayHandOut(addressed.leveranse());
        X509Certificate certificate = DownloadGate.certificate(addressed.konto());
        Content content = meldingContent.of(addressed.leveranse());
        download.forsendelse(addressed.konto(), addressed.leveranse(), certificate);
        List<FileEntry> files = bundle.filesWithMainDokumentFirst(content);
        return Response.ok(StreamedBody.of(out -> bundle.write(content, files, certificate, out)))
                .header("Content-Type", "application/zip")
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"forsendelse-"
                                + addressed.leveranse().id() + ".zip\"")
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
        Addressed addressed = recipientSystem.require(Ids.read("id", id));
        kvitteringer.mottatt(addressed.konto(), addressed.leveranse().id());
        return Response.ok().build();
    }

    /** A failure: when it is permanent the forsendelse goes by SvarUt at once, else it stays in the list. */
    @POST
    @Path("/mottakFeilet/forsendelse/{id}")
    public Response mottakFeilet(@PathParam("id") String id, InputStream body) throws IOException {
        Addressed addressed = recipientSystem.require(Ids.read("id", id));
        IntakeFailure failure = jsonBody.read(body, IntakeFailure.class);
        if (failure.feilmelding() == null || failure.feilmelding().isBlank() || failure.permanent() == null) {
            throw new ApiException(ErrorCode.UGYLDIG_FORESPORSEL, "feilmelding og permanent skal være utfylt");
        }
        if (failure.permanent()) {
            kvitteringer.avvist(addressed.konto(), addressed.leveranse().id(), failure.feilmelding());
        } else {
            kvitteringer.feilet(addressed.konto(), addressed.leveranse().id(), failure.feilmelding());
        }
        return Response.ok().build();
    }
}
