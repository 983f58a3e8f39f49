package no.digisos.common.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** contract.md 0.7. */
class NavEksternRefIdTest {
    private static final String ALLOWED = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-";
    private static final int MAX_CHARS = 60;

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(60);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0a1b2c3d-0000-4000-8000-000000000001",
                "0a1b2c3d-0000-4000-8000-0000000000010001",
                "110004PCC",
                "_",
                "-"
            })
    void the_forms_of_real_clients_are_valid(String value) {
        assertThat(new NavEksternRefId(value)).hasToString(value);
    }

    @Test
    void up_to_sixty_allowed_characters_are_valid_and_one_more_is_not() {
        for (int length = 1; length <= MAX_CHARS; length++) {
            for (int i = 0; i < 50; i++) {
                String value = allowed(length);
                assertThat(new NavEksternRefId(value).verdi()).isEqualTo(value);
            }
        }
        assertRefused("");
        assertRefused(allowed(MAX_CHARS + 1));
    }

    @Test
    void one_character_outside_the_alphabet_is_enough_to_refuse() {
        for (char character = 0; character < 0x500; character++) {
            if (ALLOWED.indexOf(character) < 0) {
                String value = allowed(random.nextInt(10));
                int pos = random.nextInt(value.length() + 1);
                assertRefused(value.substring(0, pos) + character + value.substring(pos));
            }
        }
    }

    private String allowed(int length) {
        StringBuilder value = new StringBuilder();
        for (int i = 0; i < length; i++) {
            value.append(ALLOWED.charAt(random.nextInt(ALLOWED.length())));
        }
        return value.toString();
    }

    private static void assertRefused(String value) {
        ApiException e = catchThrowableOfType(ApiException.class, () -> new NavEksternRefId(value));
        assertThat(e).as("'%s'", value).isNotNull();
        assertThat(e.code()).isEqualTo(ErrorCode.UGYLDIG_FORESPORSEL);
    }
}
