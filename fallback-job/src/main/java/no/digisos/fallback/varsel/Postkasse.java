package no.digisos.fallback.varsel;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/** Hands a mail to the mail server. */
@ApplicationScoped
class Postkasse {
    private final ReactiveMailer mailer;

    Postkasse(ReactiveMailer mailer) {
        this.mailer = mailer;
    }

    /**
     * Returns when the mail server has taken the mail.
     *
     * @param tidsgrense the blocking mailer would wait without end
     * @throws RuntimeException when it did not
     */
    void legg(String avsender, List<String> til, String emne, String tekst, Duration tidsgrense) {
        Mail mail = new Mail().setFrom(avsender).setTo(til).setSubject(emne).setText(tekst);
        mailer.send(mail).await().atMost(tidsgrense);
    }
}
