/** Looks afterwards for what SvarUt's lack of idempotency let happen. */
@NullMarked
package no.digisos.fallback.duplicate;

import org.jspecify.annotations.NullMarked;
