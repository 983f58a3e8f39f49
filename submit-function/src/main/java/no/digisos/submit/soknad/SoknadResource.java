package no.digisos.submit.soknad;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import no.digisos.common.http.Answers;
import no.digisos.common.identity.Kommunenummer;
import no.digisos.common.identity.NavEksternRefId;
import no.digisos.common.security.CurrentCaller;
import no.digisos.common.security.Privilegium;
import no.digisos.common.security.RequiresGrant;
import no.digisos.common.security.TokenType;
import no.digisos.submit.acceptance.FileSource;
import org.jspecify.annotations.Nullable;

/**
 * Where nav.no hands a citizen's søknad over. There are two forms, which differ in where the attachments are. Each is a class for the
 * root of its addresses: a root that they shared would answer for addresses that are nobody's.
 */
@RegisterForReflection // AccessFilter reads what the method requires, which its subclasses inherit.
public abstract class SoknadResource {
    private final SoknadIntake intake;
    private final CurrentCaller currentCaller;
    private final FileSource attachments;

    private SoknadResource(SoknadIntake intake, CurrentCaller currentCaller, FileSource attachments) {
        this.intake = intake;
        this.currentCaller = currentCaller;
        this.attachments = attachments;
    }

    /** A søknad with all its attachments in the request (contract.md 1.2). Mellomlagring is not asked. */
    @Path("/digisos/api/v1/soknader")
    public static class SoknadV1 extends SoknadResource {
        public SoknadV1(SoknadIntake intake, CurrentCaller currentCaller) {
            super(intake, currentCaller, FileSource.FORESPORSEL);
        }
    }

    /** A søknad whose attachments are taken from mellomlagring under the same reference (contract.md 1.1). */
    @Path("/digisos/api/v2/soknader")
    public static class SoknadV2 extends SoknadResource {
        public SoknadV2(SoknadIntake intake, CurrentCaller currentCaller) {
            super(intake, currentCaller, FileSource.MELLOMLAGRING);
        }
    }

    /**
     * Accepts a søknad.
     *
     * @return 202 with the digisosId as a JSON string, sent after the one transaction that makes the delivery ours; a true
     *     repeat gets the same id
     */
    @POST
    @Path("/{kommunenummer}/{navEksternRefId}")
    @RequiresGrant(token = TokenType.PERSON, privilegium = Privilegium.INNSENDING)
    public Response send(
            @PathParam("kommunenummer") String kommunenummer,
            @PathParam("navEksternRefId") String navEksternRefId,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            InputStream body)
            throws IOException {
        UUID digisosId = intake.receive(
                currentCaller.caller(),
                new Kommunenummer(kommunenummer),
                new NavEksternRefId(navEksternRefId),
                attachments,
                contentType,
                body);
        return Answers.json(Response.Status.ACCEPTED, digisosId);
    }
}
