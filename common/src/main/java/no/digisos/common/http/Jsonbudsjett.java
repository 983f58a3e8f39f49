package no.digisos.common.http;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import no.digisos.common.upload.Jsonminne;

/**
 * The heap that the JSON of all calls takes, as text and as trees ({@link OverforingConfig#maksJsonMinne()}). What is read outside
 * of a call is our own, and not counted.
 */
@ApplicationScoped
public class Jsonbudsjett implements Jsonminne {
    private final CurrentVertxRequest gjeldende;
    private final Jsonandel andel;

    public Jsonbudsjett(CurrentVertxRequest gjeldende, Jsonandel andel) {
        this.gjeldende = gjeldende;
        this.andel = andel;
    }

    @Override
    public void ta(long bytes) {
        if (iKall()) {
            andel.ta(bytes);
        }
    }

    private boolean iKall() {
        try {
            return gjeldende.getCurrent() != null;
        } catch (ContextNotActiveException e) {
            return false;
        }
    }
}
