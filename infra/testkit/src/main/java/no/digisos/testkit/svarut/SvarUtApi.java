package no.digisos.testkit.svarut;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import no.digisos.testkit.svarut.EmulatorConfig.Konto;
import no.digisos.testkit.svarut.StoredForsendelse.Plaintext;
import no.digisos.testkit.svarut.StoredForsendelse.StoredDokument;

/** The calls of SvarUt's own API v2 (svarut.md 1 and 2). */
final class SvarUtApi {

    private static final Set<String> DELETION_TYPES = Set.of("ORIGINALDOKUMENTER", "ALLE");

    private static final String TYPE = "nav.digisos";
    private static final String ANY_KOMMUNE = "910229567";

    private final Access access;
    private final ForsendelseStore store;
    private final FailurePlan failures;
    private final SendForsendelse sending;
    private final String certificate;
    private final JsonMapper json;
    private final Clock clock;

    SvarUtApi(
            Access access,
            ForsendelseStore store,
            FailurePlan failures,
            SendForsendelse sending,
            String certificate,
            JsonMapper json,
            Clock clock) {
        this.access = access;
        this.store = store;
        this.failures = failures;
        this.sending = sending;
        this.certificate = certificate;
        this.json = json;
        this.clock = clock;
    }

    Answer answer(Call call) throws IOException {
        if (failures.isDown()) {
            throw new EmulatorRefusal(503, "SvarUt er nede");
        }
        if (call.is("GET forsendelse/publickey/hent")) {
            return new Answer.Text("application/x-pem-file", certificate);
        }
        List<Konto> own = access.kontoer(call.exchange().getRequestHeaders());
        if (call.path().size() > 2 && call.path().subList(0, 2).equals(List.of("v2", "kontoer"))) {
            UUID kontoId = call.uuid(2);
            Access.requireKonto(own, kontoId);
            return ofKonto(call, kontoId);
        }
        if (call.path().size() == 4 && call.path().subList(0, 2).equals(List.of("v2", "forsendelser"))) {
            return ofForsendelse(call, own);
        }
        if (call.is("GET v2/mottakersystem")) {
            return recipientSystem(call);
        }
        if (call.is("GET v2/forsendelsestyper")) {
            return new Answer.Json(Map.of("forsendelsestyper", List.of(TYPE)));
        }
        throw notFound();
    }

    private Answer ofKonto(Call call, UUID kontoId) throws IOException {
        if (call.is("POST v2/kontoer/*/forsendelser")) {
            return sending.send(kontoId, call);
        }
        if (call.is("GET v2/kontoer/*/forsendelser")) {
            if (failures.garblesLookup(call.query().get("eksternRef"))) {
                return new Answer.Json(List.of());
            }
            return new Answer.Json(Map.of(
                    "forsendelseIds",
                    byReference(call, kontoId).stream()
                            .map(StoredForsendelse::id)
                            .toList()));
        }
        if (call.is("GET v2/kontoer/*/forsendelser/metadata")) {
            return new Answer.Json(Map.of(
                    "forsendelser",
                    byReference(call, kontoId).stream().map(SvarUtApi::summary).toList()));
        }
        if (call.is("POST v2/kontoer/*/forsendelser/status-sok")) {
            return new Answer.Json(Map.of("statuser", statuses(call, kontoId)));
        }
        throw notFound();
    }

    private Answer ofForsendelse(Call call, List<Konto> own) throws IOException {
        StoredForsendelse stored =
                store.find(call.uuid(2)).orElseThrow(() -> new EmulatorRefusal(404, "Fant ikke forsendelsen"));
        Access.requireKonto(own, stored.kontoId());
        if (call.is("GET v2/forsendelser/*/hendelser")) {
            return new Answer.Json(Map.of(
                    "hendelser",
                    stored.hendelser().stream()
                            .map(hendelse ->
                                    Map.of("tidspunkt", time(hendelse.tidspunkt()), "hendelse", hendelse.hendelse()))
                            .toList()));
        }
        if (call.is("GET v2/forsendelser/*/signeringshendelser")) {
            return new Answer.Json(Map.of("hendelser", List.of()));
        }
        if (call.is("GET v2/forsendelser/*/metadata")) {
            return new Answer.Json(Map.of(
                    "dokumenter",
                    stored.dokumenter().stream()
                            .map(dokument -> dokument(stored, dokument))
                            .toList()));
        }
        if (call.is("POST v2/forsendelser/*/lest")) {
            return read(call, stored);
        }
        if (call.is("DELETE v2/forsendelser/*/dokumenter")) {
            return deleteFiles(call, stored);
        }
        throw notFound();
    }

    private List<StoredForsendelse> byReference(Call call, UUID kontoId) {
        String reference = call.required("eksternRef");
        Instant seenUntil = clock.instant().minus(failures.hidesFromLookup(reference));
        return store.withEksternReferanse(kontoId, reference).stream()
                .filter(stored -> !stored.receivedAt().isAfter(seenUntil))
                .toList();
    }

    private static Map<String, Object> summary(StoredForsendelse stored) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("id", stored.id());
        summary.put("dato", time(stored.receivedAt()));
        summary.put("avgivendeSystem", stored.avgivendeSystem());
        return summary;
    }

    private List<Map<String, Object>> statuses(Call call, UUID kontoId) throws IOException {
        List<Map<String, Object>> statuses = new ArrayList<>();
        for (JsonNode id : body(call).path("forsendelseIds")) {
            Optional<StoredForsendelse> found =
                    store.find(uuid(id)).filter(stored -> stored.kontoId().equals(kontoId));
            found.ifPresent(stored -> {
                statuses.add(Map.of(
                        "id", stored.id(), "status", stored.status(), "sisteStatusEndring", time(stored.changedAt())));
                if (stored.refusedOnLookup()) {
                    store.update(
                            stored.id(),
                            now -> now.refusedOnLookup() ? now.with(ForsendelseStatus.AVVIST, clock.instant()) : now);
                }
            });
        }
        return statuses;
    }

    private static Map<String, Object> dokument(StoredForsendelse stored, StoredDokument dokument) {
        Plaintext plain = dokument.klartekst();
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("filnavn", dokument.filnavn());
        metadata.put("mimeType", dokument.mimeType());
        metadata.put("dokumentType", dokument.dokumentType());
        metadata.put("storrelse", plain == null ? dokument.storrelse() : plain.storrelse());
        metadata.put("sha256Hash", plain == null ? dokument.sha256() : plain.sha256());
        metadata.put("nedlasningUrl", "/forsendelse/" + stored.id() + "/" + dokument.file());
        metadata.put("kanSigneres", false);
        return metadata;
    }

    private Answer read(Call call, StoredForsendelse stored) throws IOException {
        JsonNode body = body(call);
        if (!body.path("fnr").asText().matches("\\d{11}")) {
            throw new EmulatorRefusal(400, "fnr er påkrevd");
        }
        try {
            OffsetDateTime.parse(body.path("tidspunkt").asText());
        } catch (DateTimeParseException e) {
            throw new EmulatorRefusal(400, "tidspunkt er påkrevd");
        }
        store.update(stored.id(), now -> moved(now, ForsendelseStatus.LEST, clock.instant()));
        return new Answer.Empty();
    }

    /** Walks to a status over those between; stays where it is when it is there already. */
    static StoredForsendelse moved(StoredForsendelse stored, ForsendelseStatus goal, Instant when) {
        if (stored.status() == goal) {
            return stored;
        }
        StoredForsendelse moved = stored;
        for (ForsendelseStatus step : stored.status()
                .wayTo(goal)
                .orElseThrow(() ->
                        new EmulatorRefusal(409, "Forsendelsen kan ikke bli " + goal + " fra " + stored.status()))) {
            moved = moved.with(step, when);
        }
        return moved;
    }

    private Answer deleteFiles(Call call, StoredForsendelse stored) throws IOException {
        if (!DELETION_TYPES.contains(call.required("slettetype"))) {
            throw new EmulatorRefusal(400, "slettetype er ukjent");
        }
        if (!stored.filesDeleted()) {
            store.update(stored.id(), now -> now.withFilesDeleted(clock.instant()));
            for (StoredDokument dokument : stored.dokumenter()) {
                Files.deleteIfExists(store.file(stored, dokument));
            }
        }
        return new Answer.Empty();
    }

    /** All three parameters are filters, and none is required (KS's client 4.8). */
    private static Answer recipientSystem(Call call) {
        String organisasjonsnummer = call.query().getOrDefault("organisasjonsnummer", ANY_KOMMUNE);
        if (!organisasjonsnummer.matches("\\d{9}")) {
            throw new EmulatorRefusal(400, "organisasjonsnummer er ugyldig");
        }
        boolean receives = call.query().getOrDefault("forsendelseType", TYPE).equals(TYPE)
                && call.query().getOrDefault("niva", "4").matches("[34]");
        return new Answer.Json(
                Map.of("mottakersystemer", receives ? List.of(recipientSystem(organisasjonsnummer)) : List.of()));
    }

    /** With the names of both of KS's published descriptions: the earlier one called id and name otherwise. */
    private static Map<String, Object> recipientSystem(String organisasjonsnummer) {
        Map<String, Object> system = new LinkedHashMap<>();
        system.put("id", organisasjonsnummer);
        system.put("navn", "Lokalt mottakersystem");
        system.put("organisasjonsnummer", organisasjonsnummer);
        system.put("forsendelseType", TYPE);
        system.put("niva", 4);
        system.put("mottakerId", organisasjonsnummer);
        system.put("mottakersystem", "Lokalt mottakersystem");
        return system;
    }

    private JsonNode body(Call call) throws IOException {
        try {
            return json.readTree(call.body());
        } catch (JsonProcessingException e) {
            throw new EmulatorRefusal(400, "Forespørselen er ikke gyldig JSON");
        }
    }

    private static UUID uuid(JsonNode id) {
        try {
            return UUID.fromString(id.asText());
        } catch (IllegalArgumentException e) {
            throw new EmulatorRefusal(400, "forsendelseIds må være UUID-er");
        }
    }

    private static String time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).toString();
    }

    private static EmulatorRefusal notFound() {
        return new EmulatorRefusal(404, "Fant ikke ressursen");
    }
}
