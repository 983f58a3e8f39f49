/** The reference by which SvarUt is asked what it has, and the alarm when that is more than one. */
@NullMarked
package no.digisos.fallback.reference;

import org.jspecify.annotations.NullMarked;
