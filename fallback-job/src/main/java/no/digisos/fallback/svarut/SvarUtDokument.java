package no.digisos.fallback.svarut;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import no.digisos.common.sendform.Filnavn;
import no.digisos.common.sendform.Mimetype;
import org.jspecify.annotations.Nullable;

/**
 * What SvarUt is told of one document (svarut.md 1).
 *
 * @param filnavn at most 226 characters; none of {@code * : " \ / < > | ?} and no control characters
 * @param mimeType of the plain document, also when what is sent is encrypted
 * @param dokumentType free text
 * @param ekstraMetadata left out when empty
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SvarUtDokument(
        String filnavn,
        String mimeType,
        boolean skalEkskluderesFraUtskrift,
        boolean inneholderPersonsensitivInformasjon,
        @Nullable String dokumentType,
        List<Metadata> ekstraMetadata) {

    /** One key and its value; both are shown to the receiver's system. */
    @RegisterForReflection
    public record Metadata(String key, String value) {}

    /** @throws IllegalArgumentException on a file name that SvarUt would refuse; the name itself is not in the message */
    public SvarUtDokument {
        if (filnavn.isBlank() || filnavn.length() > Filnavn.MAX_CHARS) {
            throw new IllegalArgumentException("filnavn must have 1 to " + Filnavn.MAX_CHARS + " characters");
        }
        // Control characters are ours to refuse: a line break would end the part's header in the middle.
        if (filnavn.chars()
                .anyMatch(character ->
                        Character.isISOControl(character) || Filnavn.FORBIDDEN_CHARS.indexOf(character) >= 0)) {
            throw new IllegalArgumentException("filnavn has a character that SvarUt refuses");
        }
        if (mimeType.isBlank()) {
            throw new IllegalArgumentException("mimeType is empty");
        }
        ekstraMetadata = List.copyOf(ekstraMetadata);
    }

    /** A document with no more than the usual said about it. */
    public SvarUtDokument(String filnavn, String mimeType, boolean skalEkskluderesFraUtskrift) {
        this(filnavn, mimeType, skalEkskluderesFraUtskrift, true, null, List.of());
    }

    /** Only PDF can be printed. */
    @JsonIgnore
    boolean printable() {
        return Mimetype.PDF.equals(mimeType);
    }
}
