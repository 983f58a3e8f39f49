package no.digisos.chaos;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import no.digisos.chaos.KommuneSet.Kommune;
import no.digisos.seeds.client.MultipartForm;

/**
 * nav.no, careful: what has not been answered, or with 5xx, is sent again under the same reference until it is answered. Some
 * repeat though they were answered, and some are two at once.
 */
final class Clients {

    private static final int MOST_AT_ONCE = 40;
    private static final double ETTERSENDELSE = 0.2;
    private static final double AGAIN = 0.03;
    private static final double TWICE_AT_ONCE = 0.03;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;

    private final ChaosDice dice;
    private final Http http;
    private final ChaosIdentities identities;
    private final X509Certificate platform;
    private final List<String> persons;
    private final Evidence evidence;
    private final Semaphore room = new Semaphore(MOST_AT_ONCE);
    private final AtomicInteger begun = new AtomicInteger();
    private volatile boolean stopped;

    Clients(
            ChaosDice dice,
            Http http,
            ChaosIdentities identities,
            X509Certificate platform,
            List<String> persons,
            Evidence evidence) {
        this.dice = dice;
        this.http = http;
        this.identities = identities;
        this.platform = platform;
        this.persons = List.copyOf(persons);
        this.evidence = evidence;
    }

    /** Begins one more submission, when there is room for it; waits for a second at most. */
    void next() throws InterruptedException {
        if (!room.tryAcquire(1, TimeUnit.SECONDS)) {
            return;
        }
        begin(submission(begun.getAndIncrement()));
    }

    /**
     * Begins one søknad beside the load.
     *
     * @param name distinguishes it from all others
     * @return its reference
     */
    String soknad(Kommune kommune, String name) throws InterruptedException {
        room.acquire();
        Submission submission = named(kommune, name);
        begin(submission);
        return submission.ref();
    }

    /** A søknad beside the load that is not sent yet. */
    Submission probe(String name) {
        Submission submission = named(KommuneSet.ALL.getFirst(), name);
        evidence.sends(submission);
        return submission;
    }

    private Submission named(Kommune kommune, String name) {
        return Submission.of(dice, "kaos-" + dice.seed() + "-" + name, kommune.nummer(), persons.getFirst(), null);
    }

    private void begin(Submission submission) {
        evidence.sends(submission);
        boolean twice = dice.chance(submission.ref() + "-twice") < TWICE_AT_ONCE;
        Thread.ofVirtual().start(() -> {
            try {
                Thread twin = twice ? Thread.ofVirtual().start(() -> deliver(submission)) : null;
                deliver(submission);
                if (dice.chance(submission.ref() + "-again") < AGAIN) {
                    evidence.count("repeats of what was answered");
                    deliver(submission);
                }
                if (twin != null) {
                    twin.join();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                room.release();
            }
        });
    }

    /**
     * Waits until everything that was begun is answered; more may be begun afterwards.
     *
     * @return false when that has not come about within the limit
     */
    boolean quiet(Duration limit) throws InterruptedException {
        boolean all = room.tryAcquire(MOST_AT_ONCE, limit.toMillis(), TimeUnit.MILLISECONDS);
        if (all) {
            room.release(MOST_AT_ONCE);
        }
        return all;
    }

    /** Sends it once and tells what came, which nobody else is told. */
    Http.Answer once(Submission submission) throws InterruptedException {
        MultipartForm request = submission.request(platform);
        return http.post(
                submission.path(), identities.citizen(submission.person()), request.body(), request.contentType());
    }

    /** Sends it, again and again until it is answered. */
    void repeat(Submission submission) {
        evidence.sends(submission);
        deliver(submission);
    }

    /**
     * Waits until everything that was begun is answered.
     *
     * @return false when that has not come about within the limit; nothing is repeated any more then
     */
    boolean await(Duration limit) throws InterruptedException {
        boolean all = room.tryAcquire(MOST_AT_ONCE, limit.toMillis(), TimeUnit.MILLISECONDS);
        stopped = true;
        return all;
    }

    private Submission submission(int n) {
        String ref = "kaos-" + dice.seed() + "-" + n;
        List<Evidence.Case> cases = evidence.cases();
        if (!cases.isEmpty() && dice.chance(ref + "-type") < ETTERSENDELSE) {
            Evidence.Case one = cases.get((int) (dice.chance(ref + "-case") * cases.size()));
            Submission soknad = one.soknad();
            return Submission.of(dice, ref, soknad.kommunenummer(), soknad.person(), one.digisosId());
        }
        String person = persons.get((int) (dice.chance(ref + "-person") * persons.size()));
        return Submission.of(
                dice, ref, KommuneSet.of(dice.chance(ref + "-kommune")).nummer(), person, null);
    }

    private void deliver(Submission submission) {
        try {
            for (int attempt = 0; !stopped; attempt++) {
                Http.Answer answer = once(submission);
                evidence.count("submissions answered " + (answer.status() == 0 ? "with nothing" : answer.status()));
                if (!answer.unsure()) {
                    told(submission, answer);
                    return;
                }
                evidence.count("replays");
                Thread.sleep(Math.min(LONGEST_PAUSE_MILLIS, 100L << Math.min(attempt, 5)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void told(Submission submission, Http.Answer answer) {
        UUID soknad = submission.soknad();
        if (soknad == null && answer.status() == 202) {
            evidence.accepted(submission, UUID.fromString(answer.json().asText()));
        } else if (soknad != null && (answer.status() == 202 || isKnown(answer))) {
            evidence.accepted(submission, soknad);
        } else {
            evidence.surprise(
                    "submission " + submission.ref() + " was answered " + answer.status() + " " + answer.text());
        }
    }

    /** The words by which clients know that an ettersendelse is there already (contract.md 1.3). */
    private static boolean isKnown(Http.Answer answer) {
        return answer.status() == 400 && answer.text().contains("finnes allerde for oppgitt DigisosId");
    }
}
