package no.digisos.submit.download;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.database.Transactions;
import no.digisos.common.dokumentlager.Dokument;
import no.digisos.common.dokumentlager.DokumentContent;
import no.digisos.common.dokumentlager.DokumentLookup;
import no.digisos.common.dokumentlager.DokumentTable;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.http.StreamedAnswers;
import no.digisos.common.http.StreamsBody;
import no.digisos.common.identity.Fnr;
import no.digisos.common.identity.Ids;
import no.digisos.common.sak.SakTable;
import no.digisos.common.security.CurrentCaller;
import no.digisos.common.security.RequiresGrant;
import no.digisos.common.security.TokenType;
import org.jspecify.annotations.Nullable;

/**
 * Where the links of nav.no lead the citizen's own browser: any document of an own case, decrypted (contract.md 3 «Files in the
 * citizen's browser»). The browser has no integration; it comes with a token, or is sent to log in. Another's document and one
 * that is not there look alike: 404.
 */
@Path("/dokumentlager/nedlasting/niva4/{dokumentId}")
@RequiresGrant(token = TokenType.PERSON, integrasjon = false)
public class DownloadResource {
    private final Transactions transactions;
    private final DokumentLookup dokumenter;
    private final DokumentTable files;
    private final DokumentContent content;
    private final SakTable saker;
    private final CurrentCaller currentCaller;

    public DownloadResource(
            Transactions transactions,
            DokumentLookup dokumenter,
            DokumentTable files,
            DokumentContent content,
            SakTable saker,
            CurrentCaller currentCaller) {
        this.transactions = transactions;
        this.dokumenter = dokumenter;
        this.files = files;
        this.content = content;
        this.saker = saker;
        this.currentCaller = currentCaller;
    }

    /**
     * The document.
     *
     * @param inline {@code true} to show it in the browser, which only PDF and images are
     */
    @GET
    @StreamsBody
    public Response download(
            @PathParam("dokumentId") String dokumentId, @QueryParam("inline") @Nullable String inline) {
        Dokument dokument = own(Ids.read("dokumentId", dokumentId), currentCaller.person())
                .orElseThrow(() -> new ApiException(ErrorCode.FINNES_IKKE, "Dokumentet finnes ikke"));
        String filnavn = files.filnavn(dokument);
        FileType type = FileType.of(dokument.mimetype(), filnavn);
        boolean shown = type.canBeShown() && "true".equals(inline);
        Response answer = StreamedAnswers.plaintext(type.mimetype(), dokument.storrelse(), content.plaintext(dokument));
        return Response.fromResponse(answer)
                .header(HttpHeaders.CONTENT_DISPOSITION, Disposition.of(shown, filnavn))
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", type.securityPolicy())
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Referrer-Policy", "no-referrer")
                .build();
    }

    private Optional<Dokument> own(UUID dokumentId, Fnr person) {
        return transactions.autoCommit(c -> {
            Optional<Dokument> dokument = dokumenter.visible(c, dokumentId);
            UUID digisosId = dokument.map(Dokument::digisosId).orElse(null);
            return digisosId != null && saker.findOwn(c, digisosId, person).isPresent() ? dokument : Optional.empty();
        });
    }
}
