package no.digisos.common.identity;

import java.util.regex.Pattern;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;

/** Four digits (contract.md 0.7). */
public record Kommunenummer(String verdi) {
    private static final Pattern FORM = Pattern.compile("[0-9]{4}");

    public Kommunenummer {
        if (!FORM.matcher(verdi).matches()) {
            throw new ApiException(
                    ErrorCode.UGYLDIG_FORESPORSEL, "Kommunenummer er ugyldig: det skal være fire siffer");
        }
    }

    @Override
    public String toString() {
        return verdi;
    }
}
