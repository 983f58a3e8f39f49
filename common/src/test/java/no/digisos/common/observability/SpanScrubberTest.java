package no.digisos.common.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.junit.jupiter.api.Test;

class SpanScrubberTest {
    private static final AttributeKey<String> QUERY = AttributeKey.stringKey("url.query");
    private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");

    @Test
    void the_query_and_a_number_in_the_path_are_gone_before_the_span_is_exported() {
        try (SdkTracerProvider tracers =
                SdkTracerProvider.builder().addSpanProcessor(new SpanScrubber()).build()) {
            Span span = tracers.get("test")
                    .spanBuilder("GET")
                    .setAttribute(QUERY, "sokerFnr=01819010001")
                    .setAttribute(PATH, "/a/01819010001")
                    .setAttribute("http.request.method", "GET")
                    .startSpan();
            span.end();
            assertThat(span).isInstanceOfSatisfying(ReadableSpan.class, loaded -> {
                assertThat(loaded.getAttribute(QUERY)).isEmpty();
                assertThat(loaded.getAttribute(PATH)).isEqualTo("/a/***********");
                assertThat(loaded.getAttribute(AttributeKey.stringKey("http.request.method")))
                        .isEqualTo("GET");
            });
        }
    }

    @Test
    void a_span_without_either_is_left_alone() {
        try (SdkTracerProvider tracers =
                SdkTracerProvider.builder().addSpanProcessor(new SpanScrubber()).build()) {
            Span span = tracers.get("test").spanBuilder("inni").startSpan();
            assertThat(span)
                    .isInstanceOfSatisfying(
                            ReadableSpan.class,
                            loaded ->
                                    assertThat(loaded.getAttributes().isEmpty()).isTrue());
            span.end();
        }
    }
}
