package no.digisos.status.svarinn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForsendelseViewTest {
    @ParameterizedTest
    @CsvSource({
        "application/pdf, application/pdf",
        "image/svg+xml, image/svg+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document, application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "text/plain; charset=utf-8, text/plain",
        "'', application/octet-stream",
        "' ', application/octet-stream",
        "pdf, application/octet-stream",
        "image/*, application/octet-stream",
        "application/, application/octet-stream",
        "/pdf, application/octet-stream",
        "a b/c, application/octet-stream",
        "bilde/blå, application/octet-stream",
        "; x=y, application/octet-stream"
    })
    void a_type_that_receivers_cannot_read_is_told_as_bytes(String stated, String shown) {
        assertThat(ForsendelseView.mimetype(stated)).isEqualTo(shown);
    }

    @Test
    void a_kommune_that_is_not_there_is_an_object_of_empty_texts() {
        assertThat(ForsendelseView.recipient(null)).isEqualTo(SvarInnForsendelse.Recipient.withoutAddress("", ""));
    }
}
