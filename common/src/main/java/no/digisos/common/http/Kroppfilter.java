package no.digisos.common.http;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.time.Duration;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.security.FilterOrder;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Gives every resource our stream of the request's body, and none a call that is to be refused for want of a place. */
@ApplicationScoped
public class Kroppfilter {
    private final Duration lesetid;
    private final Tempo tempo;

    public Kroppfilter(
            @ConfigProperty(name = "quarkus.http.read-timeout") Duration lesetid, OverforingConfig overforing) {
        this.lesetid = lesetid;
        this.tempo = Tempo.av(overforing);
    }

    @ServerRequestFilter(priority = FilterOrder.BODY)
    public void filter(ContainerRequestContext request, RoutingContext ruting) {
        request.setEntityStream(new Kroppstrom(ruting.request(), lesetid, tempo));
    }

    /**
     * Refuses what has waited for a place in vain.
     *
     * @throws ApiException 503
     */
    @ServerRequestFilter(priority = FilterOrder.PLACE_REFUSED)
    public void slippInn(ContainerRequestContext request) {
        if (request.getProperty(Plassfilter.Overforing.NAVN) instanceof Plassfilter.Overforing overforing
                && overforing.nektet()) {
            throw new ApiException(
                    ErrorCode.UTILGJENGELIG, "Det er for mange samtidige overføringer akkurat nå, prøv igjen");
        }
    }
}
