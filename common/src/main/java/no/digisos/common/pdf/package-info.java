/** What a PDF is to those who read, merge and print it. */
@NullMarked
package no.digisos.common.pdf;

import org.jspecify.annotations.NullMarked;
