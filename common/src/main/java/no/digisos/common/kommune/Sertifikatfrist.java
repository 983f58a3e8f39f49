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
public record Sertifikatfrist(Instant utloper, long dager, Duration igjen) {
    private static final String NORGE = "Europe/Oslo";
    private static final String TIDSPUNKT = "dd.MM.uuuu 'kl.' HH.mm";

    /** As it stands at this moment, the database's. */
    public static Sertifikatfrist av(X509Certificate sertifikat, Instant naa) {
        Instant utloper = sertifikat.getNotAfter().toInstant();
        return new Sertifikatfrist(
                utloper, ChronoUnit.DAYS.between(dag(naa), dag(utloper)), Duration.between(naa, utloper));
    }

    /** Whether it has run out. */
    public boolean utlopt() {
        return igjen.isNegative();
    }

    /** When it runs out or ran out, in Norwegian, to stand after «sertifikatet»: {@code utløper 12.01.2027 kl. 13.45 (om 30 dager)}. */
    public String tekst() {
        String tidspunkt = DateTimeFormatter.ofPattern(TIDSPUNKT).format(utloper.atZone(ZoneId.of(NORGE)));
        return (utlopt() ? "utløp " : "utløper ") + tidspunkt + " (" + om() + ")";
    }

    private String om() {
        if (dager == 0) {
            return "i dag";
        }
        long antall = Math.abs(dager);
        String dagene = antall == 1 ? "1 dag" : antall + " dager";
        return dager > 0 ? "om " + dagene : "for " + dagene + " siden";
    }

    private static LocalDate dag(Instant tidspunkt) {
        return LocalDate.ofInstant(tidspunkt, ZoneId.of(NORGE));
    }
}
