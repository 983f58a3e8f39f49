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
    private final Virksomhetssertifikater certificates;
    private final CurrentVertxRequest routing;
    private final Instance<GrantRefused> grantRefused;
    private final Administrators administrators;
    private final CurrentCaller currentCaller;

    public AccessFilter(
            SecurityIdentity identity,
            TokenReader tokens,
            IntegrasjonLogin integrasjoner,
            Virksomhetssertifikater certificates,
            CurrentVertxRequest routing,
            @Any Instance<GrantRefused> grantRefused,
            Administrators administrators,
            CurrentCaller currentCaller) {
        this.identity = identity;
        this.tokens = tokens;
        this.integrasjoner = integrasjoner;
        this.certificates = certificates;
        this.routing = routing;
        this.grantRefused = grantRefused;
        this.administrators = administrators;
        this.currentCaller = currentCaller;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        RequiresGrant requirement = requirement();
        if (requirement.token().length == 0) {
            return;
        }
        if (!requirement.integrasjon()) {
            person(requirement);
            return;
        }
        if (List.of(requirement.token()).contains(TokenType.BASIC)) {
            // BasicFilter's: until that one has proved the caller, there is none.
            return;
        }
        TokenReader.ProvenToken proven = tokens.read(identity, request.getHeaderString(HttpHeaders.AUTHORIZATION));
        if (!List.of(requirement.token()).contains(proven.type())) {
            throw new ApiException(
                    ErrorCode.UGYLDIG_TOKEN, "Klarte ikke å validere access_token: feil utsteder for denne adressen");
        }
        Optional<Virksomhetssertifikat> certificate = proven.type() == TokenType.MASKIN
                ? certificates.shown(routing.getCurrent().request())
                : Optional.empty();
        String id = request.getHeaderString("IntegrasjonId");
        List<Grant> grants = integrasjoner.logIn(
                id,
                request.getHeaderString("IntegrasjonPassord"),
                proven.organisasjon(),
                requirement.withoutDatabase() ? LoginBasis.OGSA_MINNET : LoginBasis.DATABASEN);
        if (certificate.isPresent() && !certificate.get().organisasjon().equals(proven.organisasjon())) {
            throw IntegrasjonLogin.feilet(id);
        }
        Caller caller =
                new Caller(proven.person(), proven.organisasjon(), UUID.fromString(id.strip()), List.copyOf(grants));
        currentCaller.set(caller, certificate);
        if (requirement.privilegium().length > 0
                && Arrays.stream(requirement.privilegium()).noneMatch(caller::has)) {
            grantRefused.forEach(refusal -> refusal.refused(caller, resource, request.getUriInfo()));
            throw new ApiException(
                    ErrorCode.INGEN_TILGANG,
                    "Integrasjonen mangler tilgangen " + Arrays.toString(requirement.privilegium()));
        }
    }

    private void person(RequiresGrant requirement) {
        if (List.of(requirement.privilegium()).contains(Privilegium.ADMIN)) {
            currentCaller.set(administrators.logIn(tokens.readAdministrator(identity)));
        } else {
            currentCaller.set(tokens.readPerson(identity));
        }
    }

    private RequiresGrant requirement() {
        return Optional.ofNullable(resource.getResourceMethod().getAnnotation(RequiresGrant.class))
                .or(() -> Optional.ofNullable(resource.getResourceClass().getAnnotation(RequiresGrant.class)))
                .orElseThrow(() -> new IllegalStateException(
                        "No @RequiresGrant on " + resource.getResourceMethod().getName()));
    }
}
