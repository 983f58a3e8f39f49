package no.digisos.common.kommune;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * How long a certificate lasts, as the people who must renew it count: in days of the Norwegian calendar.
 *
 * @param utloper its last moment
 * @param dager from today to the day on which it runs out: 0 on that day, negative afterwards
 * @param igjen until then; negative afterwards
 */
public record CertificateExpiry(Instant utloper, long dager, Duration igjen) {
    private static final String NORWAY = "Europe/Oslo";
    private static final String TIMESTAMP = "dd.MM.uuuu 'kl.' HH.mm";

    /** As it stands at this moment, the database's. */
    public static CertificateExpiry of(X509Certificate certificate, Instant now) {
        Instant expires = certificate.getNotAfter().toInstant();
        return new CertificateExpiry(
                expires, ChronoUnit.DAYS.between(day(now), day(expires)), Duration.between(now, expires));
    }

    /** Whether it has run out. */
    public boolean expired() {
        return igjen.isNegative();
    }

    /** When it runs out or ran out, in Norwegian, to stand after «sertifikatet»: {@code utløper 12.01.2027 kl. 13.45 (om 30 dager)}. */
    public String text() {
        String timestamp = DateTimeFormatter.ofPattern(TIMESTAMP).format(utloper.atZone(ZoneId.of(NORWAY)));
        return (expired() ? "utløp " : "utløper ") + timestamp + " (" + about() + ")";
    }

    private String about() {
        if (dager == 0) {
            return "i dag";
        }
        long count = Math.abs(dager);
        String inDays = count == 1 ? "1 dag" : count + " dager";
        return dager > 0 ? "om " + inDays : "for " + inDays + " siden";
    }

    private static LocalDate day(Instant timestamp) {
        return LocalDate.ofInstant(timestamp, ZoneId.of(NORWAY));
    }
}
