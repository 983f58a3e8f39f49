package no.digisos.common.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.security.AuthenticationException;
import io.quarkus.security.AuthenticationRedirectException;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import no.digisos.common.error.DatabaseFailure;
import no.digisos.common.error.ErrorAnswer;
import no.digisos.common.error.ErrorAnswers;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.error.FrameworkFailure;
import no.digisos.common.error.IssuerFailure;
import no.digisos.common.error.TokenFailure;
import no.digisos.common.observability.SafePath;
import no.digisos.common.security.FilterOrder;
import no.digisos.common.security.TokenForm;
import no.digisos.common.upload.UploadConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a request around the resources: a body that is too big by its own account is refused before it is routed, what
 * fails in the router has the one error shape, and what is left of a refused body is read away so that the caller gets the answer.
 */
@ApplicationScoped
public class HttpEdge {
    /**
     * {@code %{d,digisos.sti}} of an access log's pattern. Quarkus' own attributes give the query too, in which a fødselsnummer may
     * stand (contract.md 6, {@code sokerFnr}), or the path as it came.
     */
    private static final String PATH = "digisos.sti";

    /**
     * A host of RFC 3986, 3.2.2, with or without a port. No choice within a repetition: the JDK takes a stack frame for each turn of
     * one, and a host may have thousands of characters.
     */
    private static final Pattern HOST =
            Pattern.compile("(?:\\[[0-9A-Fa-f:.]+]|(?!.*%(?![0-9A-Fa-f]{2}))[0-9A-Za-z._~!$&'()*+,;=%-]+)(?::[0-9]*)?");

    private static final String BEARER = "Bearer";

    private final ErrorAnswers answers;
    private final UploadConfig upload;
    private final TokenForm tokenForm;
    private final long maxBody;

    public HttpEdge(
            ErrorAnswers answers,
            UploadConfig upload,
            TokenForm tokenForm,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxBody) {
        this.answers = answers;
        this.upload = upload;
        this.tokenForm = tokenForm;
        this.maxBody = maxBody.asLongValue();
    }

    void filter(@Observes Filters filters) {
        filters.register(this::begin, FilterOrder.EDGE);
    }

    void routes(@Observes Router router) {
        router.route().order(FilterOrder.ROUTER_FAILURE).failureHandler(this::answerFailure);
    }

    private void begin(RoutingContext routing) {
        String path = routing.request().path();
        routing.put(PATH, path == null ? "-" : SafePath.withoutFnr(path));
        BodyDrain.after(routing, upload.maksTomming().asLongValue(), upload.maksTommetid());
        FrameworkFailure failure = failure(routing);
        if (failure != null) {
            answer(routing, failure);
            return;
        }
        FrameworkFailure tokenFailure = normalizeLogin(routing.request());
        if (tokenFailure != null) {
            answer(routing, tokenFailure);
            return;
        }
        routing.next();
    }

    private @Nullable FrameworkFailure failure(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        if (!hasHost(request)) {
            return invalid("Forespørselen skal ha ett gyldig Host-felt");
        }
        if (request.headers().getAll(HttpHeaders.AUTHORIZATION).size() > 1) {
            return invalid("Forespørselen har flere Authorization-felt");
        }
        // Decoded it would be a NUL, which nobody behind us can keep (PostgreSQL takes it in no text).
        if (String.valueOf(request.uri()).contains("%00")) {
            return invalid("Adressen har tegnet NUL");
        }
        return statedLength(routing) > maxBody ? FrameworkFailure.of(413) : null;
    }

    private static FrameworkFailure invalid(String text) {
        return FrameworkFailure.of(ErrorCode.UGYLDIG_FORESPORSEL, text);
    }

    /** RFC 9112, 3.2: of HTTP/1.1 exactly one, and an older caller need not have any. */
    private static boolean hasHost(HttpServerRequest request) {
        List<String> hosts = request.headers().getAll(HttpHeaders.HOST);
        return hosts.isEmpty()
                ? HttpVersion.HTTP_1_0.equals(request.version())
                : hosts.size() == 1 && HOST.matcher(hosts.getFirst()).matches();
    }

    /**
     * RFC 9110, 11.4 lets any number of blanks follow the scheme; the framework reads one. What cannot be a token goes no further: it
     * is refused here, whoever asks for what.
     */
    private @Nullable FrameworkFailure normalizeLogin(HttpServerRequest request) {
        String token = token(request.getHeader(HttpHeaders.AUTHORIZATION));
        if (token.isEmpty()) {
            return null;
        }
        request.headers().set(HttpHeaders.AUTHORIZATION, BEARER + " " + token);
        return tokenForm
                .failure(token)
                .map(why -> FrameworkFailure.of(ErrorCode.UGYLDIG_TOKEN, TokenFailure.because(why)))
                .orElse(null);
    }

    /** What follows the scheme; empty when there is nothing, or another scheme. */
    private static String token(@Nullable String field) {
        if (field == null || !field.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return "";
        }
        String rest = field.substring(BEARER.length());
        return rest.startsWith(" ") || rest.startsWith("\t") ? rest.strip() : "";
    }

    private static long statedLength(RoutingContext routing) {
        String length = routing.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            // More digits than a long has; the codec let nothing but digits through.
            return Long.MAX_VALUE;
        }
    }

    private void answerFailure(RoutingContext routing) {
        Throwable failure = routing.failure();
        if (routing.response().headWritten() || failure instanceof AuthenticationRedirectException) {
            routing.next();
            return;
        }
        FrameworkFailure reply = FrameworkFailure.of(status(routing.statusCode(), failure));
        answer(
                routing,
                failure != null && reply.status() == 401
                        ? new FrameworkFailure(401, reply.code(), TokenFailure.avvist(failure))
                        : reply);
    }

    /**
     * What a failure before any resource is answered with.
     *
     * @param routedStatus the framework's own status, below 400 when it has none
     */
    static int status(int routedStatus, @Nullable Throwable failure) {
        if (failure instanceof AuthenticationException) {
            return IssuerFailure.isAway(failure) ? 503 : 401;
        }
        int status = routedStatus < 400 ? 500 : routedStatus;
        if (failure != null && DatabaseFailure.isTransient(failure)) {
            return 503;
        }
        // The place to log in cannot be found while its issuer is away, which is no fault of ours.
        return status >= 500 && failure != null && IssuerFailure.isNamed(failure) ? 503 : status;
    }

    private void answer(RoutingContext routing, FrameworkFailure failure) {
        HttpServerRequest request = routing.request();
        ErrorAnswer answer = answers.of(failure, request, request.path(), Map.of(), routing.failure());
        HttpServerResponse response = routing.response().setStatusCode(answer.status());
        response.headers().set(HttpHeaders.CONTENT_TYPE, "application/json");
        answer.headers().forEach(response.headers()::set);
        if (answer.closes()) {
            response.headers().set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        response.end(answer.body());
    }
}
