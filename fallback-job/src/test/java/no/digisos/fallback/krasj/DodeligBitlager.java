package no.digisos.fallback.krasj;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.database.Transactions;
import no.digisos.common.dokumentlager.PostgresBitlager;
import no.digisos.fallback.krasj.Prosess.Krasjpunkt;

/** Dies in the middle of the request body, when its head has gone out and a document is to be read. */
@Alternative
@Priority(1)
@Singleton
class DodeligBitlager extends PostgresBitlager {
    private final Prosess prosess;

    DodeligBitlager(Transactions transactions, Prosess prosess) {
        super(transactions);
        this.prosess = prosess;
    }

    @Override
    public Optional<Del> les(UUID dokumentId, int nr, int fra, int antall) {
        if (prosess.poster() && prosess.dor(Krasjpunkt.UNDER_POST)) {
            // On a thread of the HTTP client, which breaks the connection then; the worker finds itself dead
            // afterwards.
            throw new IllegalStateException("the process died");
        }
        return super.les(dokumentId, nr, fra, antall);
    }
}
