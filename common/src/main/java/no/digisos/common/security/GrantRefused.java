package no.digisos.common.security;

import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.UriInfo;

/**
 * Told of every call that is refused for want of a grant, before the answer goes out; a function whose refusals must leave a trace
 * has one.
 */
public interface GrantRefused {
    /**
     * The caller is known, but may not.
     *
     * @throws no.digisos.common.error.ApiException 503 when the trace cannot be left
     */
    void refused(Caller caller, ResourceInfo resource, UriInfo address);
}
