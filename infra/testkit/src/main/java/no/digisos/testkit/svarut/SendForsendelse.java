package no.digisos.testkit.svarut;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import no.digisos.testkit.svarut.ForsendelseRequest.Dokument;
import no.digisos.testkit.svarut.StoredForsendelse.Hendelse;
import no.digisos.testkit.svarut.StoredForsendelse.Plaintext;
import no.digisos.testkit.svarut.StoredForsendelse.StoredDokument;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.jspecify.annotations.Nullable;

/**
 * Takes a forsendelse: the metadata first, then each document while it comes, straight to disk. With the last byte
 * forced to disk and the record in place it is accepted, and not before. The same eksternReferanse twice makes two
 * (svarut.md 4).
 */
final class SendForsendelse {

    private static final int MAX_METADATA_BYTES = 1024 * 1024;

    /** KS's page says JSON, KS's own client sends {@code text/plain;charset=UTF-8}; the content is the same. */
    private static final Set<String> METADATA_TYPES = Set.of("application/json", "text/plain");

    private final ForsendelseStore store;
    private final FailurePlan failures;
    private final JsonMapper json;
    private final Clock clock;
    private final @Nullable DokumentOpener opener;
    private final long maxPrintBytes;
    private final Duration cut;
    private final AtomicBoolean automatic;

    SendForsendelse(
            ForsendelseStore store,
            FailurePlan failures,
            JsonMapper json,
            Clock clock,
            @Nullable DokumentOpener opener,
            long maxPrintBytes,
            Duration cut,
            AtomicBoolean automatic) {
        this.store = store;
        this.failures = failures;
        this.json = json;
        this.clock = clock;
        this.opener = opener;
        this.maxPrintBytes = maxPrintBytes;
        this.cut = cut;
        this.automatic = automatic;
    }

    Answer send(UUID kontoId, Call call) throws IOException {
        long begun = System.nanoTime();
        try (ForsendelseStore.Incoming incoming = store.receive()) {
            FileItemInputIterator parts = Multipart.parts(call.exchange());
            JsonNode metadata = metadata(parts);
            ForsendelseRequest forsendelse = forsendelse(metadata);
            Optional<Failure> failure = failures.onSend(forsendelse.eksternReferanse());
            if (failure.isPresent() && failure.get().type().beforeAccept()) {
                return refused(failure.get());
            }
            List<StoredDokument> dokumenter = dokumenter(parts, forsendelse, incoming);
            boolean refusedOnLookup = failure.map(Failure::type)
                    .filter(Failure.Type.AVVIST::equals)
                    .isPresent();
            List<Hendelse> hendelser = life(forsendelse, dokumenter, refusedOnLookup);
            if (System.nanoTime() - begun > cut.toNanos()) {
                return new Answer.Cut();
            }
            StoredForsendelse stored = new StoredForsendelse(
                    incoming.nextNr(), incoming.id(), kontoId, metadata, dokumenter, hendelser, refusedOnLookup, false);
            incoming.accept(stored);
            if (failure.map(Failure::type).filter(Failure.Type.TWO_IDS::equals).isPresent()) {
                store.acceptAgain(stored);
            }
            return accepted(incoming.id(), failure);
        } catch (FileUploadException e) {
            throw new EmulatorRefusal(400, "Forespørselen er ikke gyldig multipart/form-data");
        }
    }

    private JsonNode metadata(FileItemInputIterator parts) throws IOException {
        FileItemInput part = next(parts, "forsendelse mangler");
        if (!"forsendelse".equals(part.getFieldName())) {
            throw new EmulatorRefusal(400, "Første del må hete forsendelse");
        }
        if (!METADATA_TYPES.contains(mediaType(part.getContentType()))) {
            throw new EmulatorRefusal(400, "forsendelse må være application/json eller text/plain");
        }
        try (InputStream in = part.getInputStream()) {
            byte[] bytes = in.readNBytes(MAX_METADATA_BYTES + 1);
            if (bytes.length > MAX_METADATA_BYTES) {
                throw new EmulatorRefusal(400, "forsendelse er for stor");
            }
            return json.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new EmulatorRefusal(400, "forsendelse er ikke gyldig JSON");
        }
    }

    /** Without parameters, in lower case; a part without a type is text (RFC 7578, 4.4). */
    private static String mediaType(@Nullable String contentType) {
        return contentType == null
                ? "text/plain"
                : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private ForsendelseRequest forsendelse(JsonNode metadata) {
        ForsendelseRequest forsendelse;
        try {
            forsendelse = metadata.isObject() ? json.treeToValue(metadata, ForsendelseRequest.class) : null;
        } catch (JsonProcessingException e) {
            throw new EmulatorRefusal(400, "forsendelse har et ukjent felt eller en ugyldig verdi");
        }
        if (forsendelse == null) {
            throw new EmulatorRefusal(400, "forsendelse må være et JSON-objekt");
        }
        ForsendelseRules.firstBroken(forsendelse).ifPresent(broken -> {
            throw new EmulatorRefusal(400, broken);
        });
        return forsendelse;
    }

    private List<StoredDokument> dokumenter(
            FileItemInputIterator parts, ForsendelseRequest forsendelse, ForsendelseStore.Incoming incoming)
            throws IOException {
        List<StoredDokument> stored = new ArrayList<>();
        for (Dokument dokument : forsendelse.dokumentList()) {
            String filnavn = String.valueOf(dokument.filnavn());
            FileItemInput part = next(parts, "Det mangler filer i forhold til dokumenter");
            if (!filnavn.equals(Multipart.filename(part).orElse(null))) {
                throw new EmulatorRefusal(400, "Filene må komme i samme rekkefølge og ha samme filnavn som dokumenter");
            }
            stored.add(
                    store(dokument, filnavn, part, "%03d".formatted(stored.size()), incoming, forsendelse.kryptert()));
        }
        if (parts.hasNext()) {
            throw new EmulatorRefusal(400, "Det er flere filer enn dokumenter");
        }
        return stored;
    }

    private StoredDokument store(
            Dokument dokument,
            String filnavn,
            FileItemInput part,
            String file,
            ForsendelseStore.Incoming incoming,
            boolean encrypted)
            throws IOException {
        MessageDigest sha256 = Sha256.create();
        long size;
        try (InputStream in = part.getInputStream();
                OutputStream out = new DigestOutputStream(incoming.write(file), sha256)) {
            size = in.transferTo(out);
        }
        LockedPdf locked = new LockedPdf();
        Plaintext plaintext = encrypted ? opened(incoming, file, locked) : null;
        if (!encrypted) {
            try (InputStream in = incoming.read(file)) {
                in.transferTo(locked);
            }
        }
        return new StoredDokument(
                filnavn,
                String.valueOf(dokument.mimeType()),
                dokument.dokumentType() == null ? "" : dokument.dokumentType(),
                dokument.skalEkskluderesFraUtskrift(),
                file,
                size,
                HexFormat.of().formatHex(sha256.digest()),
                locked.found(),
                plaintext);
    }

    private @Nullable Plaintext opened(ForsendelseStore.Incoming incoming, String file, OutputStream out)
            throws IOException {
        if (opener == null) {
            return null;
        }
        try (InputStream in = incoming.read(file)) {
            return opener.open(in, out).orElse(null);
        }
    }

    /** What happens to it by itself before the sender can ask. */
    private List<Hendelse> life(
            ForsendelseRequest forsendelse, List<StoredDokument> dokumenter, boolean refusedOnLookup) {
        List<ForsendelseStatus> states = new ArrayList<>(List.of(ForsendelseStatus.MOTTATT));
        if (!acceptable(forsendelse, dokumenter)) {
            states.add(ForsendelseStatus.AVVIST);
        } else if (automatic.get() && !refusedOnLookup) {
            states.add(ForsendelseStatus.AKSEPTERT);
            states.add(ForsendelseStatus.KLAR_FOR_MOTTAK);
        }
        return states.stream()
                .map(state -> new Hendelse(clock.instant(), state, state.text()))
                .toList();
    }

    private boolean acceptable(ForsendelseRequest forsendelse, List<StoredDokument> dokumenter) {
        boolean opens = opener == null
                || !forsendelse.kryptert()
                || dokumenter.stream().allMatch(dokument -> dokument.klartekst() != null);
        boolean merges = dokumenter.stream()
                .noneMatch(dokument -> dokument.lockedPdf() && !dokument.skalEkskluderesFraUtskrift());
        long printed = dokumenter.stream()
                .filter(dokument -> !dokument.skalEkskluderesFraUtskrift())
                .mapToLong(StoredDokument::storrelse)
                .sum();
        return opens && (forsendelse.kunDigitalLevering() || (merges && printed <= maxPrintBytes));
    }

    private static Answer refused(Failure failure) {
        return failure.type() == Failure.Type.DROP_BEFORE_ACCEPT
                ? new Answer.Cut()
                : new Answer.Refusal(failure.statusOr(500), "Bestilt feil før mottak");
    }

    private static Answer accepted(UUID id, Optional<Failure> failure) {
        Answer answer = new Answer.Json(Map.of("id", id));
        if (failure.isEmpty()) {
            return answer;
        }
        Failure how = failure.get();
        return switch (how.type()) {
            case ACCEPT_THEN_DROP -> new Answer.Cut();
            case STATUS_AFTER_ACCEPT -> new Answer.Refusal(how.statusOr(500), "Bestilt feil etter mottak");
            case UNPARSABLE_200 -> new Answer.Text("text/html", "<html><body>OK</body></html>");
            case SLOW -> afterWaiting(how.millisOrZero(), answer);
            case AVVIST, TWO_IDS, DROP_BEFORE_ACCEPT, STATUS, LOOKUP_LAG, LOOKUP_UNREADABLE, DOWN -> answer;
        };
    }

    private static Answer afterWaiting(long millis, Answer answer) {
        try {
            Thread.sleep(Duration.ofMillis(millis));
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Cut();
        }
    }

    private static FileItemInput next(FileItemInputIterator parts, String otherwise) throws IOException {
        if (!parts.hasNext()) {
            throw new EmulatorRefusal(400, otherwise);
        }
        return parts.next();
    }
}
