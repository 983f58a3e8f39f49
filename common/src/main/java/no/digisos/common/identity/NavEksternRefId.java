package no.digisos.common.identity;

import java.util.regex.Pattern;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;

/** NAV's reference of one submission (contract.md 0.7). */
public record NavEksternRefId(String verdi) {
    private static final Pattern FORM = Pattern.compile("[0-9a-zA-Z_-]{1,60}");

    public NavEksternRefId {
        if (!FORM.matcher(verdi).matches()) {
            throw new ApiException(
                    ErrorCode.UGYLDIG_FORESPORSEL,
                    "navEksternRefId er ugyldig: 1 til 60 tegn av 0-9, a-z, A-Z, _ og - er tillatt");
        }
    }

    @Override
    public String toString() {
        return verdi;
    }
}
