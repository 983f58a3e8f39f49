package no.digisos.common.error;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.logging.Log;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import no.digisos.common.observability.Feilspor;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Every way a request can fail, mapped to the one error shape. */
@ApplicationScoped
public class ErrorMappers {
    /** Seconds a client should wait before it tries again when the database or the token issuer is away. */
    private static final String RETRY_AFTER_SECONDS = "5";

    private final ErrorMessages messages;
    private final Innloggingsavslag avslag;

    public ErrorMappers(ErrorMessages messages, Innloggingsavslag avslag) {
        this.messages = messages;
        this.avslag = avslag;
    }

    @ServerExceptionMapper
    public Response refused(ApiException e, UriInfo uri) {
        if (e.code().status() >= 500) {
            Log.errorf(Feilspor.av(e), "%s: %s", e.code(), e.getMessage());
        }
        return answer(e.code(), e.getMessage(), uri, e.details(), e);
    }

    @ServerExceptionMapper
    @Priority(Priorities.USER - 1)
    public Response badToken(AuthenticationFailedException e, UriInfo uri) {
        if (IssuerFailure.isAway(e)) {
            return answer(ErrorCode.UTILGJENGELIG, "Utsteder av access_token er ikke tilgjengelig", uri, Map.of(), e);
        }
        return answer(ErrorCode.UGYLDIG_TOKEN, "Klarte ikke å validere access_token", uri, Map.of(), e);
    }

    /** A login in the browser that came back broken: a state cookie or code that does not fit. */
    @ServerExceptionMapper
    @Priority(Priorities.USER - 1)
    public Response badLogin(AuthenticationCompletionException e, UriInfo uri) {
        if (IssuerFailure.isAway(e)) {
            return answer(ErrorCode.UTILGJENGELIG, "Innloggingstjenesten er ikke tilgjengelig", uri, Map.of(), e);
        }
        return answer(ErrorCode.UGYLDIG_TOKEN, "Innloggingen ble ikke fullført, prøv igjen", uri, Map.of(), e);
    }

    /** No token; for a browser that may log in, the way to the login. */
    @ServerExceptionMapper
    @Priority(Priorities.USER - 1)
    public Response noToken(UnauthorizedException e, UriInfo uri, RoutingContext routing) {
        return Login.redirect(routing)
                .orElseGet(() -> answer(
                        ErrorCode.UGYLDIG_TOKEN, "Klarte ikke å validere access_token: det mangler", uri, Map.of(), e));
    }

    @ServerExceptionMapper
    @Priority(Priorities.USER - 1)
    public Response forbidden(ForbiddenException e, UriInfo uri) {
        return answer(ErrorCode.INGEN_TILGANG, "Du har ikke tilgang", uri, Map.of(), e);
    }

    @ServerExceptionMapper
    public Response notJson(JsonProcessingException e, UriInfo uri) {
        return answer(ErrorCode.UGYLDIG_JSON, "Innholdet er ikke gyldig JSON", uri, Map.of(), e);
    }

    /** What the framework refuses by itself: unknown paths, methods, content types, unreadable parameters. */
    @ServerExceptionMapper
    public Response fromFramework(WebApplicationException e, UriInfo uri) {
        Rammeverksfeil feil = Rammeverksfeil.av(e.getResponse().getStatus());
        if (feil.code() == ErrorCode.UVENTET_FEIL) {
            return unexpected(e, uri);
        }
        if (feil.code() == null) {
            return body(messages.of(feil.status(), null, feil.tekst(), uri.getPath(), Map.of()), feil.status())
                    .build();
        }
        return answer(feil.code(), feil.tekst(), uri, Map.of(), e);
    }

    @ServerExceptionMapper
    public Response failed(Throwable e, UriInfo uri) {
        if (Causes.of(e).anyMatch(LesetidUte.class::isInstance)) {
            return answer(ErrorCode.TIDSAVBRUDD, "Innholdet kom ikke fram i tide", uri, Map.of(), e);
        }
        if (Causes.of(e).anyMatch(KlientBorte.class::isInstance)) {
            // Goes nowhere, and is no defect of ours.
            return answer(ErrorCode.UGYLDIG_FORESPORSEL, "Forespørselen ble brutt av", uri, Map.of(), e);
        }
        if (DatabaseFailure.isTransient(e)) {
            Log.warnf("Databasen svarte ikke: %s", rootType(e));
            return answer(
                    ErrorCode.UTILGJENGELIG, "Tjenesten er midlertidig utilgjengelig, prøv igjen", uri, Map.of(), e);
        }
        if (IssuerFailure.isNamed(e)) {
            return answer(ErrorCode.UTILGJENGELIG, "Utsteder av access_token er ikke tilgjengelig", uri, Map.of(), e);
        }
        return unexpected(e, uri);
    }

    private Response unexpected(Throwable e, UriInfo uri) {
        ErrorMessage message = messages.of(ErrorCode.UVENTET_FEIL, "Uventet feil", uri.getPath(), Map.of());
        Log.errorf(Feilspor.av(e), "Uventet feil %s", message.errorId());
        return body(message, message.status()).build();
    }

    private Response answer(
            ErrorCode code, @Nullable String text, UriInfo uri, Map<String, Object> details, Throwable cause) {
        ErrorMessage message = messages.of(code, text == null ? "Uventet feil" : text, uri.getPath(), details);
        Log.debugf(Feilspor.av(cause), "%s %d %s", message.errorId(), code.status(), code);
        Response.ResponseBuilder response = body(message, code.status());
        switch (code.status()) {
            case 401 -> {
                avslag.noter(message);
                response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            }
            case 503 -> response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
            case 408, 413 -> response.header("Connection", "close");
            default -> {}
        }
        return response.build();
    }

    private Response.ResponseBuilder body(ErrorMessage message, int status) {
        return Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(messages.json(message));
    }

    private static String rootType(Throwable e) {
        return Causes.of(e).reduce(e, (above, below) -> below).getClass().getSimpleName();
    }
}
