package no.digisos.submit.innsyn;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import no.digisos.common.dokumentlager.Dokument;
import no.digisos.common.dokumentlager.DokumentRepository;
import no.digisos.common.dokumentlager.Dokumentinnhold;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.http.Svar;
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
    private final Innlogget innlogget;

    public InnsynResource(
            SakRepository saker,
            Saksvisning visning,
            DokumentRepository dokumenter,
            Dokumentinnhold dokumentinnhold,
            Innlogget innlogget) {
        this.saker = saker;
        this.visning = visning;
        this.dokumenter = dokumenter;
        this.dokumentinnhold = dokumentinnhold;
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

    /** One of the three JSON documents, decrypted; 403 for any other document of the case. */
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
                    ErrorCode.INGEN_TILGANG,
                    "Du har ikke tilgang: bare soknad.json, vedlegg.json og digisos-soker.json kan leses her");
        }
        return Svar.json(dokumentinnhold.helt(dokument));
    }

    private Sak egenSak(String digisosId) {
        return saker.finn(Ider.les("digisosId", digisosId))
                .filter(sak -> saker.erSoker(sak, innlogget.kaller().krevPerson()))
                .orElseThrow(() -> new ApiException(ErrorCode.FINNES_IKKE, "Saken finnes ikke"));
    }
}
