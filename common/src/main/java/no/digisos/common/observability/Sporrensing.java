package no.digisos.common.observability;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import jakarta.inject.Singleton;

/** Takes out of every span what may name a person, before anything exports it: the query, and a fødselsnummer in a path. */
@Singleton
public class Sporrensing implements SpanProcessor {
    private static final AttributeKey<String> SPORRING = AttributeKey.stringKey("url.query");
    private static final AttributeKey<String> STI = AttributeKey.stringKey("url.path");

    @Override
    public void onStart(Context forelder, ReadWriteSpan spenn) {
        if (spenn.getAttribute(SPORRING) != null) {
            spenn.setAttribute(SPORRING, "");
        }
        String sti = spenn.getAttribute(STI);
        if (sti != null) {
            spenn.setAttribute(STI, Sti.utenFnr(sti));
        }
    }

    @Override
    public boolean isStartRequired() {
        return true;
    }

    @Override
    public void onEnd(ReadableSpan spenn) {
        // What is set later is ours or the framework's, and names nobody.
    }

    @Override
    public boolean isEndRequired() {
        return false;
    }
}
