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
import no.digisos.common.observability.SafeTrace;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/** Writes {@link StreamedBody} entities straight to the connection, with a bound on what is under way. */
@Provider
public class StreamedBodyWriter implements ServerMessageBodyWriter<StreamedBody> {
    private final Duration maxWait;

    /**
     * Made by the framework.
     *
     * @param maxWait a caller that takes nothing for this long is given up, as one that sends nothing is
     */
    public StreamedBodyWriter(@ConfigProperty(name = "quarkus.http.read-timeout") Duration maxWait) {
        this.maxWait = maxWait;
    }

    @Override
    public boolean isWriteable(
            Class<?> type, Type genericType, ResteasyReactiveResourceInfo target, MediaType mediaType) {
        return type == StreamedBody.class;
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == StreamedBody.class;
    }

    @Override
    public void writeResponse(StreamedBody streamedBody, Type genericType, ServerRequestContext context)
            throws IOException {
        ResteasyReactiveRequestContext call = (ResteasyReactiveRequestContext) context;
        if (call.getProperty(PlaceFilter.Transfer.NAME) == null) {
            throw new IllegalStateException("The resource method streams its answer and is not @StreamsBody");
        }
        RoutingContext routing = call.serverRequest().unwrap(RoutingContext.class);
        HttpServerRequest request = routing.request();
        HttpServerResponse answer = routing.response();
        if (HttpMethod.HEAD.equals(request.method())) {
            // Nothing is read that would not be sent.
            streamedBody.lengde().ifPresent(n -> answer.putHeader("Content-Length", String.valueOf(n)));
            answer.end();
            return;
        }
        ResponseStream stream = new ResponseStream(answer, streamedBody.lengde(), maxWait);
        try {
            streamedBody.innhold().write(stream);
            stream.close();
        } catch (IOException | RuntimeException e) {
            if (!answer.headWritten()) {
                throw e;
            }
            // Too late for an error body. The caller sees fewer bytes than promised, or no last chunk.
            Log.warnf(SafeTrace.of(e), "An answer was broken off");
            ConnectionReset.breakOff(request.connection());
        }
    }

    @Override
    public void writeTo(
            StreamedBody streamedBody,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> httpHeaders,
            OutputStream entityStream)
            throws IOException {
        streamedBody.innhold().write(entityStream);
    }
}
