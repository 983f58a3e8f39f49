package no.digisos.common.audit;

/** What the call came to. */
public enum AuditUtfall {
    UTFORT,
    INGEN_TREFF,
    NEKTET,
    UTEN_VIRKNING
}
