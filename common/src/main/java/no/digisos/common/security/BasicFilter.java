package no.digisos.common.security;

import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * The way in for resources of {@link TokenType#BASIC}, and for them alone: HTTP Basic, whose user is an integration's id and whose
 * password is that integration's (svarut.md 6). The grant is still needed.
 */
@Provider
@Priority(FilterOrder.CALLER)
public class BasicFilter implements ContainerRequestFilter, ContainerResponseFilter {
    private static final String SCHEME = "Basic ";
    private static final String CHALLENGE = "Basic realm=\"Digisos\", charset=\"UTF-8\"";

    @Context
    ResourceInfo resource;

    private final IntegrasjonLogin integrasjoner;
    private final CurrentCaller currentCaller;

    public BasicFilter(IntegrasjonLogin integrasjoner, CurrentCaller currentCaller) {
        this.integrasjoner = integrasjoner;
        this.currentCaller = currentCaller;
    }

    /** Who says they are who. */
    private record Credentials(String id, String passord) {}

    @Override
    public void filter(ContainerRequestContext request) {
        RequiresGrant requirement = requirement();
        if (requirement == null) {
            return;
        }
        Credentials stated = read(request.getHeaderString(HttpHeaders.AUTHORIZATION));
        Caller caller = integrasjoner.logIn(stated.id(), stated.passord());
        if (Arrays.stream(requirement.privilegium()).noneMatch(caller::has)) {
            throw new ApiException(
                    ErrorCode.INGEN_TILGANG,
                    "Integrasjonen mangler tilgangen " + Arrays.toString(requirement.privilegium()));
        }
        currentCaller.set(caller, Optional.empty());
    }

    /** A caller who failed here is told how to come again, which is not by a bearer token. */
    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getStatus() == 401 && requirement() != null) {
            response.getHeaders().putSingle(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
        }
    }

    /** What the resource demands, when it is one of these; none while no resource has been found. */
    private @Nullable RequiresGrant requirement() {
        Method method = resource.getResourceMethod();
        if (method == null) {
            return null;
        }
        RequiresGrant own = method.getAnnotation(RequiresGrant.class);
        RequiresGrant requirement = own == null ? resource.getResourceClass().getAnnotation(RequiresGrant.class) : own;
        return requirement != null && List.of(requirement.token()).contains(TokenType.BASIC) ? requirement : null;
    }

    /** User and password as RFC 7617 writes them, in UTF-8; nobody when the header says something else. */
    private static Credentials read(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return new Credentials("", "");
        }
        try {
            String text = new String(
                    Base64.getDecoder().decode(header.substring(SCHEME.length()).strip()), StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            return colon < 0
                    ? new Credentials("", "")
                    : new Credentials(text.substring(0, colon), text.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            return new Credentials("", "");
        }
    }
}
