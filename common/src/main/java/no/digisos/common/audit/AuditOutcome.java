package no.digisos.common.audit;

/** What the call came to. */
public enum AuditOutcome {
    UTFORT,
    INGEN_TREFF,
    NEKTET,
    UTEN_VIRKNING
}
