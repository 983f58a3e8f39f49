package no.digisos.common.http;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.RequestScoped;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;

/** What one call has of the heap for JSON; given back when the call ends. */
@RequestScoped
public class Jsonandel {
    private final Jsonpott pott;
    private long brukt;
    private long fraPotten;

    public Jsonandel(Jsonpott pott) {
        this.pott = pott;
    }

    /**
     * Takes so many bytes more.
     *
     * @throws ApiException {@link ErrorCode#FOR_STOR} when there will never be so much, {@link ErrorCode#UTILGJENGELIG} when others
     *     have it now
     */
    void ta(long bytes) {
        brukt += bytes;
        while (brukt > Jsonpott.FRITT + fraPotten) {
            if (fraPotten + Jsonpott.STYKKE > pott.maks()) {
                throw new ApiException(
                        ErrorCode.FOR_STOR, "JSON-innholdet har for mange eller for store verdier til å bli lest");
            }
            if (!pott.ta(Jsonpott.STYKKE)) {
                throw new ApiException(
                        ErrorCode.UTILGJENGELIG, "For mye stort JSON-innhold er under behandling. Prøv igjen om litt.");
            }
            fraPotten += Jsonpott.STYKKE;
        }
    }

    @PreDestroy
    void slutt() {
        pott.giTilbake(fraPotten);
    }
}
