package no.digisos.local.gateway;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One rule of the routing table.
 *
 * @param path must match the whole raw path, without the query
 * @param methods upper-case method names the rule is for; empty for all
 * @param host the function's host
 * @param port the function's port
 * @param tls whether the function is reached by TLS, on which the gateway shows its own certificate
 */
public record Route(Pattern path, Set<String> methods, String host, int port, boolean tls) {

    public Route {
        methods = Set.copyOf(methods);
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is not a TCP port");
        }
    }

    /** Without TLS. */
    public Route(Pattern path, Set<String> methods, String host, int port) {
        this(path, methods, host, port, false);
    }

    /**
     * The paths at and below a prefix: {@code /a/b} takes {@code /a/b} and {@code /a/b/c}, but not {@code /a/bc}.
     *
     * @param prefix a regular expression without a trailing slash
     */
    public static Route below(String prefix, String host, int port) {
        return new Route(Pattern.compile(prefix + "(?:/.*)?"), Set.of(), host, port);
    }

    /** The same rule for some methods only. */
    public Route only(String... methodNames) {
        return new Route(path, Set.of(methodNames), host, port, tls);
    }

    /** The same rule, by TLS. */
    public Route byTls() {
        return new Route(path, methods, host, port, true);
    }

    boolean takes(String method, String rawPath) {
        return (methods.isEmpty() || methods.contains(method.toUpperCase(Locale.ROOT)))
                && path.matcher(rawPath).matches();
    }
}
