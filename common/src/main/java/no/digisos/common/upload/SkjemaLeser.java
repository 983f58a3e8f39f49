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
 * memory: JSON parts and metadata are held, files go to a {@link Filmottak} byte by byte.
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
public final class SkjemaLeser {
    /** Real metadata has some hundred bytes; what is held for up to a hundred files must be small. */
    private static final int MAKS_METADATA_BYTES = 64 * 1024;

    /** How far blanks are skipped in search of the first byte. What starts with more of them is taken for a file. */
    private static final int MAKS_BLANKE_BYTES = 1024;

    private final Grenser grenser;
    private final JsonLeser jsonLeser;
    private final MetadataLeser metadataLeser;

    public SkjemaLeser(Grenser grenser) {
        this(grenser, new JsonLeser(grenser));
    }

    SkjemaLeser(Grenser grenser, JsonLeser jsonLeser) {
        this.grenser = grenser;
        this.jsonLeser = jsonLeser;
        this.metadataLeser = new MetadataLeser(jsonLeser);
    }

    /**
     * Reads the body to its end.
     *
     * @param contentType of the request, with the boundary
     * @param jsonDeler names of the JSON parts that the endpoint knows; they may come in any order, or not at all
     * @param filmottak called for each file as it arrives; what it received counts only when this method returns
     * @throws ApiException whatever {@code filmottak} throws, untouched; and {@link ErrorCode#FEIL_INNHOLDSTYPE} when the body is
     *     no form, {@link ErrorCode#UGYLDIG_FORESPORSEL} when it is malformed, cut off, or holds a JSON part twice, {@link
     *     ErrorCode#FOR_STOR} above one of the {@link Grenser}, {@link ErrorCode#UGYLDIG_METADATA}, {@link
     *     ErrorCode#MANGLER_DEL} when there are more metadata than files or fewer
     * @throws IOException the body's own, as it was thrown (the caller is gone, or too slow), or one of {@code filmottak}
     */
    public <T> MottattSkjema<T> les(
            @Nullable String contentType, InputStream body, Set<String> jsonDeler, Filmottak<T> filmottak)
            throws IOException {
        MultipartBody deler = MultipartBody.of(contentType, body, grenser);
        try {
            return les(deler, jsonDeler, filmottak);
        } catch (IOException e) {
            throw deler.opphav(e);
        }
    }

    private <T> MottattSkjema<T> les(MultipartBody deler, Set<String> jsonDeler, Filmottak<T> filmottak)
            throws IOException {
        Map<String, byte[]> json = new LinkedHashMap<>();
        List<Filmetadata> metadata = new ArrayList<>();
        List<T> filer = new ArrayList<>();
        for (MultipartBody.Part del = deler.neste(); del != null; del = deler.neste()) {
            String navn = del.navn();
            if (navn != null && jsonDeler.contains(navn)) {
                taImotJson(json, navn, del.innhold());
                continue;
            }
            PushbackInputStream innhold = new PushbackInputStream(del.innhold(), MAKS_BLANKE_BYTES);
            if (erMetadata(innhold)) {
                metadata.add(lesMetadata(innhold, metadata.size() + 1));
            } else {
                filer.add(taImotFil(innhold, filmottak));
            }
        }
        return new MottattSkjema<>(json, par(metadata, filer));
    }

    private void taImotJson(Map<String, byte[]> json, String navn, InputStream innhold) throws IOException {
        if (json.containsKey(navn)) {
            throw new ApiException(ErrorCode.UGYLDIG_FORESPORSEL, "Delen " + navn + " finnes mer enn én gang");
        }
        json.put(navn, jsonLeser.les(innhold, grenser.maksJson(), "Delen " + navn));
    }

    private Filmetadata lesMetadata(InputStream innhold, int nr) throws IOException {
        int maks = Math.min(MAKS_METADATA_BYTES, grenser.maksJson());
        return metadataLeser.les(jsonLeser.les(innhold, maks, "Metadata nr. " + nr), nr);
    }

    private <T> T taImotFil(InputStream innhold, Filmottak<T> filmottak) throws IOException {
        FileStream fil = new FileStream(innhold, grenser);
        T mottatt = filmottak.taImot(fil);
        fil.finish();
        return mottatt;
    }

    /** Looks at the beginning, and puts it back. */
    private static boolean erMetadata(PushbackInputStream innhold) throws IOException {
        byte[] start = innhold.readNBytes(MAKS_BLANKE_BYTES);
        innhold.unread(start);
        return JsonLeser.begynnerSomObjekt(start);
    }

    private static <T> List<Fil<T>> par(List<Filmetadata> metadata, List<T> filer) {
        if (metadata.size() > filer.size()) {
            throw new ApiException(
                    ErrorCode.MANGLER_DEL,
                    "Fil mangler: forespørselen har metadata for " + metadata.size() + " filer, men bare "
                            + filer.size() + " filer");
        }
        if (metadata.size() < filer.size()) {
            throw new ApiException(
                    ErrorCode.MANGLER_DEL,
                    "Metadata mangler: forespørselen har " + filer.size() + " filer, men bare metadata for "
                            + metadata.size() + " av dem");
        }
        List<Fil<T>> par = new ArrayList<>();
        for (int i = 0; i < filer.size(); i++) {
            par.add(new Fil<>(metadata.get(i), filer.get(i)));
        }
        return par;
    }
}
