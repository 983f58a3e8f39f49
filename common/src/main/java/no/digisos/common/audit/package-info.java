/**
 * The append-only log of who read or changed what: one row per call, written by the transaction it tells of, chained by
 * HMAC-SHA-256 under a key outside the database.
 */
@NullMarked
package no.digisos.common.audit;

import org.jspecify.annotations.NullMarked;
