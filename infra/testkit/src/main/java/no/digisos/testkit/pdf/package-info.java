/** PDF documents of any length and size. */
@NullMarked
package no.digisos.testkit.pdf;

import org.jspecify.annotations.NullMarked;
