package no.digisos.common.error;

import java.io.IOException;
import java.util.Set;

/** Tells a token issuer that is away (503, try again) from a token that is bad (401). */
final class IssuerFailure {
    private static final Set<String> AWAY = Set.of(
            "io.quarkus.oidc.OIDCException",
            "io.netty.channel.ConnectTimeoutException",
            "io.vertx.core.http.HttpClosedException");

    private IssuerFailure() {}

    static boolean isAway(Throwable failure) {
        return Causes.of(failure)
                .anyMatch(t ->
                        t instanceof IOException || AWAY.contains(t.getClass().getName()));
    }
}
