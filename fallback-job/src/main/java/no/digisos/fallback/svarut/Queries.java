package no.digisos.fallback.svarut;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import no.digisos.fallback.maskinporten.MaskinportenException;
import no.digisos.fallback.maskinporten.TokenSource;
import no.digisos.fallback.svarut.Exchange.Answer;
import no.digisos.fallback.svarut.Exchange.Broken;

/** The queries of svarut.md 2. They change nothing, share pooled connections, and pass the circuit breaker. */
final class Queries {
    /** Dates without an offset are read as Norwegian; they only order forsendelser among themselves. */
    private static final String NORWEGIAN_TIME = "Europe/Oslo";

    private final SvarUtConfig config;
    private final TokenSource tokenSource;
    private final SvarUtBryter bryter;
    private final Classification classification;
    private final HttpClient http;

    Queries(
            SvarUtConfig config,
            TokenSource tokenSource,
            SvarUtBryter bryter,
            Classification classification,
            HttpClient http) {
        this.config = config;
        this.tokenSource = tokenSource;
        this.bryter = bryter;
        this.classification = classification;
        this.http = http;
    }

    Oppslag finnVedEksternRef(String eksternRef) {
        String query = "?eksternRef="
                + URLEncoder.encode(eksternRef, StandardCharsets.UTF_8).replace("+", "%20");
        List<UUID> ids;
        try {
            ids = ids(json(HttpRequest.newBuilder(forsendelser(query)).GET()));
        } catch (SvarUtException e) {
            return new Oppslag.Feilet(e.getMessage() == null ? "" : e.getMessage());
        }
        if (ids.isEmpty()) {
            return new Oppslag.Ingen();
        }
        return new Oppslag.Funnet(ids.size() == 1 ? ids : oldestFirst(ids, query));
    }

    Map<UUID, String> status(List<UUID> forsendelsesIder) throws SvarUtException {
        if (forsendelsesIder.isEmpty()) {
            return Map.of();
        }
        String body = forsendelsesIder.stream()
                .map(id -> "\"" + id + "\"")
                .collect(Collectors.joining(",", "{\"forsendelseIds\":[", "]}"));
        JsonNode statuses = json(HttpRequest.newBuilder(forsendelser("/status-sok"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)))
                .path("statuser");
        if (!statuses.isArray()) {
            throw new SvarUtException("The answer has no list of statuser");
        }
        Set<UUID> asked = Set.copyOf(forsendelsesIder);
        Map<UUID, String> status = new HashMap<>();
        for (JsonNode line : statuses) {
            Optional<UUID> id = Classification.uuid(line.path("id"));
            String value = line.path("status").asText("");
            if (id.isPresent() && asked.contains(id.get()) && !value.isEmpty()) {
                status.put(id.get(), value);
            }
        }
        return Map.copyOf(status);
    }

    private static List<UUID> ids(JsonNode answer) throws SvarUtException {
        JsonNode list = answer.path("forsendelseIds");
        // An answer that is not understood must never pass for «there is none»: the forsendelse would be sent again.
        if (!list.isArray()) {
            throw new SvarUtException("The answer has no list of forsendelseIds");
        }
        List<UUID> ids = new ArrayList<>();
        for (JsonNode id : list) {
            ids.add(Classification.uuid(id).orElseThrow(() -> new SvarUtException("The answer has an unreadable id")));
        }
        return ids.stream().distinct().toList();
    }

    /** Without the dates it is still known that they exist, which matters more than which is the oldest. */
    private List<UUID> oldestFirst(List<UUID> ids, String query) {
        JsonNode metadata;
        try {
            metadata = json(
                    HttpRequest.newBuilder(forsendelser("/metadata" + query)).GET());
        } catch (SvarUtException e) {
            return ids;
        }
        Map<UUID, Instant> dates = new HashMap<>();
        for (JsonNode line : metadata) {
            Optional<UUID> id = Classification.uuid(line.path("id"));
            Optional<Instant> date = instant(line.path("dato"));
            if (id.isPresent() && date.isPresent()) {
                dates.put(id.get(), date.get());
            }
        }
        return ids.stream()
                .sorted(Comparator.comparing(id -> dates.getOrDefault(id, Instant.MAX)))
                .toList();
    }

    private static Optional<Instant> instant(JsonNode date) {
        if (date.isIntegralNumber()) {
            return Optional.of(Instant.ofEpochMilli(date.longValue()));
        }
        try {
            return Optional.of(
                    switch (DateTimeFormatter.ISO_DATE_TIME.parseBest(
                            date.asText(""), OffsetDateTime::from, LocalDateTime::from)) {
                        case OffsetDateTime zoned -> zoned.toInstant();
                        case LocalDateTime local ->
                            local.atZone(ZoneId.of(NORWEGIAN_TIME)).toInstant();
                        case TemporalAccessor other ->
                            throw new DateTimeException("not a date and time: " + other.getClass());
                    });
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private URI forsendelser(String rest) {
        return URI.create(Endpoints.forsendelser(config) + rest);
    }

    private JsonNode json(HttpRequest.Builder request) throws SvarUtException {
        return bryter.query(
                () -> {
                    byte[] body = fetch(request);
                    return classification.parse(body).orElseThrow(() -> new SvarUtException("The answer is not JSON"));
                },
                JsonNode.class);
    }

    private byte[] fetch(HttpRequest.Builder request) throws SvarUtException {
        String token;
        try {
            token = tokenSource.token();
        } catch (MaskinportenException e) {
            throw new SvarUtException(e.getMessage() == null ? "No token" : e.getMessage(), e);
        }
        HttpRequest complete = Endpoints.withLogin(request, config, token).build();
        return switch (Exchange.run(http, complete, config.oppslagsfrist())) {
            case Answer(int status, byte[] body) when status == 200 -> body;
            case Answer(int status, byte[] body) -> {
                if (status == 401) {
                    tokenSource.discard(token);
                }
                throw new SvarUtException(classification.description(status, body));
            }
            case Broken(int status, Throwable cause) ->
                throw new SvarUtException("No answer (" + cause.getClass().getSimpleName() + ")", cause);
        };
    }
}
