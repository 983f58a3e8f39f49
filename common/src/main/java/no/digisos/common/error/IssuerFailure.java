package no.digisos.common.error;

import io.quarkus.security.AuthenticationException;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells a token issuer that is away (503, try again) from a token that is bad (401). */
public final class IssuerFailure {
    private static final String OIDC = "io.quarkus.oidc.OIDCException";
    private static final Set<String> AWAY =
            Set.of(OIDC, "io.netty.channel.ConnectTimeoutException", "io.vertx.core.http.HttpClosedException");

    private static final Pattern SAID =
            Pattern.compile("\\b(?:invalid_(?:request|client|grant|scope)|unauthorized_client"
                    + "|unsupported_grant_type|access_denied|server_error|temporarily_unavailable)\\b");

    /** What an issuer says of a code that it did not give, or of a login that was broken off: it is there, and says no. */
    private static final Pattern SAID_NO = Pattern.compile("\\b(?:invalid_grant|access_denied)\\b");

    private IssuerFailure() {}

    /** Of a failure that came up while a token was looked at. An issuer that refuses what the caller brought is there. */
    public static boolean isAway(Throwable failure) {
        boolean saidNo = Causes.of(failure)
                .anyMatch(t -> SAID_NO.matcher(String.valueOf(t.getMessage())).find());
        return !saidNo
                && Causes.of(failure)
                        .anyMatch(t -> t instanceof IOException
                                || AWAY.contains(t.getClass().getName()));
    }

    /** Whether it is an issuer that failed, and not the database or a caller. */
    static boolean isIssuers(Throwable failure) {
        return isNamed(failure) || (failure instanceof AuthenticationException && isAway(failure));
    }

    /**
     * What an issuer said was wrong, in the words of RFC 6749 and OpenID Connect, which hold nothing of a caller's; without them the
     * kind of failure.
     */
    static String reason(Throwable failure) {
        return Causes.of(failure)
                .map(t -> SAID.matcher(String.valueOf(t.getMessage())))
                .filter(Matcher::find)
                .map(Matcher::group)
                .findFirst()
                .orElseGet(() -> Causes.of(failure)
                        .reduce(failure, (above, below) -> below)
                        .getClass()
                        .getSimpleName());
    }

    /** Of any failure: there an {@link IOException} alone says nothing of the issuer. */
    public static boolean isNamed(Throwable failure) {
        return Causes.of(failure).anyMatch(t -> t.getClass().getName().equals(OIDC));
    }
}
