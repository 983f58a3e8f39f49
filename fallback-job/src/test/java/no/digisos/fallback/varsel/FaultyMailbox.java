package no.digisos.fallback.varsel;

import io.quarkus.mailer.reactive.ReactiveMailer;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** A mail server that is away when told. */
@Alternative
@Priority(1)
@Singleton
public class FaultyMailbox extends Mailbox {
    private volatile boolean gone;

    FaultyMailbox(ReactiveMailer mailer) {
        super(mailer);
    }

    public void gone(boolean now) {
        gone = now;
    }

    @Override
    void add(String sender, List<String> to, String subject, String text, Duration timeLimit) {
        if (gone) {
            throw new IllegalStateException("no mail server at " + to);
        }
        super.add(sender, to, subject, text, timeLimit);
    }
}
