package no.digisos.common.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenFailureTest {
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "Bearer", "BEARER "})
    void only_a_token_that_is_not_there_is_missing(@org.jspecify.annotations.Nullable String field) {
        assertThat(TokenFailure.unproven(field)).isEqualTo("Klarte ikke å validere access_token: det mangler");
    }

    @Test
    void a_token_that_cannot_be_read_and_another_scheme_are_told_apart() {
        assertThat(TokenFailure.unproven("bearer  tull"))
                .isEqualTo("Klarte ikke å validere access_token: det er ugyldig, eller utstederen er ukjent");
        assertThat(TokenFailure.unproven("Basic dHVsbA=="))
                .isEqualTo("Klarte ikke å validere access_token: Authorization er ikke av typen Bearer");
    }
}
