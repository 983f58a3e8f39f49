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
    private static final String TILLATT = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-";
    private static final int MAKS_TEGN = 60;

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
    void the_forms_of_real_clients_are_valid(String verdi) {
        assertThat(new NavEksternRefId(verdi)).hasToString(verdi);
    }

    @Test
    void up_to_sixty_allowed_characters_are_valid_and_one_more_is_not() {
        for (int lengde = 1; lengde <= MAKS_TEGN; lengde++) {
            for (int i = 0; i < 50; i++) {
                String verdi = tillatt(lengde);
                assertThat(new NavEksternRefId(verdi).verdi()).isEqualTo(verdi);
            }
        }
        assertRefused("");
        assertRefused(tillatt(MAKS_TEGN + 1));
    }

    @Test
    void one_character_outside_the_alphabet_is_enough_to_refuse() {
        for (char tegn = 0; tegn < 0x500; tegn++) {
            if (TILLATT.indexOf(tegn) < 0) {
                String verdi = tillatt(random.nextInt(10));
                int pos = random.nextInt(verdi.length() + 1);
                assertRefused(verdi.substring(0, pos) + tegn + verdi.substring(pos));
            }
        }
    }

    private String tillatt(int lengde) {
        StringBuilder verdi = new StringBuilder();
        for (int i = 0; i < lengde; i++) {
            verdi.append(TILLATT.charAt(random.nextInt(TILLATT.length())));
        }
        return verdi.toString();
    }

    private static void assertRefused(String verdi) {
        ApiException e = catchThrowableOfType(ApiException.class, () -> new NavEksternRefId(verdi));
        assertThat(e).as("'%s'", verdi).isNotNull();
        assertThat(e.code()).isEqualTo(ErrorCode.UGYLDIG_FORESPORSEL);
    }
}
