package no.digisos.common.upload;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.FileUploadSizeException;
import org.apache.commons.fileupload2.core.MultipartInput;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a {@code multipart/form-data} body, one after the other, while it arrives. The only class that knows the
 * multipart library, which is a milestone release: to replace it, replace what is in here. Every failure is our own {@link
 * ApiException}, or the body's own {@link IOException}.
 *
 * <p>Stricter than the library in one thing: a part without header fields, or with a line among them that is none, is refused. The
 * library would take the next part for the rest of the header, and a document would be lost without a word.
 */
final class MultipartBody {
    /** RFC 2046, 5.1.1. */
    private static final Pattern SKILLE = Pattern.compile("[ -~]{0,69}[!-~]");

    private static final int BUFFER_SIZE_BYTES = 16 * 1024;
    private static final String CRLF = "\r\n";
    private static final Pattern CRLF_PATTERN = Pattern.compile(CRLF);

    private final Grenser grenser;
    private final String skille;
    private final BodyStream body;
    private final MultipartInput input;
    private int antall;

    /**
     * One part.
     *
     * @param navn null when it has none
     * @param innhold to be read before the next part is asked for; what is left is skipped then
     */
    record Part(@Nullable String navn, InputStream innhold) {}

    private MultipartBody(Grenser grenser, String skille, BodyStream body, MultipartInput input) {
        this.grenser = grenser;
        this.skille = skille;
        this.body = body;
        this.input = input;
    }

    /**
     * @param contentType of the request
     * @throws ApiException {@link ErrorCode#FEIL_INNHOLDSTYPE} when it is another type, {@link ErrorCode#UGYLDIG_FORESPORSEL} when
     *     it has no usable boundary
     */
    static MultipartBody of(@Nullable String contentType, InputStream body, Grenser grenser) throws IOException {
        String skille = skille(contentType);
        BodyStream counted = new BodyStream(body, grenser.maksForesporsel());
        // A boundary starts a line. With a line end of our own before the body this holds for the first one, too,
        // and the preamble is read like a part.
        InputStream lines =
                new SequenceInputStream(new ByteArrayInputStream(CRLF.getBytes(StandardCharsets.US_ASCII)), counted);
        MultipartInput input = MultipartInput.builder()
                .setInputStream(new Skillestrom(lines, skille))
                .setBoundary(skille.getBytes(StandardCharsets.US_ASCII))
                .setBufferSize(BUFFER_SIZE_BYTES)
                .setMaxPartHeaderSize(grenser.maksDelHode())
                .get();
        input.setHeaderCharset(StandardCharsets.UTF_8);
        return new MultipartBody(grenser, skille, counted, input);
    }

    private static String skille(@Nullable String contentType) {
        if (contentType == null || !Hodefelt.verdi(contentType).equals("multipart/form-data")) {
            throw new ApiException(ErrorCode.FEIL_INNHOLDSTYPE, "Innholdstypen må være multipart/form-data");
        }
        String skille = Hodefelt.parameter(contentType, "boundary");
        if (skille == null || !SKILLE.matcher(skille).matches()) {
            throw ugyldig("Content-Type mangler en gyldig boundary", null);
        }
        return skille;
    }

    /** The next part, or null when all parts are read and the body is at its end. */
    @Nullable
    Part neste() throws IOException {
        try {
            input.newInputStream().transferTo(OutputStream.nullOutputStream());
            if (!input.readBoundary()) {
                drainEpilogue();
                return null;
            }
            antall++;
            if (antall > grenser.maksDeler()) {
                throw new ApiException(
                        ErrorCode.FOR_STOR, "Forespørselen overskrider grensen på " + grenser.maksDeler() + " deler");
            }
            String navn = navn(fields(input.readHeaders()));
            return new Part(navn, new Content(input.newInputStream()));
        } catch (FileUploadException e) {
            throw failure(e);
        }
    }

    /** What stands after the last boundary has no meaning, but counts, and the connection is clean only after it. */
    private void drainEpilogue() throws IOException {
        body.transferTo(OutputStream.nullOutputStream());
    }

    private List<String> fields(String head) {
        List<String> fields = new ArrayList<>();
        for (String line : CRLF_PATTERN.split(head)) {
            boolean folded = line.startsWith(" ") || line.startsWith("\t");
            if (folded && !fields.isEmpty()) {
                fields.set(fields.size() - 1, fields.getLast() + line);
            } else if (line.indexOf(':') > 0 && !line.startsWith("--" + skille)) {
                fields.add(line);
            } else {
                throw ugyldig("Del nr. " + antall + " har et ugyldig hode", null);
            }
        }
        return fields;
    }

    private static @Nullable String navn(List<String> fields) {
        for (String field : fields) {
            int kolon = field.indexOf(':');
            if (field.substring(0, kolon).strip().toLowerCase(Locale.ROOT).equals("content-disposition")) {
                return Hodefelt.parameter(field.substring(kolon + 1), "name");
            }
        }
        return null;
    }

    /** The body's own failure, when it has failed; whatever else was thrown then is a consequence. */
    IOException opphav(IOException e) {
        IOException brudd = body.brudd();
        return brudd == null ? e : brudd;
    }

    /** Undoes the library's wrapping: the body's own failure comes before what the library made of it. */
    private IOException failure(FileUploadException e) {
        if (body.brudd() != null) {
            return opphav(e);
        }
        if (e instanceof FileUploadSizeException) {
            throw Mengde.forStor("Hodet til del nr. " + antall, grenser.maksDelHode());
        }
        if (body.slutt()) {
            throw ugyldig("Forespørselen er ikke komplett: multipart-innholdet mangler sin avslutning", e);
        }
        throw ugyldig("Forespørselen er ikke gyldig multipart/form-data", e);
    }

    private static ApiException ugyldig(String message, @Nullable Throwable cause) {
        return cause == null
                ? new ApiException(ErrorCode.UGYLDIG_FORESPORSEL, message)
                : new ApiException(ErrorCode.UGYLDIG_FORESPORSEL, message, cause);
    }

    /** The bytes of a part, with our failures in place of the library's. Closing it does nothing: {@link #neste()} skips. */
    private final class Content extends InputStream {
        private final InputStream part;

        Content(InputStream part) {
            this.part = part;
        }

        @Override
        public int read() throws IOException {
            try {
                return part.read();
            } catch (FileUploadException e) {
                throw failure(e);
            }
        }

        @Override
        public int read(byte[] b, int off, int len) throws IOException {
            try {
                return part.read(b, off, len);
            } catch (FileUploadException e) {
                throw failure(e);
            }
        }
    }
}
