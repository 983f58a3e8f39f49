package no.digisos.submit.aksept;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import no.digisos.common.filformat.Filformat;
import no.digisos.common.filformat.FilformatValidator;

/**
 * Holds JSON documents against their schemas. What departs is counted and never refused: NAV's schemas move faster than ours,
 * and a citizen must not pay for that.
 */
@ApplicationScoped
class Skjemakontroll {
    private static final String AVVIK = "digisos.skjemaavvik";

    private final FilformatValidator validator;
    private final MeterRegistry registry;

    Skjemakontroll(FilformatValidator validator, MeterRegistry registry) {
        this.validator = validator;
        this.registry = registry;
    }

    /** The departures of one submission, by format; at most {@link FilformatValidator#MAKS_AVVIK} for each document. */
    record Avvik(Map<Filformat, Integer> antall) {
        int sum() {
            return antall.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    Avvik kontroller(List<JsonDokument> dokumenter) {
        Map<Filformat, Integer> antall = new EnumMap<>(Filformat.class);
        for (JsonDokument dokument : dokumenter) {
            dokument.format()
                    .ifPresent(format -> antall.merge(
                            format,
                            validator.validate(format, dokument.forKontroll()).size(),
                            Integer::sum));
        }
        return new Avvik(antall);
    }

    /** Adds them to the count of this process, by format alone: nothing of a document reaches a metric. */
    void tell(Avvik avvik) {
        avvik.antall()
                .forEach((format, antall) ->
                        registry.counter(AVVIK, "format", format.name()).increment(antall));
    }
}
