package no.digisos.chaos;

import java.util.Map;
import java.util.UUID;
import no.digisos.seeds.SeedData;

/** The calls of a fagsystem on its konto (delivery.md 1), over HTTP alone. */
final class KontoCalls {

    private static final int MESSAGES = 5;
    private static final int TRIES = 5;
    private static final long PAUSE_MILLIS = 300;

    private final Http http;
    private final ChaosIdentities identities;
    private final String queue;

    KontoCalls(Http http, ChaosIdentities identities, UUID kontoId) {
        this.http = http;
        this.identities = identities;
        this.queue = "/digisos/mottak/api/v1/kontoer/" + kontoId + "/meldinger";
    }

    /** Leases a few messages. */
    Http.Answer fetch() throws InterruptedException {
        return http.post(
                queue + "/hent",
                headers(),
                "{\"maks\":" + MESSAGES + ",\"leieSekunder\":" + TimeProfile.LEASE_SECONDS + "}");
    }

    /** Downloads a document; several times, if need be. */
    Http.Answer dokument(UUID meldingId, String dokumentId) throws InterruptedException {
        return persistently(() -> http.get(queue + "/" + meldingId + "/dokumenter/" + dokumentId, headers()));
    }

    /** Where a message is; asked several times, if need be. */
    Http.Answer status(UUID meldingId) throws InterruptedException {
        return persistently(() -> http.get(queue + "/" + meldingId + "/status", headers()));
    }

    /** Sends a receipt, a failure or a rejection, once. */
    Http.Answer kvittering(UUID meldingId, String kind, String body) throws InterruptedException {
        return http.post(queue + "/" + meldingId + "/kvittering/" + kind, headers(), body);
    }

    /** Sends it several times, if need be. */
    Http.Answer kvitteringPersistently(UUID meldingId, String kind, String body) throws InterruptedException {
        return persistently(() -> kvittering(meldingId, kind, body));
    }

    private interface Call {
        Http.Answer make() throws InterruptedException;
    }

    private static Http.Answer persistently(Call call) throws InterruptedException {
        Http.Answer answer = call.make();
        for (int i = 1; i < TRIES && answer.unsure(); i++) {
            Thread.sleep(PAUSE_MILLIS * i);
            answer = call.make();
        }
        return answer;
    }

    private Map<String, String> headers() {
        return identities.machine(SeedData.OSLO_FAGSYSTEM);
    }
}
