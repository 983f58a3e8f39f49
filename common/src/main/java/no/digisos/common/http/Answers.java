package no.digisos.common.http;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * Answers whose content type is said outright, so that no Accept header is ever negotiated into a 406 (contract.md 0.5).
 */
public final class Answers {
    private Answers() {}

    /** 200 with a JSON body. */
    public static Response json(Object entity) {
        return json(Response.Status.OK, entity);
    }

    /** This status with a JSON body. */
    public static Response json(Response.Status status, Object entity) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(entity)
                .build();
    }

    /** 304: the caller has what is there (RFC 9110, 15.4.5). */
    public static Response unchanged(String etag) {
        return Response.notModified()
                .header(HttpHeaders.ETAG, etag)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** 202 with an empty body. */
    public static Response accepted() {
        return Response.accepted().build();
    }

    /** 204. */
    public static Response empty() {
        return Response.noContent().build();
    }
}
