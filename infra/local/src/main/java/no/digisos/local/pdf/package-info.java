/** PDF documents of any length and size. */
@NullMarked
package no.digisos.local.pdf;

import org.jspecify.annotations.NullMarked;
