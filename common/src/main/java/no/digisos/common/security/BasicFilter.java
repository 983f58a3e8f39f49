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
 * The way in for resources of {@link Tokentype#BASIC}, and for them alone: HTTP Basic, whose user is an integration's id and whose
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
    private final Innlogget innlogget;

    public BasicFilter(IntegrasjonLogin integrasjoner, Innlogget innlogget) {
        this.integrasjoner = integrasjoner;
        this.innlogget = innlogget;
    }

    /** Who says they are who. */
    private record Oppgitt(String id, String passord) {}

    @Override
    public void filter(ContainerRequestContext request) {
        KreverTilgang krav = krav();
        if (krav == null) {
            return;
        }
        Oppgitt oppgitt = les(request.getHeaderString(HttpHeaders.AUTHORIZATION));
        Kaller kaller = integrasjoner.loggInn(oppgitt.id(), oppgitt.passord());
        if (Arrays.stream(krav.privilegium()).noneMatch(kaller::har)) {
            throw new ApiException(
                    ErrorCode.INGEN_TILGANG, "Integrasjonen mangler tilgangen " + Arrays.toString(krav.privilegium()));
        }
        innlogget.set(kaller, Optional.empty());
    }

    /** A caller who failed here is told how to come again, which is not by a bearer token. */
    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getStatus() == 401 && krav() != null) {
            response.getHeaders().putSingle(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
        }
    }

    /** What the resource demands, when it is one of these; none while no resource has been found. */
    private @Nullable KreverTilgang krav() {
        Method metode = resource.getResourceMethod();
        if (metode == null) {
            return null;
        }
        KreverTilgang egen = metode.getAnnotation(KreverTilgang.class);
        KreverTilgang krav = egen == null ? resource.getResourceClass().getAnnotation(KreverTilgang.class) : egen;
        return krav != null && List.of(krav.token()).contains(Tokentype.BASIC) ? krav : null;
    }

    /** User and password as RFC 7617 writes them, in UTF-8; nobody when the header says something else. */
    private static Oppgitt les(@Nullable String hode) {
        if (hode == null || !hode.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return new Oppgitt("", "");
        }
        try {
            String tekst = new String(
                    Base64.getDecoder().decode(hode.substring(SCHEME.length()).strip()), StandardCharsets.UTF_8);
            int kolon = tekst.indexOf(':');
            return kolon < 0 ? new Oppgitt("", "") : new Oppgitt(tekst.substring(0, kolon), tekst.substring(kolon + 1));
        } catch (IllegalArgumentException e) {
            return new Oppgitt("", "");
        }
    }
}
