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
import java.util.Map;
import no.digisos.common.observability.LogThrottle;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Every way a request can fail, mapped to the one error shape. */
@ApplicationScoped
public class ErrorMappers {
    /** Seconds a client should wait before it tries again when the database or the token issuer is away. */
    private static final String RETRY_AFTER_SECONDS = "5";

    private final ErrorMessages messages;
    private final RefusalLog refusal;
    private final LogThrottle throttle;

    public ErrorMappers(ErrorMessages messages, RefusalLog refusal, LogThrottle throttle) {
        this.messages = messages;
        this.refusal = refusal;
        this.throttle = throttle;
    }

    /** What our own code refuses. */
    @ServerExceptionMapper
    public Response refused(ApiException e, RoutingContext routing) {
        Response.ResponseBuilder answer =
                Response.fromResponse(answer(e.code(), e.getMessage(), routing, e.details(), e));
        e.header().forEach(answer::header);
        return answer.build();
    }

    /** A token that does not hold, or an issuer that cannot be asked about it. */
    @ServerExceptionMapper
    @Priority(Priorities.USER - 1)
    public Response badToken(AuthenticationFailedException e, RoutingContext routing) {
        if (IssuerFailure.isAway(e)) {
            return answer(
                    ErrorCode.UTILGJENGELIG, "Utsteder av access_token er ikke tilgjengelig", routing, Map.of(), e);
        }
        return answer(ErrorCode.UGYLDIG_TOKEN, TokenFailure.avvist(e), routing, Map.of(), e);
    }

    /** A login in the browser that came back broken: a state cookie or code that does not fit. */
    @ServerExceptionMapper
    @Priority(Priorities.USER - 1)
    public Response badLogin(AuthenticationCompletionException e, RoutingContext routing) {
        if (IssuerFailure.isAway(e)) {
            return answer(ErrorCode.UTILGJENGELIG, "Innloggingstjenesten er ikke tilgjengelig", routing, Map.of(), e);
        }
        return answer(ErrorCode.UGYLDIG_TOKEN, "Innloggingen ble ikke fullført, prøv igjen", routing, Map.of(), e);
    }

    /** No token; for a browser that may log in, the way to the login. */
    @ServerExceptionMapper
    @Priority(Priorities.USER - 1)
    public Response noToken(UnauthorizedException e, RoutingContext routing) {
        return Login.redirect(routing)
                .orElseGet(() -> answer(
                        ErrorCode.UGYLDIG_TOKEN,
                        TokenFailure.unproven(routing.request().getHeader(HttpHeaders.AUTHORIZATION)),
                        routing,
                        Map.of(),
                        e));
    }

    /** Somebody who is known, and may not. */
    @ServerExceptionMapper
    @Priority(Priorities.USER - 1)
    public Response forbidden(ForbiddenException e, RoutingContext routing) {
        return answer(ErrorCode.INGEN_TILGANG, "Du har ikke tilgang", routing, Map.of(), e);
    }

    /** A body that is no JSON. */
    @ServerExceptionMapper
    public Response notJson(JsonProcessingException e, RoutingContext routing) {
        return answer(ErrorCode.UGYLDIG_JSON, "Innholdet er ikke gyldig JSON", routing, Map.of(), e);
    }

    /** What the framework refuses by itself: unknown paths, methods, content types, unreadable parameters. */
    @ServerExceptionMapper
    public Response fromFramework(WebApplicationException e, RoutingContext routing) {
        FrameworkFailure failure = FrameworkFailure.of(e.getResponse().getStatus());
        if (failure.code() == ErrorCode.UVENTET_FEIL) {
            return unexpected(e, routing);
        }
        if (failure.code() == null) {
            return body(noted(
                            messages.of(failure.status(), null, failure.tekst(), path(routing), Map.of()), routing, e))
                    .build();
        }
        return answer(failure.code(), failure.tekst(), routing, Map.of(), e);
    }

    /** Everything else: a request that stopped coming, a database that is away, or a defect of ours. */
    @ServerExceptionMapper
    public Response failed(Throwable e, RoutingContext routing) {
        if (Causes.of(e).anyMatch(ReadTimeout.class::isInstance)) {
            return answer(ErrorCode.TIDSAVBRUDD, "Innholdet kom ikke fram i tide", routing, Map.of(), e);
        }
        if (Causes.of(e).anyMatch(ClientGone.class::isInstance)) {
            // Goes nowhere, and is no defect of ours.
            return answer(ErrorCode.UGYLDIG_FORESPORSEL, "Forespørselen ble brutt av", routing, Map.of(), e);
        }
        if (DatabaseFailure.isTransient(e)) {
            String state = DatabaseFailure.state(e).orElseGet(() -> rootType(e));
            throttle.say("database", tail -> Log.warnf("The database did not answer: %s%s", state, tail));
            return answer(
                    ErrorCode.UTILGJENGELIG,
                    "Tjenesten er midlertidig utilgjengelig, prøv igjen",
                    routing,
                    Map.of(),
                    e);
        }
        if (DatabaseFailure.isUnstorableText(e)) {
            return answer(
                    ErrorCode.UGYLDIG_FORESPORSEL,
                    "Forespørselen har et tegn som ikke kan lagres, som NUL",
                    routing,
                    Map.of(),
                    e);
        }
        if (IssuerFailure.isNamed(e)) {
            return answer(
                    ErrorCode.UTILGJENGELIG, "Utsteder av access_token er ikke tilgjengelig", routing, Map.of(), e);
        }
        return unexpected(e, routing);
    }

    private Response unexpected(Throwable e, RoutingContext routing) {
        return body(noted(messages.of(ErrorCode.UVENTET_FEIL, "Uventet feil", path(routing), Map.of()), routing, e))
                .build();
    }

    private Response answer(
            ErrorCode code,
            @Nullable String text,
            RoutingContext routing,
            Map<String, Object> details,
            Throwable cause) {
        ErrorMessage message =
                noted(messages.of(code, text == null ? "Uventet feil" : text, path(routing), details), routing, cause);
        Response.ResponseBuilder response = body(message);
        switch (code.status()) {
            case 401 -> response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            case 503 -> response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
            case 408, 413 -> response.header("Connection", "close");
            default -> {}
        }
        return response.build();
    }

    /** Where the body of an error is made, there is its line. */
    private ErrorMessage noted(ErrorMessage message, RoutingContext routing, Throwable cause) {
        refusal.note(
                message, routing.request().method().name(), routing.request().path(), cause);
        return message;
    }

    private static @Nullable String path(RoutingContext routing) {
        return routing.normalizedPath();
    }

    private Response.ResponseBuilder body(ErrorMessage message) {
        return Response.status(message.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(messages.json(message));
    }

    private static String rootType(Throwable e) {
        return Causes.of(e).reduce(e, (above, below) -> below).getClass().getSimpleName();
    }
}
