package no.digisos.common.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every request shape that a real client sends (contract.md 0.6), whole and broken off at each byte. */
class KlientformTest {
    private static final Grenser GRENSER = new Grenser(1 << 20, 1 << 20, 100, 8192, 1 << 20);

    private final SkjemaLeser leser = new SkjemaLeser(GRENSER);

    static List<Klientform> former() {
        return Klientform.alle();
    }

    @ParameterizedTest
    @MethodSource("former")
    void is_read_whole(Klientform form) throws IOException {
        assertRead(form, new ByteArrayInputStream(form.body()));
    }

    @ParameterizedTest
    @MethodSource("former")
    void is_read_when_it_arrives_byte_by_byte(Klientform form) throws IOException {
        assertRead(form, Kilder.enOgEn(form.body()));
    }

    @ParameterizedTest
    @MethodSource("former")
    void cut_off_anywhere_before_its_end_it_is_refused(Klientform form) {
        int lengdeUtenSisteLinjeskift = form.body().length - 2;
        for (int lengde = 0; lengde < lengdeUtenSisteLinjeskift; lengde++) {
            InputStream body = new ByteArrayInputStream(form.body(), 0, lengde);
            assertThatThrownBy(() -> les(form, body))
                    .as("cut after %d bytes", lengde)
                    .asInstanceOf(type(ApiException.class))
                    .extracting(ApiException::code)
                    .isEqualTo(ErrorCode.UGYLDIG_FORESPORSEL);
        }
    }

    @ParameterizedTest
    @MethodSource("former")
    void the_last_line_end_is_not_needed(Klientform form) throws IOException {
        assertRead(form, new ByteArrayInputStream(form.body(), 0, form.body().length - 2));
    }

    @ParameterizedTest
    @MethodSource("former")
    void an_error_of_the_body_comes_out_as_it_was_thrown_wherever_it_happens(Klientform form) {
        for (int lengde = 0; lengde <= form.body().length; lengde++) {
            IOException brudd = new IOException("gone");
            InputStream body = Kilder.somBrytes(form.body(), lengde, brudd);
            assertThatThrownBy(() -> les(form, body))
                    .as("failed after %d bytes", lengde)
                    .isSameAs(brudd);
        }
    }

    private void assertRead(Klientform form, InputStream body) throws IOException {
        MottattSkjema<byte[]> lest = les(form, body);
        assertThat(lest.json()).containsOnlyKeys(form.json());
        assertThat(lest.json().values())
                .allSatisfy(json -> assertThat(json).startsWith('{').endsWith('}'));
        assertThat(lest.filer()).extracting(fil -> fil.metadata().filnavn()).containsExactlyElementsOf(form.filnavn());
        List<byte[]> innhold = new ArrayList<>();
        for (int i = 0; i < form.filnavn().size(); i++) {
            innhold.add(Klientform.innhold(i));
        }
        assertThat(lest.filer())
                .extracting(Fil::innhold)
                .usingElementComparator(Arrays::compare)
                .isEqualTo(innhold);
    }

    private MottattSkjema<byte[]> les(Klientform form, InputStream body) throws IOException {
        return leser.les(form.contentType(), body, Klientform.JSON_DELER, InputStream::readAllBytes);
    }
}
