package no.digisos.common.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.junit.jupiter.api.Test;

class SporrensingTest {
    private static final AttributeKey<String> SPORRING = AttributeKey.stringKey("url.query");
    private static final AttributeKey<String> STI = AttributeKey.stringKey("url.path");

    @Test
    void the_query_and_a_number_in_the_path_are_gone_before_the_span_is_exported() {
        try (SdkTracerProvider sporere =
                SdkTracerProvider.builder().addSpanProcessor(new Sporrensing()).build()) {
            Span spenn = sporere.get("test")
                    .spanBuilder("GET")
                    .setAttribute(SPORRING, "sokerFnr=01819010001")
                    .setAttribute(STI, "/a/01819010001")
                    .setAttribute("http.request.method", "GET")
                    .startSpan();
            spenn.end();
            assertThat(spenn).isInstanceOfSatisfying(ReadableSpan.class, lest -> {
                assertThat(lest.getAttribute(SPORRING)).isEmpty();
                assertThat(lest.getAttribute(STI)).isEqualTo("/a/***********");
                assertThat(lest.getAttribute(AttributeKey.stringKey("http.request.method")))
                        .isEqualTo("GET");
            });
        }
    }

    @Test
    void a_span_without_either_is_left_alone() {
        try (SdkTracerProvider sporere =
                SdkTracerProvider.builder().addSpanProcessor(new Sporrensing()).build()) {
            Span spenn = sporere.get("test").spanBuilder("inni").startSpan();
            assertThat(spenn)
                    .isInstanceOfSatisfying(
                            ReadableSpan.class,
                            lest -> assertThat(lest.getAttributes().isEmpty()).isTrue());
            spenn.end();
        }
    }
}
