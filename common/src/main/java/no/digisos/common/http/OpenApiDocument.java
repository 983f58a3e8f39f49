package no.digisos.common.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import no.digisos.common.security.FilterOrder;

/**
 * Answers {@code GET /q/openapi} with the function's OpenAPI document. The document is made from the resources when the tests run and
 * kept beside them as {@code apibeskrivelse.json}, where a change of the API shows; an executable only hands it out, since making it
 * anew at each start took a tenth of the start.
 */
@ApplicationScoped
public class OpenApiDocument {
    private static final String PATH = "/q/openapi";
    private static final String DOKUMENT = "apibeskrivelse.json";

    void routes(@Observes Router router) {
        router.get(PATH).order(FilterOrder.BEFORE_QUARKUS).blockingHandler(this::answer);
    }

    private void answer(RoutingContext routing) {
        try (InputStream dokument =
                Thread.currentThread().getContextClassLoader().getResourceAsStream(DOKUMENT)) {
            if (dokument == null) {
                routing.next();
                return;
            }
            routing.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
            routing.end(Buffer.buffer(dokument.readAllBytes()));
        } catch (IOException e) {
            routing.fail(e);
        }
    }
}
