package no.digisos.submit.acceptance;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import no.digisos.common.fileformat.FileFormat;
import no.digisos.common.fileformat.FileFormatValidator;

/**
 * Holds JSON documents against their schemas. What departs is counted and never refused: NAV's schemas move faster than ours,
 * and a citizen must not pay for that.
 */
@ApplicationScoped
class JsonSchemaCheck {
    private static final String DEVIATION = "digisos.skjemaavvik";

    private final FileFormatValidator validator;
    private final MeterRegistry registry;

    JsonSchemaCheck(FileFormatValidator validator, MeterRegistry registry) {
        this.validator = validator;
        this.registry = registry;
    }

    /** The departures of one submission, by format; at most {@link FileFormatValidator#MAX_DEVIATIONS} for each document. */
    record Deviation(Map<FileFormat, Integer> antall) {
        int sum() {
            return antall.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    Deviation check(List<JsonDokument> dokumenter) {
        Map<FileFormat, Integer> count = new EnumMap<>(FileFormat.class);
        for (JsonDokument dokument : dokumenter) {
            dokument.format()
                    .ifPresent(format -> count.merge(
                            format,
                            validator.validate(format, dokument.forCheck()).size(),
                            Integer::sum));
        }
        return new Deviation(count);
    }

    /** Adds them to the count of this process, by format alone: nothing of a document reaches a metric. */
    void count(Deviation deviation) {
        deviation
                .antall()
                .forEach((format, count) ->
                        registry.counter(DEVIATION, "format", format.name()).increment(count));
    }
}
