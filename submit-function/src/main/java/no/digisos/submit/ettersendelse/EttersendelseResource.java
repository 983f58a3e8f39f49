package no.digisos.submit.ettersendelse;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import no.digisos.common.http.Svar;
import no.digisos.common.identity.Ider;
import no.digisos.common.identity.Kommunenummer;
import no.digisos.common.identity.NavEksternRefId;
import no.digisos.common.security.Innlogget;
import no.digisos.common.security.KreverTilgang;
import no.digisos.common.security.Privilegium;
import no.digisos.common.security.Tokentype;
import no.digisos.submit.aksept.Filkilde;
import org.jspecify.annotations.Nullable;

/** Where nav.no sends what a citizen adds to a case, with the files in the request (contract.md 1.3). */
@Path("/digisos/api/v1/soknader")
@KreverTilgang(token = Tokentype.PERSON, privilegium = Privilegium.INNSENDING)
public class EttersendelseResource {
    private final Ettersendelsesmottak mottak;
    private final Innlogget innlogget;

    public EttersendelseResource(Ettersendelsesmottak mottak, Innlogget innlogget) {
        this.mottak = mottak;
        this.innlogget = innlogget;
    }

    /**
     * Accepts an ettersendelse.
     *
     * @return 202 without a body; a reference that is taken is 400, with another text for a true repeat than for other content; 404
     *     when the case is not the person's, 410 when it is deleted
     */
    @POST
    @Path("/{kommunenummer}/{digisosId}/{navEksternRefId}")
    public Response send(
            @PathParam("kommunenummer") String kommunenummer,
            @PathParam("digisosId") String digisosId,
            @PathParam("navEksternRefId") String navEksternRefId,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            InputStream body)
            throws IOException {
        mottak.taImot(
                innlogget.kaller(),
                new Kommunenummer(kommunenummer),
                Ider.les("digisosId", digisosId),
                new NavEksternRefId(navEksternRefId),
                Filkilde.FORESPORSEL,
                contentType,
                body);
        return Svar.akseptert();
    }
}
