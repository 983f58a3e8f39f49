package no.digisos.submit.nedlasting;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import no.digisos.common.dokumentlager.Dokument;
import no.digisos.common.dokumentlager.DokumentRepository;
import no.digisos.common.dokumentlager.Dokumenter;
import no.digisos.common.dokumentlager.Dokumentinnhold;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.http.Strom;
import no.digisos.common.http.Strommer;
import no.digisos.common.identity.Ider;
import no.digisos.common.sak.SakRepository;
import no.digisos.common.security.Innlogget;
import no.digisos.common.security.KreverTilgang;
import no.digisos.common.security.Tokentype;
import org.jspecify.annotations.Nullable;

/**
 * Where the links of nav.no lead the citizen's own browser: any document of an own case, decrypted (contract.md 3 «Files in the
 * citizen's browser»). The browser has no integration; it comes with a token, or is sent to log in. Another's document and one
 * that is not there look alike: 404.
 */
@Path("/dokumentlager/nedlasting/niva4/{dokumentId}")
@KreverTilgang(token = Tokentype.PERSON, integrasjon = false)
public class NedlastingResource {
    private final DokumentRepository dokumenter;
    private final Dokumenter filer;
    private final Dokumentinnhold innhold;
    private final SakRepository saker;
    private final Innlogget innlogget;

    public NedlastingResource(
            DokumentRepository dokumenter,
            Dokumenter filer,
            Dokumentinnhold innhold,
            SakRepository saker,
            Innlogget innlogget) {
        this.dokumenter = dokumenter;
        this.filer = filer;
        this.innhold = innhold;
        this.saker = saker;
        this.innlogget = innlogget;
    }

    /**
     * The document.
     *
     * @param inline {@code true} to show it in the browser, which only PDF and images are
     */
    @GET
    @Strommer
    public Response lastNed(@PathParam("dokumentId") String dokumentId, @QueryParam("inline") @Nullable String inline) {
        Dokument dokument = dokumenter
                .synlig(Ider.les("dokumentId", dokumentId))
                .filter(this::erEget)
                .orElseThrow(() -> new ApiException(ErrorCode.FINNES_IKKE, "Dokumentet finnes ikke"));
        String filnavn = filer.filnavn(dokument);
        Filtype type = Filtype.av(dokument.mimetype(), filnavn);
        boolean vises = type.kanVises() && "true".equals(inline);
        Response svar = Strom.klartekst(type.mimetype(), dokument.storrelse(), innhold.klartekst(dokument));
        return Response.fromResponse(svar)
                .header(HttpHeaders.CONTENT_DISPOSITION, Disposisjon.av(vises, filnavn))
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", type.sikkerhetsregel())
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Referrer-Policy", "no-referrer")
                .build();
    }

    private boolean erEget(Dokument dokument) {
        return dokument.digisosId() != null
                && saker.finn(dokument.digisosId())
                        .filter(sak -> saker.erSoker(sak, innlogget.person()))
                        .isPresent();
    }
}
