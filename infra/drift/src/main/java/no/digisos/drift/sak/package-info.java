/** The end of a case, and the withdrawal of one document. */
@NullMarked
package no.digisos.drift.sak;

import org.jspecify.annotations.NullMarked;
