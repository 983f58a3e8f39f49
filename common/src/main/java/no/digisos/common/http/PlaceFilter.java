package no.digisos.common.http;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import no.digisos.common.http.Places.Place;
import no.digisos.common.http.Transfers.Direction;
import no.digisos.common.security.CurrentCaller;
import no.digisos.common.security.FilterOrder;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jspecify.annotations.Nullable;

/**
 * Lets a call wait, when it is known who calls, for the beginning of its body and for the places that it needs. It has no thread
 * meanwhile. A small body is there as a whole when the call goes on.
 */
@Provider
@Priority(FilterOrder.PLACE)
public class PlaceFilter implements ContainerRequestFilter {
    @Context
    ResourceInfo resource;

    private final CurrentVertxRequest current;
    private final Transfers transfers;
    private final CurrentCaller currentCaller;

    public PlaceFilter(CurrentVertxRequest current, Transfers transfers, CurrentCaller currentCaller) {
        this.current = current;
        this.transfers = transfers;
        this.currentCaller = currentCaller;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        RoutingContext routing = current.getCurrent();
        Method method = resource.getResourceMethod();
        boolean streams = method.isAnnotationPresent(StreamsBody.class);
        RequestStream body = readsBody(method)
                        && hasBody(routing.request())
                        && request.getEntityStream() instanceof RequestStream stream
                ? stream
                : null;
        if (body == null && !streams) {
            return;
        }
        ResteasyReactiveContainerRequestContext call = (ResteasyReactiveContainerRequestContext) request;
        Transfer transfer = new Transfer(currentCaller.who(), streams, call::resume);
        request.setProperty(Transfer.NAME, transfer);
        // Both: the one tells that no thread works for the call any more, the other that there is no call any more.
        ((ResteasyReactiveRequestContext) call.getServerRequestContext())
                .registerCompletionCallback(failure -> transfer.end());
        routing.addEndHandler(outcome -> transfer.end());
        call.suspend();
        if (body == null) {
            transfer.acquireDownload();
        } else {
            body.fetchFirst(routing.vertx(), transfers.smallBody(), transfer::begun);
        }
    }

    private static boolean readsBody(Method method) {
        return Arrays.asList(method.getParameterTypes()).contains(InputStream.class);
    }

    /** RFC 9112, 6.3: a request has a body when one of these says so. */
    private static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) || (length != null && !"0".equals(length));
    }

    /** One call on its way to the places that it needs. */
    final class Transfer {
        static final String NAME = "digisos.overforing";

        private final Object who;
        private final boolean streams;
        private final Runnable downstream;
        private final List<Place> places = new ArrayList<>();
        private boolean end;
        private Places.@Nullable Waiting pending;
        private volatile boolean refused;

        Transfer(Object who, boolean streams, Runnable downstream) {
            this.who = who;
            this.streams = streams;
            this.downstream = downstream;
        }

        /** Whether there was no place for it. */
        boolean refused() {
            return refused;
        }

        /**
         * The body has begun to come.
         *
         * @param whole whether all of it that will come has
         */
        void begun(boolean whole) {
            if (whole) {
                afterBody();
            } else {
                // One place for all of the call: a slow body must not keep a place of those who only take.
                request(Direction.OPPLASTING, downstream);
            }
        }

        void acquireDownload() {
            request(Direction.NEDLASTING, downstream);
        }

        private void request(Direction direction, Runnable with) {
            Places.Waiting waiting = transfers.request(direction, who, place -> {
                if (take(place)) {
                    with.run();
                }
            });
            boolean tooLate;
            synchronized (this) {
                pending = waiting;
                tooLate = end;
            }
            if (tooLate) {
                waiting.giveUp();
            }
        }

        private void afterBody() {
            if (streams) {
                acquireDownload();
            } else {
                downstream.run();
            }
        }

        /** False when there is none: then the call goes on to be refused. */
        private boolean take(Optional<Place> place) {
            if (place.isEmpty()) {
                refused = true;
                downstream.run();
                return false;
            }
            synchronized (this) {
                if (!end) {
                    places.add(place.get());
                    return true;
                }
            }
            // Nobody is there to use it; the call goes on to find that out.
            place.get().close();
            return true;
        }

        private void end() {
            List<Place> back;
            Places.Waiting waiting;
            synchronized (this) {
                end = true;
                waiting = pending;
                back = List.copyOf(places);
                places.clear();
            }
            back.forEach(Place::close);
            if (waiting != null) {
                waiting.giveUp();
            }
        }
    }
}
