package no.digisos.common.http;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.RequestScoped;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;

/** What one call has of the heap for JSON; given back when the call ends. */
@RequestScoped
public class JsonShare {
    private final JsonPool pool;
    private long used;
    private long fromPool;

    public JsonShare(JsonPool pool) {
        this.pool = pool;
    }

    /**
     * Takes so many bytes more.
     *
     * @throws ApiException {@link ErrorCode#FOR_STOR} when there will never be so much, {@link ErrorCode#UTILGJENGELIG} when others
     *     have it now
     */
    void take(long bytes) {
        used += bytes;
        while (used > JsonPool.FREE + fromPool) {
            if (fromPool + JsonPool.PIECE > pool.max()) {
                throw new ApiException(
                        ErrorCode.FOR_STOR, "JSON-innholdet har for mange eller for store verdier til å bli lest");
            }
            if (!pool.take(JsonPool.PIECE)) {
                throw new ApiException(
                        ErrorCode.UTILGJENGELIG, "For mye stort JSON-innhold er under behandling. Prøv igjen om litt.");
            }
            fromPool += JsonPool.PIECE;
        }
    }

    @PreDestroy
    void end() {
        pool.giveBack(fromPool);
    }
}
