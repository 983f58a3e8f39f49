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
public class Apibeskrivelse {
    private static final String STI = "/q/openapi";
    private static final String DOKUMENT = "apibeskrivelse.json";

    void ruter(@Observes Router router) {
        router.get(STI).order(FilterOrder.BEFORE_QUARKUS).blockingHandler(this::svar);
    }

    private void svar(RoutingContext ruting) {
        try (InputStream dokument =
                Thread.currentThread().getContextClassLoader().getResourceAsStream(DOKUMENT)) {
            if (dokument == null) {
                ruting.next();
                return;
            }
            ruting.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
            ruting.end(Buffer.buffer(dokument.readAllBytes()));
        } catch (IOException e) {
            ruting.fail(e);
        }
    }
}
