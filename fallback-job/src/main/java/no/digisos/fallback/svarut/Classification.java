package no.digisos.fallback.svarut;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import no.digisos.common.identity.Ids;
import no.digisos.fallback.svarut.Exchange.Answer;
import no.digisos.fallback.svarut.Exchange.Broken;
import no.digisos.fallback.svarut.Exchange.Result;

/**
 * Decides what an exchange says about the forsendelse (delivery.md 3, rules E and G). Whatever is not on the short lists of
 * what certainly was refused is unknown, and will be looked up.
 */
final class Classification {
    private final Duration waitWhenUnavailable;
    private final Duration waitOnAccessFailure;
    // A name that comes twice says two things; which of them would be read is the parser's choice.
    private final ObjectReader json = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build()
            .reader();

    Classification(Duration waitWhenUnavailable, Duration waitOnAccessFailure) {
        this.waitWhenUnavailable = waitWhenUnavailable;
        this.waitOnAccessFailure = waitOnAccessFailure;
    }

    SendOutcome of(Result result) {
        return switch (result) {
            case Answer(int status, byte[] body) when status == 200 -> ofReceipt(body);
            case Answer(int status, byte[] body) -> ofStatus(status, description(status, body));
            case Broken(int status, Throwable cause) -> ofBroken(status, cause);
        };
    }

    private SendOutcome ofReceipt(byte[] body) {
        return parse(body)
                .flatMap(answer -> uuid(answer.path("id")))
                .<SendOutcome>map(SendOutcome.Sent::new)
                .orElseGet(() -> new SendOutcome.Unknown("HTTP 200 without a readable id"));
    }

    private SendOutcome ofStatus(int status, String reason) {
        return switch (status) {
            case 400, 413, 415 -> new SendOutcome.Avvist(status, reason);
            case 401, 403, 404 -> new SendOutcome.TryAgain(waitOnAccessFailure, reason, true);
            default -> new SendOutcome.Unknown(reason);
        };
    }

    private SendOutcome ofBroken(int status, Throwable cause) {
        String type = cause.getClass().getSimpleName();
        if (status != Exchange.NO_STATUS) {
            return ofStatus(status, "HTTP " + status + ", answer broken off (" + type + ")");
        }
        if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
            return new SendOutcome.TryAgain(waitWhenUnavailable, "No connection (" + type + ")", false);
        }
        // We ended the handshake, so nothing of the request was readable for anybody. Other handshake failures can come
        // from the far end after we had begun to send.
        if (cause instanceof SSLHandshakeException && has(cause, CertificateException.class)) {
            return new SendOutcome.TryAgain(waitOnAccessFailure, "SvarUt's TLS certificate is not trusted", true);
        }
        if (has(cause, ForsendelseBody.SourceFailure.class)) {
            return new SendOutcome.Unknown("A document could not be read while it was being sent");
        }
        if (cause instanceof TimeoutException) {
            return new SendOutcome.Unknown("No answer within the time limit");
        }
        return new SendOutcome.Unknown("Connection lost (" + type + ")");
    }

    /** The status of an answer that at least began, or {@link Exchange#NO_STATUS}. */
    static int status(Result result) {
        return switch (result) {
            case Answer answer -> answer.status();
            case Broken broken -> broken.status();
        };
    }

    /** Whether the exchange broke because of our documents, which says nothing about SvarUt. */
    static boolean ownFailure(Result result) {
        return result instanceof Broken(int status, Throwable cause) && has(cause, ForsendelseBody.SourceFailure.class);
    }

    /** Status and, when the body is SvarUt's ErrorMessage (auth.md 6), its errorId; nothing else of the body. */
    String description(int status, byte[] body) {
        return "HTTP " + status
                + parse(body)
                        .flatMap(failure -> uuid(failure.path("errorId")))
                        .map(errorId -> ", errorId " + errorId)
                        .orElse("");
    }

    /** The body as JSON; empty when it is anything else. */
    Optional<JsonNode> parse(byte[] body) {
        try {
            JsonNode node = json.readTree(body);
            return node == null || node.isMissingNode() ? Optional.empty() : Optional.of(node);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static Optional<UUID> uuid(JsonNode node) {
        return node.isTextual() && Ids.isId(node.textValue())
                ? Optional.of(UUID.fromString(node.textValue()))
                : Optional.empty();
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        Throwable link = failure;
        for (int depth = 0; link != null && depth < 10; depth++) {
            if (type.isInstance(link)) {
                return true;
            }
            link = link.getCause();
        }
        return false;
    }
}
