package no.digisos.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
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
import no.digisos.chaos.ChaosFindings.Copy;
import no.digisos.chaos.ChaosFindings.Word;
import no.digisos.chaos.KommuneSet.Kommune;
import no.digisos.chaos.KommuneSet.Temper;
import no.digisos.common.crypto.RecipientKey;
import no.digisos.local.stack.StackClock;
import no.digisos.seeds.client.Opener;

/**
 * The fagsystem of a kommune: several workers that lease, download, keep and receipt, and whose crashes are played by
 * {@link Behaviour}. Its store survives its crashes, as it must (delivery.md 1). It obeys docs/fagsystem.md: a copy stays on 200
 * and on 202, and goes on 409 LEVERANSE_TRUKKET, on a status that says that SvarUt has it, and when its rejection was taken. After
 * a 202 it asks at {@code avklares}; a flaky one never does, as it may.
 */
final class CaseSystem {

    private static final int WORKERS = 2;
    private static final double OPENED = 0.25;
    private static final long IDLE_MILLIS = 300;
    private static final long SPELL_MILLIS = 20_000;
    private static final double DOWN_SPELLS = 0.35;
    private static final double RETRY_SECONDS = 3;
    private static final double REGRETS_AFTER_202 = 0.2;

    private final ChaosDice dice;
    private final Kommune kommune;
    private final KontoCalls konto;
    private final RecipientKey key;
    private final Evidence evidence;
    private final List<Thread> threads = new ArrayList<>();
    private final StackClock clock;
    private final ConcurrentMap<UUID, Copy> store = new ConcurrentHashMap<>();
    private final DelayQueue<Later> later = new DelayQueue<>();
    private final long started = System.nanoTime();
    private volatile boolean stopped;

    CaseSystem(
            ChaosDice dice,
            Kommune kommune,
            Http http,
            ChaosIdentities identities,
            RecipientKey key,
            StackClock clock,
            Evidence evidence) {
        this.dice = dice;
        this.kommune = kommune;
        this.konto = new KontoCalls(http, identities, kommune.kontoId());
        this.key = key;
        this.clock = clock;
        this.evidence = evidence;
    }

    private enum Errand {
        RECEIPT,
        REJECT,
        ASK
    }

    /** What is still to be said or asked, or was not answered. */
    private record Later(UUID meldingId, Errand errand, long dueNanos) implements Delayed {
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

    /** Ends the workers; then says and asks what is left to say and to ask, of everything that is kept. */
    void finish() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join();
        }
        for (Copy copy : store.values()) {
            switch (copy.word()) {
                case NOTHING -> receipt(copy.meldingId());
                case KEEP -> {
                    if (asks()) {
                        ask(copy.meldingId());
                    }
                }
                case COUNTS -> {}
            }
        }
    }

    /** What it has. */
    List<Copy> store() {
        return List.copyOf(store.values());
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
        Http.Answer leased = konto.fetch();
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
        if (store.containsKey(meldingId)) {
            // Handed out again: it has it already.
            receipt(meldingId);
            return;
        }
        if (behaviour == Behaviour.REJECT) {
            reject(meldingId);
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
        UUID digisosId = UUID.fromString(message.path("digisosId").asText());
        store.put(meldingId, new Copy(meldingId, ref, digisosId, documents.get(), Word.NOTHING));
        switch (behaviour) {
            case LATE -> later(meldingId, Errand.RECEIPT, 50 + 45 * dice.chance(ref + "-late"));
            case CRASH_IN_RECEIPT -> {
                later(meldingId, Errand.RECEIPT, 2 + 15 * dice.chance(ref + "-crash"));
                var _ = konto.kvittering(meldingId, "mottatt", "{}");
            }
            case REGRET -> {
                delayed(meldingId, (long) (20_000 * dice.chance(ref + "-delay")));
                reject(meldingId);
            }
            default -> receipt(meldingId);
        }
    }

    /** A receipt that is under way for so long; nobody waits for its answer. */
    private void delayed(UUID meldingId, long millis) {
        Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(millis);
                evidence.count("delayed receipts answered "
                        + konto.kvittering(meldingId, "mottatt", "{}").status());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void recover() throws InterruptedException {
        Later next = later.take();
        if (!store.containsKey(next.meldingId()) && next.errand() != Errand.REJECT) {
            return;
        }
        switch (next.errand()) {
            case RECEIPT -> receipt(next.meldingId());
            case REJECT -> reject(next.meldingId());
            case ASK -> ask(next.meldingId());
        }
    }

    private void later(UUID meldingId, Errand errand, double seconds) {
        later.add(new Later(meldingId, errand, System.nanoTime() + (long) (seconds * 1e9)));
    }

    private void receipt(UUID meldingId) throws InterruptedException {
        Http.Answer answer = konto.kvitteringPersistently(meldingId, "mottatt", "{\"mottattAv\":\"Saksbehandler\"}");
        if (answer.status() == 200) {
            counts(meldingId);
        } else if (answer.status() == 202) {
            keep(meldingId, answer.json());
        } else if (answer.status() == 409
                && answer.json().path("errorCode").asText().equals("LEVERANSE_TRUKKET")) {
            drop(meldingId);
        } else if (answer.unsure()) {
            later(meldingId, Errand.RECEIPT, RETRY_SECONDS);
        } else {
            told("mottatt", answer);
        }
    }

    private void reject(UUID meldingId) throws InterruptedException {
        Http.Answer answer = konto.kvitteringPersistently(meldingId, "avvist", "{\"melding\":\"Kan ikke importeres\"}");
        told("avvist", answer);
        if (answer.status() == 200) {
            store.remove(meldingId);
            evidence.rejected(meldingId);
        } else if (answer.unsure()) {
            later(meldingId, Errand.REJECT, RETRY_SECONDS);
        } else if (store.containsKey(meldingId)) {
            // ALLEREDE_BEKREFTET: a receipt came first, and the copy is the only one.
            receipt(meldingId);
        }
    }

    private void ask(UUID meldingId) throws InterruptedException {
        Http.Answer answer = konto.status(meldingId);
        JsonNode status = answer.json();
        switch (status.path("tilstand").asText()) {
            case "BEKREFTET" -> counts(meldingId);
            case "SVARUT_SENDT" -> drop(meldingId);
            case "LUKKET" -> {
                if (status.has("forsendelsesId")) {
                    drop(meldingId);
                }
            }
            case "" -> later(meldingId, Errand.ASK, RETRY_SECONDS);
            default -> askAt(meldingId, status);
        }
    }

    private void counts(UUID meldingId) {
        store.computeIfPresent(meldingId, (_, copy) -> copy.told(Word.COUNTS));
        evidence.receipted(meldingId);
    }

    private void keep(UUID meldingId, JsonNode answer) throws InterruptedException {
        store.computeIfPresent(meldingId, (_, copy) -> copy.told(Word.KEEP));
        evidence.toldToKeep(meldingId);
        if (dice.chance(meldingId + "-regret") < REGRETS_AFTER_202) {
            reject(meldingId);
        } else if (asks()) {
            askAt(meldingId, answer);
        }
    }

    private void drop(UUID meldingId) {
        store.remove(meldingId);
        evidence.toldToDrop(meldingId);
    }

    private boolean asks() {
        return kommune.temper() != Temper.FLAKY;
    }

    /** Asks when the answer says that it will be known, by the clock that told it, and never before. */
    private void askAt(UUID meldingId, JsonNode answer) {
        double seconds = RETRY_SECONDS;
        try {
            long left = answer.path("avklares").asLong() - clock.read().now().toEpochMilli();
            seconds = Math.max(seconds, left / 1000.0 / TimeProfile.SPEED);
        } catch (SQLException e) {
            evidence.count("fagsystem: did not know what time it was");
        }
        later(meldingId, Errand.ASK, seconds);
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
                            ? Submission.hash("SHA-256", Opener.open(answer.body(), key))
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
}
