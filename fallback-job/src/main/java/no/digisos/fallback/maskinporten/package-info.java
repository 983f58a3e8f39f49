/** Access tokens from Maskinporten by JWT grant (RFC 7523), for calls to KS Fiks. */
@NullMarked
package no.digisos.fallback.maskinporten;

import org.jspecify.annotations.NullMarked;
