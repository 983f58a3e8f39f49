package no.digisos.common.security;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;

/**
 * The one way in, in this order: bearer token (proved by Quarkus OIDC before this filter), then the virksomhetssertifikat of an
 * organisation's call, then IntegrasjonId and IntegrasjonPassord, then the grant. The token's organisation must be the
 * integration's authorised organisation (contract.md 0.2), and the certificate's.
 */
@Provider
@Priority(FilterOrder.CALLER)
public class AccessFilter implements ContainerRequestFilter {
    @Context
    ResourceInfo resource;

    private final SecurityIdentity identity;
    private final TokenReader tokens;
    private final IntegrasjonLogin integrasjoner;
    private final Virksomhetssertifikater sertifikater;
    private final CurrentVertxRequest ruting;
    private final Instance<Tilgangsnekt> tilgangsnekt;
    private final Administratorer administratorer;
    private final Innlogget innlogget;

    public AccessFilter(
            SecurityIdentity identity,
            TokenReader tokens,
            IntegrasjonLogin integrasjoner,
            Virksomhetssertifikater sertifikater,
            CurrentVertxRequest ruting,
            @Any Instance<Tilgangsnekt> tilgangsnekt,
            Administratorer administratorer,
            Innlogget innlogget) {
        this.identity = identity;
        this.tokens = tokens;
        this.integrasjoner = integrasjoner;
        this.sertifikater = sertifikater;
        this.ruting = ruting;
        this.tilgangsnekt = tilgangsnekt;
        this.administratorer = administratorer;
        this.innlogget = innlogget;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        KreverTilgang krav = krav();
        if (krav.token().length == 0) {
            return;
        }
        if (!krav.integrasjon()) {
            person(krav);
            return;
        }
        if (List.of(krav.token()).contains(Tokentype.BASIC)) {
            // BasicFilter's: until that one has proved the caller, there is none.
            return;
        }
        TokenReader.Bevist bevist = tokens.les(identity, request.getHeaderString(HttpHeaders.AUTHORIZATION));
        if (!List.of(krav.token()).contains(bevist.type())) {
            throw new ApiException(
                    ErrorCode.UGYLDIG_TOKEN, "Klarte ikke å validere access_token: feil utsteder for denne adressen");
        }
        Optional<Virksomhetssertifikat> sertifikat = bevist.type() == Tokentype.MASKIN
                ? sertifikater.vist(ruting.getCurrent().request())
                : Optional.empty();
        String id = request.getHeaderString("IntegrasjonId");
        List<Tilgang> tilganger = integrasjoner.loggInn(
                id,
                request.getHeaderString("IntegrasjonPassord"),
                bevist.organisasjon(),
                krav.utenDatabase() ? Innloggingsgrunnlag.OGSA_MINNET : Innloggingsgrunnlag.DATABASEN);
        if (sertifikat.isPresent() && !sertifikat.get().organisasjon().equals(bevist.organisasjon())) {
            throw IntegrasjonLogin.feilet(id);
        }
        Kaller kaller =
                new Kaller(bevist.person(), bevist.organisasjon(), UUID.fromString(id.strip()), List.copyOf(tilganger));
        innlogget.set(kaller, sertifikat);
        if (krav.privilegium().length > 0 && Arrays.stream(krav.privilegium()).noneMatch(kaller::har)) {
            tilgangsnekt.forEach(nekt -> nekt.nektet(kaller, resource, request.getUriInfo()));
            throw new ApiException(
                    ErrorCode.INGEN_TILGANG, "Integrasjonen mangler tilgangen " + Arrays.toString(krav.privilegium()));
        }
    }

    private void person(KreverTilgang krav) {
        if (List.of(krav.privilegium()).contains(Privilegium.ADMIN)) {
            innlogget.set(administratorer.loggInn(tokens.lesAdministrator(identity)));
        } else {
            innlogget.set(tokens.lesPerson(identity));
        }
    }

    private KreverTilgang krav() {
        return Optional.ofNullable(resource.getResourceMethod().getAnnotation(KreverTilgang.class))
                .or(() -> Optional.ofNullable(resource.getResourceClass().getAnnotation(KreverTilgang.class)))
                .orElseThrow(() -> new IllegalStateException(
                        "No @KreverTilgang on " + resource.getResourceMethod().getName()));
    }
}
