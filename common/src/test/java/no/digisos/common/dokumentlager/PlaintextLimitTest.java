package no.digisos.common.dokumentlager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import no.digisos.common.crypto.ContentCipher;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaintextLimitTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "15, 15", "16, 16", "17, 17", "1048576, 1048576", "1048575, 1048576"})
    void every_plain_file_within_the_limit_passes(int storrelse, int max) throws IOException {
        ByteArrayOutputStream downstream = new ByteArrayOutputStream();
        ContentCipher.encrypt(
                new ByteArrayInputStream(new byte[storrelse]), new PlaintextLimit(downstream::write, max));
        assertThat(downstream.size()).isGreaterThan(storrelse);
    }

    @ParameterizedTest
    @CsvSource({"16, 0", "1048592, 1048576", "10000000, 100"})
    void one_that_is_a_block_above_it_is_ended_and_the_limit_is_named(int storrelse, int max) {
        ByteArrayOutputStream downstream = new ByteArrayOutputStream();
        assertThatThrownBy(() -> ContentCipher.encrypt(
                        new ByteArrayInputStream(new byte[storrelse]), new PlaintextLimit(downstream::write, max)))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FOR_STOR))
                .hasMessageStartingWith("En fil overskrider grensen på");
        assertThat(downstream.size()).isLessThanOrEqualTo(max + 16);
    }
}
