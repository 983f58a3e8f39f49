package no.digisos.common.audit;

/** What was done: every read of a case by anyone but its person, every fetch, receipt, grant and change of configuration. */
public enum Handling {
    SOK_SAKER,
    LES_SAK,
    LES_SAKER,
    LES_DOKUMENT,
    LES_LEVERINGSSTATUS,
    LES_HISTORIKK,
    LES_AUDIT,
    LIST_KO,
    HENT_MELDINGER,
    LAST_NED_DOKUMENT,
    LAST_NED_MELDING,
    FORLENG_LEIE,
    GI_TILBAKE_LEIE,
    KVITTER_MOTTATT,
    KVITTER_FEILET,
    KVITTER_AVVIST,
    OPPRETT_SAK,
    OPPDATER_SAK,
    LAST_OPP_FIL,
    SLETT_FIL,
    ENDRE_KONFIGURASJON,
    ENDRE_KONTO,
    GI_TILGANG,
    TREKK_TILGANG,
    OPPRETT_INTEGRASJON,
    TREKK_INTEGRASJON,
    GJENOPPTA_LEVERANSE,
    LUKK_LEVERANSE,
    LEGG_I_KO_PA_NYTT
}
