/** A case and what was sent in to it, told by it, and taken away from it. */
@NullMarked
package no.digisos.common.sak;

import org.jspecify.annotations.NullMarked;
