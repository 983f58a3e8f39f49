package no.digisos.common.audit;

import javax.crypto.Mac;

/** The audit keys, from outside the database. Used for nothing else. */
public interface AuditKeys {
    /** The id of the key that new rows are written under. */
    String activeId();

    /**
     * A fresh HMAC-SHA-256 under the key with this id; old keys must stay for as long as their rows.
     *
     * @throws IllegalArgumentException when there is none
     */
    Mac hmac(String id);
}
