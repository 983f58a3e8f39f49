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
    private static final Pattern BOUNDARY = Pattern.compile("[ -~]{0,69}[!-~]");

    private static final int BUFFER_SIZE_BYTES = 16 * 1024;
    private static final String CRLF = "\r\n";
    private static final Pattern CRLF_PATTERN = Pattern.compile(CRLF);

    private final UploadLimits limits;
    private final String boundary;
    private final CountedBody body;
    private final MultipartInput input;
    private int count;

    /**
     * One part.
     *
     * @param navn null when it has none
     * @param innhold to be read before the next part is asked for; what is left is skipped then
     */
    record Part(@Nullable String navn, InputStream innhold) {}

    private MultipartBody(UploadLimits limits, String boundary, CountedBody body, MultipartInput input) {
        this.limits = limits;
        this.boundary = boundary;
        this.body = body;
        this.input = input;
    }

    /**
     * @param contentType of the request
     * @throws ApiException {@link ErrorCode#FEIL_INNHOLDSTYPE} when it is another type, {@link ErrorCode#UGYLDIG_FORESPORSEL} when
     *     it has no usable boundary
     */
    static MultipartBody of(@Nullable String contentType, InputStream body, UploadLimits limits) throws IOException {
        String boundary = boundary(contentType);
        CountedBody counted = new CountedBody(body, limits.maksForesporsel());
        // A boundary starts a line. With a line end of our own before the body this holds for the first one, too,
        // and the preamble is read like a part.
        InputStream lines =
                new SequenceInputStream(new ByteArrayInputStream(CRLF.getBytes(StandardCharsets.US_ASCII)), counted);
        MultipartInput input = MultipartInput.builder()
                .setInputStream(new BoundaryStream(lines, boundary))
                .setBoundary(boundary.getBytes(StandardCharsets.US_ASCII))
                .setBufferSize(BUFFER_SIZE_BYTES)
                .setMaxPartHeaderSize(limits.maksDelHode())
                .get();
        input.setHeaderCharset(StandardCharsets.UTF_8);
        return new MultipartBody(limits, boundary, counted, input);
    }

    private static String boundary(@Nullable String contentType) {
        if (contentType == null || !HeaderField.value(contentType).equals("multipart/form-data")) {
            throw new ApiException(ErrorCode.FEIL_INNHOLDSTYPE, "Innholdstypen må være multipart/form-data");
        }
        String boundary = HeaderField.parameter(contentType, "boundary");
        if (boundary == null || !BOUNDARY.matcher(boundary).matches()) {
            throw invalid("Content-Type mangler en gyldig boundary", null);
        }
        return boundary;
    }

    /** The next part, or null when all parts are read and the body is at its end. */
    @Nullable
    Part next() throws IOException {
        try {
            input.newInputStream().transferTo(OutputStream.nullOutputStream());
            if (!input.readBoundary()) {
                drainEpilogue();
                return null;
            }
            count++;
            if (count > limits.maksDeler()) {
                throw new ApiException(
                        ErrorCode.FOR_STOR, "Forespørselen overskrider grensen på " + limits.maksDeler() + " deler");
            }
            String name = name(fields(input.readHeaders()));
            return new Part(name, new Content(input.newInputStream()));
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
            } else if (line.indexOf(':') > 0 && !line.startsWith("--" + boundary)) {
                fields.add(line);
            } else {
                throw invalid("Del nr. " + count + " har et ugyldig hode", null);
            }
        }
        return fields;
    }

    private static @Nullable String name(List<String> fields) {
        for (String field : fields) {
            int colon = field.indexOf(':');
            if (field.substring(0, colon).strip().toLowerCase(Locale.ROOT).equals("content-disposition")) {
                return HeaderField.parameter(field.substring(colon + 1), "name");
            }
        }
        return null;
    }

    /** The body's own failure, when it has failed; whatever else was thrown then is a consequence. */
    IOException origin(IOException e) {
        IOException breach = body.breach();
        return breach == null ? e : breach;
    }

    /** Undoes the library's wrapping: the body's own failure comes before what the library made of it. */
    private IOException failure(FileUploadException e) {
        if (body.breach() != null) {
            return origin(e);
        }
        if (e instanceof FileUploadSizeException) {
            throw ByteSize.tooLarge("Hodet til del nr. " + count, limits.maksDelHode());
        }
        if (body.end()) {
            throw invalid("Forespørselen er ikke komplett: multipart-innholdet mangler sin avslutning", e);
        }
        throw invalid("Forespørselen er ikke gyldig multipart/form-data", e);
    }

    private static ApiException invalid(String message, @Nullable Throwable cause) {
        return cause == null
                ? new ApiException(ErrorCode.UGYLDIG_FORESPORSEL, message)
                : new ApiException(ErrorCode.UGYLDIG_FORESPORSEL, message, cause);
    }

    /** The bytes of a part, with our failures in place of the library's. Closing it does nothing: {@link #next()} skips. */
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
