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
public class RequestStreamFilter {
    private final Duration readTime;
    private final Pace pace;

    public RequestStreamFilter(
            @ConfigProperty(name = "quarkus.http.read-timeout") Duration readTime, TransferConfig transfer) {
        this.readTime = readTime;
        this.pace = Pace.of(transfer);
    }

    /** Gives the request a body that keeps time. */
    @ServerRequestFilter(priority = FilterOrder.BODY)
    public void filter(ContainerRequestContext request, RoutingContext routing) {
        request.setEntityStream(new RequestStream(routing.request(), readTime, pace));
    }

    /**
     * Refuses what has waited for a place in vain.
     *
     * @throws ApiException 503
     */
    @ServerRequestFilter(priority = FilterOrder.PLACE_REFUSED)
    public void letIn(ContainerRequestContext request) {
        if (request.getProperty(PlaceFilter.Transfer.NAME) instanceof PlaceFilter.Transfer transfer
                && transfer.refused()) {
            throw new ApiException(
                    ErrorCode.UTILGJENGELIG, "Det er for mange samtidige overføringer akkurat nå, prøv igjen");
        }
    }
}
