package no.digisos.common.http;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;

/** Answers that are streamed from the store: read in small pieces, each written before the next is read. */
public final class Strom {
    private Strom() {}

    /**
     * A decrypted document. A fault on the way breaks the answer off, so that the reader sees fewer bytes than promised.
     *
     * @param storrelse bytes of the plain document
     */
    public static Response klartekst(String mimetype, long storrelse, InputStream innhold) {
        Utstrom utstrom = Utstrom.av(storrelse, ut -> {
            try (InputStream strom = innhold) {
                strom.transferTo(ut);
            }
        });
        return Response.ok(utstrom)
                .header(HttpHeaders.CONTENT_TYPE, mimetype)
                .header(HttpHeaders.CONTENT_LENGTH, storrelse)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
