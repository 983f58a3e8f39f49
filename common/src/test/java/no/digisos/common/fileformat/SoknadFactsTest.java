package no.digisos.common.fileformat;

import static no.digisos.common.fileformat.Examples.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoknadFactsTest {
    @Test
    void readsThePersonFromTheSoknad() {
        assertThat(SoknadFacts.personIdentifikator(Examples.valid(FileFormat.SOKNAD)))
                .contains("01819012345");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "{}",
                "{\"data\":null}",
                "{\"data\":{\"personalia\":[]}}",
                "{\"data\":{\"personalia\":{\"personIdentifikator\":\"01819012345\"}}}",
                "{\"data\":{\"personalia\":{\"personIdentifikator\":{\"verdi\":null}}}}",
                "{\"data\":{\"personalia\":{\"personIdentifikator\":{\"verdi\":1819012345}}}}",
                "{\"data\":{\"personalia\":{\"personIdentifikator\":{\"verdi\":\" \"}}}}"
            })
    void isEmptyWhereTheSoknadDoesNotCount(String soknad) {
        assertThat(SoknadFacts.personIdentifikator(json(soknad))).isEmpty();
    }
}
