package no.digisos.submit.acceptance;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.identity.Fnr;
import no.digisos.common.sak.Sak;
import no.digisos.common.sak.SakTable;

/** Lets a person send to the own cases alone. */
@ApplicationScoped
public class SakAccess {
    private final SakTable saker;

    SakAccess(SakTable saker) {
        this.saker = saker;
    }

    /**
     * The case, when it is the person's. The kommune's switches do not count: whoever has a case may always send more to it.
     *
     * @throws ApiException 404 for an unknown case and for another's alike, 410 for the person's own that is deleted
     *     (pitfalls.md P16)
     */
    public Sak requireOwn(UUID digisosId, Fnr person) {
        Sak sak = saker.findOwnAlsoDeleted(digisosId, person).orElseThrow(SakAccess::notFound);
        if (sak.isDeleted()) {
            throw deleted();
        }
        return sak;
    }

    static ApiException notFound() {
        return new ApiException(ErrorCode.FINNES_IKKE, "Saken finnes ikke");
    }

    static ApiException deleted() {
        return new ApiException(ErrorCode.SLETTET, "Saken er slettet");
    }
}
