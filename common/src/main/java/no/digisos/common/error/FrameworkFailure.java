package no.digisos.common.error;

import org.jspecify.annotations.Nullable;

/**
 * What a refusal says. Where a layer below ours refuses a request with nothing but a status, as the router, the HTTP codec and the
 * framework do, it follows from that.
 *
 * @param code null for a status that has no code of ours
 * @param tekst for the caller
 */
public record FrameworkFailure(int status, @Nullable ErrorCode code, String tekst) {

    /** The failure of this status; all of 5xx but 503 look alike. */
    public static FrameworkFailure of(int status) {
        return switch (status) {
            case 400 -> of(ErrorCode.UGYLDIG_FORESPORSEL, "Forespørselen er ugyldig");
            case 401 -> of(ErrorCode.UGYLDIG_TOKEN, "Klarte ikke å validere access_token");
            case 403 -> of(ErrorCode.INGEN_TILGANG, "Du har ikke tilgang");
            case 404 -> of(ErrorCode.FINNES_IKKE, "Fant ikke det som ble spurt etter");
            case 405 -> of(ErrorCode.METODE_IKKE_TILLATT, "Metoden er ikke tillatt for denne adressen");
            case 408 -> of(ErrorCode.TIDSAVBRUDD, "Innholdet kom ikke fram i tide");
            case 413 -> of(ErrorCode.FOR_STOR, "Forespørselen er for stor");
            case 415 -> of(ErrorCode.FEIL_INNHOLDSTYPE, "Innholdstypen støttes ikke for denne adressen");
            case 431 -> of(ErrorCode.FOR_MANGE_HODEFELT, "Forespørselens hode er for stort");
            case 503 -> of(ErrorCode.UTILGJENGELIG, "Tjenesten er midlertidig utilgjengelig, prøv igjen");
            default ->
                status >= 400 && status < 500
                        ? new FrameworkFailure(status, null, "Forespørselen er ugyldig")
                        : of(ErrorCode.UVENTET_FEIL, "Uventet feil");
        };
    }

    /** The failure of this code. */
    public static FrameworkFailure of(ErrorCode code, String text) {
        return new FrameworkFailure(code.status(), code, text);
    }
}
