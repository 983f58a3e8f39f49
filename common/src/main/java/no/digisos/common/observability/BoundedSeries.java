package no.digisos.common.observability;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/**
 * Keeps the series of the HTTP metrics to what the function has, whatever callers send. Left alone, each method that somebody makes up
 * is a series of its own, and so is each path that no resource answers: the metrics and the heap would grow with the requests, and a
 * path may hold a fødselsnummer.
 */
@Singleton
public class BoundedSeries implements MeterFilter {
    /** The label of a path that belongs to no resource. */
    static final String UNMATCHED = "UNMATCHED";

    /** The label of a method that HTTP does not define. */
    static final String UNKNOWN = "UNKNOWN";

    private static final String HTTP_SERVER = "http.server.";
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

    private final PathTemplates templates;

    BoundedSeries(PathTemplates templates) {
        this.templates = templates;
    }

    @Override
    public Meter.Id map(Meter.Id id) {
        if (!id.getName().startsWith(HTTP_SERVER)) {
            return id;
        }
        List<Tag> tags = id.getTags();
        return tags.stream().allMatch(this::isKnown)
                ? id
                : id.replaceTags(tags.stream().map(this::bounded).toList());
    }

    private boolean isKnown(Tag tag) {
        return bounded(tag).equals(tag);
    }

    private Tag bounded(Tag tag) {
        return switch (tag.getKey()) {
            case "method" -> METHODS.contains(tag.getValue()) ? tag : Tag.of("method", UNKNOWN);
            case "uri" -> templates.has(tag.getValue()) ? tag : Tag.of("uri", UNMATCHED);
            default -> tag;
        };
    }
}
