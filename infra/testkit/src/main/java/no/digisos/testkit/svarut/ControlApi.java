package no.digisos.testkit.svarut;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import no.digisos.testkit.svarut.StoredForsendelse.StoredDokument;

/** What tests and demonstrations see and steer; listed in {@link SvarUtEmulator}. No login: the port is local. */
final class ControlApi {

    private final ForsendelseStore store;
    private final FailurePlan failures;
    private final JsonMapper json;
    private final Clock clock;
    private final AtomicBoolean automatic;

    ControlApi(ForsendelseStore store, FailurePlan failures, JsonMapper json, Clock clock, AtomicBoolean automatic) {
        this.store = store;
        this.failures = failures;
        this.json = json;
        this.clock = clock;
        this.automatic = automatic;
    }

    Answer answer(Call call) throws IOException {
        if (call.is("GET kontroll/helse")) {
            return new Answer.Json(Map.of("status", "UP"));
        }
        if (call.is("GET kontroll/feil")) {
            return new Answer.Json(failures.planned());
        }
        if (call.is("POST kontroll/feil")) {
            failures.add(body(call, Failure.class));
            return new Answer.Empty();
        }
        if (call.is("DELETE kontroll/feil")) {
            failures.reset();
            return new Answer.Empty();
        }
        if (call.is("PUT kontroll/livslop")) {
            automatic.set(body(call, LifeCycle.class).automatisk());
            return new Answer.Empty();
        }
        return forsendelser(call);
    }

    private Answer forsendelser(Call call) throws IOException {
        if (call.is("GET kontroll/forsendelser")) {
            String reference = call.query().get("eksternRef");
            return new Answer.Json(store.all().stream()
                    .filter(stored -> reference == null || reference.equals(stored.eksternReferanse()))
                    .map(ControlApi::seen)
                    .toList());
        }
        if (call.is("GET kontroll/forsendelser/*")) {
            return new Answer.Json(seen(find(call)));
        }
        if (call.is("GET kontroll/forsendelser/*/dokumenter/*")) {
            return dokument(find(call), call.path().get(4));
        }
        if (call.is("POST kontroll/forsendelser/*/status")) {
            ForsendelseStatus goal = body(call, NewStatus.class).status();
            return new Answer.Json(
                    seen(store.update(call.uuid(2), stored -> SvarUtApi.moved(stored, goal, clock.instant()))));
        }
        if (call.is("POST kontroll/forsendelser/*/neste")) {
            return new Answer.Json(seen(store.update(call.uuid(2), this::stepped)));
        }
        throw new EmulatorRefusal(404, "Fant ikke ressursen");
    }

    record NewStatus(ForsendelseStatus status) {
        NewStatus {
            Objects.requireNonNull(status, "status er påkrevd");
        }
    }

    record LifeCycle(boolean automatisk) {}

    private StoredForsendelse stepped(StoredForsendelse stored) {
        List<ForsendelseStatus> next = stored.status().next();
        if (next.isEmpty()) {
            throw new EmulatorRefusal(409, stored.status() + " er endelig");
        }
        return stored.with(next.getFirst(), clock.instant());
    }

    private StoredForsendelse find(Call call) {
        return store.find(call.uuid(2)).orElseThrow(() -> new EmulatorRefusal(404, "Fant ikke forsendelsen"));
    }

    private Answer dokument(StoredForsendelse stored, String filnavn) {
        if (stored.filesDeleted()) {
            throw new EmulatorRefusal(404, "Dokumentene er slettet");
        }
        return stored.dokumenter().stream()
                .filter(dokument -> dokument.filnavn().equals(filnavn))
                .findFirst()
                .<Answer>map(dokument -> new Answer.File(store.file(stored, dokument)))
                .orElseThrow(() -> new EmulatorRefusal(404, "Fant ikke dokumentet"));
    }

    private static Map<String, Object> seen(StoredForsendelse stored) {
        Map<String, Object> seen = new LinkedHashMap<>();
        seen.put("id", stored.id());
        seen.put("kontoId", stored.kontoId());
        seen.put("status", stored.status());
        seen.put("eksternReferanse", stored.eksternReferanse());
        seen.put("mottatt", stored.receivedAt().toString());
        seen.put("hendelser", stored.hendelser());
        seen.put("forsendelse", stored.forsendelse());
        seen.put("dokumenterSlettet", stored.filesDeleted());
        seen.put(
                "dokumenter",
                stored.dokumenter().stream()
                        .map(dokument -> dokument(stored, dokument))
                        .toList());
        return seen;
    }

    private static Map<String, Object> dokument(StoredForsendelse stored, StoredDokument dokument) {
        Map<String, Object> seen = new LinkedHashMap<>();
        seen.put("filnavn", dokument.filnavn());
        seen.put("mimeType", dokument.mimeType());
        seen.put("storrelse", dokument.storrelse());
        seen.put("sha256", dokument.sha256());
        seen.put("klartekst", dokument.klartekst());
        seen.put("skalEkskluderesFraUtskrift", dokument.skalEkskluderesFraUtskrift());
        seen.put("printet", stored.status() == ForsendelseStatus.PRINTET && !dokument.skalEkskluderesFraUtskrift());
        return seen;
    }

    private <T> T body(Call call, Class<T> type) throws IOException {
        try {
            JsonNode body = json.readTree(call.body());
            T value = json.treeToValue(body, type);
            if (value == null) {
                throw new EmulatorRefusal(400, "Forespørselen mangler innhold");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new EmulatorRefusal(400, e.getOriginalMessage());
        }
    }
}
