package no.digisos.fallback.varsel;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/** Hands a mail to the mail server. */
@ApplicationScoped
class Mailbox {
    private final ReactiveMailer mailer;

    Mailbox(ReactiveMailer mailer) {
        this.mailer = mailer;
    }

    /**
     * Returns when the mail server has taken the mail.
     *
     * @param timeLimit the blocking mailer would wait without end
     * @throws RuntimeException when it did not
     */
    void add(String sender, List<String> to, String subject, String text, Duration timeLimit) {
        Mail mail = new Mail().setFrom(sender).setTo(to).setSubject(subject).setText(text);
        mailer.send(mail).await().atMost(timeLimit);
    }
}
