package no.digisos.submit.nedlasting;

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
public class Nettleserinnlogging implements TenantResolver {
    /** The only place where the login and its cookies are valid. */
    static final String STI = "/dokumentlager/nedlasting/niva4/";

    private static final String TENANT = "quarkus.oidc." + TokenReader.NETTLESER + ".";

    /** All replicas must have the same two, since the session and the login under way live in encrypted cookies alone. */
    private static final List<String> HEMMELIGHETER =
            List.of(TENANT + "token-state-manager.encryption-secret", TENANT + "authentication.state-secret");

    /** How Quarkus names the session's cookies, which are several when the token is long. */
    private static final String OKT = "q_session";

    private static final int MINST_TEGN = 32;

    private final Config config;
    private final boolean aktiv;

    public Nettleserinnlogging(Config config) {
        this.config = config;
        this.aktiv = config.getOptionalValue(TENANT + "tenant-enabled", Boolean.class)
                .orElse(false);
    }

    @Override
    public @Nullable String resolve(RoutingContext context) {
        boolean nettleser = aktiv
                && context.normalizedPath().startsWith(STI)
                && !context.request().headers().contains(HttpHeaders.AUTHORIZATION);
        return nettleser ? TokenReader.NETTLESER : null;
    }

    void ruter(@Observes Router router) {
        router.route(STI + "*").order(FilterOrder.BROWSER_SESSION).failureHandler(this::utenOkt);
    }

    /**
     * A session that cannot be opened, as when the secret has changed since, is thrown away and the browser sent to the same address
     * again, which leads to the login. Left in place it would shut the citizen out until it ran out.
     */
    private void utenOkt(RoutingContext ruting) {
        List<Cookie> okter = ruting.request().cookies().stream()
                .filter(kake -> kake.getName().startsWith(OKT))
                .toList();
        if (!(ruting.failure() instanceof AuthenticationFailedException)
                || okter.isEmpty()
                || ruting.request().headers().contains(HttpHeaders.AUTHORIZATION)) {
            ruting.next();
            return;
        }
        okter.forEach(kake -> ruting.response()
                .addCookie(Cookie.cookie(kake.getName(), "").setPath(STI).setMaxAge(0)));
        ruting.response()
                .setStatusCode(302)
                .putHeader(HttpHeaders.LOCATION, ruting.request().uri())
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end();
    }

    /** Refuses to start with secrets that Quarkus would make up, other ones in each replica. */
    void kontroller(@Observes StartupEvent event) {
        for (String hemmelighet : aktiv ? HEMMELIGHETER : List.<String>of()) {
            Optional<String> verdi = config.getOptionalValue(hemmelighet, String.class);
            if (verdi.filter(v -> v.length() >= MINST_TEGN).isEmpty()) {
                throw new IllegalStateException(
                        hemmelighet + " must be set, to at least " + MINST_TEGN + " characters");
            }
        }
    }
}
