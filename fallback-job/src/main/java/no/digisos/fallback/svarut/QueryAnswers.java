package no.digisos.fallback.svarut;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Reads what the queries of svarut.md 2 answered. What is not understood is a failure, and never an empty list: «there is none»
 * would have the forsendelse sent again.
 */
final class QueryAnswers {
    private QueryAnswers() {}

    /**
     * The forsendelser with a reference, each once.
     *
     * @throws SvarUtException unless the answer is clear: a list of ids alone, or an empty one that nothing beside it contradicts
     */
    static List<UUID> forsendelseIds(JsonNode answer) throws SvarUtException {
        JsonNode list = answer.path("forsendelseIds");
        if (!list.isArray()) {
            throw new SvarUtException("The answer has no list of forsendelseIds");
        }
        List<UUID> ids = new ArrayList<>();
        for (JsonNode id : list) {
            ids.add(Classification.uuid(id).orElseThrow(() -> new SvarUtException("The answer has an unreadable id")));
        }
        if (ids.isEmpty() && saysMore(answer)) {
            throw new SvarUtException("The list of forsendelseIds is empty, but the answer says more than that");
        }
        return ids.stream().distinct().toList();
    }

    /** An error, a count, another list: whoever answers so has not said that there is none. */
    private static boolean saysMore(JsonNode answer) {
        for (JsonNode value : answer) {
            boolean silent = value.isNull()
                    || (value.isContainerNode() && value.isEmpty())
                    || (value.isTextual() && value.textValue().isEmpty())
                    || (value.isNumber() && value.doubleValue() == 0)
                    || (value.isBoolean() && !value.booleanValue());
            if (!silent) {
                return true;
            }
        }
        return false;
    }

    /**
     * When forsendelser came, as far as it can be read. KS's API has the list within an object; a bare list was documented
     * before.
     */
    static Map<UUID, Instant> dates(JsonNode metadata) {
        JsonNode list = metadata.isArray() ? metadata : metadata.path("forsendelser");
        Map<UUID, Instant> dates = new HashMap<>();
        for (JsonNode line : list) {
            Optional<UUID> id = Classification.uuid(line.path("id"));
            Optional<Instant> date = Dates.instant(line.path("dato"));
            if (id.isPresent() && date.isPresent()) {
                dates.put(id.get(), date.get());
            }
        }
        return Map.copyOf(dates);
    }

    /**
     * The statuses of those asked for that SvarUt knows.
     *
     * @throws SvarUtException when there is no list, nothing of it can be read, or it says two things of one forsendelse: a status
     *     taken for a refusal would have it sent again
     */
    static Map<UUID, String> statuses(JsonNode answer, Set<UUID> asked) throws SvarUtException {
        JsonNode list = answer.path("statuser");
        if (!list.isArray()) {
            throw new SvarUtException("The answer has no list of statuser");
        }
        Map<UUID, String> statuses = new HashMap<>();
        Set<UUID> seen = new HashSet<>();
        for (Iterator<JsonNode> lines = list.elements(); lines.hasNext(); ) {
            JsonNode line = lines.next();
            Optional<UUID> id = Classification.uuid(line.path("id"));
            JsonNode status = line.path("status");
            if (id.isEmpty() || !status.isTextual() || status.textValue().isBlank()) {
                continue;
            }
            seen.add(id.get());
            String value = status.textValue().strip();
            if (asked.contains(id.get())) {
                String before = statuses.putIfAbsent(id.get(), value);
                if (before != null && !before.equals(value)) {
                    throw new SvarUtException("The answer has two statuser of one forsendelse");
                }
            }
        }
        if (seen.isEmpty() && !list.isEmpty()) {
            throw new SvarUtException("The answer has no readable statuser");
        }
        return Map.copyOf(statuses);
    }
}
