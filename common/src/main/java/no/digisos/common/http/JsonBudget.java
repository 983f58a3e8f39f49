package no.digisos.common.http;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import no.digisos.common.upload.JsonMemory;

/**
 * The heap that the JSON of all calls takes, as text and as trees ({@link TransferConfig#maksJsonMinne()}). What is read outside
 * of a call is our own, and not counted.
 */
@ApplicationScoped
public class JsonBudget implements JsonMemory {
    private final CurrentVertxRequest current;
    private final JsonShare share;

    public JsonBudget(CurrentVertxRequest current, JsonShare share) {
        this.current = current;
        this.share = share;
    }

    @Override
    public void take(long bytes) {
        if (inCall()) {
            share.take(bytes);
        }
    }

    private boolean inCall() {
        try {
            return current.getCurrent() != null;
        } catch (ContextNotActiveException e) {
            return false;
        }
    }
}
