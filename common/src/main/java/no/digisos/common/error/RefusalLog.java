package no.digisos.common.error;

import io.quarkus.logging.Log;
import io.quarkus.runtime.BlockingOperationControl;
import io.quarkus.security.AuthenticationCompletionException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.Set;
import java.util.UUID;
import no.digisos.common.observability.LogThrottle;
import no.digisos.common.observability.LogTrace;
import no.digisos.common.observability.MeldingTrace;
import no.digisos.common.observability.PathTemplates;
import no.digisos.common.observability.SafeTrace;
import org.jspecify.annotations.Nullable;

/**
 * One line for every refusal, by whichever layer: the {@code errorId} that its caller was given, its status and code, and the
 * address as a template. So whoever rings with an error is found, and nothing of what was sent is. Where the address or its
 * delivery tells of a case, the line has that case's fields ({@link LogTrace}).
 */
@ApplicationScoped
public class RefusalLog {
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT");

    private final LoginRefusals login;
    private final PathTemplates pathTemplates;
    private final Instance<MeldingTrace> meldinger;
    private final LogThrottle throttle;

    public RefusalLog(
            LoginRefusals login,
            PathTemplates pathTemplates,
            @Any Instance<MeldingTrace> meldinger,
            LogThrottle throttle) {
        this.login = login;
        this.pathTemplates = pathTemplates;
        this.throttle = throttle;
        this.meldinger = meldinger;
    }

    /**
     * Writes the line.
     *
     * @param melding what the caller is told
     * @param path the path as it came, or null
     * @param failure why, when it is an exception; its trace is told when the fault is ours
     */
    public void note(ErrorMessage melding, String method, @Nullable String path, @Nullable Throwable failure) {
        if (melding.status() == 401) {
            login.count(melding);
        }
        if (failure != null) {
            tellOfIssuer(melding, failure);
        }
        PathTemplates.Hit hit = pathTemplates.find(path);
        try (LogTrace _ = trace(melding, hit)) {
            write(melding, method, hit.mal(), failure);
        }
    }

    /** An issuer that fails is told of like a database that does: not by its callers' lines alone, and not once for each of them. */
    private void tellOfIssuer(ErrorMessage melding, Throwable failure) {
        if (melding.status() == ErrorCode.UTILGJENGELIG.status() && IssuerFailure.isIssuers(failure)) {
            throttle.say(
                    "issuer",
                    tail -> Log.warnf(
                            "The issuer of access tokens did not answer: %s%s", IssuerFailure.reason(failure), tail));
        } else if (failure instanceof AuthenticationCompletionException) {
            throttle.say(
                    "login",
                    tail -> Log.warnf(
                            "A login in the browser was not completed: %s%s", IssuerFailure.reason(failure), tail));
        }
    }

    /** The line of a refusal that happened before anything was known of the address. */
    public static void write(ErrorMessage melding, String method, String template, @Nullable Throwable failure) {
        String line = String.format(
                "Refused %s: %d %s %s %s",
                melding.errorId(),
                melding.status(),
                melding.errorCode() == null ? "-" : melding.errorCode(),
                METHODS.contains(method) ? method : "-",
                template);
        if (melding.status() >= 500 && melding.status() != ErrorCode.UTILGJENGELIG.status()) {
            Log.error(line, failure == null ? null : SafeTrace.of(failure));
            return;
        }
        // What is away is told of by whoever found it so; here it is one call among many.
        Log.info(line);
        if (failure != null) {
            Log.debug(line, SafeTrace.of(failure));
        }
    }

    private LogTrace trace(ErrorMessage melding, PathTemplates.Hit hit) {
        String meldingId =
                hit.verdier().getOrDefault(LogTrace.MELDING_ID, hit.verdier().get("id"));
        boolean canAsk =
                BlockingOperationControl.isBlockingAllowed() && melding.status() != ErrorCode.UTILGJENGELIG.status();
        if (meldingId != null && canAsk && LogTrace.isId(meldingId)) {
            return meldinger.stream()
                    .findFirst()
                    .map(known -> known.of(UUID.fromString(meldingId)))
                    .orElseGet(LogTrace::empty);
        }
        return LogTrace.empty()
                .with(LogTrace.MELDING_ID, meldingId)
                .with(LogTrace.DIGISOS_ID, hit.verdier().get(LogTrace.DIGISOS_ID))
                .with(LogTrace.NAV_EKSTERN_REF_ID, hit.verdier().get(LogTrace.NAV_EKSTERN_REF_ID));
    }
}
