package no.digisos.common.observability;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafePathTest {
    @ParameterizedTest
    @CsvSource({
        "/a/01819010001, /a/***********",
        "/a/01819010001/b, /a/***********/b",
        "/a/x01819010001y-01819010001, /a/x***********y-***********",
        "/a/018190100012, /a/018190100012",
        "/a/0181901000, /a/0181901000",
        "/a/01819010-0000-4000-8000-a01819010001, /a/01819010-0000-4000-8000-a01819010001",
        "/a/11111111-1111-4111-8111-111111111111, /a/11111111-1111-4111-8111-111111111111",
        "/a/11111111-1111-4111-8111-1111111111110001, /a/11111111-1111-4111-8111-1111111111110001"
    })
    void eleven_digits_are_masked_unless_they_are_part_of_an_id(String path, String shown) {
        assertThat(SafePath.withoutFnr(path)).isEqualTo(shown);
    }
}
