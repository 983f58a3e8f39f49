package no.digisos.local.kaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import no.digisos.common.krypto.RecipientKey;
import no.digisos.common.testkit.Apner;
import no.digisos.local.kaos.Findings.Receipt;
import no.digisos.local.kaos.Kommuner.Kommune;
import no.digisos.local.kaos.Kommuner.Temper;
import org.jspecify.annotations.Nullable;

/**
 * The fagsystem of a kommune: several workers that lease, download, keep and receipt, and whose crashes are played by
 * {@link Behaviour}. What it has kept, and whether its receipt was answered, survives its crashes, as it must (delivery.md 1).
 */
final class CaseSystem {

    private static final int WORKERS = 2;
    private static final double OPENED = 0.25;
    private static final long IDLE_MILLIS = 300;
    private static final long SPELL_MILLIS = 20_000;
    private static final double DOWN_SPELLS = 0.35;

    private final Dice dice;
    private final Kommune kommune;
    private final KontoCalls konto;
    private final RecipientKey key;
    private final Evidence evidence;
    private final List<Thread> threads = new ArrayList<>();
    private final ConcurrentMap<UUID, Receipt> kept = new ConcurrentHashMap<>();
    private final ConcurrentMap<UUID, Boolean> refused = new ConcurrentHashMap<>();
    private final DelayQueue<Unanswered> unanswered = new DelayQueue<>();
    private final long started = System.nanoTime();
    private volatile boolean stopped;

    CaseSystem(Dice dice, Kommune kommune, Http http, Identities identities, RecipientKey key, Evidence evidence) {
        this.dice = dice;
        this.kommune = kommune;
        this.konto = new KontoCalls(http, identities, kommune.kontoId());
        this.key = key;
        this.evidence = evidence;
    }

    /** A receipt that is still to be sent, or whose answer was not seen. */
    private record Unanswered(UUID meldingId, long dueNanos) implements Delayed {
        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(dueNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }

    void start() {
        for (int i = 0; i < WORKERS; i++) {
            threads.add(Thread.ofVirtual().start(() -> untilStopped(this::work)));
        }
        threads.add(Thread.ofVirtual().start(() -> untilStopped(this::recover)));
    }

    /**
     * Ends the workers; then receipts whatever is kept and was not seen to be receipted, and asks what became of those that were
     * refused.
     */
    void finish() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join();
        }
        for (UUID meldingId : kept.keySet()) {
            if (!evidence.isReceipted(meldingId) && !refused.containsKey(meldingId)) {
                receipt(meldingId);
            }
        }
        for (UUID meldingId : refused.keySet()) {
            JsonNode status = konto.status(meldingId).json();
            if (status.path("tilstand").asText().equals("BEKREFTET")) {
                evidence.receipted(kept(meldingId));
            }
        }
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private void untilStopped(Work work) {
        while (!stopped) {
            try {
                work.run();
            } catch (InterruptedException e) {
                // Only finish() interrupts.
                return;
            } catch (RuntimeException e) {
                evidence.surprise("the fagsystem of " + kommune.nummer() + " failed: " + e);
            }
        }
    }

    private void work() throws InterruptedException {
        if (isDown()) {
            Thread.sleep(IDLE_MILLIS);
            return;
        }
        Http.Answer leased = konto.hent();
        if (leased.status() != 200) {
            if (!leased.unsure() && leased.status() != 204) {
                evidence.surprise("hent was answered " + leased.status() + " " + leased.text());
            }
            Thread.sleep(IDLE_MILLIS);
            return;
        }
        for (JsonNode message : leased.json()) {
            handle(message);
        }
    }

    /** A flaky one is down for spells, the same ones for the same seed. */
    private boolean isDown() {
        long spell = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started) / SPELL_MILLIS;
        return kommune.temper() == Temper.FLAKY && dice.chance(kommune.nummer() + "-spell-" + spell) < DOWN_SPELLS;
    }

    private void handle(JsonNode message) throws InterruptedException {
        UUID meldingId = UUID.fromString(message.path("meldingId").asText());
        String ref = message.path("eksternRef").asText();
        Behaviour behaviour = Behaviour.of(
                dice, kommune.temper(), ref, message.path("leveringsforsok").asInt());
        evidence.count("fagsystem: " + behaviour);
        if (behaviour == Behaviour.CRASH_BEFORE_DATA) {
            return;
        }
        if (behaviour == Behaviour.REJECT && !kept.containsKey(meldingId)) {
            told("avvist", konto.kvitteringPersistently(meldingId, "avvist", "{\"melding\":\"Kan ikke importeres\"}"));
            return;
        }
        Optional<Map<String, String>> documents = download(message, ref);
        if (documents.isEmpty() || behaviour == Behaviour.CRASH_WITH_DATA) {
            return;
        }
        if (behaviour == Behaviour.FAILED) {
            told(
                    "feilet",
                    konto.kvittering(
                            meldingId,
                            "feilet",
                            "{\"melding\":\"Prøv igjen\",\"leieId\":" + message.get("leieId") + "}"));
            return;
        }
        kept.put(
                meldingId,
                new Receipt(
                        meldingId,
                        ref,
                        UUID.fromString(message.path("digisosId").asText()),
                        documents.get()));
        switch (behaviour) {
            case LATE -> later(meldingId, 40 + 45 * dice.chance(ref + "-late"));
            case CRASH_IN_RECEIPT -> {
                later(meldingId, 2 + 15 * dice.chance(ref + "-crash"));
                var _ = konto.kvittering(meldingId, "mottatt", "{}");
            }
            default -> receipt(meldingId);
        }
    }

    private void recover() throws InterruptedException {
        receipt(unanswered.take().meldingId());
    }

    private void later(UUID meldingId, double seconds) {
        unanswered.add(new Unanswered(meldingId, System.nanoTime() + (long) (seconds * 1e9)));
    }

    private void receipt(UUID meldingId) throws InterruptedException {
        Http.Answer answer = konto.kvitteringPersistently(meldingId, "mottatt", "{\"mottattAv\":\"Saksbehandler\"}");
        if (answer.status() == 200) {
            evidence.receipted(kept(meldingId));
        } else if (answer.status() == 409
                && answer.json().path("errorCode").asText().equals("LEVERANSE_TRUKKET")) {
            refused.put(meldingId, true);
            evidence.tooLate(meldingId);
        } else if (answer.unsure()) {
            later(meldingId, 3);
        } else {
            told("mottatt", answer);
        }
    }

    /** Every document; empty when the message was withdrawn meanwhile, or does not come whole. */
    private Optional<Map<String, String>> download(JsonNode message, String ref) throws InterruptedException {
        boolean opened = dice.chance(ref + "-opened") < OPENED;
        Map<String, String> documents = new HashMap<>();
        for (JsonNode file : message.path("filmetadata")) {
            Http.Answer answer = konto.dokument(
                    UUID.fromString(message.path("meldingId").asText()),
                    file.path("dokumentId").asText());
            if (answer.status() != 200) {
                if (!answer.unsure() && answer.status() != 410) {
                    told("download", answer);
                }
                return Optional.empty();
            }
            documents.put(
                    file.path("filnavn").asText(),
                    opened
                            ? Submission.hash("SHA-256", Apner.apne(answer.body(), key))
                            : file.path("sha256hash").asText());
        }
        evidence.count(opened ? "messages opened by a fagsystem" : "messages downloaded unopened");
        return Optional.of(documents);
    }

    /** Notes an answer that is neither a success, nor "try again", nor one of those that a protocol with deadlines must give. */
    private void told(String call, Http.Answer answer) {
        if (!answer.unsure() && answer.status() != 200 && answer.status() != 409) {
            evidence.surprise(call + " was answered " + answer.status() + " " + answer.text());
        }
        evidence.count(call + " answered " + (answer.status() == 0 ? "with nothing" : answer.status()));
    }

    private Receipt kept(UUID meldingId) {
        @Nullable Receipt receipt = kept.get(meldingId);
        if (receipt == null) {
            throw new IllegalStateException("a receipt was sent for what was not kept");
        }
        return receipt;
    }
}
