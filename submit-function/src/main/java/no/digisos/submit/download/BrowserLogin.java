package no.digisos.submit.download;

import io.quarkus.oidc.TenantResolver;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.security.AuthenticationFailedException;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import no.digisos.common.security.FilterOrder;
import no.digisos.common.security.TokenReader;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * The login of a citizen's browser, for downloads and nothing else: a request with a bearer token is judged by that, one without is
 * the login's when it is switched on.
 */
@ApplicationScoped
public class BrowserLogin implements TenantResolver {
    /** The only place where the login and its cookies are valid. */
    static final String PATH = "/dokumentlager/nedlasting/niva4/";

    private static final String TENANT = "quarkus.oidc." + TokenReader.BROWSER + ".";

    /** All replicas must have the same two, since the session and the login under way live in encrypted cookies alone. */
    private static final List<String> SECRETS =
            List.of(TENANT + "token-state-manager.encryption-secret", TENANT + "authentication.state-secret");

    /** How Quarkus names the session's cookies, which are several when the token is long. */
    private static final String SESSION = "q_session";

    private static final int LEAST_CHARS = 32;

    private final Config config;
    private final boolean active;

    public BrowserLogin(Config config) {
        this.config = config;
        this.active = config.getOptionalValue(TENANT + "tenant-enabled", Boolean.class)
                .orElse(false);
    }

    @Override
    public @Nullable String resolve(RoutingContext context) {
        boolean browser = active
                && context.normalizedPath().startsWith(PATH)
                && !context.request().headers().contains(HttpHeaders.AUTHORIZATION);
        return browser ? TokenReader.BROWSER : null;
    }

    void routes(@Observes Router router) {
        router.route(PATH + "*").order(FilterOrder.BROWSER_SESSION).failureHandler(this::withoutSession);
    }

    /**
     * A session that cannot be opened, as when the secret has changed since, is thrown away and the browser sent to the same address
     * again, which leads to the login. Left in place it would shut the citizen out until it ran out.
     */
    private void withoutSession(RoutingContext routing) {
        List<Cookie> sessions = routing.request().cookies().stream()
                .filter(cookie -> cookie.getName().startsWith(SESSION))
                .toList();
        if (!(routing.failure() instanceof AuthenticationFailedException)
                || sessions.isEmpty()
                || routing.request().headers().contains(HttpHeaders.AUTHORIZATION)) {
            routing.next();
            return;
        }
        sessions.forEach(cookie -> routing.response()
                .addCookie(Cookie.cookie(cookie.getName(), "").setPath(PATH).setMaxAge(0)));
        routing.response()
                .setStatusCode(302)
                .putHeader(HttpHeaders.LOCATION, routing.request().uri())
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end();
    }

    /** Refuses to start with secrets that Quarkus would make up, other ones in each replica. */
    void check(@Observes StartupEvent event) {
        for (String secret : active ? SECRETS : List.<String>of()) {
            Optional<String> value = config.getOptionalValue(secret, String.class);
            if (value.filter(v -> v.length() >= LEAST_CHARS).isEmpty()) {
                throw new IllegalStateException(secret + " must be set, to at least " + LEAST_CHARS + " characters");
            }
        }
    }
}
