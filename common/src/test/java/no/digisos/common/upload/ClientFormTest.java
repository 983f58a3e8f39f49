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
class ClientFormTest {
    private static final UploadLimits LIMITS = new UploadLimits(1 << 20, 1 << 20, 100, 8192, 1 << 20);

    private final FormReader reader = new FormReader(LIMITS);

    static List<ClientForm> forms() {
        return ClientForm.all();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void is_read_whole(ClientForm form) throws IOException {
        assertRead(form, new ByteArrayInputStream(form.body()));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void is_read_when_it_arrives_byte_by_byte(ClientForm form) throws IOException {
        assertRead(form, Sources.oneByOne(form.body()));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void cut_off_anywhere_before_its_end_it_is_refused(ClientForm form) {
        int lengthWithoutLastLineBreak = form.body().length - 2;
        for (int length = 0; length < lengthWithoutLastLineBreak; length++) {
            InputStream body = new ByteArrayInputStream(form.body(), 0, length);
            assertThatThrownBy(() -> read(form, body))
                    .as("cut after %d bytes", length)
                    .asInstanceOf(type(ApiException.class))
                    .extracting(ApiException::code)
                    .isEqualTo(ErrorCode.UGYLDIG_FORESPORSEL);
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void the_last_line_end_is_not_needed(ClientForm form) throws IOException {
        assertRead(form, new ByteArrayInputStream(form.body(), 0, form.body().length - 2));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void an_error_of_the_body_comes_out_as_it_was_thrown_wherever_it_happens(ClientForm form) {
        for (int length = 0; length <= form.body().length; length++) {
            IOException breach = new IOException("gone");
            InputStream body = Sources.thatBreaks(form.body(), length, breach);
            assertThatThrownBy(() -> read(form, body))
                    .as("failed after %d bytes", length)
                    .isSameAs(breach);
        }
    }

    private void assertRead(ClientForm form, InputStream body) throws IOException {
        ReceivedForm<byte[]> loaded = read(form, body);
        assertThat(loaded.json()).containsOnlyKeys(form.json());
        assertThat(loaded.json().values())
                .allSatisfy(json -> assertThat(json).startsWith('{').endsWith('}'));
        assertThat(loaded.filer())
                .extracting(file -> file.metadata().filnavn())
                .containsExactlyElementsOf(form.filnavn());
        List<byte[]> content = new ArrayList<>();
        for (int i = 0; i < form.filnavn().size(); i++) {
            content.add(ClientForm.content(i));
        }
        assertThat(loaded.filer())
                .extracting(FileEntry::innhold)
                .usingElementComparator(Arrays::compare)
                .isEqualTo(content);
    }

    private ReceivedForm<byte[]> read(ClientForm form, InputStream body) throws IOException {
        return reader.read(form.contentType(), body, ClientForm.JSON_PARTS, InputStream::readAllBytes);
    }
}
