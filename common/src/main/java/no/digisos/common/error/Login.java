package no.digisos.common.error;

import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** Where a caller without a token is sent, when its path has a login for browsers. */
final class Login {
    private Login() {}

    /** The redirection to the login; empty where only a bearer token is a way in. Called from a worker thread. */
    static Optional<Response> redirect(RoutingContext routing) {
        HttpAuthenticator authenticator = routing.get(HttpAuthenticator.class.getName());
        if (authenticator == null) {
            return Optional.empty();
        }
        ChallengeData challenge = authenticator.getChallenge(routing).await().indefinitely();
        if (challenge == null || challenge.status / 100 != 3) {
            return Optional.empty();
        }
        Response.ResponseBuilder response = Response.status(challenge.status);
        challenge.getHeaders().forEach((name, value) -> response.header(name.toString(), value));
        return Optional.of(response.header("Cache-Control", "no-store").build());
    }
}
