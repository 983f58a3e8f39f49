package no.digisos.common.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import no.bekk.bekkopen.mail.MailValidator;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KommunenummerTest {
    @Test
    void every_four_digits_are_a_number_as_they_are_for_nocommons() {
        for (int i = 0; i < 10_000; i++) {
            String value = "%04d".formatted(i);
            assertThat(MailValidator.isValidKommunenummer(value)).isTrue();
            assertThat(new Kommunenummer(value)).hasToString(value);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "301", "03010", "03a1", " 0301", "0301\n", "-301", "+301", "٠٣٠١", "../0"})
    void anything_else_is_refused(String value) {
        ApiException e = catchThrowableOfType(ApiException.class, () -> new Kommunenummer(value));
        assertThat(e).isNotNull();
        assertThat(e.code()).isEqualTo(ErrorCode.UGYLDIG_FORESPORSEL);
    }
}
