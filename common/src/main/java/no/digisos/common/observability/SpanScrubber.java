package no.digisos.common.observability;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import jakarta.inject.Singleton;

/** Takes out of every span what may name a person, before anything exports it: the query, and a fødselsnummer in a path. */
@Singleton
public class SpanScrubber implements SpanProcessor {
    private static final AttributeKey<String> QUERY = AttributeKey.stringKey("url.query");
    private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        if (span.getAttribute(QUERY) != null) {
            span.setAttribute(QUERY, "");
        }
        String path = span.getAttribute(PATH);
        if (path != null) {
            span.setAttribute(PATH, SafePath.withoutFnr(path));
        }
    }

    @Override
    public boolean isStartRequired() {
        return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        // What is set later is ours or the framework's, and names nobody.
    }

    @Override
    public boolean isEndRequired() {
        return false;
    }
}
