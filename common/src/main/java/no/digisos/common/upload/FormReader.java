package no.digisos.common.upload;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Reads an upload ({@code multipart/form-data}) as all known clients send it (contract.md 0.6), while it arrives and in constant
 * memory: JSON parts and metadata are held, files go to a {@link FileSink} byte by byte.
 *
 * <p>The clients agree on little, so a part is known by its name and its first byte alone, never by its type, its file name or its
 * neighbour:
 *
 * <ul>
 *   <li>a part with the name of one of the endpoint's JSON parts is that JSON part;
 *   <li>any other part whose first byte, after blanks, is <code>{</code> is metadata of a file (no encrypted file starts so);
 *   <li>all else is a file.
 * </ul>
 *
 * The first metadata belongs to the first file, the second to the second, in whatever order they are mixed.
 */
public final class FormReader {
    /** Real metadata has some hundred bytes; what is held for up to a hundred files must be small. */
    private static final int MAX_METADATA_BYTES = 64 * 1024;

    /** How far blanks are skipped in search of the first byte. What starts with more of them is taken for a file. */
    private static final int MAX_BLANK_BYTES = 1024;

    private final UploadLimits limits;
    private final JsonReader jsonReader;
    private final MetadataReader metadataReader;

    /** Of forms within these limits. */
    public FormReader(UploadLimits limits) {
        this(limits, new JsonReader(limits));
    }

    FormReader(UploadLimits limits, JsonReader jsonReader) {
        this.limits = limits;
        this.jsonReader = jsonReader;
        this.metadataReader = new MetadataReader(jsonReader);
    }

    /**
     * Reads the body to its end.
     *
     * @param contentType of the request, with the boundary
     * @param jsonParts names of the JSON parts that the endpoint knows; they may come in any order, or not at all
     * @param fileSink called for each file as it arrives; what it received counts only when this method returns
     * @throws ApiException whatever {@code fileSink} throws, untouched; and {@link ErrorCode#FEIL_INNHOLDSTYPE} when the body is
     *     no form, {@link ErrorCode#UGYLDIG_FORESPORSEL} when it is malformed, cut off, or holds a JSON part twice, {@link
     *     ErrorCode#FOR_STOR} above one of the {@link UploadLimits}, {@link ErrorCode#UGYLDIG_METADATA}, {@link
     *     ErrorCode#MANGLER_DEL} when there are more metadata than files or fewer
     * @throws IOException the body's own, as it was thrown (the caller is gone, or too slow), or one of {@code fileSink}
     */
    public <T> ReceivedForm<T> read(
            @Nullable String contentType, InputStream body, Set<String> jsonParts, FileSink<T> fileSink)
            throws IOException {
        MultipartBody parts = MultipartBody.of(contentType, body, limits);
        try {
            return read(parts, jsonParts, fileSink);
        } catch (IOException e) {
            throw parts.origin(e);
        }
    }

    private <T> ReceivedForm<T> read(MultipartBody parts, Set<String> jsonParts, FileSink<T> fileSink)
            throws IOException {
        Map<String, byte[]> json = new LinkedHashMap<>();
        List<FileMetadata> metadata = new ArrayList<>();
        List<T> files = new ArrayList<>();
        for (MultipartBody.Part part = parts.next(); part != null; part = parts.next()) {
            String name = part.navn();
            if (name != null && jsonParts.contains(name)) {
                receiveJson(json, name, part.innhold());
                continue;
            }
            PushbackInputStream content = new PushbackInputStream(part.innhold(), MAX_BLANK_BYTES);
            if (isMetadata(content)) {
                metadata.add(readMetadata(content, metadata.size() + 1));
            } else {
                files.add(receiveFile(content, fileSink));
            }
        }
        return new ReceivedForm<>(json, pair(metadata, files));
    }

    private void receiveJson(Map<String, byte[]> json, String name, InputStream content) throws IOException {
        if (json.containsKey(name)) {
            throw new ApiException(ErrorCode.UGYLDIG_FORESPORSEL, "Delen " + name + " finnes mer enn én gang");
        }
        json.put(name, jsonReader.read(content, limits.maksJson(), "Delen " + name));
    }

    private FileMetadata readMetadata(InputStream content, int nr) throws IOException {
        int max = Math.min(MAX_METADATA_BYTES, limits.maksJson());
        return metadataReader.read(jsonReader.read(content, max, "Metadata nr. " + nr), nr);
    }

    private <T> T receiveFile(InputStream content, FileSink<T> fileSink) throws IOException {
        CountedPart file = new CountedPart(content, limits);
        T received = fileSink.receive(file);
        file.finish();
        return received;
    }

    /** Looks at the beginning, and puts it back. */
    private static boolean isMetadata(PushbackInputStream content) throws IOException {
        byte[] start = content.readNBytes(MAX_BLANK_BYTES);
        content.unread(start);
        return JsonReader.beginsAsObject(start);
    }

    private static <T> List<FileEntry<T>> pair(List<FileMetadata> metadata, List<T> files) {
        if (metadata.size() > files.size()) {
            throw new ApiException(
                    ErrorCode.MANGLER_DEL,
                    "Fil mangler: forespørselen har metadata for " + metadata.size() + " filer, men bare "
                            + files.size() + " filer");
        }
        if (metadata.size() < files.size()) {
            throw new ApiException(
                    ErrorCode.MANGLER_DEL,
                    "Metadata mangler: forespørselen har " + files.size() + " filer, men bare metadata for "
                            + metadata.size() + " av dem");
        }
        List<FileEntry<T>> pair = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            pair.add(new FileEntry<>(metadata.get(i), files.get(i)));
        }
        return pair;
    }
}
