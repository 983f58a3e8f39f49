package no.digisos.common.error;

import org.jspecify.annotations.Nullable;

/**
 * What is said when a layer below ours refuses a request with nothing but a status: the router, the HTTP codec, the framework.
 *
 * @param code null for a status that has no code of ours
 * @param tekst for the caller
 */
public record Rammeverksfeil(int status, @Nullable ErrorCode code, String tekst) {

    /** The failure of this status; all of 5xx but 503 look alike. */
    public static Rammeverksfeil av(int status) {
        return switch (status) {
            case 400 -> av(ErrorCode.UGYLDIG_FORESPORSEL, "Forespørselen er ugyldig");
            case 401 -> av(ErrorCode.UGYLDIG_TOKEN, "Klarte ikke å validere access_token");
            case 403 -> av(ErrorCode.INGEN_TILGANG, "Du har ikke tilgang");
            case 404 -> av(ErrorCode.FINNES_IKKE, "Fant ikke det som ble spurt etter");
            case 405 -> av(ErrorCode.METODE_IKKE_TILLATT, "Metoden er ikke tillatt for denne adressen");
            case 408 -> av(ErrorCode.TIDSAVBRUDD, "Innholdet kom ikke fram i tide");
            case 413 -> av(ErrorCode.FOR_STOR, "Forespørselen er for stor");
            case 415 -> av(ErrorCode.FEIL_INNHOLDSTYPE, "Innholdstypen støttes ikke for denne adressen");
            case 431 -> av(ErrorCode.FOR_MANGE_HODEFELT, "Forespørselens hode er for stort");
            case 503 -> av(ErrorCode.UTILGJENGELIG, "Tjenesten er midlertidig utilgjengelig, prøv igjen");
            default ->
                status >= 400 && status < 500
                        ? new Rammeverksfeil(status, null, "Forespørselen er ugyldig")
                        : av(ErrorCode.UVENTET_FEIL, "Uventet feil");
        };
    }

    private static Rammeverksfeil av(ErrorCode code, String tekst) {
        return new Rammeverksfeil(code.status(), code, tekst);
    }
}
