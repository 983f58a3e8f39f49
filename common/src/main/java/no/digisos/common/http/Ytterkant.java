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
import no.digisos.common.error.Avslagslogg;
import no.digisos.common.error.DatabaseFailure;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.error.ErrorMessage;
import no.digisos.common.error.ErrorMessages;
import no.digisos.common.error.IssuerFailure;
import no.digisos.common.error.Rammeverksfeil;
import no.digisos.common.error.Tokenfeil;
import no.digisos.common.observability.Sti;
import no.digisos.common.security.FilterOrder;
import no.digisos.common.security.Tokenform;
import no.digisos.common.upload.OpplastingConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a request around the resources: a body that is too big by its own account is refused before it is routed, what
 * fails in the router has the one error shape, and what is left of a refused body is read away so that the caller gets the answer.
 */
@ApplicationScoped
public class Ytterkant {
    /**
     * {@code %{d,digisos.sti}} of an access log's pattern. Quarkus' own attributes give the query too, in which a fødselsnummer may
     * stand (contract.md 6, {@code sokerFnr}), or the path as it came.
     */
    private static final String STI = "digisos.sti";

    /**
     * A host of RFC 3986, 3.2.2, with or without a port. No choice within a repetition: the JDK takes a stack frame for each turn of
     * one, and a host may have thousands of characters.
     */
    private static final Pattern VERT =
            Pattern.compile("(?:\\[[0-9A-Fa-f:.]+]|(?!.*%(?![0-9A-Fa-f]{2}))[0-9A-Za-z._~!$&'()*+,;=%-]+)(?::[0-9]*)?");

    private static final String BEARER = "Bearer";

    private final ErrorMessages messages;
    private final Avslagslogg avslag;
    private final OpplastingConfig opplasting;
    private final Tokenform tokenform;
    private final long maksKropp;

    public Ytterkant(
            ErrorMessages messages,
            Avslagslogg avslag,
            OpplastingConfig opplasting,
            Tokenform tokenform,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maksKropp) {
        this.messages = messages;
        this.avslag = avslag;
        this.opplasting = opplasting;
        this.tokenform = tokenform;
        this.maksKropp = maksKropp.asLongValue();
    }

    void filtrer(@Observes Filters filters) {
        filters.register(this::begynn, FilterOrder.EDGE);
    }

    void ruter(@Observes Router router) {
        router.route().order(FilterOrder.ROUTER_FAILURE).failureHandler(this::svarFeil);
    }

    private void begynn(RoutingContext ruting) {
        String sti = ruting.request().path();
        ruting.put(STI, sti == null ? "-" : Sti.utenFnr(sti));
        Etterlesing.etter(ruting, opplasting.maksTomming().asLongValue(), opplasting.maksTommetid());
        Rammeverksfeil feil = feil(ruting);
        if (feil != null) {
            svar(ruting, feil);
            return;
        }
        Rammeverksfeil tokenfeil = rettInnlogging(ruting.request());
        if (tokenfeil != null) {
            svar(ruting, tokenfeil);
            return;
        }
        ruting.next();
    }

    private @Nullable Rammeverksfeil feil(RoutingContext ruting) {
        HttpServerRequest foresporsel = ruting.request();
        if (!harVert(foresporsel)) {
            return ugyldig("Forespørselen skal ha ett gyldig Host-felt");
        }
        if (foresporsel.headers().getAll(HttpHeaders.AUTHORIZATION).size() > 1) {
            return ugyldig("Forespørselen har flere Authorization-felt");
        }
        // Decoded it would be a NUL, which nobody behind us can keep (PostgreSQL takes it in no text).
        if (String.valueOf(foresporsel.uri()).contains("%00")) {
            return ugyldig("Adressen har tegnet NUL");
        }
        return oppgittLengde(ruting) > maksKropp ? Rammeverksfeil.av(413) : null;
    }

    private static Rammeverksfeil ugyldig(String tekst) {
        return new Rammeverksfeil(ErrorCode.UGYLDIG_FORESPORSEL.status(), ErrorCode.UGYLDIG_FORESPORSEL, tekst);
    }

    /** RFC 9112, 3.2: of HTTP/1.1 exactly one, and an older caller need not have any. */
    private static boolean harVert(HttpServerRequest foresporsel) {
        List<String> verter = foresporsel.headers().getAll(HttpHeaders.HOST);
        return verter.isEmpty()
                ? HttpVersion.HTTP_1_0.equals(foresporsel.version())
                : verter.size() == 1 && VERT.matcher(verter.getFirst()).matches();
    }

    /**
     * RFC 9110, 11.4 lets any number of blanks follow the scheme; the framework reads one. What cannot be a token goes no further: it
     * is refused here, whoever asks for what.
     */
    private @Nullable Rammeverksfeil rettInnlogging(HttpServerRequest foresporsel) {
        String token = token(foresporsel.getHeader(HttpHeaders.AUTHORIZATION));
        if (token.isEmpty()) {
            return null;
        }
        foresporsel.headers().set(HttpHeaders.AUTHORIZATION, BEARER + " " + token);
        return tokenform
                .feil(token)
                .map(hvorfor -> new Rammeverksfeil(
                        ErrorCode.UGYLDIG_TOKEN.status(), ErrorCode.UGYLDIG_TOKEN, Tokenfeil.fordi(hvorfor)))
                .orElse(null);
    }

    /** What follows the scheme; empty when there is nothing, or another scheme. */
    private static String token(@Nullable String felt) {
        if (felt == null || !felt.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return "";
        }
        String resten = felt.substring(BEARER.length());
        return resten.startsWith(" ") || resten.startsWith("\t") ? resten.strip() : "";
    }

    private static long oppgittLengde(RoutingContext ruting) {
        String lengde = ruting.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return lengde == null ? 0 : Long.parseLong(lengde);
        } catch (NumberFormatException e) {
            // More digits than a long has; the codec let nothing but digits through.
            return Long.MAX_VALUE;
        }
    }

    private void svarFeil(RoutingContext ruting) {
        Throwable feil = ruting.failure();
        if (ruting.response().headWritten() || feil instanceof AuthenticationRedirectException) {
            ruting.next();
            return;
        }
        Rammeverksfeil svaret = Rammeverksfeil.av(status(ruting.statusCode(), feil));
        svar(
                ruting,
                feil != null && svaret.status() == 401
                        ? new Rammeverksfeil(401, svaret.code(), Tokenfeil.avvist(feil))
                        : svaret);
    }

    /**
     * What a failure before any resource is answered with.
     *
     * @param rutingens the framework's own status, below 400 when it has none
     */
    static int status(int rutingens, @Nullable Throwable feil) {
        if (feil instanceof AuthenticationException) {
            return IssuerFailure.isAway(feil) ? 503 : 401;
        }
        int status = rutingens < 400 ? 500 : rutingens;
        if (feil != null && DatabaseFailure.isTransient(feil)) {
            return 503;
        }
        // The place to log in cannot be found while its issuer is away, which is no fault of ours.
        return status >= 500 && feil != null && IssuerFailure.isNamed(feil) ? 503 : status;
    }

    private void svar(RoutingContext ruting, Rammeverksfeil feil) {
        ErrorMessage melding = messages.of(
                feil.status(),
                feil.code() == null ? null : feil.code().name(),
                feil.tekst(),
                ruting.request().path(),
                Map.of());
        avslag.noter(melding, ruting.request().method().name(), ruting.request().path(), ruting.failure());
        HttpServerResponse svar = ruting.response().setStatusCode(feil.status());
        svar.headers().set(HttpHeaders.CONTENT_TYPE, "application/json");
        switch (feil.status()) {
            case 401 -> svar.headers().set("WWW-Authenticate", "Bearer");
            case 503 -> svar.headers().set("Retry-After", "5");
            case 408, 413 -> svar.headers().set(HttpHeaders.CONNECTION, "close");
            default -> {}
        }
        svar.end(messages.json(melding));
    }
}
