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

/** Every way a request can fail, mapped to the one error shape. */
@ApplicationScoped
public class ErrorMappers {
    private final ErrorAnswers answers;
    private final LogThrottle throttle;

    public ErrorMappers(ErrorAnswers answers, LogThrottle throttle) {
        this.answers = answers;
        this.throttle = throttle;
    }

    @ServerExceptionMapper
    public Response refused(ApiException e, RoutingContext routing) {
        String text = e.getMessage() == null ? "Uventet feil" : e.getMessage();
        Response.ResponseBuilder answer =
                Response.fromResponse(answer(FrameworkFailure.of(e.code(), text), routing, e.details(), e));
        e.header().forEach(answer::header);
        return answer.build();
    }

    @ServerExceptionMapper
    @Priority(Priorities.USER - 1)
    public Response badToken(AuthenticationFailedException e, RoutingContext routing) {
        if (IssuerFailure.isAway(e)) {
            return answer(ErrorCode.UTILGJENGELIG, "Utsteder av access_token er ikke tilgjengelig", routing, e);
        }
        return answer(ErrorCode.UGYLDIG_TOKEN, TokenFailure.avvist(e), routing, e);
    }

    /** A login in the browser that came back broken: a state cookie or code that does not fit. */
    @ServerExceptionMapper
    @Priority(Priorities.USER - 1)
    public Response badLogin(AuthenticationCompletionException e, RoutingContext routing) {
        if (IssuerFailure.isAway(e)) {
            return answer(ErrorCode.UTILGJENGELIG, "Innloggingstjenesten er ikke tilgjengelig", routing, e);
        }
        return answer(ErrorCode.UGYLDIG_TOKEN, "Innloggingen ble ikke fullført, prøv igjen", routing, e);
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
                        e));
    }

    @ServerExceptionMapper
    @Priority(Priorities.USER - 1)
    public Response forbidden(ForbiddenException e, RoutingContext routing) {
        return answer(ErrorCode.INGEN_TILGANG, "Du har ikke tilgang", routing, e);
    }

    @ServerExceptionMapper
    public Response notJson(JsonProcessingException e, RoutingContext routing) {
        return answer(ErrorCode.UGYLDIG_JSON, "Innholdet er ikke gyldig JSON", routing, e);
    }

    /** What the framework refuses by itself: unknown paths, methods, content types, unreadable parameters. */
    @ServerExceptionMapper
    public Response fromFramework(WebApplicationException e, RoutingContext routing) {
        return answer(FrameworkFailure.of(e.getResponse().getStatus()), routing, Map.of(), e);
    }

    @ServerExceptionMapper
    public Response failed(Throwable e, RoutingContext routing) {
        if (Causes.of(e).anyMatch(ReadTimeout.class::isInstance)) {
            return answer(ErrorCode.TIDSAVBRUDD, "Innholdet kom ikke fram i tide", routing, e);
        }
        if (Causes.of(e).anyMatch(ClientGone.class::isInstance)) {
            // Goes nowhere, and is no defect of ours.
            return answer(ErrorCode.UGYLDIG_FORESPORSEL, "Forespørselen ble brutt av", routing, e);
        }
        if (DatabaseFailure.isTransient(e)) {
            String state = DatabaseFailure.state(e).orElseGet(() -> rootType(e));
            throttle.say("database", tail -> Log.warnf("The database did not answer: %s%s", state, tail));
            return answer(ErrorCode.UTILGJENGELIG, "Tjenesten er midlertidig utilgjengelig, prøv igjen", routing, e);
        }
        if (DatabaseFailure.isUnstorableText(e)) {
            return answer(
                    ErrorCode.UGYLDIG_FORESPORSEL,
                    "Forespørselen har et tegn som ikke kan lagres, som NUL",
                    routing,
                    e);
        }
        if (IssuerFailure.isNamed(e)) {
            return answer(ErrorCode.UTILGJENGELIG, "Utsteder av access_token er ikke tilgjengelig", routing, e);
        }
        return answer(ErrorCode.UVENTET_FEIL, "Uventet feil", routing, e);
    }

    private Response answer(ErrorCode code, String text, RoutingContext routing, Throwable cause) {
        return answer(FrameworkFailure.of(code, text), routing, Map.of(), cause);
    }

    private Response answer(
            FrameworkFailure failure, RoutingContext routing, Map<String, Object> details, Throwable cause) {
        ErrorAnswer answer = answers.of(failure, routing.request(), routing.normalizedPath(), details, cause);
        Response.ResponseBuilder response = Response.status(answer.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(answer.body());
        answer.headers().forEach(response::header);
        if (answer.closes()) {
            response.header("Connection", "close");
        }
        return response.build();
    }

    private static String rootType(Throwable e) {
        return Causes.of(e).reduce(e, (above, below) -> below).getClass().getSimpleName();
    }
}
