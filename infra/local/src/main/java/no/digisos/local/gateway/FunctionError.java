package no.digisos.local.gateway;

import java.time.Clock;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.error.FrameworkFailure;
import no.digisos.common.observability.SafePath;
import no.digisos.testkit.error.ErrorBody;

/** The error bodies that the functions would have, for answers that the gateway gives in their place. */
final class FunctionError {
    private FunctionError() {}

    /** The functions' body for this status: with their code, their words, and no fødselsnummer in the path. */
    static ErrorBody of(Clock clock, int status, String path) {
        FrameworkFailure failure = FrameworkFailure.of(status);
        ErrorCode code = failure.code();
        return ErrorBody.of(
                clock, status, SafePath.withoutFnr(path), failure.tekst(), code == null ? null : code.name());
    }
}
