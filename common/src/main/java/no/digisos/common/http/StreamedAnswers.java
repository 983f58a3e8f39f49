package no.digisos.common.http;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;

/** Answers that are streamed from the store: read in small pieces, each written before the next is read. */
public final class StreamedAnswers {
    private StreamedAnswers() {}

    /**
     * A decrypted document. A fault on the way breaks the answer off, so that the reader sees fewer bytes than promised.
     *
     * @param storrelse bytes of the plain document
     */
    public static Response plaintext(String mimetype, long storrelse, InputStream content) {
        StreamedBody streamedBody = StreamedBody.of(storrelse, out -> {
            try (InputStream stream = content) {
                stream.transferTo(out);
            }
        });
        return Response.ok(streamedBody)
                .header(HttpHeaders.CONTENT_TYPE, mimetype)
                .header(HttpHeaders.CONTENT_LENGTH, storrelse)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
