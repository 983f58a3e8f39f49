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
import no.digisos.common.http.Overforinger.Retning;
import no.digisos.common.http.Plasser.Plass;
import no.digisos.common.security.FilterOrder;
import no.digisos.common.security.Innlogget;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jspecify.annotations.Nullable;

/**
 * Lets a call wait, when it is known who calls, for the beginning of its body and for the places that it needs. It has no thread
 * meanwhile. A small body is there as a whole when the call goes on.
 */
@Provider
@Priority(FilterOrder.PLACE)
public class Plassfilter implements ContainerRequestFilter {
    @Context
    ResourceInfo ressurs;

    private final CurrentVertxRequest gjeldende;
    private final Overforinger overforinger;
    private final Innlogget innlogget;

    public Plassfilter(CurrentVertxRequest gjeldende, Overforinger overforinger, Innlogget innlogget) {
        this.gjeldende = gjeldende;
        this.overforinger = overforinger;
        this.innlogget = innlogget;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        RoutingContext ruting = gjeldende.getCurrent();
        Method metode = ressurs.getResourceMethod();
        boolean strommer = metode.isAnnotationPresent(Strommer.class);
        Kroppstrom kropp = leserKropp(metode)
                        && harKropp(ruting.request())
                        && request.getEntityStream() instanceof Kroppstrom strom
                ? strom
                : null;
        if (kropp == null && !strommer) {
            return;
        }
        ResteasyReactiveContainerRequestContext kall = (ResteasyReactiveContainerRequestContext) request;
        Overforing overforing = new Overforing(innlogget.hvem(), strommer, kall::resume);
        request.setProperty(Overforing.NAVN, overforing);
        // Both: the one tells that no thread works for the call any more, the other that there is no call any more.
        ((ResteasyReactiveRequestContext) kall.getServerRequestContext())
                .registerCompletionCallback(feil -> overforing.slutt());
        ruting.addEndHandler(utfall -> overforing.slutt());
        kall.suspend();
        if (kropp == null) {
            overforing.skaffNedlasting();
        } else {
            kropp.hentForst(ruting.vertx(), overforinger.litenKropp(), overforing::begynt);
        }
    }

    private static boolean leserKropp(Method metode) {
        return Arrays.asList(metode.getParameterTypes()).contains(InputStream.class);
    }

    /** RFC 9112, 6.3: a request has a body when one of these says so. */
    private static boolean harKropp(HttpServerRequest foresporsel) {
        String lengde = foresporsel.getHeader(HttpHeaders.CONTENT_LENGTH);
        return foresporsel.headers().contains(HttpHeaders.TRANSFER_ENCODING) || (lengde != null && !"0".equals(lengde));
    }

    /** One call on its way to the places that it needs. */
    final class Overforing {
        static final String NAVN = "digisos.overforing";

        private final Object hvem;
        private final boolean strommer;
        private final Runnable videre;
        private final List<Plass> plasser = new ArrayList<>();
        private boolean slutt;
        private Plasser.@Nullable Ventende venter;
        private volatile boolean nektet;

        Overforing(Object hvem, boolean strommer, Runnable videre) {
            this.hvem = hvem;
            this.strommer = strommer;
            this.videre = videre;
        }

        /** Whether there was no place for it. */
        boolean nektet() {
            return nektet;
        }

        /**
         * The body has begun to come.
         *
         * @param hel whether all of it that will come has
         */
        void begynt(boolean hel) {
            if (hel) {
                etterKropp();
            } else {
                // One place for all of the call: a slow body must not keep a place of those who only take.
                be(Retning.OPPLASTING, videre);
            }
        }

        void skaffNedlasting() {
            be(Retning.NEDLASTING, videre);
        }

        private void be(Retning retning, Runnable med) {
            Plasser.Ventende ventende = overforinger.be(retning, hvem, plass -> {
                if (ta(plass)) {
                    med.run();
                }
            });
            boolean forSent;
            synchronized (this) {
                venter = ventende;
                forSent = slutt;
            }
            if (forSent) {
                ventende.giOpp();
            }
        }

        private void etterKropp() {
            if (strommer) {
                skaffNedlasting();
            } else {
                videre.run();
            }
        }

        /** False when there is none: then the call goes on to be refused. */
        private boolean ta(Optional<Plass> plass) {
            if (plass.isEmpty()) {
                nektet = true;
                videre.run();
                return false;
            }
            synchronized (this) {
                if (!slutt) {
                    plasser.add(plass.get());
                    return true;
                }
            }
            // Nobody is there to use it; the call goes on to find that out.
            plass.get().close();
            return true;
        }

        private void slutt() {
            List<Plass> tilbake;
            Plasser.Ventende ventende;
            synchronized (this) {
                slutt = true;
                ventende = venter;
                tilbake = List.copyOf(plasser);
                plasser.clear();
            }
            tilbake.forEach(Plass::close);
            if (ventende != null) {
                ventende.giOpp();
            }
        }
    }
}
