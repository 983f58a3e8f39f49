package no.digisos.common.http;

import io.quarkus.logging.Log;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.Duration;
import no.digisos.common.observability.Feilspor;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/** Writes {@link Utstrom} entities straight to the connection, with a bound on what is under way. */
@Provider
public class UtstromSkriver implements ServerMessageBodyWriter<Utstrom> {
    private final Duration maksVent;

    /**
     * Made by the framework.
     *
     * @param maksVent a caller that takes nothing for this long is given up, as one that sends nothing is
     */
    public UtstromSkriver(@ConfigProperty(name = "quarkus.http.read-timeout") Duration maksVent) {
        this.maksVent = maksVent;
    }

    @Override
    public boolean isWriteable(
            Class<?> type, Type genericType, ResteasyReactiveResourceInfo target, MediaType mediaType) {
        return type == Utstrom.class;
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == Utstrom.class;
    }

    @Override
    public void writeResponse(Utstrom utstrom, Type genericType, ServerRequestContext context) throws IOException {
        ResteasyReactiveRequestContext kall = (ResteasyReactiveRequestContext) context;
        if (kall.getProperty(Plassfilter.Overforing.NAVN) == null) {
            throw new IllegalStateException("The resource method streams its answer and is not @Strommer");
        }
        RoutingContext ruting = kall.serverRequest().unwrap(RoutingContext.class);
        HttpServerRequest foresporsel = ruting.request();
        HttpServerResponse svar = ruting.response();
        if (HttpMethod.HEAD.equals(foresporsel.method())) {
            // Nothing is read that would not be sent.
            utstrom.lengde().ifPresent(n -> svar.putHeader("Content-Length", String.valueOf(n)));
            svar.end();
            return;
        }
        Svarstrom strom = new Svarstrom(svar, utstrom.lengde(), maksVent);
        try {
            utstrom.innhold().skriv(strom);
            strom.close();
        } catch (IOException | RuntimeException e) {
            if (!svar.headWritten()) {
                throw e;
            }
            // Too late for an error body. The caller sees fewer bytes than promised, or no last chunk.
            Log.warnf(Feilspor.av(e), "Svaret er brutt av");
            Svarvakt.bryt(foresporsel.connection());
        }
    }

    @Override
    public void writeTo(
            Utstrom utstrom,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> httpHeaders,
            OutputStream entityStream)
            throws IOException {
        utstrom.innhold().skriv(entityStream);
    }
}
