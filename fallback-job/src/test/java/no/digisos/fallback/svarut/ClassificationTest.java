package no.digisos.fallback.svarut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import no.digisos.fallback.svarut.Exchange.Answer;
import no.digisos.fallback.svarut.Exchange.Broken;
import no.digisos.fallback.svarut.Exchange.Result;
import no.digisos.fallback.svarut.SendOutcome.Avvist;
import no.digisos.fallback.svarut.SendOutcome.Sent;
import no.digisos.fallback.svarut.SendOutcome.TryAgain;
import no.digisos.fallback.svarut.SendOutcome.Unknown;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ClassificationTest {
    private static final UUID ID = UUID.fromString("44444444-4444-4444-8444-444444444444");
    private static final String ERROR_MESSAGE = """
            {"status":400,"errorId":"55555555-5555-4555-8555-555555555555","message":"Kari Nordmann 01010112345"}""";

    private final Classification classification = new Classification(Duration.ofMinutes(1), Duration.ofHours(1));

    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void everyOutcomeHasOneClass(String name, Result result, SendOutcome expected) {
        assertThat(classification.of(result)).as(name).isEqualTo(expected);
    }

    static Stream<Arguments> table() {
        String id = ID.toString();
        return Stream.of(
                arguments("200 with an id", answer(200, "{\"id\":\"" + id + "\",\"ny\":1}"), new Sent(ID)),
                arguments("200 without id", answer(200, "{}"), withoutId()),
                arguments("200 with another shape", answer(200, "[\"" + id + "\"]"), withoutId()),
                arguments("200 with null", answer(200, "null"), withoutId()),
                arguments("200 with an id that is no UUID", answer(200, "{\"id\":\"1-1-1-1-1\"}"), withoutId()),
                arguments("200 with a number for id", answer(200, "{\"id\":1}"), withoutId()),
                arguments("200 with HTML", answer(200, "<html>ok</html>"), withoutId()),
                arguments("200 with nothing", answer(200, ""), withoutId()),
                arguments("200 cut in the JSON", answer(200, "{\"id\":\"" + id + "\""), withoutId()),
                arguments("200 with more after the JSON", answer(200, "{\"id\":\"" + id + "\"}{}"), withoutId()),
                arguments("201 with an id", answer(201, "{\"id\":\"" + id + "\"}"), new Unknown("HTTP 201")),
                arguments("204", answer(204, ""), new Unknown("HTTP 204")),
                arguments("302", answer(302, ""), new Unknown("HTTP 302")),
                arguments("400", answer(400, ERROR_MESSAGE), new Avvist(400, withErrorId(400))),
                arguments("400 with HTML", answer(400, "<h1>Bad</h1>"), new Avvist(400, "HTTP 400")),
                arguments("413", answer(413, ""), new Avvist(413, "HTTP 413")),
                arguments("415", answer(415, ERROR_MESSAGE), new Avvist(415, withErrorId(415))),
                arguments("401", answer(401, ERROR_MESSAGE), accessRefused(withErrorId(401))),
                arguments("403", answer(403, ""), accessRefused("HTTP 403")),
                arguments("404", answer(404, "Not found"), accessRefused("HTTP 404")),
                arguments("405", answer(405, ""), new Unknown("HTTP 405")),
                arguments("408", answer(408, ""), new Unknown("HTTP 408")),
                arguments("409", answer(409, ERROR_MESSAGE), new Unknown(withErrorId(409))),
                arguments("422", answer(422, ""), new Unknown("HTTP 422")),
                arguments("429", answer(429, ""), new Unknown("HTTP 429")),
                arguments("500", answer(500, ERROR_MESSAGE), new Unknown(withErrorId(500))),
                arguments("502", answer(502, "<html/>"), new Unknown("HTTP 502")),
                arguments("503", answer(503, ""), new Unknown("HTTP 503")),
                arguments("504", answer(504, ""), new Unknown("HTTP 504")),
                arguments(
                        "400 whose body breaks off",
                        new Broken(400, new IOException("closed")),
                        new Avvist(400, "HTTP 400, answer broken off (IOException)")),
                arguments(
                        "200 whose body breaks off",
                        new Broken(200, new IOException("closed")),
                        new Unknown("HTTP 200, answer broken off (IOException)")),
                arguments(
                        "200 whose body is too slow",
                        new Broken(200, new TimeoutException()),
                        new Unknown("HTTP 200, answer broken off (TimeoutException)")),
                arguments(
                        "connection refused",
                        broken(new ConnectException("refused")),
                        noConnection("ConnectException")),
                arguments("unknown host", broken(unknownHost()), noConnection("ConnectException")),
                arguments(
                        "connecting takes too long",
                        broken(new HttpConnectTimeoutException("connect")),
                        noConnection("HttpConnectTimeoutException")),
                arguments(
                        "certificate not trusted",
                        broken(handshake(new CertificateException("path"))),
                        new TryAgain(Duration.ofHours(1), "SvarUt's TLS certificate is not trusted", true)),
                arguments(
                        "handshake broken by the far end",
                        broken(handshake(null)),
                        new Unknown("Connection lost (SSLHandshakeException)")),
                arguments(
                        "TLS alert later",
                        broken(new SSLException("alert")),
                        new Unknown("Connection lost (SSLException)")),
                arguments("too slow", broken(new TimeoutException()), new Unknown("No answer within the time limit")),
                arguments(
                        "the JDK's own time limit",
                        broken(new HttpTimeoutException("slow")),
                        new Unknown("Connection lost (HttpTimeoutException)")),
                arguments(
                        "connection reset",
                        broken(new IOException("Connection reset")),
                        new Unknown("Connection lost (IOException)")),
                arguments(
                        "interrupted",
                        broken(new InterruptedException()),
                        new Unknown("Connection lost (InterruptedException)")),
                arguments(
                        "a bug",
                        broken(new IllegalStateException("secret")),
                        new Unknown("Connection lost (IllegalStateException)")),
                arguments(
                        "a document that cannot be read",
                        broken(new IOException(new ForsendelseBody.SourceFailure("secret", null))),
                        new Unknown("A document could not be read while it was being sent")));
    }

    @Test
    void noOtherStatusGivesCertainty() {
        assertThat(IntStream.range(100, 1000)
                        .filter(status -> !(classification.of(answer(status, "")) instanceof Unknown)))
                .containsExactly(400, 401, 403, 404, 413, 415);
    }

    @Test
    void theReasonHoldsNothingThatTheServerWrote() {
        for (int status : new int[] {400, 401, 409, 500}) {
            assertThat(classification.of(answer(status, ERROR_MESSAGE)).toString())
                    .contains("55555555-5555-4555-8555-555555555555")
                    .doesNotContain("Kari")
                    .doesNotContain("01010112345");
        }
        assertThat(classification
                        .of(answer(400, "{\"errorId\":\"01010112345 Kari\"}"))
                        .toString())
                .doesNotContain("Kari");
    }

    private static Answer answer(int status, String body) {
        return new Answer(status, body.getBytes(StandardCharsets.UTF_8));
    }

    private static Broken broken(Throwable cause) {
        return new Broken(Exchange.NO_STATUS, cause);
    }

    private static Unknown withoutId() {
        return new Unknown("HTTP 200 without a readable id");
    }

    private static TryAgain accessRefused(String reason) {
        return new TryAgain(Duration.ofHours(1), reason, true);
    }

    private static TryAgain noConnection(String type) {
        return new TryAgain(Duration.ofMinutes(1), "No connection (" + type + ")", false);
    }

    private static String withErrorId(int status) {
        return "HTTP " + status + ", errorId 55555555-5555-4555-8555-555555555555";
    }

    private static ConnectException unknownHost() {
        ConnectException failure = new ConnectException();
        failure.initCause(new UnresolvedAddressException());
        return failure;
    }

    private static SSLHandshakeException handshake(@Nullable Throwable cause) {
        SSLHandshakeException failure = new SSLHandshakeException("handshake");
        if (cause != null) {
            failure.initCause(new RuntimeException(cause));
        }
        return failure;
    }
}
