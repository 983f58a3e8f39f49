package no.digisos.common.observability;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The path templates of the function's resources, as its OpenAPI document names them, and the framework's own paths. */
@Singleton
class PathTemplates {
    private static final String DOCUMENT = "apibeskrivelse.json";

    /** A path is a key of the document, and the only kind of key that begins with a slash. */
    private static final Pattern PATH = Pattern.compile("\"(/[^\"]*)\"\\s*:\\s*\\{");

    private static final Set<String> FRAMEWORK =
            Set.of("/q/health", "/q/health/live", "/q/health/ready", "/q/health/started", "/q/metrics", "/q/openapi");

    private @Nullable Set<String> templates;

    boolean contains(String uri) {
        return templates().contains(uri);
    }

    /** Read when the first request is counted, so that it costs the start nothing. */
    private synchronized Set<String> templates() {
        Set<String> read = templates;
        if (read == null) {
            read = read();
            templates = read;
        }
        return read;
    }

    private static Set<String> read() {
        Set<String> found = new HashSet<>(FRAMEWORK);
        try (InputStream document =
                Thread.currentThread().getContextClassLoader().getResourceAsStream(DOCUMENT)) {
            if (document != null) {
                Matcher paths = PATH.matcher(new String(document.readAllBytes(), StandardCharsets.UTF_8));
                while (paths.find()) {
                    found.add(paths.group(1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Set.copyOf(found);
    }
}
