/** The form in which documents leave the exchange: name, type, and whether they are printed. */
@NullMarked
package no.digisos.common.sendform;

import org.jspecify.annotations.NullMarked;
