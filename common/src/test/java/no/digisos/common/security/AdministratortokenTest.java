package no.digisos.common.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import no.digisos.common.error.ApiException;
import no.digisos.common.identity.Fnr;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whose tokens configure a kommune (auth.md 5). */
class AdministratortokenTest {
    private static final Map<String, Object> ADMINISTRATOR =
            Map.of("pid", "15857210074", "acr", "idporten-loa-high", "client_id", "digisos-admin");

    @Test
    void any_client_will_do_until_some_are_named() {
        assertThat(les(Optional.empty(), "idporten").verdi()).isEqualTo("15857210074");
        assertThat(les(Optional.of(Set.of("digisos-admin")), "idporten").verdi())
                .isEqualTo("15857210074");
        assertThatThrownBy(() -> les(Optional.of(Set.of("en-annen")), "idporten"))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("annen klient");
    }

    @Test
    void a_browsers_login_is_no_bearer_token() {
        assertThatThrownBy(() -> les(Optional.empty(), TokenReader.NETTLESER)).isInstanceOf(ApiException.class);
        assertThatThrownBy(() -> les(Optional.empty(), "maskinporten")).isInstanceOf(ApiException.class);
    }

    private static Fnr les(Optional<Set<String>> klienter, String tenant) {
        return new TokenReader(new Innstillinger(klienter))
                .lesAdministrator(QuarkusSecurityIdentity.builder()
                        .setPrincipal(new Token(ADMINISTRATOR))
                        .addAttribute("tenant-id", tenant)
                        .build());
    }

    private record Innstillinger(Optional<Set<String>> adminKlienter) implements SecurityConfig {
        @Override
        public String scope() {
            return "ks:fiks";
        }

        @Override
        public Set<String> acr() {
            return Set.of("idporten-loa-high");
        }

        @Override
        public boolean syntetiskePersoner() {
            return true;
        }

        @Override
        public Duration maksMinnealder() {
            return Duration.ofMinutes(15);
        }
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
