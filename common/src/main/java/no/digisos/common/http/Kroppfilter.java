package no.digisos.common.http;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Gives every resource our stream of the request's body. */
@ApplicationScoped
public class Kroppfilter {
    private final Duration lesetid;
    private final Tempo tempo;

    public Kroppfilter(
            @ConfigProperty(name = "quarkus.http.read-timeout") Duration lesetid, OverforingConfig overforing) {
        this.lesetid = lesetid;
        this.tempo = Tempo.av(overforing);
    }

    @ServerRequestFilter(priority = Priorities.AUTHENTICATION - 100)
    public void filter(ContainerRequestContext request, RoutingContext ruting) {
        request.setEntityStream(new Kroppstrom(ruting.request(), lesetid, tempo));
    }
}
