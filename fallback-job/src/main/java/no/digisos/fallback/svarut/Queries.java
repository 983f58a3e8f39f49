package no.digisos.fallback.svarut;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import no.digisos.fallback.maskinporten.MaskinportenException;
import no.digisos.fallback.maskinporten.TokenSource;
import no.digisos.fallback.svarut.Exchange.Answer;
import no.digisos.fallback.svarut.Exchange.Broken;

/** The queries of svarut.md 2. They change nothing, share pooled connections, and pass the circuit breaker. */
final class Queries {
    private final SvarUtConfig config;
    private final TokenSource tokenSource;
    private final SvarUtCircuit circuit;
    private final Classification classification;
    private final HttpClient http;

    Queries(
            SvarUtConfig config,
            TokenSource tokenSource,
            SvarUtCircuit circuit,
            Classification classification,
            HttpClient http) {
        this.config = config;
        this.tokenSource = tokenSource;
        this.circuit = circuit;
        this.classification = classification;
        this.http = http;
    }

    LookupOutcome findByEksternRef(String eksternRef) {
        String query = "?eksternRef="
                + URLEncoder.encode(eksternRef, StandardCharsets.UTF_8).replace("+", "%20");
        List<UUID> ids;
        try {
            ids = QueryAnswers.forsendelseIds(
                    json(HttpRequest.newBuilder(forsendelser(query)).GET()));
        } catch (SvarUtException e) {
            return new LookupOutcome.Feilet(e.getMessage() == null ? "" : e.getMessage());
        }
        if (ids.isEmpty()) {
            return new LookupOutcome.None();
        }
        return new LookupOutcome.Found(ids.size() == 1 ? ids : oldestFirst(ids, query));
    }

    Map<UUID, String> status(List<UUID> forsendelseIds) throws SvarUtException {
        if (forsendelseIds.isEmpty()) {
            return Map.of();
        }
        String body = forsendelseIds.stream()
                .map(id -> "\"" + id + "\"")
                .collect(Collectors.joining(",", "{\"forsendelseIds\":[", "]}"));
        JsonNode answer = json(HttpRequest.newBuilder(forsendelser("/status-sok"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
        return QueryAnswers.statuses(answer, Set.copyOf(forsendelseIds));
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
        Map<UUID, Instant> dates = QueryAnswers.dates(metadata);
        return ids.stream()
                .sorted(Comparator.comparing(id -> dates.getOrDefault(id, Instant.MAX)))
                .toList();
    }

    private URI forsendelser(String rest) {
        return URI.create(Endpoints.forsendelser(config) + rest);
    }

    private JsonNode json(HttpRequest.Builder request) throws SvarUtException {
        return circuit.query(
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
