package no.digisos.common.error;

/**
 * Every way a request can fail, with the HTTP status that it answers. The names are the wire's {@code errorCode}
 * (contract.md 0.3); a 5xx is used only where a repeat is safe and useful.
 */
public enum ErrorCode {
    UGYLDIG_FORESPORSEL(400),
    UGYLDIG_JSON(400),
    MANGLER_DEL(400),
    UGYLDIG_METADATA(400),
    UGYLDIG_CMS(400),
    UKJENT_NOKKEL(400),
    FIL_IKKE_KOMPLETT(400),
    VEDLEGG_MANGLER(400),
    FEIL_PERSON(400),
    UGYLDIG_FILNAVN(400),
    UKJENT_KOMMUNE(400),
    KOMMUNE_IKKE_AKTIV(400),
    KOMMUNE_DEAKTIVERT(400),
    KOMMUNENUMMER_BYTTET(400),
    ALLEREDE_MOTTATT(400),
    REFERANSE_I_BRUK(400),
    UGYLDIG_OPPDATERING(400),
    UGYLDIG_KONFIGURASJON(400),
    UGYLDIG_KONTOSERTIFIKAT(400),
    FIL_I_BRUK(400),
    UGYLDIG_TOKEN(401),
    UGYLDIG_SERTIFIKAT(401),
    UGYLDIG_INTEGRASJON(401),
    INGEN_TILGANG(403),
    FINNES_IKKE(404),
    METODE_IKKE_TILLATT(405),
    TIDSAVBRUDD(408),
    FIL_FINNES(409),
    LEIE_UTLOPT(409),
    LEVERANSE_TRUKKET(409),
    ALLEREDE_BEKREFTET(409),
    IKKE_UTLEVERT(409),
    NOKKEL_I_BRUK(409),
    SLETTET(410),
    ENDRET_IMENS(412),
    FOR_STOR(413),
    FEIL_INNHOLDSTYPE(415),
    UGYLDIG_OMRADE(416),
    VERSJON_MANGLER(428),
    FOR_MANGE_HODEFELT(431),
    UVENTET_FEIL(500),
    UTILGJENGELIG(503);

    private final int status;

    ErrorCode(int status) {
        this.status = status;
    }

    /** The HTTP status of this failure. */
    public int status() {
        return status;
    }
}
