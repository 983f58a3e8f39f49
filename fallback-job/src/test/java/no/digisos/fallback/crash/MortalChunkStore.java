package no.digisos.fallback.crash;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.database.Transactions;
import no.digisos.common.dokumentlager.PostgresChunkStore;
import no.digisos.fallback.crash.DyingProcess.CrashPoint;

/** Dies in the middle of the request body, when its head has gone out and a document is to be read. */
@Alternative
@Priority(1)
@Singleton
class MortalChunkStore extends PostgresChunkStore {
    private final DyingProcess process;

    MortalChunkStore(Transactions transactions, DyingProcess process) {
        super(transactions);
        this.process = process;
    }

    @Override
    public Optional<Part> read(UUID dokumentId, int nr, int from, int count) {
        if (process.posting() && process.dies(CrashPoint.UNDER_POST)) {
            // On a thread of the HTTP client, which breaks the connection then; the worker finds itself dead
            // afterwards.
            throw new IllegalStateException("the process died");
        }
        return super.read(dokumentId, nr, from, count);
    }
}
