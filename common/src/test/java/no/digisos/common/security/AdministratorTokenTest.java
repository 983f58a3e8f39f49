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
class AdministratorTokenTest {
    private static final Map<String, Object> ADMINISTRATOR = Map.of(
            "pid",
            "15857210074",
            "acr",
            "idporten-loa-high",
            "client_id",
            "digisos-admin",
            "consumer",
            Json.createObjectBuilder().add("ID", "0192:889640782").build());

    private static final Set<String> THIS = Set.of("digisos-admin");

    @Test
    void an_administrator_comes_by_a_named_client_and_by_no_other() {
        assertThat(admin(Optional.of(THIS), "idporten").verdi()).isEqualTo("15857210074");
        assertRefused(() -> admin(Optional.of(Set.of("en-annen")), "idporten"), "annen klient");
        assertRefused(() -> admin(Optional.empty(), "idporten"), "annen klient");
    }

    @Test
    void so_does_a_citizen_without_an_integration() {
        assertThat(citizen(Optional.of(THIS), "idporten").verdi()).isEqualTo("15857210074");
        assertRefused(() -> citizen(Optional.of(Set.of("en-annen")), "idporten"), "annen klient");
        assertRefused(() -> citizen(Optional.empty(), "idporten"), "annen klient");
    }

    @Test
    void a_citizen_who_logged_in_with_us_needs_no_other_client() {
        assertThat(citizen(Optional.empty(), TokenReader.BROWSER).verdi()).isEqualTo("15857210074");
    }

    @Test
    void an_integration_brings_tokens_of_any_client_until_some_are_named() {
        assertThat(integrasjon(Optional.empty()).person()).isPresent();
        assertThat(integrasjon(Optional.of(THIS)).person()).isPresent();
        assertRefused(() -> integrasjon(Optional.of(Set.of("en-annen"))), "annen klient");
    }

    @Test
    void a_browsers_login_and_a_machine_are_no_administrators() {
        assertRefused(() -> admin(Optional.of(THIS), TokenReader.BROWSER), "ikke et access_token");
        assertRefused(() -> admin(Optional.of(THIS), "maskinporten"), "ikke et access_token");
        assertRefused(() -> citizen(Optional.of(THIS), "maskinporten"), "ikke et access_token");
    }

    private static void assertRefused(ThrowingCallable read, String why) {
        assertThatThrownBy(read).isInstanceOf(ApiException.class).hasMessageContaining(why);
    }

    private static Fnr admin(Optional<Set<String>> clients, String tenant) {
        return new TokenReader(new Settings(clients, Optional.empty(), Optional.empty()))
                .readAdministrator(identity(tenant));
    }

    private static Fnr citizen(Optional<Set<String>> clients, String tenant) {
        return new TokenReader(new Settings(Optional.empty(), clients, Optional.empty())).readPerson(identity(tenant));
    }

    private static TokenReader.ProvenToken integrasjon(Optional<Set<String>> clients) {
        return new TokenReader(new Settings(Optional.empty(), Optional.empty(), clients))
                .read(identity("idporten"), null);
    }

    private static SecurityIdentity identity(String tenant) {
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
        public <T extends @Nullable Object> T getClaim(String name) {
            return (T) Objects.requireNonNullElse(claims.get(name), "");
        }
    }
}
