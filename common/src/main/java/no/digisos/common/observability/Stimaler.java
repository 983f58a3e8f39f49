package no.digisos.common.observability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The addresses that a function has, as its own OpenAPI document lists them. A log names a call by one of these and never by the
 * path that came, in which anything may stand.
 */
@ApplicationScoped
public class Stimaler {
    private static final String DOKUMENT = "apibeskrivelse.json";

    private final ObjectMapper mapper;
    private volatile @Nullable List<List<String>> maler;

    public Stimaler(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * An address and what stands in its places.
     *
     * @param mal as {@code /digisos/api/v1/soknader/{digisosId}}; {@code -} for a path that is no address here
     * @param verdier by the places' names; the caller's own text
     */
    public record Treff(String mal, Map<String, String> verdier) {
        /** No address of this function. */
        public static final Treff INGEN = new Treff("-", Map.of());
    }

    /** The address of this path; of two that fit, the one that says more, as the router chooses. */
    public Treff finn(@Nullable String sti) {
        if (sti == null) {
            return Treff.INGEN;
        }
        List<String> ledd = ledd(sti);
        List<String> best = null;
        for (List<String> mal : maler()) {
            if (passer(mal, ledd) && (best == null || sierMer(mal, best))) {
                best = mal;
            }
        }
        if (best == null) {
            return Treff.INGEN;
        }
        Map<String, String> verdier = new LinkedHashMap<>();
        for (int i = 0; i < best.size(); i++) {
            if (erPlass(best.get(i))) {
                verdier.put(best.get(i).substring(1, best.get(i).length() - 1), ledd.get(i));
            }
        }
        return new Treff("/" + String.join("/", best), verdier);
    }

    /** Whether this is one of the addresses, as the document writes it. */
    public boolean har(String mal) {
        return mal.startsWith("/") && maler().contains(ledd(mal));
    }

    private static boolean passer(List<String> mal, List<String> ledd) {
        if (mal.size() != ledd.size()) {
            return false;
        }
        for (int i = 0; i < mal.size(); i++) {
            if (!erPlass(mal.get(i)) && !mal.get(i).equals(ledd.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** The first segment that only one of them names decides. */
    private static boolean sierMer(List<String> mal, List<String> annen) {
        for (int i = 0; i < mal.size(); i++) {
            if (erPlass(mal.get(i)) != erPlass(annen.get(i))) {
                return erPlass(annen.get(i));
            }
        }
        return false;
    }

    private static boolean erPlass(String ledd) {
        return ledd.startsWith("{");
    }

    private static List<String> ledd(String sti) {
        List<String> ledd = new ArrayList<>();
        for (String ett : sti.split("/", -1)) {
            if (!ett.isEmpty()) {
                ledd.add(ett);
            }
        }
        return ledd;
    }

    /** Read when they are first asked for: a start has no use for them. */
    private List<List<String>> maler() {
        List<List<String>> kjente = maler;
        if (kjente == null) {
            kjente = les();
            maler = kjente;
        }
        return kjente;
    }

    private List<List<String>> les() {
        try (InputStream dokument =
                Thread.currentThread().getContextClassLoader().getResourceAsStream(DOKUMENT)) {
            if (dokument == null) {
                return List.of();
            }
            JsonNode stier = mapper.readTree(dokument).path("paths");
            List<List<String>> funnet = new ArrayList<>();
            stier.fieldNames().forEachRemaining(sti -> funnet.add(ledd(sti)));
            return List.copyOf(funnet);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
