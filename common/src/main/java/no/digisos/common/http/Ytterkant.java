package no.digisos.common.http;

import io.quarkus.logging.Log;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.security.AuthenticationException;
import io.quarkus.security.AuthenticationRedirectException;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import no.digisos.common.error.DatabaseFailure;
import no.digisos.common.error.ErrorMessage;
import no.digisos.common.error.ErrorMessages;
import no.digisos.common.error.Innloggingsavslag;
import no.digisos.common.error.IssuerFailure;
import no.digisos.common.error.Rammeverksfeil;
import no.digisos.common.observability.Feilspor;
import no.digisos.common.observability.Sti;
import no.digisos.common.upload.OpplastingConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What happens to a request around the resources: a body that is too big by its own account is refused before it is routed, what
 * fails in the router has the one error shape, and what is left of a refused body is read away so that the caller gets the answer.
 */
@ApplicationScoped
public class Ytterkant {
    /** Before all filters and routes of the framework; among them one for too big bodies that answers with nothing. */
    private static final int FIRST = 10_000;

    /**
     * {@code %{d,digisos.sti}} of an access log's pattern. Quarkus' own attributes give the query too, in which a fødselsnummer may
     * stand (contract.md 6, {@code sokerFnr}), or the path as it came.
     */
    private static final String STI = "digisos.sti";

    private final ErrorMessages messages;
    private final Innloggingsavslag avslag;
    private final OpplastingConfig opplasting;
    private final long maksKropp;

    public Ytterkant(
            ErrorMessages messages,
            Innloggingsavslag avslag,
            OpplastingConfig opplasting,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maksKropp) {
        this.messages = messages;
        this.avslag = avslag;
        this.opplasting = opplasting;
        this.maksKropp = maksKropp.asLongValue();
    }

    void filtrer(@Observes Filters filters) {
        filters.register(this::begynn, FIRST);
    }

    void ruter(@Observes Router router) {
        router.route().order(-FIRST).failureHandler(this::svarFeil);
    }

    private void begynn(RoutingContext ruting) {
        String sti = ruting.request().path();
        ruting.put(STI, sti == null ? "-" : Sti.utenFnr(sti));
        Etterlesing.etter(ruting, opplasting.maksTomming().asLongValue(), opplasting.maksTommetid());
        if (oppgittLengde(ruting) > maksKropp) {
            svar(ruting, 413);
            return;
        }
        ruting.next();
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
        int status = ruting.statusCode();
        if (feil != null && DatabaseFailure.isTransient(feil)) {
            status = 503;
        }
        if (feil instanceof AuthenticationException) {
            status = IssuerFailure.isAway(feil) ? 503 : 401;
        }
        svar(ruting, status < 400 ? 500 : status);
    }

    private void svar(RoutingContext ruting, int status) {
        Rammeverksfeil feil = Rammeverksfeil.av(status);
        ErrorMessage melding = messages.of(
                feil.status(),
                feil.code() == null ? null : feil.code().name(),
                feil.tekst(),
                ruting.request().path(),
                Map.of());
        if (feil.status() >= 500) {
            Throwable feilen = ruting.failure();
            Log.errorf(feilen == null ? null : Feilspor.av(feilen), "Uventet feil %s", melding.errorId());
        }
        HttpServerResponse svar = ruting.response().setStatusCode(feil.status());
        svar.headers().set(HttpHeaders.CONTENT_TYPE, "application/json");
        switch (feil.status()) {
            case 401 -> {
                avslag.noter(melding);
                svar.headers().set("WWW-Authenticate", "Bearer");
            }
            case 503 -> svar.headers().set("Retry-After", "5");
            case 408, 413 -> svar.headers().set(HttpHeaders.CONNECTION, "close");
            default -> {}
        }
        svar.end(messages.json(melding));
    }
}
