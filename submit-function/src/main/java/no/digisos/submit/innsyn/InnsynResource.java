package no.digisos.submit.innsyn;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;
import no.digisos.common.dokumentlager.Dokument;
import no.digisos.common.dokumentlager.DokumentRepository;
import no.digisos.common.dokumentlager.Dokumentinnhold;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.http.JsonKropp;
import no.digisos.common.http.Strommer;
import no.digisos.common.http.Svar;
import no.digisos.common.identity.Fnr;
import no.digisos.common.identity.Ider;
import no.digisos.common.sak.Sak;
import no.digisos.common.sak.SakRepository;
import no.digisos.common.sak.Saksvisning;
import no.digisos.common.security.Innlogget;
import no.digisos.common.security.KreverTilgang;
import no.digisos.common.security.Privilegium;
import no.digisos.common.security.Tokentype;

/** What the citizen reads of the own cases (contract.md 3). Another's case and one that is not there look alike: 404. */
@Path("/digisos/api/v1/soknader")
@KreverTilgang(token = Tokentype.PERSON, privilegium = Privilegium.INNSENDING)
public class InnsynResource {
    private final SakRepository saker;
    private final Saksvisning visning;
    private final DokumentRepository dokumenter;
    private final Dokumentinnhold dokumentinnhold;
    private final Dokumentsamling samling;
    private final JsonKropp jsonKropp;
    private final Innlogget innlogget;

    public InnsynResource(
            SakRepository saker,
            Saksvisning visning,
            DokumentRepository dokumenter,
            Dokumentinnhold dokumentinnhold,
            Dokumentsamling samling,
            JsonKropp jsonKropp,
            Innlogget innlogget) {
        this.saker = saker;
        this.visning = visning;
        this.dokumenter = dokumenter;
        this.dokumentinnhold = dokumentinnhold;
        this.samling = samling;
        this.jsonKropp = jsonKropp;
        this.innlogget = innlogget;
    }

    /** The citizen's cases; an empty list when there are none. */
    @GET
    @Path("/soknader")
    public Response alle() {
        return Svar.json(visning.vis(saker.forSoker(innlogget.kaller().krevPerson())));
    }

    @GET
    @Path("/{digisosId}")
    public Response sak(@PathParam("digisosId") String digisosId) {
        return Svar.json(visning.vis(egenSak(digisosId)));
    }

    /**
     * One JSON document, decrypted: of the case, or of a klage (contract.md 3 and 7); 403 for any other document of the case, 404
     * for one that is not there or is withdrawn from view.
     */
    @GET
    @Path("/{digisosId}/dokumenter/{dokumentlagerId}")
    public Response dokument(
            @PathParam("digisosId") String digisosId, @PathParam("dokumentlagerId") String dokumentlagerId)
            throws IOException {
        Sak sak = egenSak(digisosId);
        Dokument dokument = dokumenter
                .iSak(Ider.les("dokumentlagerId", dokumentlagerId), sak.digisosId())
                .orElseThrow(() -> new ApiException(ErrorCode.FINNES_IKKE, "Dokumentet finnes ikke i saken"));
        if (!dokument.rolle().erJsonForInnsyn()) {
            throw new ApiException(
                    ErrorCode.INGEN_TILGANG, "Du har ikke tilgang: bare JSON-dokumentene i saken kan leses her");
        }
        return Svar.json(dokumentinnhold.helt(dokument));
    }

    /**
     * Many JSON documents at once. A machine's token comes this far so that staff get a plain answer: not for them, for now.
     *
     * @return 200 with one part for each document that the citizen may see; none is fine
     */
    @POST
    @Path("/dokumenter")
    @KreverTilgang(
            token = {Tokentype.PERSON, Tokentype.MASKIN},
            privilegium = Privilegium.INNSENDING)
    @Strommer
    public Response dokumenter(InputStream body) throws IOException {
        Fnr person = innlogget
                .kaller()
                .person()
                .orElseThrow(() -> new ApiException(
                        ErrorCode.INGEN_TILGANG,
                        "Du har ikke tilgang: dokumentene kan bare leses av innbyggeren selv"));
        List<Dokument> liste = samling.finn(jsonKropp.les(body, Dokumentsamling.Foresporsel.class), person);
        String grense = "digisos-" + UUID.randomUUID();
        return Response.ok(samling.somDeler(liste, grense))
                .header(HttpHeaders.CONTENT_TYPE, "multipart/mixed; boundary=" + grense)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private Sak egenSak(String digisosId) {
        return saker.finn(Ider.les("digisosId", digisosId))
                .filter(sak -> saker.erSoker(sak, innlogget.kaller().krevPerson()))
                .orElseThrow(() -> new ApiException(ErrorCode.FINNES_IKKE, "Saken finnes ikke"));
    }
}
