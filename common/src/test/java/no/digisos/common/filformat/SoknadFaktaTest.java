package no.digisos.common.filformat;

import static no.digisos.common.filformat.Eksempler.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoknadFaktaTest {
    @Test
    void readsThePersonFromTheSoknad() {
        assertThat(SoknadFakta.personIdentifikator(Eksempler.gyldig(Filformat.SOKNAD)))
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
    void isEmptyWhereTheSoknadDoesNotTell(String soknad) {
        assertThat(SoknadFakta.personIdentifikator(json(soknad))).isEmpty();
    }
}
