package no.digisos.common.dokumentlager;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.observability.SafeTrace;
import no.digisos.common.upload.FileMetadata;
import no.digisos.common.upload.FormReader;
import no.digisos.common.upload.ReceivedForm;
import no.digisos.common.upload.UploadConfig;
import org.jspecify.annotations.Nullable;

/** Reads a multipart request from socket to store: each file is sealed while it arrives, nothing lies in between. */
@ApplicationScoped
public class DokumentUpload {
    private final DokumentIntake intake;
    private final FormReader reader;
    private final UploadConfig config;

    public DokumentUpload(DokumentIntake intake, FormReader reader, UploadConfig config) {
        this.intake = intake;
        this.reader = reader;
        this.config = config;
    }

    /**
     * Reads the whole request, unless it is refused before its end.
     *
     * @param jsonParts names of the JSON parts that this endpoint knows
     * @throws no.digisos.common.error.ApiException 400, 413 or 415 for what is wrong with the request
     */
    public UploadedParts read(@Nullable String contentType, InputStream body, Set<String> jsonParts)
            throws IOException {
        List<UUID> received = new ArrayList<>();
        long maxFile = config.maksFil().asLongValue();
        try {
            ReceivedForm<ReceivedDokument> form = reader.read(contentType, body, jsonParts, content -> {
                ReceivedDokument dokument = intake.receive(content, maxFile);
                received.add(dokument.id());
                return dokument;
            });
            form.filer().forEach(file -> requireShortName(file.metadata()));
            return new UploadedParts(intake, form, received);
        } catch (IOException | RuntimeException e) {
            discard(received, e);
            throw e;
        }
    }

    /**
     * Reads the whole request, of which nothing need have come: no body at all is an upload without parts.
     *
     * @throws ApiException as {@link #read}
     */
    public UploadedParts readOptional(@Nullable String contentType, InputStream body, Set<String> jsonParts)
            throws IOException {
        PushbackInputStream begun = new PushbackInputStream(body);
        int first = begun.read();
        if (first < 0) {
            return new UploadedParts(intake, new ReceivedForm<>(Map.of(), List.of()), List.of());
        }
        begun.unread(first);
        return read(contentType, begun, jsonParts);
    }

    private void requireShortName(FileMetadata file) {
        if (file.filnavn().length() > config.maksFilnavn()) {
            throw new ApiException(
                    ErrorCode.UGYLDIG_FILNAVN, "Et filnavn overskrider grensen på " + config.maksFilnavn() + " tegn");
        }
    }

    private void discard(List<UUID> received, Throwable cause) {
        if (received.isEmpty()) {
            return;
        }
        try {
            intake.discard(received);
        } catch (RuntimeException e) {
            Log.debug("what was received is left for the sweeper", SafeTrace.of(e));
            cause.addSuppressed(e);
        }
    }
}
