package no.digisos.local.gateway;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import no.digisos.common.identity.Ids;

/**
 * The routing table: the first rule that takes a request wins.
 *
 * @param rules in order
 */
public record Routes(List<Route> rules) {

    private static final String LOCALHOST = "127.0.0.1";
    private static final String UUID = Ids.FORM.pattern();

    public Routes {
        rules = List.copyOf(rules);
    }

    /**
     * Which of the three functions on this machine serves which path. The named prefixes come first; what is left under
     * {@code /digisos/api/v1/} with a fiksOrgId is a fagsystem's.
     */
    public static Routes digisos(int submitPort, int statusPort, int metadataPort) {
        return new Routes(List.of(
                Route.below("/digisos/api/v[12]/soknader", LOCALHOST, submitPort),
                Route.below("/digisos/api/v1/mellomlagring", LOCALHOST, submitPort),
                Route.below("/digisos/api/v1/dokumentlager-public-key", LOCALHOST, submitPort),
                Route.below("/digisos/klage", LOCALHOST, submitPort),
                Route.below("/dokumentlager/nedlasting", LOCALHOST, submitPort),
                Route.below("/digisos/api/v1/nav", LOCALHOST, metadataPort),
                Route.below("/digisos/levering", LOCALHOST, metadataPort),
                Route.below("/audit-sok", LOCALHOST, metadataPort),
                Route.below("/digisos/mottak", LOCALHOST, statusPort),
                Route.below("/tjenester/svarinn", LOCALHOST, statusPort),
                Route.below("/fiks-io/katalog", LOCALHOST, statusPort),
                Route.below("/digisos/api/v1/konfigurasjon", LOCALHOST, statusPort),
                Route.below("/digisos/api/v1/" + UUID, LOCALHOST, statusPort)));
    }

    /**
     * The rule for a request. A path with dot segments, plain or encoded, has none: the function behind would resolve
     * them and serve a path that its rule never covered.
     *
     * @param rawPath as on the request line, without the query
     */
    public Optional<Route> find(String method, String rawPath) {
        if (hasDotSegment(rawPath)) {
            return Optional.empty();
        }
        return rules.stream().filter(rule -> rule.takes(method, rawPath)).findFirst();
    }

    private static boolean hasDotSegment(String rawPath) {
        String decoded = rawPath.toLowerCase(Locale.ROOT)
                .replace("%2e", ".")
                .replace("%2f", "/")
                .replace("%5c", "/");
        for (String segment : decoded.replace('\\', '/').split("/", -1)) {
            // Path parameters (";…") are cut off by some servers before dots are resolved.
            String name = segment.indexOf(';') < 0 ? segment : segment.substring(0, segment.indexOf(';'));
            if (name.equals(".") || name.equals("..")) {
                return true;
            }
        }
        return false;
    }
}
