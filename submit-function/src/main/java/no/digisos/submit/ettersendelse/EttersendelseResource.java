package no.digisos.submit.ettersendelse;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import no.digisos.common.http.Answers;
import no.digisos.common.identity.Ids;
import no.digisos.common.identity.Kommunenummer;
import no.digisos.common.identity.NavEksternRefId;
import no.digisos.common.security.CurrentCaller;
import no.digisos.common.security.Privilegium;
import no.digisos.common.security.RequiresGrant;
import no.digisos.common.security.TokenType;
import no.digisos.submit.acceptance.FileSource;
import org.jspecify.annotations.Nullable;

/**
 * Where nav.no sends what a citizen adds to a case. There are two forms, which differ in where the files are. Each is a class for the
 * root of its addresses: a root that they shared would answer for addresses that are nobody's.
 */
@RegisterForReflection // AccessFilter reads what the method requires, which its subclasses inherit.
public abstract class EttersendelseResource {
    private final EttersendelseIntake intake;
    private final CurrentCaller currentCaller;
    private final FileSource files;

    private EttersendelseResource(EttersendelseIntake intake, CurrentCaller currentCaller, FileSource files) {
        this.intake = intake;
        this.currentCaller = currentCaller;
        this.files = files;
    }

    /** An ettersendelse with its files in the request (contract.md 1.3). */
    @Path("/digisos/api/v1/soknader")
    public static class EttersendelseV1 extends EttersendelseResource {
        public EttersendelseV1(EttersendelseIntake intake, CurrentCaller currentCaller) {
            super(intake, currentCaller, FileSource.FORESPORSEL);
        }
    }

    /** An ettersendelse whose files are moved from mellomlagring under the same reference (contract.md 1.4). */
    @Path("/digisos/api/v2/soknader")
    public static class EttersendelseV2 extends EttersendelseResource {
        public EttersendelseV2(EttersendelseIntake intake, CurrentCaller currentCaller) {
            super(intake, currentCaller, FileSource.MELLOMLAGRING);
        }
    }

    /**
     * Accepts an ettersendelse.
     *
     * @return 202 without a body; a reference that is taken is 400, with another text for a true repeat than for other content; 404
     *     when the case is not the person's, 410 when it is deleted
     */
    @POST
    @Path("/{kommunenummer}/{digisosId}/{navEksternRefId}")
    @RequiresGrant(token = TokenType.PERSON, privilegium = Privilegium.INNSENDING)
    public Response send(
            @PathParam("kommunenummer") String kommunenummer,
            @PathParam("digisosId") String digisosId,
            @PathParam("navEksternRefId") String navEksternRefId,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            InputStream body)
            throws IOException {
        intake.receive(
                currentCaller.caller(),
                new Kommunenummer(kommunenummer),
                Ids.read("digisosId", digisosId),
                new NavEksternRefId(navEksternRefId),
                files,
                contentType,
                body);
        return Answers.accepted();
    }
}
