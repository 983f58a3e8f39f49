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
public class PathTemplates {
    private static final String DOKUMENT = "apibeskrivelse.json";

    private final ObjectMapper mapper;
    private volatile @Nullable List<List<String>> templates;

    public PathTemplates(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * An address and what stands in its places.
     *
     * @param mal as {@code /digisos/api/v1/soknader/{digisosId}}; {@code -} for a path that is no address here
     * @param verdier by the places' names; the caller's own text
     */
    public record Hit(String mal, Map<String, String> verdier) {
        /** No address of this function. */
        public static final Hit NONE = new Hit("-", Map.of());
    }

    /** The address of this path; of two that fit, the one that says more, as the router chooses. */
    public Hit find(@Nullable String path) {
        if (path == null) {
            return Hit.NONE;
        }
        List<String> items = items(path);
        List<String> best = null;
        for (List<String> template : templates()) {
            if (fits(template, items) && (best == null || saysMore(template, best))) {
                best = template;
            }
        }
        if (best == null) {
            return Hit.NONE;
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < best.size(); i++) {
            if (isPlaceholder(best.get(i))) {
                values.put(best.get(i).substring(1, best.get(i).length() - 1), items.get(i));
            }
        }
        return new Hit("/" + String.join("/", best), values);
    }

    /** Whether this is one of the addresses, as the document writes it. */
    public boolean has(String template) {
        return template.startsWith("/") && templates().contains(items(template));
    }

    private static boolean fits(List<String> template, List<String> items) {
        if (template.size() != items.size()) {
            return false;
        }
        for (int i = 0; i < template.size(); i++) {
            if (!isPlaceholder(template.get(i)) && !template.get(i).equals(items.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** The first segment that only one of them names decides. */
    private static boolean saysMore(List<String> template, List<String> another) {
        for (int i = 0; i < template.size(); i++) {
            if (isPlaceholder(template.get(i)) != isPlaceholder(another.get(i))) {
                return isPlaceholder(another.get(i));
            }
        }
        return false;
    }

    private static boolean isPlaceholder(String items) {
        return items.startsWith("{");
    }

    private static List<String> items(String path) {
        List<String> items = new ArrayList<>();
        for (String single : path.split("/", -1)) {
            if (!single.isEmpty()) {
                items.add(single);
            }
        }
        return items;
    }

    /** Read when they are first asked for: a start has no use for them. */
    private List<List<String>> templates() {
        List<List<String>> known = templates;
        if (known == null) {
            known = read();
            templates = known;
        }
        return known;
    }

    private List<List<String>> read() {
        try (InputStream dokument =
                Thread.currentThread().getContextClassLoader().getResourceAsStream(DOKUMENT)) {
            if (dokument == null) {
                return List.of();
            }
            JsonNode paths = mapper.readTree(dokument).path("paths");
            List<List<String>> found = new ArrayList<>();
            paths.fieldNames().forEachRemaining(path -> found.add(items(path)));
            return List.copyOf(found);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
