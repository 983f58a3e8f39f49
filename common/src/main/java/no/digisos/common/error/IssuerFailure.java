package no.digisos.common.error;

import java.io.IOException;
import java.util.Set;

/** Tells a token issuer that is away (503, try again) from a token that is bad (401). */
public final class IssuerFailure {
    private static final String OIDC = "io.quarkus.oidc.OIDCException";
    private static final Set<String> AWAY =
            Set.of(OIDC, "io.netty.channel.ConnectTimeoutException", "io.vertx.core.http.HttpClosedException");

    private IssuerFailure() {}

    /** Of a failure that came up while a token was looked at. */
    public static boolean isAway(Throwable failure) {
        return Causes.of(failure)
                .anyMatch(t ->
                        t instanceof IOException || AWAY.contains(t.getClass().getName()));
    }

    /** Of any failure: there an {@link IOException} alone says nothing of the issuer. */
    static boolean isNamed(Throwable failure) {
        return Causes.of(failure).anyMatch(t -> t.getClass().getName().equals(OIDC));
    }
}
