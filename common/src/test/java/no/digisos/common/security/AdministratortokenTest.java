package no.digisos.common.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import jakarta.json.Json;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import no.digisos.common.error.ApiException;
import no.digisos.common.identity.Fnr;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whose tokens configure a kommune (auth.md 5). */
class AdministratortokenTest {
    private static final Map<String, Object> ADMINISTRATOR = Map.of(
            "pid",
            "15857210074",
            "acr",
            "idporten-loa-high",
            "client_id",
            "digisos-admin",
            "consumer",
            Json.createObjectBuilder().add("ID", "0192:889640782").build());

    private static final Set<String> DENNE = Set.of("digisos-admin");

    @Test
    void an_administrator_comes_by_a_named_client_and_by_no_other() {
        assertThat(admin(Optional.of(DENNE), "idporten").verdi()).isEqualTo("15857210074");
        assertRefused(() -> admin(Optional.of(Set.of("en-annen")), "idporten"), "annen klient");
        assertRefused(() -> admin(Optional.empty(), "idporten"), "annen klient");
    }

    @Test
    void so_does_a_citizen_without_an_integration() {
        assertThat(borger(Optional.of(DENNE), "idporten").verdi()).isEqualTo("15857210074");
        assertRefused(() -> borger(Optional.of(Set.of("en-annen")), "idporten"), "annen klient");
        assertRefused(() -> borger(Optional.empty(), "idporten"), "annen klient");
    }

    @Test
    void a_citizen_who_logged_in_with_us_needs_no_other_client() {
        assertThat(borger(Optional.empty(), TokenReader.NETTLESER).verdi()).isEqualTo("15857210074");
    }

    @Test
    void an_integration_brings_tokens_of_any_client_until_some_are_named() {
        assertThat(integrasjon(Optional.empty()).person()).isPresent();
        assertThat(integrasjon(Optional.of(DENNE)).person()).isPresent();
        assertRefused(() -> integrasjon(Optional.of(Set.of("en-annen"))), "annen klient");
    }

    @Test
    void a_browsers_login_and_a_machine_are_no_administrators() {
        assertRefused(() -> admin(Optional.of(DENNE), TokenReader.NETTLESER), "ikke et access_token");
        assertRefused(() -> admin(Optional.of(DENNE), "maskinporten"), "ikke et access_token");
        assertRefused(() -> borger(Optional.of(DENNE), "maskinporten"), "ikke et access_token");
    }

    private static void assertRefused(ThrowingCallable les, String hvorfor) {
        assertThatThrownBy(les).isInstanceOf(ApiException.class).hasMessageContaining(hvorfor);
    }

    private static Fnr admin(Optional<Set<String>> klienter, String tenant) {
        return new TokenReader(new Innstillinger(klienter, Optional.empty(), Optional.empty()))
                .lesAdministrator(identitet(tenant));
    }

    private static Fnr borger(Optional<Set<String>> klienter, String tenant) {
        return new TokenReader(new Innstillinger(Optional.empty(), klienter, Optional.empty()))
                .lesPerson(identitet(tenant));
    }

    private static TokenReader.Bevist integrasjon(Optional<Set<String>> klienter) {
        return new TokenReader(new Innstillinger(Optional.empty(), Optional.empty(), klienter))
                .les(identitet("idporten"), null);
    }

    private static SecurityIdentity identitet(String tenant) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new Token(ADMINISTRATOR))
                .addAttribute("tenant-id", tenant)
                .build();
    }

    private record Token(Map<String, Object> claims) implements JsonWebToken {
        @Override
        public String getName() {
            return "test";
        }

        @Override
        public Set<String> getClaimNames() {
            return claims.keySet();
        }

        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as the interface has it
        public <T extends @Nullable Object> T getClaim(String navn) {
            return (T) Objects.requireNonNullElse(claims.get(navn), "");
        }
    }
}
