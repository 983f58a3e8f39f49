package no.digisos.common.kommune;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.time.Instant;
import no.digisos.common.crypto.TestCertificates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateExpiryTest {
    private static final X509Certificate CERTIFICATE = TestCertificates.generate(
                    "Kommunen", 2048, TestCertificates.NOT_BEFORE, Instant.parse("2027-01-12T12:45:00Z"))
            .certificate();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-11-13T12:00:00Z | 60 | utløper 12.01.2027 kl. 13.45 (om 60 dager)",
                "2027-01-10T22:59:59Z |  2 | utløper 12.01.2027 kl. 13.45 (om 2 dager)",
                "2027-01-10T23:00:00Z |  1 | utløper 12.01.2027 kl. 13.45 (om 1 dag)",
                "2027-01-11T23:00:00Z |  0 | utløper 12.01.2027 kl. 13.45 (i dag)",
                "2027-01-12T12:45:00Z |  0 | utløper 12.01.2027 kl. 13.45 (i dag)",
                "2027-01-12T12:45:01Z |  0 | utløp 12.01.2027 kl. 13.45 (i dag)",
                "2027-01-12T23:00:00Z | -1 | utløp 12.01.2027 kl. 13.45 (for 1 dag siden)",
                "2027-01-22T12:00:00Z | -10 | utløp 12.01.2027 kl. 13.45 (for 10 dager siden)",
            })
    void days_are_counted_by_the_norwegian_calendar(Instant now, long days, String text) {
        CertificateExpiry frist = CertificateExpiry.of(CERTIFICATE, now);
        assertThat(frist.dager()).isEqualTo(days);
        assertThat(frist.text()).isEqualTo(text);
    }

    @Test
    void it_has_run_out_after_its_last_moment_and_not_before() {
        Instant last = Instant.parse("2027-01-12T12:45:00Z");
        assertThat(CertificateExpiry.of(CERTIFICATE, last).expired()).isFalse();
        assertThat(CertificateExpiry.of(CERTIFICATE, last.plusSeconds(1)).expired())
                .isTrue();
    }
}
